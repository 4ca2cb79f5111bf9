"""Steps in the life of a project: a trigger word (签约, 开工, 投产 …) × the project × a date.

Every trigger is an anchor; the project is looked for as for a value, the date is chosen by `event_dates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.relations.attach import PHASE, candidates, is_phase, view
from ingest.relations.context import grams
from ingest.relations.event_dates import dated, event_date
from ingest.relations.planned import AHEAD, planned
from ingest.relations.proposal import NEAR, Block, Proposal, step
from ingest.relations.scene import Scene, Spot
from ingest.relations.triggers import Trigger, triggers
from kg.facts import Milestone

NO = re.compile(
    r"尚未|没有|未能|还没|并未|未|暂停|终止|取消|搁置|暂缓|如果|是否|何时|能否|争取|希望|在谈|洽谈|意向|有意|不|等待|等|撤|终止|放弃|谈判|传言|原定|延后|推迟|叫停|条件|拟|打算|想|要求|不少于|之内|以来"
)
TYPES = ("Project", "Company", "Park", "Region")


def trigger_words(scene: Scene, start: int, end: int, kind: str) -> Block:
    """What the words around a trigger say about its being an event of its kind."""
    text = scene.text
    c_low, c_high = scene.clause(start)
    s_low, s_high = scene.sentence(start)
    word, left, right = text[start:end], text[max(c_low, start - 12) : start], text[end : min(c_high, end + 10)]
    out = [f"w={word}", f"kind={kind}", f"wl1={word}|{left[-1:]}", f"wr1={word}|{right[:1]}", f"wr2={word}|{right[:2]}"]
    out += [f"{kind}|L{n}={left[-n:]}" for n in range(1, 4) if len(left) >= n]
    out += [f"{kind}|R{n}={right[:n]}" for n in range(1, 4) if len(right) >= n]
    out += [f"l={g}" for g in set(grams(left, 2, 2))] + [f"r={g}" for g in set(grams(right, 2, 2))]
    for match in NO.finditer(text, max(s_low, start - 20), min(s_high, end + 12)):
        out.append(f"no={match.group()}|{match.start() < start}")
    for match in AHEAD.finditer(text, s_low, start):
        out.append(f"ahead={match.group()[:2]}")
    if re.search(r"[0-9一二三四五六七八九十百两多]+余?[个项]", text[max(s_low, start - 16) : min(s_high, end + 16)]):
        out.append(f"counted|{kind}")
    dates = [v for v in dated(scene) if s_low <= v.start < s_high]
    out.append(f"dates={min(len(dates), 3)}|{kind}")
    out.append(f"clausedate={any(c_low <= v.start < c_high for v in dates)}|{kind}")
    others = [t for t in triggers(scene) if s_low <= t[0] < s_high and t[0] != start]
    out += [f"other={t[2]}|{kind}|{t[0] < start}" for t in others[:6]]
    if not right:
        out.append(f"R=$|{kind}")
    if scene.paragraph_at[start] == 0:
        out.append("intitle")
    if any(s.start <= start and end <= s.end and not s.generic for s in scene.between(start - 30, end)):
        out.append(f"inname|{word}")
    return out


def tellings(scene: Scene, trigger: Trigger) -> Iterator[tuple[int, Spot]]:
    """The projects that an event may be about, nearest first, each with the spot that speaks of it."""
    start, end, _ = trigger
    s_low, s_high = scene.sentence(start)
    for entity in candidates(scene, start, end, TYPES):
        if scene.entities[entity].type != "Project":
            continue
        inside = [s for s in scene.of_entity[entity] if s_low <= s.start < s_high]
        spot = min(inside, key=lambda s: abs(s.start - start)) if inside else scene.before(entity, start)
        if spot is not None:
            yield entity, spot


def propose(scene: Scene) -> Iterator[Proposal]:
    """Every (project, trigger) with the date that its own model likes best."""
    for trigger in triggers(scene):
        start, end, kind = trigger
        words = trigger_words(scene, start, end, kind)
        s_low, s_high = scene.sentence(start)
        for entity, spot in tellings(scene, trigger):
            date, odds = event_date(scene, trigger, spot)
            ahead = lies_ahead(scene, trigger, date)
            seen = view(scene, entity, start, end, TYPES)
            name = scene.entities[entity].name
            both = [f"{kind}|{is_phase(name)}", f"{kind}|{seen[-1]}", f"date={date is not None}|{kind}"]
            both += named(scene, entity) + _beside(scene, spot, trigger)
            yield Proposal(
                entity, "milestone", Milestone(kind, date, ahead), s_low, s_high, (words, seen, both),
                (("t", start), ("sk", entity, kind), ("s", entity)), odds,
                only=(("sk", entity, kind),),
            )  # fmt: skip


def lies_ahead(scene: Scene, trigger: Trigger, date: str | None) -> bool:
    """Whether an event still lay ahead of the article: by its date, where that is too coarse by its words."""
    ahead = planned(scene, trigger[0], trigger[1])
    if date is None or scene.date is None:
        return ahead
    return date > scene.date if not scene.date.startswith(date) else ahead


def named(scene: Scene, entity: int) -> Block:
    """What the name of a project says of its being one."""
    thing = scene.entities[entity]
    name = thing.name
    return [
        f"conf={step(thing.confidence, (0.5, 0.7, 0.8, 0.9, 0.95, 0.99))}", f"tail={name[-2:]}", f"tail1={name[-1:]}",
        f"long={step(len(name), (4, 6, 9, 14, 20))}", f"whole={thing.parent is not None}",
        f"said={min(len(thing.mentions), 4)}",
    ]  # fmt: skip


def _beside(scene: Scene, spot: Spot, trigger: Trigger) -> Block:
    """What stands between a project and the word that tells of an event."""
    start, end, kind = trigger
    text = scene.text
    s_low, s_high = scene.sentence(start)
    if not s_low <= spot.start < s_high:
        return [f"away|{kind}|{spot.generic}"]
    before = spot.start < start
    between = text[spot.end : start] if before else text[end : spot.start]
    found = [t for t in triggers(scene) if (spot.end <= t[0] < start if before else end <= t[0] < spot.start)]
    phases = PHASE.search(between)
    out = [
        f"btw|{before}|ev{min(len(found), 3)}|{kind}", f"btw|{before}|phase={phases.group() if phases else None}",
        f"btw|{before}|semi={'；' in between}|{'：' in between}", f"btw|last={found[-1][2] if found else None}|{kind}",
        f"btw|{before}|{spot.generic}|{is_phase(text[spot.start : spot.end])}", f"head={text[s_low : s_low + 2]}",
    ]  # fmt: skip
    if before and len(between) <= 12:
        out += [f"btw2={g}|{kind}" for g in set(grams(between, 2, 2))]
    if not before and text[end : end + 1] == "的":
        out.append(f"de|{kind}|{step(len(between), NEAR)}")
    return out
