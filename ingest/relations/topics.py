"""What place is the talk about? The places that a reader carries to a thing which has none beside it.

Seen from a spot, a place can play several parts at once: the last one named before it, the last park, the
one in the section's heading, the one that opens the paragraph or the sentence, the only one of the
clause, the one of the title, what 全市, 镇里 or 园内 stands for there, the article's home. `parts` names
the place of each part; the families learn which parts count and how much.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from ingest.relations.scene import Scene, Spot

PLACES = ("Region", "Park")
HERE = re.compile(
    r"(?P<Region>(?:全|我|本|该)(?P<all>[省市县区州镇乡])(?![级长委直属政区])|(?P<in>[省市县区州镇乡])(?:里|内|上|域内)(?![外])"
    r"|当地|(?<![在从到])这里|本土)"
    r"|(?P<Park>(?:园|区|园区|园子|开发区|基地)(?:里|内)|园区(?!的?总数))"
)
"""Words that stand for a place named before: by their level, else the last one."""
MARK = re.compile(r"\s*(?:【[^】]{1,20}】|[一二三四五六七八九十]+、[^，。]{1,20}[：。]|[^，。：]{2,14}：)")
"""How a paragraph starts that carries its heading with it."""
HEADING = 32
"""A line of at most so many characters without a full stop is a heading."""


def level(scene: Scene, place: int) -> str:
    """How specific a place is: park, county, prefecture, province, town, or another region without a code."""
    thing = scene.entities[place]
    if thing.type == "Park":
        return "park"
    code = thing.code
    if not code:
        return "town" if thing.name.endswith(("镇", "乡", "街道", "村", "社区")) else "other"
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def places(scene: Scene) -> list[Spot]:
    """Every spot of a region or park, by position; generic words for a region stand among them."""
    found: list[Spot] | None = scene.cache.get("places")
    if found is None:
        named = [s for s in scene.spots if s.type in PLACES]
        found = sorted([*named, *_stand_ins(scene, named)], key=lambda s: (s.start, -s.end))
        scene.cache["places"] = found
        scene.cache["place starts"] = [s.start for s in found]
    return found


def _stand_ins(scene: Scene, named: list[Spot]) -> Iterator[Spot]:
    """全市, 镇里, 当地 …: the home or the last place that has the level asked for."""
    covered = {i for s in scene.spots for i in range(s.start, s.end)}
    at = 0
    for match in HERE.finditer(scene.text):
        if match.start() in covered:
            continue
        while at < len(named) and named[at].end <= match.start():
            at += 1
        kind = "Region" if match["Region"] else "Park"
        suffix = match["all"] or match["in"] or ""
        kinds = PLACES if suffix == "区" else (kind,)
        wanted = (
            s.entity
            for s in reversed(named[max(0, at - 40) : at])
            if s.type in kinds and (not suffix or scene.entities[s.entity].name.endswith(suffix))
        )
        home = scene.home
        if match["all"] and home is not None and scene.entities[home].name.endswith(suffix):
            entity: int | None = home
        else:
            entity = next(wanted, home if kind == "Region" and not suffix else None)
        if entity is not None:
            start, end = match.span()
            yield Spot(start, end, entity, scene.entities[entity].type, True, start, end)


def before(scene: Scene, position: int) -> int:
    """The index in `places` of the first spot that starts at or after a character."""
    places(scene)
    return bisect_left(scene.cache["place starts"], position)


def headings(scene: Scene) -> list[tuple[int, int, list[int]]]:
    """Start and end of every heading with the places that it names; the title is none."""
    found: list[tuple[int, int, list[int]]] | None = scene.cache.get("headings")
    if found is None:
        found = []
        for n, line in enumerate(re.finditer(r"[^\n]+", scene.text)):
            mark = MARK.match(line.group())
            short = len(line.group()) <= HEADING and not re.search(r"[。；]", line.group())
            if n == 0 or not (short or mark):
                continue
            start, end = line.start(), line.end() if short else line.start() + (mark.end() if mark else 0)
            spots = places(scene)[before(scene, start) : before(scene, end)]
            found.append((start, end, list(dict.fromkeys(s.entity for s in spots))))
        scene.cache["headings"] = found
    return found


def parts(scene: Scene, spot: Spot) -> dict[str, tuple[int, int]]:
    """The part → (place, distance in sentences) of every part that a place plays for `spot`.

    The spot's own thing plays none.
    """
    key = ("parts", spot.start, spot.entity)
    if key in scene.cache:
        found: dict[str, tuple[int, int]] = scene.cache[key]
        return found
    found = {}
    spots = places(scene)
    at = before(scene, spot.start)
    number = scene.sentence_at[spot.start]

    def put(part: str, one: Spot | None) -> None:
        if one is not None:
            found.setdefault(part, (one.entity, min(abs(number - scene.sentence_at[one.start]), 20)))

    earlier = [s for s in reversed(spots[max(0, at - 60) : at]) if s.entity != spot.entity and s.end <= spot.start]
    distinct = {s.entity: s for s in reversed(earlier)}
    order = sorted(distinct.values(), key=lambda s: -s.start)
    for rank, one in enumerate(order[:3]):
        put(f"last{rank}", one)
    put("lastnamed", next((s for s in earlier if not s.generic), None))
    for kind in PLACES:
        put(f"last{kind}", next((s for s in earlier if s.type == kind), None))
    put("here", next((s for s in earlier if s.generic and scene.sentence_at[s.start] == number), None))
    low, high = scene.sentence(spot.start)
    clause = scene.clause(spot.start)
    own = [s for s in spots[before(scene, low) : before(scene, high)] if s.entity != spot.entity]
    put("opens sentence", next((s for s in own if s.start - low <= 14), None))
    put("next", next((s for s in own if s.start >= spot.end), None))
    if len({s.entity for s in own}) == 1:
        put("only", own[0])
    inside = [s for s in own if clause[0] <= s.start < clause[1]]
    if len({s.entity for s in inside}) == 1:
        put("only of clause", inside[0])
    start = scene.text.rfind("\n", 0, spot.start) + 1
    put("opens paragraph", next((s for s in spots[before(scene, start) : at] if s.entity != spot.entity), None))
    for begin, _, named in reversed(headings(scene)):
        if begin <= spot.start:
            gap = min(number - scene.sentence_at[begin], 20)
            for n, entity in enumerate(e for e in named if e != spot.entity):
                found.setdefault("heading" if n == 0 else "heading too", (entity, gap))
            break
    title = scene.text.find("\n") if "\n" in scene.text else 0
    put("title", next((s for s in spots[: before(scene, title)] if s.entity != spot.entity), None))
    put("opening", next((s for s in spots[before(scene, title) :] if s.entity != spot.entity), None))
    if scene.home is not None:
        found["home"] = (scene.home, 0)
    scene.cache[key] = found
    return found


def adjacent(scene: Scene) -> set[tuple[int, int]]:
    """The pairs (inner, outer) of places written one after the other, the wider first: 长兴县和平镇."""
    found: set[tuple[int, int]] | None = scene.cache.get("adjacent")
    if found is None:
        spots = [s for s in places(scene) if not s.generic]
        found = {(b.entity, a.entity) for a, b in pairwise(spots) if a.end == b.start}
        scene.cache["adjacent"] = found
    return found


def stand(scene: Scene, one: int, other: int) -> str:
    """How place `one` stands to place `other`: inside, around, apart or unknown."""
    if one == other:
        return "same"
    if _inside(scene, one, other):
        return "inside"
    if _inside(scene, other, one):
        return "around"
    a, b = scene.entities[one], scene.entities[other]
    return "apart" if a.code and b.code else "unknown"


def _inside(scene: Scene, one: int, other: int) -> bool:
    """Is place `one` inside place `other`: by their codes, by its name, or by the way that they are written?"""
    if (one, other) in adjacent(scene):
        return True
    a, b = scene.entities[one], scene.entities[other]
    if a.code and b.code:
        prefix = b.code.rstrip("0")
        prefix += "0" * (len(prefix) % 2)
        return a.code.startswith(prefix) and a.code != b.code
    return b.type == "Region" and len(b.name) > 2 and b.name.rstrip("省市县区旗") in a.name
