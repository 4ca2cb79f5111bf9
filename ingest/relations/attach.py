"""Which thing does a value or an event belong to? Features of a thing as seen from an anchor.

The anchor is the stretch that states a value (130亿元) or an event (开工). `candidates` gives the
things within reach; `view` describes one of them: how far its nearest spots before and after are, in
characters, clauses and sentences, how many rivals stand between, whether it stands inside a list, at
the head of the sentence, in the title, and how it compares with the other candidates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.relations.proposal import NEAR, Block, step
from ingest.relations.scene import Scene, Spot

REACH = 3
"""Sentences back in which a thing is still looked for, beside the last one of its type."""

PHASE = re.compile(r"[一二三四五六]期|首期|第[一二三四五六]条|扩建|扩能|扩产|增资|[A-Z一二三]区|生产线|产线")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The stretch `start`…`end` of a scene that states a value or an event.

    `rank` tells how the things around stand in line, see `_ranks`.
    """

    scene: Scene
    start: int
    end: int
    rank: dict[tuple[str, int | str], int]


@lru_cache(maxsize=4096)
def is_phase(name: str) -> bool:
    """True where a name says that the thing is a part of a larger one."""
    return bool(PHASE.search(name))


def candidates(scene: Scene, start: int, end: int, types: Sequence[str]) -> list[int]:
    """The things of `types` within reach of an anchor, nearest first, at most twelve.

    Spots in the same sentence and up to `REACH` sentences before count, the last two things of each
    type wherever they stand, and the article's home region.
    """
    key = ("candidates", start, end, tuple(types))
    if key in scene.cache:
        found: list[int] = scene.cache[key]
        return found
    number = scene.sentence_at[start]
    low = scene.sentences[max(0, number - REACH)][0]
    high = scene.sentences[number][1]
    nearest: dict[int, int] = {}
    for spot in scene.between(low, high):
        if spot.type in types:
            gap = start - spot.end if spot.end <= start else spot.start - end + 15
            if spot.start < end and spot.end > start:
                gap = 0
            if gap < nearest.get(spot.entity, 10**9):
                nearest[spot.entity] = gap
    seen: dict[str, set[int]] = {kind: set() for kind in types}
    for at in range(scene.last_before(start) - 1, -1, -1):
        spot = scene.spots[at]
        if spot.type not in seen or len(seen[spot.type]) >= 2:
            continue
        seen[spot.type].add(spot.entity)
        nearest.setdefault(spot.entity, start - spot.end)
        if all(len(group) >= 2 for group in seen.values()):
            break
    found = sorted(nearest, key=lambda e: (nearest[e], e))[:12]
    if "Region" in types and scene.home is not None and scene.home not in found:
        found.append(scene.home)
    scene.cache[key] = found
    return found


def _edge(text: str) -> str:
    """The shape of a short stretch between thing and anchor."""
    return text if len(text) <= 4 else text[:2] + "…" + text[-2:]


def view(scene: Scene, entity: int, start: int, end: int, types: Sequence[str]) -> Block:
    """The features of `entity` as seen from the anchor `start`…`end`, among things of `types`."""
    key = ("view", entity, start, end, tuple(types))
    if key in scene.cache:
        block: Block = scene.cache[key]
        return block
    thing = scene.entities[entity]
    kind = thing.type
    rank = _ranks(scene, start, end, types)
    anchor = Anchor(scene, start, end, rank)
    before, after = scene.before(entity, start), scene.after(entity, end)
    out = [f"k={kind}", f"k={kind}|ph={is_phase(thing.name)}", f"n={kind}|{min(len(thing.mentions), 4)}"]
    if any(s.start < end and s.end > start for s in scene.of_entity[entity]):
        out += ["inside", f"inside|{kind}"]
    sentence = scene.sentence_at[start]
    s_low, s_high = scene.sentences[sentence]
    head = scene.cache.get(("head", sentence))
    if head is None:
        head = next((s.entity for s in scene.between(s_low, s_high) if s.type in ("Project", "Company", "Park")), -1)
        scene.cache["head", sentence] = head
    if head == entity:
        out.append(f"head|{kind}")
    in_sentence = any(s_low <= s.start < s_high for s in scene.of_entity[entity])
    out.append(f"same={in_sentence}|{kind}")
    back = "none"
    if before is not None:
        back = _before(anchor, before, out)
    ahead = "none"
    if after is not None and after.start < s_high:
        ahead = _after(anchor, after, out)
    out.append(f"ba={kind}|{back}|{ahead}")
    first = scene.of_entity[entity][0].start if scene.of_entity[entity] else 0
    if scene.paragraph_at[first] == 0:
        out.append(f"title|{kind}")
    if entity == scene.home:
        out.append("home")
        out.append(f"home|same={in_sentence}")
    rivals = rank["in", kind]
    out.append(f"riv={kind}|{min(rivals, 4)}|{in_sentence}|{min(rank.get(('b', entity), 9), 3)}")
    scene.cache[key] = out
    return out


