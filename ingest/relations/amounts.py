"""Money, areas and persons of one thing: totalInvestment, outputValue, sales, tax, landArea, floorArea, jobs.

Each value proposes each predicate of its kind for each thing within reach. What the words around the
value say is learned for each predicate; how a thing is found from a value is learned once for all.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.relations.attach import candidates, is_phase, view
from ingest.relations.context import surroundings
from ingest.relations.kinds import belief, likely
from ingest.relations.planned import planned
from ingest.relations.proposal import Block, Proposal, step
from ingest.relations.scene import Scene, Value
from ingest.relations.topical import topical
from kg.facts import Money, Object, Quantity

SUBJECTS = {
    "totalInvestment": ("Project",),
    "outputValue": ("Project", "Company", "Park"),
    "sales": ("Project", "Company", "Park"),
    "tax": ("Project", "Company", "Park"),
    "jobs": ("Project", "Company", "Park"),
    "landArea": ("Project", "Park"),
    "floorArea": ("Project", "Park"),
}
PREDICATES = {
    "money": ("totalInvestment", "outputValue", "sales", "tax"),
    "area": ("landArea", "floorArea"),
    "count": ("jobs",),
}
TYPES = ("Project", "Company", "Park", "Region")
"""Regions never hold these facts; they stand among the candidates so that the scorer sees them compete."""

PERSONS = frozenset(["人", "名", "个", "位", "岗位"])


def propose(scene: Scene) -> Iterator[Proposal]:
    """Every (thing, predicate, value) that the article might state."""
    for value in scene.values:
        for predicate in PREDICATES.get(value.kind, ()):
            probability = likely(scene, value).get(predicate, 0.0)
            if not probability or (predicate == "jobs" and value.unit not in PERSONS):
                continue
            words = (
                [f"{f}|{predicate}" for f in belief(probability)]
                + belief(probability)
                + value_words(scene, value, predicate)
            )
            target = as_object(scene, value, predicate)
            s_low, s_high = scene.sentence(value.start)
            for entity in candidates(scene, value.start, value.end, TYPES):
                thing = scene.entities[entity]
                if thing.type not in SUBJECTS[predicate]:
                    continue
                seen = view(scene, entity, value.start, value.end, TYPES)
                both = [
                    f"{predicate}|{thing.type}",
                    f"{predicate}|{thing.type}|{is_phase(thing.name)}",
                    f"{predicate}|{seen[-1]}",
                ]
                topic = topical(scene, entity, value.start, value.end)
                yield Proposal(
                    entity, predicate, target, s_low, s_high, (words, seen, both, topic),
                    (("v", value.start), ("vp", value.start, predicate), ("sp", entity, predicate)),
                    only=(("ve", value.start, entity),),
                )  # fmt: skip


def value_words(scene: Scene, value: Value, predicate: str) -> Block:
    """What the value and the words around it say for or against `predicate`."""
    around = surroundings(scene, value.start, value.end)
    number = value.value.value if isinstance(value.value, Money) else value.value
    own = [f"size={step(number, (1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 5e10))}", f"unit={value.unit}"]
    return [f"{predicate}|{f}" for f in own + around] + [f"{predicate}"]


def as_object(scene: Scene, value: Value, predicate: str) -> Object:
    """The value as the object of a fact."""
    if isinstance(value.value, Money):
        if predicate == "totalInvestment":
            return Money(value.value.value, value.value.currency)
        return Money(value.value.value, value.value.currency, planned(scene, value.start, value.end))
    number = float(value.value)
    return Quantity(number, planned(scene, value.start, value.end)) if predicate == "jobs" else Quantity(number)
