"""How two things stand to each other in an article: features that every family of links shares.

For a pair (a, b) the closest two spots are taken, and described: which comes first, how far apart in
characters, clauses and sentences, what stands between, before and after; how many rivals stand nearer;
in how many sentences both are spoken of; what the two names have in common.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.relations.attach import is_phase
from ingest.relations.context import grams
from ingest.relations.proposal import NEAR, Block, step
from ingest.relations.scene import Scene, Spot

FAR = 220
"""Characters beyond which two spots are not looked at as a pair."""


def near_pairs(scene: Scene, subjects: Sequence[str], objects: Sequence[str]) -> list[tuple[int, int, Spot, Spot]]:
    """Every (a, b) with a of `subjects` and b of `objects` and spots within FAR: the closest two spots.

    Each pair stands once, with the two spots that are fewest sentences, then characters apart.
    """
    best: dict[tuple[int, int], tuple[tuple[int, int, bool], Spot, Spot]] = {}
    spots = scene.spots
    for i, one in enumerate(spots):
        for other in spots[i + 1 :]:
            if other.start - one.end > FAR:
                break
            if one.entity == other.entity:
                continue
            gap = max(0, other.start - one.end)
            sentences = scene.sentence_at[other.start] - scene.sentence_at[one.start]
            for a, b in ((one, other), (other, one)):
                if a.type in subjects and b.type in objects:
                    rank = (sentences, gap, a.generic or b.generic)
                    key = (a.entity, b.entity)
                    if key not in best or rank < best[key][0]:
                        best[key] = (rank, a, b)
    return [(a, b, x, y) for (a, b), (_, x, y) in best.items()]


def relation(scene: Scene, a: Spot, b: Spot) -> Block:
    """The features of two spots as a pair; `a` is the subject."""
    text = scene.text
    order = "ab" if a.start <= b.start else "ba"
    one, other = (a, b) if order == "ab" else (b, a)
    types = f"{a.type[:3]}{b.type[:3]}{order}"
    nested = other.start < one.end
    between = "" if nested else text[one.end : other.start]
    clauses = min(scene.clause_at[other.start] - scene.clause_at[one.start], 4)
    sentences = min(scene.sentence_at[other.start] - scene.sentence_at[one.start], 3)
    paragraphs = min(scene.paragraph_at[other.start] - scene.paragraph_at[one.start], 2)
    gap = step(max(0, min(other.first - one.last, other.start - one.end)), NEAR)
    middle = scene.between(one.end, other.start) if not nested else []
    same_a = sum(s.type == a.type and s.entity not in (a.entity, b.entity) for s in middle)
    same_b = sum(s.type == b.type and s.entity not in (a.entity, b.entity) for s in middle)
    where = f"{types}|{clauses}|{sentences}"
    out = [
        f"o={types}", f"d={types}|{gap}", f"c={where}", f"p={types}|{paragraphs}", f"nest={nested}|{types}",
        f"ra={types}|{min(same_a, 3)}", f"rb={types}|{min(same_b, 3)}",
        f"rab={types}|{min(same_a, 2)}|{min(same_b, 2)}|{sentences}",
        f"rc={where}|{min(same_b, 2)}", f"gen={types}|{a.generic}|{b.generic}",
    ]  # fmt: skip
    if a.size > 1 or b.size > 1:
        out += [f"list={types}|{min(a.size, 3)}|{min(b.size, 3)}|{sentences}",
                f"lp={types}|{min(a.place, 3)}|{min(b.place, 3)}|{a.size == b.size}"]  # fmt: skip
    if sentences == 0:
        if len(between) <= 8:
            out.append(f"t={order}|{between}")
        out += [f"m={order}|{g}" for g in set(grams(between[:40], 2, 2) if len(between) <= 80 else [])]
        out += [f"m3={order}|{g}" for g in set(grams(between, 3, 3) if len(between) <= 24 else [])]
        out += [f"mf={order}|{between[:2]}", f"ml={order}|{between[-2:]}", f"mw={order}|{between[-1:]}|{clauses}"]
    out += [
        f"pre={order}|{text[max(0, one.first - 2) : one.first]}",
        f"pre1={order}|{text[max(0, one.first - 1) : one.first]}",
        f"post={order}|{text[other.last : other.last + 2]}", f"post1={order}|{text[other.last : other.last + 1]}",
        f"bl={text[max(0, b.start - 1) : b.start]}", f"bl2={text[max(0, b.start - 2) : b.start]}",
        f"br={text[b.end : b.end + 1]}", f"br2={text[b.end : b.end + 2]}",
        f"al={text[max(0, a.first - 1) : a.first]}", f"ar={text[a.last : a.last + 1]}",
        f"ar2={text[a.last : a.last + 2]}",
    ]  # fmt: skip
    if one.first == scene.clause(one.first)[0]:
        out.append(f"head={types}|{clauses}")
    if one.first == scene.sentence(one.first)[0]:
        out.append(f"shead={types}|{sentences}")
    if scene.paragraph_at[one.start] == 0:
        out.append(f"title={types}")
    return out


def names(scene: Scene, a: int, b: int) -> Block:
    """What two names share, and what kind of names they are."""
    one, other = scene.entities[a], scene.entities[b]
    types = f"{one.type[:3]}{other.type[:3]}"
    short = [n for n in (other.name, *other.aliases) if len(n) >= 2]
    mine = [n for n in (one.name, *one.aliases) if len(n) >= 2]
    inside = any(s in m for s in short for m in mine)
    around = any(m in s for s in short for m in mine)
    stem = other.name[:2] == one.name[:2] or any(m[:2] in s for s in short for m in mine if len(m) > 3)
    return [
        f"{types}", f"in={inside}|{types}", f"around={around}|{types}", f"stem={stem}|{types}",
        f"ph={is_phase(one.name)}|{is_phase(other.name)}|{types}",
        f"tail={one.name[-2:]}|{types}", f"otail={other.name[-2:]}|{types}",
        f"n={min(len(one.mentions), 4)}|{min(len(other.mentions), 4)}|{types}",
        f"limited={'有限' in one.name}|{'有限' in other.name}|{types}",
        f"conf={int(one.confidence * 4)}|{int(other.confidence * 4)}|{types}",
    ]  # fmt: skip


def together(scene: Scene, a: int, b: int) -> Block:
    """In how many sentences and clauses both are spoken of, and whether either is always with the other."""
    mine = {scene.sentence_at[s.start] for s in scene.of_entity[a]}
    its = {scene.sentence_at[s.start] for s in scene.of_entity[b]}
    both = len(mine & its)
    clauses = len(
        {scene.clause_at[s.start] for s in scene.of_entity[a]} & {scene.clause_at[s.start] for s in scene.of_entity[b]}
    )
    types = f"{scene.entities[a].type[:3]}{scene.entities[b].type[:3]}"
    return [
        f"both={min(both, 3)}|{types}", f"bothc={min(clauses, 3)}|{types}",
        f"share={types}|{both == len(mine)}|{both == len(its)}|{min(len(mine), 3)}",
    ]  # fmt: skip
