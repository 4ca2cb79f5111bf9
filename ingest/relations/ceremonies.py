"""Milestones that one event gives to many projects: 8个项目集中签约, and the projects told one by one.

A trigger that stands outside the project's own sentence may still be about it. For every project the
triggers of each kind before and after its sentence are looked at: how far they are, how collective
they sound, what the project's own sentence says of other events and dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.relations.attach import is_phase
from ingest.relations.event_dates import dated, event_date
from ingest.relations.milestones import NO, lies_ahead
from ingest.relations.proposal import Block, Proposal, step
from ingest.relations.scene import Scene, Spot
from ingest.relations.triggers import Trigger, triggers
from kg.facts import Milestone

KINDS = ("signed", "constructionStart", "productionStart", "completion", "approved")
COLLECTIVE = re.compile(r"集中|仪式|大会|会上|现场|活动|推介会|签约会|洽谈会|一批|共|分别|当天|当日|同日")
COUNTED = re.compile(r"([0-9一二三四五六七八九十百两]+)余?(?:个|项)[^，。；]{0,12}?(?:项目|工程)")
THIS = re.compile(
    r"其中|此次|这次|本次|签约项目|当天|现场|会上|同时|还有|另外|此外|包括|例如|比如|分别|一同|一并|一起|上述"
)
THAT = re.compile(r"在谈|洽谈|意向|去年|早在|此前|前年|已建|已投产|现有|老|目前|储备|跟踪|早先|曾|终止|取消|未")


@dataclass(frozen=True, slots=True)
class Telling:
    """A place `spot` where the text tells of `project`, with what its own sentence says."""

    project: int
    spot: Spot
    own: Block


def propose(scene: Scene) -> Iterator[Proposal]:
    """Every project with the triggers outside its own sentence that may be about it."""
    own: dict[tuple[int, int], Telling] = {}
    for number, which, spot, trigger, order in tellings(scene):
        if (number, which) not in own:
            own[number, which] = Telling(number, spot, _own(scene, spot, number, which))
        yield _proposal(scene, own[number, which], trigger, order)


def tellings(scene: Scene) -> Iterator[tuple[int, int, Spot, Trigger, str]]:
    """Project, number and place of a spot that tells of it, a trigger outside that sentence and on which side."""
    by_kind: dict[str, list[Trigger]] = {}
    last: dict[str, int] = {}
    for trigger in triggers(scene):
        kind, sentence = trigger[2], scene.sentence_at[trigger[0]]
        if kind in KINDS and last.get(kind) != sentence:
            by_kind.setdefault(kind, []).append(trigger)
            last[kind] = sentence
    for number, thing in enumerate(scene.entities):
        if thing.type != "Project":
            continue
        for which, spot in enumerate(_told(scene, number)):
            here = scene.sentence_at[spot.start]
            for found in by_kind.values():
                before = [t for t in found if scene.sentence_at[t[0]] < here][-2:]
                after = [t for t in found if here < scene.sentence_at[t[0]] <= here + 3][:1]
                for order, trigger in enumerate(reversed(before)):
                    yield number, which, spot, trigger, f"b{order}"
                for trigger in after:
                    yield number, which, spot, trigger, "a0"


def _told(scene: Scene, project: int) -> list[Spot]:
    """The first spot of a project, and the first one below the title."""
    spots = [s for s in scene.of_entity[project] if not s.generic]
    below = [s for s in spots if scene.sentence_at[s.start] > 0]
    return [*spots[:1], *(below[:1] if below and below[0] is not spots[0] else [])]


def _own(scene: Scene, spot: Spot, project: int, which: int) -> Block:
    """What the project's own sentence says."""
    text = scene.text
    low, high = scene.sentence(spot.start)
    sentence = text[low:high]
    kinds = sorted({t[2] for t in triggers(scene) if low <= t[0] < high})
    dates = [v for v in dated(scene) if low <= v.start < high]
    projects = {s.entity for s in scene.between(low, high) if s.type == "Project"}
    out = [
        f"which={which}", f"ph={is_phase(scene.entities[project].name)}", f"dates={min(len(dates), 2)}",
        f"projects={min(len(projects), 4)}", f"list={min(spot.size, 4)}", f"place={min(spot.place, 2)}",
        f"money={any(v.kind == 'money' and low <= v.start < high for v in scene.values)}",
        f"len={step(len(sentence), (20, 40, 80, 160))}", f"n={min(len(scene.entities[project].mentions), 4)}",
        f"right={text[spot.last : spot.last + 2]}", f"left={text[max(0, spot.first - 2) : spot.first]}",
    ]  # fmt: skip
    out += [f"own={k}" for k in kinds] or ["own=none"]
    out += [f"this={m.group()}" for m in THIS.finditer(sentence)]
    out += [f"that={m.group()}" for m in THAT.finditer(sentence)]
    out += [f"no={m.group()}" for m in NO.finditer(sentence)]
    return out


