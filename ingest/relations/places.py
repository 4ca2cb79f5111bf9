"""locatedIn: a project, firm, park or body stands in a region or park.

Beside the closest pair of spots it matters what place the sentence or the paragraph is about: the last
place before the thing, the only place of the sentence, the region of the paragraph's head, the
article's home; and whether a more specific place stands by.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.relations.pairs import names, near_pairs, relation, together
from ingest.relations.proposal import Block, Proposal
from ingest.relations.scene import Scene, Spot

SUBJECTS = ("Project", "Company", "Park", "Organization")
PLACES = ("Region", "Park")


def propose(scene: Scene) -> Iterator[Proposal]:
    """Every (thing, place) near each other, and every thing with the home region."""
    seen = set()
    for a, b, x, y in near_pairs(scene, SUBJECTS, PLACES):
        seen.add((a, b))
        yield _proposal(scene, a, b, x, y)
    home = scene.home
    if home is None or not scene.of_entity[home]:
        return
    for number, thing in enumerate(scene.entities):
        if thing.type in SUBJECTS and (number, home) not in seen and scene.of_entity[number]:
            yield _proposal(scene, number, home, scene.of_entity[number][0], scene.of_entity[home][0])


def _proposal(scene: Scene, a: int, b: int, x: Spot, y: Spot) -> Proposal:
    pair = relation(scene, x, y)
    blocks = (pair, names(scene, a, b), together(scene, a, b), _topic(scene, a, b, x, y))
    low, high = min(x.start, y.start), max(x.start, y.start)
    start, end = scene.sentence(low)[0], scene.sentence(high)[1]
    if end - start > 400:
        start, end = scene.sentence(x.start)
    return Proposal(
        a, "locatedIn", b, start, end, blocks, (("s", a), ("list", x.first, b), ("o", b, scene.entities[a].type))
    )


def level(scene: Scene, place: int) -> str:
    """How specific a place is: park, county, prefecture, province, or a region without a code."""
    thing = scene.entities[place]
    if thing.type == "Park":
        return "park"
    code = thing.code
    if not code:
        name = thing.name
        return "town" if name.endswith(("镇", "乡", "街道", "村", "社区")) else "other"
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def _topic(scene: Scene, a: int, b: int, x: Spot, y: Spot) -> Block:
    """How the place `b` stands among the places around the thing `a`."""
    kind = scene.entities[a].type[:3]
    rank = level(scene, b)
    out = [f"{kind}|{rank}", f"home={b == scene.home}|{kind}|{rank}"]
    if b == scene.home:
        gap = min(abs(scene.sentence_at[x.start] - scene.sentence_at[y.start]), 4)
        out.append(f"homegap={gap}|{kind}")
    s_low, s_high = scene.sentence(x.start)
    around = [s for s in scene.between(s_low, s_high) if s.type in PLACES and s.entity not in (a,)]
    others = {s.entity for s in around}
    out.append(f"places={min(len(others), 4)}|{b in others}|{kind}")
    last = _last_place(scene, x, a)
    out.append(f"last={last == b}|{kind}|{rank}|{b in others}")
    if last is not None and last != b:
        out.append(f"lastis={_between(scene, last, b)}|{level(scene, last)}|{rank}|{kind}")
    first = next((s.entity for s in around), None)
    out.append(f"first={first == b}|{kind}|{min(len(others), 3)}")
    p_low = scene.sentences[scene.sentence_at[x.start]][0]
    while p_low > 0 and scene.paragraph_at[p_low] == scene.paragraph_at[x.start] and scene.text[p_low - 1] != "\n":
        p_low -= 1
    opening = next((s.entity for s in scene.between(p_low, x.start) if s.type in PLACES and s.entity != a), None)
    out.append(f"opening={opening == b}|{kind}|{last == b}")
    inner = [o for o in others if o != b and _between(scene, o, b) == "inside"]
    outer = [o for o in others if o != b and _between(scene, b, o) == "inside"]
    out += [f"inner={bool(inner)}|{kind}|{rank}", f"outer={bool(outer)}|{kind}|{rank}"]
    named = any(
        n[:2] and len(n) >= 2 and n in scene.entities[a].name
        for n in (scene.entities[b].name, *scene.entities[b].aliases)
    )
    out.append(f"named={named}|{kind}|{rank}|{last == b}")
    y_last, y_next = scene.text[max(0, y.start - 3) : y.start], scene.text[y.end : y.end + 3]
    for word in ("在", "于", "到", "入", "落户", "位于", "赴", "来自", "从", "由", "向"):
        if y_last.endswith(word):
            out.append(f"by={word}|{kind}|{x.start < y.start}")
    out.append(f"yn={y_next[:1]}|{kind}|{x.start < y.start}")
    out.append(f"head={y.start == scene.sentence(y.start)[0]}|{kind}")
    return out


def _last_place(scene: Scene, spot: Spot, a: int) -> int | None:
    for at in range(scene.last_before(spot.start) - 1, -1, -1):
        other = scene.spots[at]
        if other.type in PLACES and other.entity != a and other.end <= spot.start:
            return other.entity
    return None


def _between(scene: Scene, one: int, other: int) -> str:
    """Is place `one` inside place `other`, by their codes?"""
    a, b = scene.entities[one], scene.entities[other]
    if a.type == "Park" and b.type == "Region":
        short = b.name.rstrip("省市县区旗")
        return "inside" if short in a.name else "park"
    if not a.code or not b.code:
        return "unknown"
    prefix = b.code.rstrip("0")
    prefix = prefix if len(prefix) % 2 == 0 else prefix + "0"
    return "inside" if a.code.startswith(prefix) and a.code != b.code else "apart"