def _ranks(scene: Scene, start: int, end: int, types: Sequence[str]) -> dict[tuple[str, int | str], int]:
    """How the things of each type stand in line before (b) and after (a) an anchor, and how many share its sentence."""
    key = ("ranks", start, end, tuple(types))
    if key in scene.cache:
        found: dict[tuple[str, int | str], int] = scene.cache[key]
        return found
    rank: dict[tuple[str, int | str], int] = {}
    count: dict[str, int] = {}
    for at in range(scene.last_before(start) - 1, max(-1, scene.last_before(start) - 40), -1):
        spot = scene.spots[at]
        if spot.end <= start and ("b", spot.entity) not in rank:
            rank["b", spot.entity] = count.get(spot.type, 0)
            count[spot.type] = count.get(spot.type, 0) + 1
    count = {}
    s_low, s_high = scene.sentence(start)
    for spot in scene.between(end, s_high):
        if ("a", spot.entity) not in rank:
            rank["a", spot.entity] = count.get(spot.type, 0)
            count[spot.type] = count.get(spot.type, 0) + 1
    for kind in ("Project", "Company", "Park", "Region", "Organization", "Person"):
        rank["in", kind] = len({s.entity for s in scene.between(s_low, s_high) if s.type == kind})
    scene.cache[key] = rank
    return rank


def _before(anchor: Anchor, spot: Spot, out: Block) -> str:
    """Add to `out` how a spot stands before the anchor; the place in line, sentences and clauses in short."""
    scene, start, rank, kind = anchor.scene, anchor.start, anchor.rank, spot.type
    text = scene.text
    clauses = scene.clause_at[start] - scene.clause_at[spot.start]
    sentences = scene.sentence_at[start] - scene.sentence_at[spot.start]
    paragraphs = scene.paragraph_at[start] - scene.paragraph_at[spot.start]
    order = min(rank.get(("b", spot.entity), 9), 3)
    gap = step(start - spot.last if spot.last <= start else start - spot.end, NEAR)
    c, s, p = min(clauses, 4), min(sentences, 3), min(paragraphs, 2)
    out += [
        f"b.d={kind}|{gap}", f"b.c={kind}|{c}", f"b.s={kind}|{s}", f"b.p={kind}|{p}", f"b.r={kind}|{order}",
        f"b.rs={kind}|{order}|{s}", f"b.rc={kind}|{order}|{c}", f"b.g={kind}|{spot.generic}|{order}|{s}",
        f"b.pr={p}|{order}",
    ]  # fmt: skip
    if spot.size > 1:
        out += [f"b.list={min(spot.size, 4)}|{s}", f"b.place={min(spot.place, 3)}|{s}"]
    if sentences == 0:
        between = text[spot.end : start]
        if len(between) <= 4:
            out.append(f"b.t={between}")
        if "其中" in between:
            out.append(f"b.其中|{kind}")
        if "：" in between or "，" not in between:
            out.append(f"b.colon={'：' in between}|{kind}")
        out.append(f"b.next={kind}|{text[spot.last : spot.last + 1]}")
        out.append(f"b.prev={kind}|{text[spot.first - 1 : spot.first]}")
        if spot.start == scene.clause(spot.start)[0]:
            out.append(f"b.clausehead={kind}|{c}")
    return f"{order}{s}{min(c, 2)}"


def _after(anchor: Anchor, spot: Spot, out: Block) -> str:
    """Add to `out` how a spot stands after the anchor; the place in line and clauses in short."""
    scene, end, rank, kind = anchor.scene, anchor.end, anchor.rank, spot.type
    text = scene.text
    clauses = min(scene.clause_at[spot.start] - scene.clause_at[max(end - 1, 0)], 3)
    order = min(rank.get(("a", spot.entity), 9), 3)
    gap = step(spot.start - end, NEAR)
    between = text[end : spot.start]
    out += [
        f"a.d={kind}|{gap}", f"a.c={kind}|{clauses}", f"a.r={kind}|{order}", f"a.rc={kind}|{order}|{clauses}",
        f"a.de={kind}|{text[end : end + 1] == '的'}|{order}|{clauses}",
    ]  # fmt: skip
    if len(between) <= 6:
        out.append(f"a.t={kind}|{between}")
    for word in ("建设", "建", "打造", "实施", "新建", "投资", "分别", "等"):
        if word in between:
            out.append(f"a.w={kind}|{word}|{order}")
    if spot.size > 1:
        out += [f"a.list={min(spot.size, 4)}|{clauses}", f"a.place={min(spot.place, 3)}|{clauses}"]
    return f"{order}{clauses}"