def _proposal(scene: Scene, telling: Telling, trigger: Trigger, order: str) -> Proposal:
    project, spot, own = telling.project, telling.spot, telling.own
    start, end, kind = trigger
    text = scene.text
    low, high = scene.sentence(start)
    sentence = text[low:high]
    gap = abs(scene.sentence_at[spot.start] - scene.sentence_at[start])
    paragraphs = min(abs(scene.paragraph_at[spot.start] - scene.paragraph_at[start]), 4)
    between = [
        t for t in triggers(scene) if (end <= t[0] < spot.start if order[0] == "b" else spot.end <= t[0] < start)
    ]
    dates = [v for v in dated(scene) if (end <= v.start < spot.start if order[0] == "b" else spot.end <= v.start < low)]
    counted = COUNTED.search(sentence)
    named = any(s.type == "Project" and not s.generic for s in scene.between(low, high))
    title = scene.paragraph_at[start] == 0
    collective = bool(COLLECTIVE.search(sentence))
    key = f"{kind}|{order}"
    date, odds = event_date(scene, trigger, spot)
    out = [
        key, f"{key}|g{step(gap, (1, 2, 3, 4, 6, 9, 14))}", f"{key}|p{paragraphs}", f"w={text[start:end]}|{order}",
        f"col={collective}|{key}", f"cnt={bool(counted)}|{key}", f"cntcol={bool(counted)}|{collective}|{order}",
        f"named={named}|{order}|{collective}", f"title={title}|{order}",
        f"head={scene.sentence_at[start] <= 2}|{order}",
        f"kinds={sum(t[2] == kind for t in between)>0}|{len({t[2] for t in between}) > 0}|{order}",
        f"dates={min(len(dates), 3)}|{order}", f"date={date is None}|{kind}",
        f"l={text[max(low, start - 2) : start]}|{kind}",
        f"r={text[end : min(high, end + 2)]}|{kind}", f"gp={step(gap, (2, 4, 8))}|{paragraphs}|{collective}|{order}",
        f"colgap={collective}|{bool(counted)}|{named}|{step(gap, (2, 4, 8))}",
    ]  # fmt: skip
    out += [f"c={m.group()}|{kind}" for m in COLLECTIVE.finditer(sentence)]
    out += [f"no={m.group()}" for m in NO.finditer(text, max(low, start - 12), min(high, end + 6))]
    cross = [f"{f}|{kind}|{collective}" for f in own if f.startswith(("own=", "this=", "that=", "projects=", "dates="))]
    cross += [f"{f}|{order}" for f in own if f.startswith(("own=", "this=", "that=", "which="))]
    s_low, s_high = scene.sentence(spot.start)
    return Proposal(
        project, "milestone", Milestone(kind, date, lies_ahead(scene, trigger, date)), s_low, s_high,
        (own, out, cross), (("sk", project, kind), ("t", start), ("s", project)), odds,
        only=(("sk", project, kind),),
    )  # fmt: skip
