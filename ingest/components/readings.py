"""Which division a region's name means in this article: 朝阳 is many, but beside 辽宁 it is one."""

from __future__ import annotations

from kg.values.regions import Region, gazetteer

_RANK = {"province": 0, "prefecture": 1, "county": 2, "township": 3}


def read_region(name: str, names: list[str], home: object) -> Region | None:
    """The division meant by `name`, None where the gazetteer does not know it.

    Of several readings the one wins whose ancestors or descendants the article names too, then the
    one near the article's `home`, then the highest in rank, then the lowest code.
    """
    readings = gazetteer().by_name(name)
    if not readings:
        return None
    if len(readings) == 1:
        return readings[0]
    others = {region.code for other in set(names) - {name} for region in _sure(other) if region.code}
    home_code = (home.code or "") if isinstance(home, Region) else ""

    def fit(region: Region) -> tuple[bool, int, int, str]:
        above = {ancestor.code for ancestor in gazetteer().ancestors(region)}
        own = region.code or ""
        near = len(above & others) + sum(bool(own) and code.startswith(own.rstrip("0")) for code in others)
        local = sum(a == b for a, b in zip(home_code[:4], own[:4], strict=False))
        return (region.name != name, -2 * near - local, _RANK.get(region.level.lower(), 9), own)

    return min(readings, key=fit)


def _sure(name: str) -> list[Region]:
    readings = gazetteer().by_name(name)
    return readings if len(readings) == 1 else [r for r in readings if r.name == name][:1]
