"""locatedIn: a project, firm, park or body stands in a region or park.

Beside the closest pair of spots it matters what place the talk is about where the thing is introduced
(`topics.parts`), how the rival places stand to this one (inside it, around it, apart), and whether the
thing is named after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.relations.context import grams
from ingest.relations.pairs import names, near_pairs, relation, together
from ingest.relations.proposal import NEAR, Block, Proposal, step
from ingest.relations.scene import Scene, Spot
from ingest.relations.topics import PLACES, before, level, parts, places, stand

SUBJECTS = ("Project", "Company", "Park", "Organization")
TOGETHER = 4
"""So many sentences that speak of both are looked at for how they join them."""
COMES = re.compile(
    r"(?P<in>引进|引入|引来|落户|入驻|落地|落在|落子|进驻|集聚|聚集|吸引)|(?P<sign>签约|签下|签订|签署)|(?P<start>开工|动工|奠基)"
    r"|(?P<build>建设|投建|兴建|新建|建成|投产|建)|(?P<seat>位于|坐落|总部|注册|地处)|(?P<from>来自|考察|拜访|走访|对接|洽谈|赴)"
)
"""Words that say that a thing comes to, is built in or stands in a place, or that somebody goes to see it."""
FAINT = ("title", "opening", "home", "heading too", "last2")
"""Parts that say less where another place plays them."""


def propose(scene: Scene) -> Iterator[Proposal]:
    """Every (thing, place) near each other; every thing with the places that the talk is about, or in its name."""
    nearest = {(a, b): (x, y) for a, b, x, y in near_pairs(scene, SUBJECTS, PLACES)}
    towns = [n for n, e in enumerate(scene.entities) if e.type in PLACES and scene.of_entity[n]]
    for number, thing in enumerate(scene.entities):
        if thing.type not in SUBJECTS or not scene.of_entity[number]:
            continue
        first = introduction(scene, number)
        carried = {place for place, _ in parts(scene, first).values()}
        carried |= {b for b in towns if b != number and _in_name(scene, number, b)}
        for b in carried:
            if b != number and (number, b) not in nearest and scene.of_entity[b]:
                nearest[number, b] = (first, scene.before(b, first.start) or scene.of_entity[b][0])
    for (a, b), (x, y) in sorted(nearest.items(), key=lambda row: row[0]):
        yield _proposal(scene, a, b, x, y)


def introduction(scene: Scene, thing: int) -> Spot:
    """Where the text first tells of a thing below its title, by its name where it can."""
    spots = scene.of_entity[thing]
    named = [s for s in spots if not s.generic] or spots
    return next((s for s in named if scene.paragraph_at[s.start] > 0), named[0])


def _proposal(scene: Scene, a: int, b: int, x: Spot, y: Spot) -> Proposal:
    first = introduction(scene, a)
    blocks = (
        relation(scene, x, y), names(scene, a, b), together(scene, a, b), _nearest(scene, a, b, x, y),
        _carried(scene, a, b, first, "i"), [] if x is first else _carried(scene, a, b, x, "c"), _joined(scene, a, b),
    )  # fmt: skip
    low, high = min(x.start, y.start), max(x.start, y.start)
    start, end = scene.sentence(low)[0], scene.sentence(high)[1]
    if end - start > 400:
        start, end = scene.sentence(x.start)
    return Proposal(
        a, "locatedIn", b, start, end, blocks, (("s", a), ("list", x.first, b), ("o", b, scene.entities[a].type))
    )


def _in_name(scene: Scene, thing: int, place: int) -> bool:
    """Is the thing named after the place?"""
    mine, its = scene.entities[thing], scene.entities[place]
    short = [n[:-1] if len(n) > 2 and n[-1] in "省市县区州镇乡" else n for n in (its.name, *its.aliases)]
    return any(len(s) >= 2 and s in n for s in short for n in (mine.name, *mine.aliases))


def _nearest(scene: Scene, a: int, b: int, x: Spot, y: Spot) -> Block:
    """How the place `b` stands among the places around the thing `a` at their closest spots."""
    kind = scene.entities[a].type[:3]
    rank = level(scene, b)
    s_low, s_high = scene.sentence(x.start)
    around = [s for s in places(scene)[before(scene, s_low) : before(scene, s_high)] if s.entity != a]
    others = {s.entity for s in around}
    first = next((s.entity for s in around), None)
    named = _in_name(scene, a, b)
    posted = any(f"驻{n[:2]}" in scene.entities[a].name for n in (scene.entities[b].name, *scene.entities[b].aliases))
    out = [
        f"posted={posted}|{kind}|{rank}", f"posted={posted}|{b in others}",
        f"{kind}|{rank}", f"home={b == scene.home}|{kind}|{rank}", f"places={min(len(others), 4)}|{b in others}|{kind}",
        f"first={first == b}|{kind}|{min(len(others), 3)}", f"named={named}|{kind}|{rank}",
        f"named={named}|{kind}|{b in others}", f"head={y.start == scene.sentence(y.start)[0]}|{kind}",
    ]  # fmt: skip
    if b == scene.home:
        out.append(f"homegap={min(abs(scene.sentence_at[x.start] - scene.sentence_at[y.start]), 4)}|{kind}")
    for place in others - {b}:
        out.append(f"also={stand(scene, place, b)}|{level(scene, place)}|{rank}|{kind}|{b in others}")
    before_y, after_y = scene.text[max(0, y.start - 3) : y.start], scene.text[y.end : y.end + 3]
    for word in ("在", "于", "到", "入", "落户", "位于", "赴", "来自", "从", "由", "向"):
        if before_y.endswith(word):
            out.append(f"by={word}|{kind}|{x.start < y.start}")
    out.append(f"yn={after_y[:1]}|{kind}|{x.start < y.start}")
    return out


def _carried(scene: Scene, a: int, b: int, spot: Spot, mark: str) -> Block:
    """Which parts the place `b` plays in the talk at `spot`, and who plays the others."""
    kind, rank = scene.entities[a].type[:3], level(scene, b)
    roles = parts(scene, spot)
    mine = sorted(part for part, (place, _) in roles.items() if place == b)
    out = [f"{mark}none|{kind}|{rank}"] if not mine else []
    own = [p for p in mine if p not in FAINT]
    out.append(f"{mark}all={'+'.join(own)}|{kind}")
    for part in mine:
        gap = step(roles[part][1], (1, 2, 3, 5, 8, 13))
        out += [
            f"{mark}{part}|{kind}|{rank}", f"{mark}{part}|{gap}|{kind}", f"{mark}{part}|{len(own)}|{b == scene.home}",
        ]  # fmt: skip
    for part, (place, gap) in roles.items():
        if place != b:
            how = stand(scene, place, b)
            out.append(f"{mark}-{part}|{how}|{level(scene, place)}|{rank}|{kind}")
            if part not in FAINT:
                out.append(f"{mark}-{part}|{how}|{min(gap, 2)}|{'+'.join(own[:2])}")
    out += [f"{mark}{cue}|{kind}|{'+'.join(own[:1])}|{b == scene.home}" for cue in _cues(scene, spot)]
    gap = spot.start - max((s.end for s in scene.of_entity[b] if s.end <= spot.start), default=-9999)
    out.append(f"{mark}gap={step(gap, NEAR)}|{kind}|{rank}")
    out.append(f"{mark}list={min(spot.size, 3)}|{min(spot.place, 2)}|{bool(own)}")
    return out


def _cues(scene: Scene, spot: Spot) -> Block:
    """What the sentence says of the thing's coming: the last word before it and the first after it."""
    key = ("comes", spot.first, spot.last)
    if key not in scene.cache:
        low, high = scene.sentence(spot.first)
        said = [(m.start(), m.lastgroup) for m in COMES.finditer(scene.text, low, high)]
        past = next((word for at, word in reversed(said) if at < spot.first), None)
        then = next((word for at, word in said if at >= spot.last), None)
        scene.cache[key] = [f"comes<{past}", f"comes>{then}", f"comes={past}|{then}"]
    found: Block = scene.cache[key]
    return found


def _joined(scene: Scene, a: int, b: int) -> Block:
    """The words that join thing and place in the clauses that speak of both, each kind once."""
    text, kind = scene.text, scene.entities[a].type[:3]
    out: set[str] = set()
    found = 0
    for x in scene.of_entity[a]:
        low, high = scene.sentence(x.start)
        for y in scene.of_entity[b]:
            if not low <= y.start < high or found >= TOGETHER:
                continue
            found += 1
            one, other = (x, y) if x.start <= y.start else (y, x)
            between = text[one.end : other.start]
            order = f"{kind}|{x.start < y.start}"
            if len(between) <= 12:
                out |= {f"j={order}|{g}" for g in grams(between, 2, 3)} | {f"j={order}|{between}"}
            if len(between) <= 3:
                out.add(f"jnear={order}|{len(between)}|{level(scene, b)}")
            out |= {f"jl={order}|{text[max(0, y.start - n) : y.start]}" for n in (1, 2)}
            out |= {f"jr={order}|{text[y.end : y.end + n]}" for n in (1, 2)}
            if scene.clause_at[x.start] == scene.clause_at[y.start]:
                out.add(f"jclause={order}|{level(scene, b)}")
    return sorted(out)
