"""How far a place is what the talk is about where a value or a list stands: features of (place, anchor).

The parts of `topics` are asked for the anchor; each part that the place plays is a feature, and so is
each part that another place plays in its stead.
"""

from __future__ import annotations

from ingest.relations.proposal import Block
from ingest.relations.scene import Scene, Spot
from ingest.relations.topics import PLACES, parts

TELLING = ("here", "last0", "lastPark", "heading", "opens sentence", "opens paragraph", "only", "home")
"""Parts that speak against every other place."""


def cast(scene: Scene, start: int, end: int) -> dict[str, tuple[int, int]]:
    """The part → (place, distance in sentences) of the places that the talk is about at `start`…`end`."""
    return parts(scene, Spot(start, end, -1, "", first=start, last=end))


def topical(scene: Scene, entity: int, start: int, end: int) -> Block:
    """The features of thing `entity` as the topic at `start`…`end`; a thing that is no place has few."""
    key = ("topical", entity, start, end)
    if key in scene.cache:
        block: Block = scene.cache[key]
        return block
    roles = cast(scene, start, end)
    kind = scene.entities[entity].type
    out = []
    if kind in PLACES:
        mine = sorted(part for part, (place, _) in roles.items() if place == entity)
        out += [f"plays={part}|{kind}" for part in mine]
        out += [f"plays={part}|{kind}|{min(roles[part][1], 3)}" for part in mine]
        out += [f"both={a}+{b}" for n, a in enumerate(mine) for b in mine[n + 1 :] if a in TELLING and b in TELLING]
        out.append(f"parts={min(len(mine), 6)}|{kind}")
    for part in TELLING:
        if part in roles and roles[part][0] != entity:
            other = scene.entities[roles[part][0]].type
            out += [f"other={part}|{kind}|{min(roles[part][1], 2)}", f"otherkind={part}|{kind}|{other}"]
    scene.cache[key] = out
    return out
