"""The regions of an article as quads of the gazetteer graph: what they are and the tree above them.

Only regions that some article speaks of, and those above them, are written to a store: a graph of
three articles is not a graph of three thousand counties.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kg import iris
from kg import namespaces as ns
from kg.quads import ALT_LABEL, LABEL, TYPE, zs
from kg.terms import Iri, Literal, Quad, Term, decimal, zh
from kg.values.region_names import short_forms
from kg.values.regions import Region, gazetteer

SAME_AS: Final = Iri(ns.PREFIXES["owl"] + "sameAs")
CLASSES: Final = {
    "country": "Country",
    "macro": "MacroRegion",
    "province": "Province",
    "prefecture": "Prefecture",
    "county": "County",
    "township": "Township",
}
"""Level of the gazetteer to class; new areas and cities abroad are plain regions."""


def gazetteer_quads(regions: Iterable[tuple[Iri, str, str | None]]) -> set[Quad]:
    """The gazetteer's quads about regions (IRI, name, code or None) and all regions above them.

    A region that the gazetteer does not know, or whose name without a code means several, adds nothing.
    """
    found: set[Quad] = set()
    for iri, name, code in regions:
        region = known(name, code)
        if region is None:
            continue
        lower = iri
        found.update(_region(iri, region))
        for above in gazetteer().ancestors(region):
            upper = region_iri(above)
            found.update(_region(upper, above))
            found.add(_quad(lower, zs("partOf"), upper))
            lower = upper
    return found


def known(name: str, code: str | None) -> Region | None:
    """The region with this code or, where there is none, the only one of this official name."""
    if code is not None:
        return gazetteer().by_code(code)
    readings = [region for region in gazetteer().by_name(name) if region.name == name and region.code is None]
    return readings[0] if len(readings) == 1 else None


def region_iri(region: Region) -> Iri:
    """The IRI of a region of the gazetteer, by its official name; 鼓楼区 is told by the city it is of."""
    return Iri(iris.entity("Region", gazetteer().unique_name(region)))


def code_iri(code: str) -> Iri:
    """The IRI of a region by its GB/T 2260 code, for those who know only the code; it leads to the region's own.

    >>> code_iri("450800")
    'https://zhaoshang.example/id/RegionCode/450800'
    """
    return Iri(iris.entity("RegionCode", code))


def _region(iri: Iri, region: Region) -> Iterator[Quad]:
    yield _quad(iri, TYPE, zs("Region"))
    yield _quad(iri, LABEL, zh(region.name))
    if region.level in CLASSES:
        yield _quad(iri, TYPE, zs(CLASSES[region.level]))
    for former in region.former:
        yield _quad(iri, ALT_LABEL, zh(former))
        yield _quad(iri, zs("formerName"), zh(former))
    if region.code is not None:
        yield _quad(iri, zs("code"), Literal(region.code))
        yield _quad(iri, SAME_AS, code_iri(region.code))
        for short in short_forms(region.code, region.name):
            yield _quad(iri, ALT_LABEL, zh(short))
        successor = gazetteer().by_code(region.successor) if region.successor else None
        if successor is not None:
            yield _quad(iri, zs("successor"), region_iri(successor))
    if region.lat is not None and region.lon is not None:
        yield _quad(iri, zs("latitude"), decimal(region.lat))
        yield _quad(iri, zs("longitude"), decimal(region.lon))


def _quad(subject: Iri, predicate: Iri, value: Term) -> Quad:
    return Quad(subject, predicate, value, Iri(ns.GAZETTEER_GRAPH))
