"""indicator: a published figure of a region, park or body (签约项目247个, 到位资金549.72亿元, 增长9.8%)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.relations.attach import candidates, view
from ingest.relations.context import surroundings
from ingest.relations.kinds import belief, likely
from ingest.relations.periods import period as period_of
from ingest.relations.proposal import Block, Proposal, step
from ingest.relations.scene import Scene, Value
from ingest.relations.topical import cast, topical
from kg.facts import Indicator, Money

MEASURES = {
    "money": {
        "signedInvestment": "signedInvestment", "pipelineInvestment": "pipelineInvestment",
        "fundsInPlace": "fundsInPlace", "foreignInvestment": "foreignInvestment",
        "outputValue": "outputValue of a place", "tax": "tax of a place", "other": "other",
    },
    "count": {m: m for m in (
        "signedProjects", "startedProjects", "completedProjects", "pipelineProjects", "newFirms", "visitedFirms",
        "other",
    )},
    "percent": {"growth": "growth"},
}  # fmt: skip
"""Kind of value → measure → the class of `kinds` that stands for it."""
UNITS = frozenset(["个", "家", "户", "项", "宗", "场", "人次", "批", "次", "单"])
TYPES = ("Region", "Park", "Organization", "Project", "Company")
SUBJECTS = ("Region", "Park", "Organization")
FELL = re.compile(r"(?:下降|减少|下滑|回落|负增长|缩水|下跌|跌|少|降)(?:了|达|幅度?|约|近|超过?|幅为)*$")
"""What stands before a rate that is a fall."""
WE = re.compile(r"全[省市县区州镇]|我[省市县区州]|本[省市县区]|该[省市县区州]|当地|[省市县区]里")


def propose(scene: Scene) -> Iterator[Proposal]:
    """Every (place, measure, figure) that the article might state."""
    for value in scene.values:
        if value.kind == "count" and value.unit not in UNITS:
            continue
        kinds = likely(scene, value)
        measures = {m: kinds[c] for m, c in MEASURES.get(value.kind, {}).items() if c in kinds}
        if not measures:
            continue
        if isinstance(value.value, Money):
            number, unit = value.value.value, value.value.currency
        elif value.kind == "percent":
            number, unit = float(value.value), "%"
            if number > 0 and FELL.search(scene.text, max(0, value.start - 8), value.start):
                number = -number
        else:
            number, unit = value.value, value.unit
        around = surroundings(scene, value.start, value.end)
        period = period_of(scene, value)
        low, high = scene.sentence(value.start)
        own = [
            f"size={step(number, (2, 5, 10, 20, 50, 100, 300, 1e3, 1e4, 1e6, 1e8, 1e9, 1e10, 1e11))}",
            f"unit={unit}",
            f"we={bool(WE.search(scene.text, low, value.start))}",
            f"period={bool(period)}|{len(period or '')}",
        ]
        words = {m: [f"{m}|{f}" for f in own + around + belief(p)] + [m, *belief(p)] for m, p in measures.items()}
        near = candidates(scene, value.start, value.end, TYPES)
        topics = {place for place, _ in cast(scene, value.start, value.end).values()}
        for entity in [*near, *sorted(topics.difference(near))]:
            thing = scene.entities[entity]
            if thing.type not in SUBJECTS:
                continue
            seen = view(scene, entity, value.start, value.end, TYPES)
            topic = topical(scene, entity, value.start, value.end)
            for measure in measures:
                both = [f"{measure}|{thing.type}", f"{value.kind}|{seen[-1]}", *_we(scene, entity, value)]
                yield Proposal(
                    entity, "indicator", Indicator(measure, number, unit, period), low, high,
                    (words[measure], seen, topic, both),
                    (("v", value.start), ("vm", value.start, measure), ("ve", value.start, entity)),
                    only=(("v", value.start),),
                )  # fmt: skip


def _we(scene: Scene, entity: int, value: Value) -> Block:
    """Is the thing the one that 全市, 我县 or a left-out subject means?"""
    low = scene.sentence(value.start)[0]
    match = None
    for match in WE.finditer(scene.text, low, value.start):  # noqa: B007 - the last one counts
        pass
    named = any(low <= s.start < value.start for s in scene.of_entity[entity])
    others = any(s.type in SUBJECTS and low <= s.start < value.start for s in scene.between(low, value.start))
    return [
        f"we={match.group() if match else None}|{entity == scene.home}",
        f"left={others}|{named}|{entity == scene.home}",
    ]
