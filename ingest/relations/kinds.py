"""What a value is: total investment, output, land, a capacity, an indicator of some measure, or none of these.

One chooser decides for every value among the classes that its unit allows, from the words around it
alone. The families that attach values to things ask it first: classes below `FLOOR` are not proposed,
the others carry their probability on as a feature.
"""

from __future__ import annotations

from math import log

from ingest.linear import Linear, shares
from ingest.relations.context import surroundings
from ingest.relations.proposal import Block, step
from ingest.relations.scene import Scene, Value
from kg.facts import Money

FLOOR = 0.03
NONE = "none"
CLASSES: dict[str, tuple[str, ...]] = {
    "money": (
        "totalInvestment", "outputValue", "sales", "tax", "signedInvestment", "pipelineInvestment", "fundsInPlace",
        "foreignInvestment", "outputValue of a place", "tax of a place", "other",
    ),
    "area": ("landArea", "floorArea", "capacity"),
    "quantity": ("capacity",),
    "count": (
        "jobs", "signedProjects", "startedProjects", "completedProjects", "pipelineProjects", "newFirms",
        "visitedFirms", "other", "capacity",
    ),
    "percent": ("growth",),
}  # fmt: skip
"""The classes that a value of each kind may have, beside none."""


def options(scene: Scene, value: Value) -> list[tuple[str, Block]]:
    """The classes of a value, each with its features; none has none."""
    number = value.value.value if isinstance(value.value, Money) else value.value
    size = step(number, (2, 5, 10, 20, 50, 100, 300, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 5e10, 1e11))
    before, after = _types(scene, value)
    seen = [
        f"size={size}", f"unit={value.unit}", f"per={value.per}", f"before={before}", f"after={after}",
        f"ba={before}|{after}", "", *surroundings(scene, value.start, value.end), *_neighbours(scene, value),
    ]  # fmt: skip
    return [(NONE, []), *((c, [f"{c}|{f}" for f in seen]) for c in CLASSES.get(value.kind, ()))]


def likely(scene: Scene, value: Value) -> dict[str, float]:
    """The classes of a value above `FLOOR` with their probabilities; `scene.models["kinds"]` decides."""
    if value.kind not in CLASSES:
        return {}
    key = ("kinds", value.start)
    if key not in scene.cache:
        found = shares(scene.models.get("kinds", Linear()), options(scene, value))
        scene.cache[key] = {c: p for c, p in found.items() if p >= FLOOR and c != NONE}
    result: dict[str, float] = scene.cache[key]
    return result


def belief(probability: float) -> list[str]:
    """A probability as features: its log-odds in steps."""
    p = min(max(probability, 0.001), 0.999)
    level = step(log(p / (1 - p)), (-3, -2, -1, 0, 1, 2, 3, 4, 5))
    return [f"belief={level}", *(f"belief>{i}" for i in range(level + 1))]


def _types(scene: Scene, value: Value) -> tuple[str, str]:
    """The type of the last thing before and of the next thing after a value in its sentence."""
    low, high = scene.sentence(value.start)
    before = [s for s in scene.between(low, value.start) if s.end <= value.start]
    after = scene.between(value.end, min(high, value.end + 30))
    return (before[-1].type if before else "-"), (after[0].type if after else "-")


def _neighbours(scene: Scene, value: Value) -> Block:
    """The values next to a value: their kinds, and whether only a comma parts them."""
    at = scene.value_number(value)
    out = []
    if at > 0:
        last = scene.values[at - 1]
        gap = scene.text[last.end : value.start]
        if len(gap) <= 12 and "。" not in gap:
            out += [f"prev={last.kind}|{last.unit}", f"prevgap={gap[:6]}", f"pg={last.kind}|{gap[-3:]}"]
    if at + 1 < len(scene.values):
        following = scene.values[at + 1]
        gap = scene.text[value.end : following.start]
        if len(gap) <= 12 and "。" not in gap:
            out += [f"next={following.kind}|{following.unit}", f"nextgap={following.kind}|{gap[:4]}"]
    return out
