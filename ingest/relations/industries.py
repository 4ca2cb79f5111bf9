"""industry: what a park, firm or project is in (以食用菌、竹木为主导产业; 专业从事重选设备研发).

Every stretch that may name an industry proposes the things within reach of its list. What is said of
the thing itself and what is only the topic around it is learned from the words around the list, from
how the thing stands to it, and from what stands between the two.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from ingest.relations.attach import candidates, view
from ingest.relations.context import grams
from ingest.relations.industry_names import Named, find, speech
from ingest.relations.proposal import Block, Proposal
from ingest.relations.scene import Scene
from ingest.relations.topical import topical
from kg.facts import Text

TYPES = ("Project", "Company", "Park", "Region")
"""Regions never hold an industry; they stand among the candidates so that the scorer sees them compete."""
NEAREST = 8
"""So many things are proposed for a stretch."""


def propose(scene: Scene) -> Iterator[Proposal]:
    """Every (thing, industry) that the article might state."""
    rows: dict[int, Block] = {}
    for named in find(scene):
        industry = scene.text[named.start : named.end].strip()
        low, high = scene.sentence(named.start)
        if named.first not in rows:
            rows[named.first] = _around(scene, named)
        word = _word(scene, named)
        for entity in candidates(scene, named.first, named.last, TYPES)[:NEAREST]:
            thing = scene.entities[entity]
            if thing.type == "Region":
                continue
            seen = view(scene, entity, named.first, named.last, TYPES)
            yield Proposal(
                entity, "industry", Text(industry), low, high,
                (rows[named.first], word, seen, topical(scene, entity, named.first, named.last),
                 _pair(scene, entity, named, seen)),
                (("i", named.start), ("list", named.first, entity), ("e", entity), ("ei", entity, industry)),
            )  # fmt: skip


def _around(scene: Scene, named: Named) -> Block:
    """What the words around the list say."""
    text, said = scene.text, speech(named)
    low, high = scene.sentence(named.first)
    left, right = text[max(low, named.first - 12) : named.first], text[named.last : min(high, named.last + 10)]
    out = [f"L{n}={left[-n:]}" for n in range(1, 5) if len(left) >= n]
    out += [f"R{n}={right[:n]}" for n in range(1, 5) if len(right) >= n]
    out += [f"l={g}" for g in set(grams(left, 2, 3))] + [f"r={g}" for g in set(grams(right[:8], 2, 2))]
    out += [
        f"cue={named.cue}",
        f"tail={named.tail[-2:]}",
        f"said={said}",
        f"said={said}|{min(named.size, 3)}",
        f"list={min(named.size, 4)}",
    ]
    if not left:
        out.append("L=^")
    out += _figures(scene, named)
    paragraph_head = named.first == 0 or text[named.first - 1] in "\n　 、." or (low == named.first)
    out.append(f"head={paragraph_head}|{right[:1]}|{min((high - low) // 8, 4)}")
    if scene.paragraph_at[named.first] == 0:
        out.append("intitle")
    return out


def _figures(scene: Scene, named: Named) -> Block:
    """Which figures stand next to the list: 锂电池隔膜1.5亿平方米 is output, not an industry."""
    at = bisect_left(scene.values, named.first, key=lambda v: v.start)
    out = []
    if at and named.first - scene.values[at - 1].end <= 2:
        out.append(f"figure before={scene.values[at - 1].kind}")
    if at < len(scene.values) and 0 <= scene.values[at].start - named.last <= 2:
        out.append(f"figure after={scene.values[at].kind}")
    low, high = scene.clause(named.first)
    around = {v.kind for v in scene.values[max(0, at - 3) : at + 3] if low <= v.start < high}
    return out + [f"figure in clause={kind}" for kind in sorted(around)]


def _word(scene: Scene, named: Named) -> Block:
    """What the stretch itself says: is it the name of an industry?"""
    word = scene.text[named.start : named.end]
    again = min(scene.text.count(word), 4)
    return [
        f"w={word}", f"known={named.known}", f"z1={word[-1:]}", f"z2={word[-2:]}", f"a1={word[:1]}", f"a2={word[:2]}",
        f"len={min(len(word), 9)}|{named.known}", f"place={min(named.place, 2)}|{min(named.size, 3)}",
        f"again={again}", f"kc={named.known}|{named.cue}", f"kt={named.known}|{named.tail[-2:]}",
    ]  # fmt: skip


def _pair(scene: Scene, entity: int, named: Named, seen: Block) -> Block:
    """How the thing and the industry stand to each other."""
    text, thing = scene.text, scene.entities[entity]
    kind = thing.type
    word, said = text[named.start : named.end], speech(named)
    own = any(word in name for name in (thing.name, *thing.aliases))
    near = any(word[:2] in name for name in (thing.name, *thing.aliases))
    out = [
        f"{kind}", f"own={own}|{near}|{kind}", f"{kind}|cue={named.cue}", f"{kind}|tail={named.tail[-2:]}",
        f"{kind}|L2={text[max(0, named.first - 2) : named.first]}", f"{kind}|R2={text[named.last : named.last + 2]}",
        f"{kind}|{named.known}|{min(named.size, 3)}", f"at={seen[-1]}", f"{kind}|said={said}",
        f"{kind}|said={said}|{named.known}", f"kind={thing.name[-2:]}|{named.cue}", f"tailname={thing.name[-2:]}",
    ]  # fmt: skip
    before, after = scene.before(entity, named.first), scene.after(entity, named.last)
    number = scene.sentence_at[named.first]
    for spot, side in ((before, "b"), (after, "a")):
        if spot is None:
            continue
        low, high = (spot.end, named.first) if side == "b" else (named.last, spot.start)
        gap = min(abs(scene.sentence_at[spot.start] - number), 3)
        between_things = {s.entity for s in scene.between(low, high) if s.type == kind} - {entity}
        order = min(len(between_things), 2)
        clauses = min(abs(scene.clause_at[named.first] - scene.clause_at[spot.start]), 3)
        out += [f"{side}|{kind}|{said}|{gap}|{order}", f"{side}|{kind}|{said}|{gap}|{clauses}|{order}"]
        out.append(f"{side}|{kind}|{gap}|{spot.generic}|{named.size > 1}")
        if gap == 0:
            between = text[low:high]
            if len(between) <= 10:
                out.append(f"{side}|t={between}")
            out += [f"{side}|m={g}" for g in set(grams(between, 2, 2) if len(between) <= 30 else [])]
            out += [f"{side}|p={between[:2]}", f"{side}|q={between[-2:]}|{kind}"]
            rivals = {s.entity for s in scene.between(low, high) if s.type in TYPES[:3]} - {entity}
            out.append(f"{side}|riv={min(len(rivals), 3)}|{kind}|{named.cue}")
    return out
