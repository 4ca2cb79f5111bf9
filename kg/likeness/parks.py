"""Parks: the place, the name of its own and the kind, one form for all spellings of a kind.

A bare 高新区 is told from another only by the place where its article is at home.
"""

from __future__ import annotations

from functools import lru_cache

from kg.likeness import Hint, Named, apart
from kg.values.names import Park, dice, leading_place, park, shortened
from kg.values.regions import gazetteer

_LOOSE = frozenset(("开发区", "园区", "工业区", "产业园", "工业园", ""))
"""Kinds that people use for short where the full name says more."""


@lru_cache(maxsize=1 << 17)
def _parts(name: str) -> Park:
    return park(name.replace("国家级", "").replace("国家", "").replace("省级", ""))


@lru_cache(maxsize=1 << 17)
def _place_code(place: str) -> str:
    """The code of the region that a park's place names, "" where it names none."""
    region, _ = leading_place(place + "区")
    readings = gazetteer().by_name(place)
    found = readings[0] if readings else region
    return (found.code or found.parent or "") if found else ""


@lru_cache(maxsize=1 << 17)
def is_bare(name: str) -> bool:
    """Whether a name is a kind alone: 高新区, 开发区."""
    parts = _parts(name)
    return not parts.core and not parts.place


def same_name(a: Named, b: Named) -> Hint | None:
    """The same name, which for a bare kind says nothing."""
    if a.normal != b.normal or is_bare(a.name):
        return None
    return Hint(0.8, "the same name")


def same_parts(a: Named, b: Named) -> Hint | None:
    """The same own name or place, and the same kind in another spelling."""
    x, y = _parts(a.name), _parts(b.name)
    if is_bare(a.name) or is_bare(b.name) or a.normal == b.normal:
        return None
    if x.kind == y.kind and _one_shortens(x, y):
        return Hint(0.8, "one shortens the other")
    if (x.core or _place_code(x.place) or x.place) != (y.core or _place_code(y.place) or y.place):
        return None
    if x.kind == y.kind:
        return Hint(0.8, "the same park in two spellings")
    if {x.kind, y.kind} <= _LOOSE | {"经开区"} and "开发区" in (x.kind, y.kind):
        return Hint(0.6, f"{x.kind} for short")
    if x.core and {x.kind, y.kind} <= _LOOSE:
        return Hint(0.6, f"{x.kind} and {y.kind} are loose words")
    return None


def _one_shortens(x: Park, y: Park) -> bool:
    """山西转型综改示范区 and 山西转型综合改革示范区; with few characters it would be chance."""
    short, long = sorted((x.core, y.core), key=len)
    return len(short) >= 4 and x.place == y.place and shortened(short, long)


def kinds_differ(a: Named, b: Named) -> Hint | None:
    """A 高新区 is no 经开区."""
    x, y = _parts(a.name).kind, _parts(b.name).kind
    if x != y and x and y and not ({x, y} & _LOOSE):
        return Hint(-1.0, f"{x} is no {y}")
    return None


def cores_differ(a: Named, b: Named) -> Hint | None:
    """大龙经济开发区 and 独山经济开发区 are two."""
    x, y = _parts(a.name), _parts(b.name)
    if _one_shortens(x, y):
        return None
    if x.core and y.core and x.core != y.core and dice(x.core, y.core) < 0.75:
        return Hint(-1.0, f"{x.core} is not {y.core}")
    if bool(x.core) != bool(y.core) and not is_bare(a.name) and not is_bare(b.name):
        return Hint(-0.5, "only one has a name of its own")
    p, q = _place_code(x.place), _place_code(y.place)
    if not x.core and not y.core and p and q and p != q:
        return Hint(-1.0, f"{x.place} is not {y.place}")
    return None


def elsewhere(a: Named, b: Named) -> Hint | None:
    """Their articles or places are in different provinces, or for a bare kind in different prefectures."""
    bare = is_bare(a.name) or is_bare(b.name)
    if apart(_where(a), _where(b), 4 if bare else 2):
        return Hint(-1.0, "in different places")
    if bare and a.normal == b.normal and a.places & b.places:
        return Hint(0.6, "the same kind in the same place")
    return None


def _where(named: Named) -> frozenset[str]:
    code = _place_code(_parts(named.name).place)
    return frozenset((code,)) if code else named.places
