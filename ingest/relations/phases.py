"""phaseOf: a phase, line or expansion and the whole that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.relations.attach import PHASE, is_phase
from ingest.relations.pairs import names, near_pairs, relation, together
from ingest.relations.proposal import Block, Proposal
from ingest.relations.scene import Scene, Spot


def propose(scene: Scene) -> Iterator[Proposal]:
    """Every (project, project) near each other, and what the resolver took for the whole."""
    seen = set()
    for a, b, x, y in near_pairs(scene, ("Project",), ("Project",)):
        seen.add((a, b))
        yield _proposal(scene, a, b, x, y)
    for a, thing in enumerate(scene.entities):
        whole = thing.parent
        if whole is not None and (a, whole) not in seen and scene.of_entity[a] and scene.of_entity[whole]:
            yield _proposal(scene, a, whole, scene.of_entity[a][0], scene.of_entity[whole][0])


def _proposal(scene: Scene, a: int, b: int, x: Spot, y: Spot) -> Proposal:
    start, end = scene.sentence(x.start)
    blocks = (relation(scene, x, y), names(scene, a, b), together(scene, a, b), _whole(scene, a, b, x, y))
    return Proposal(a, "phaseOf", b, start, end, blocks, (("s", a), ("o", b), ("pair", min(a, b), max(a, b))))


def _whole(scene: Scene, a: int, b: int, x: Spot, y: Spot) -> Block:
    """Does `a` look like a part of `b`?"""
    one, other = scene.entities[a], scene.entities[b]
    mine = PHASE.search(one.name)
    its = PHASE.search(other.name)
    stem = one.name[: mine.start()] if mine else one.name
    starts = bool(stem) and len(stem) >= 2 and other.name.startswith(stem.rstrip("项目工程"))
    grows = one.name.startswith(other.name.rstrip("项目工程")) and len(one.name) > len(other.name) - 2
    bare = any(len(n) <= 6 and is_phase(n) for n in (one.name, *one.aliases))
    rank = 0
    if y.end <= x.start:
        rank = len({s.entity for s in scene.between(y.end, x.start) if s.type == "Project"} - {a, b})
    first = scene.of_entity[b][0].start < scene.of_entity[a][0].start
    return [
        f"parent={one.parent == b}|{one.parent is None}",
        f"mine={mine.group() if mine else None}", f"its={its.group() if its else None}",
        f"starts={starts}|{bool(mine)}|{bool(its)}", f"grows={grows}|{bool(mine)}|{bool(its)}",
        f"bare={bare}|{min(rank, 2)}|{y.end <= x.start}", f"barefirst={bare}|{first}|{bool(its)}",
        f"n={bool(mine)}|{bool(its)}|{min(rank, 2)}|{first}",
    ]  # fmt: skip
