"""The import of a catalogue of parks: a CSV with the columns name, level, kind, region and aliases.

`region` is a GB/T 2260 code or an official name, `aliases` are divided by `|`; level and kind are as the source has
them, or are read from the name where they are empty. A park that articles name is described under its own IRI, any
other gets one from its name. What is wrong is told by its line, never passed over.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from kg import iris
from kg import namespaces as ns
from kg.errors import InvalidGraph
from kg.gazetteer import gazetteer_quads, region_iri
from kg.likeness import Named
from kg.matching import decide
from kg.quads import ALT_LABEL, LABEL, TYPE, zs
from kg.store import Reader
from kg.terms import Iri, Literal, Quad, Term, zh
from kg.values.names import normal
from kg.values.names import park as taken_apart
from kg.values.regions import Region, gazetteer

GRAPH: Final = ns.IMPORT + "parks"
COLUMNS: Final = ("name", "level", "kind", "region", "aliases")

_KINDS: Final[tuple[tuple[str, str], ...]] = (
    ("经济技术开发区|经开区|经济开发区", "经济开发区"),
    ("高新技术产业开发区|高新区|高新技术产业园|高新技术产业园区", "高新技术产业开发区"),
    ("保税区|综合保税区|保税港区|出口加工区|保税物流园", "海关特殊监管区域"),
    ("边境经济合作区|边合区", "边境经济合作区"),
    ("自由贸易试验区|自贸区|自贸试验区", "自由贸易试验区"),
    ("工业园|工业园区|工业集中区|产业集聚区", "工业园区"),
    ("孵化器|科技园|创业园|众创", "科技园与孵化器"),
    ("产业园|产业园区|示范区|产业基地", "产业园区"),
)
"""Words at the end of a name → kind of park."""
_NATIONAL: Final = re.compile("国家级|国家")


@dataclass
class Catalogue:
    """What an import brings: quads of its graph, how many parks, how many of them articles name, lines refused."""

    graph: str = GRAPH
    quads: set[Quad] = field(default_factory=set)
    parks: int = 0
    known: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def read_catalogue(text: str, reader: Reader) -> Catalogue:
    """The catalogue of a CSV text, its parks linked to those that the store's articles name.

    Raises InvalidGraph where the columns are not there.
    """
    lines = csv.DictReader(text.splitlines())
    if lines.fieldnames is None or not {"name", "region"} <= set(lines.fieldnames):
        raise InvalidGraph(
            "a catalogue of parks has the columns " + ", ".join(COLUMNS), hint="name and region at least"
        )
    known = _known(reader)
    found = Catalogue()
    for number, row in enumerate(lines, start=2):
        name, place = (row.get("name") or "").strip(), _region((row.get("region") or "").strip())
        if not name or place is None:
            found.refused.append((number, "no name" if not name else f"no such region: {row.get('region')}"))
            continue
        forms = [name, *filter(None, (part.strip() for part in (row.get("aliases") or "").split("|")))]
        same = _same(forms, place, known)
        iri = same or Iri(iris.entity("Park", name))
        found.parks += 1
        found.known += same is not None
        kind = (row.get("kind") or "").strip() or kind_of(name)
        level = (row.get("level") or "").strip() or ("国家级" if _NATIONAL.search(name) else "")
        found.quads.update(_park(iri, forms, place, {"parkKind": kind, "parkLevel": level}))
    return found


def kind_of(name: str) -> str:
    """The kind of park that a name says; empty where it says none.

    >>> kind_of("炉碧经济开发区"), kind_of("贵港国家生态工业（制糖）示范园区")
    ('经济开发区', '')
    """
    return next((kind for words, kind in _KINDS if re.search(f"(?:{words})$", name)), "")


def _region(given: str) -> Region | None:
    book = gazetteer()
    if re.fullmatch(r"\d{6}", given):
        return book.by_code(given)
    readings = [region for region in book.by_name(given) if given in (region.name, book.unique_name(region))]
    return readings[0] if len(readings) == 1 else None


def _known(reader: Reader) -> dict[str, list[tuple[Iri, Named]]]:
    """The parks of the store by the forms of their names and by what is left of a name without place and kind."""
    rows = reader.rows(
        "SELECT ?p ?name ?code WHERE { ?p a zs:Park ; rdfs:label|skos:altLabel ?name"
        " OPTIONAL { ?p zs:locatedIn/zs:code ?code } } ORDER BY ?p ?name"
    )
    found: dict[str, list[tuple[Iri, Named]]] = {}
    for row in rows:
        code = row.text("code")
        named = Named("Park", row.text("name"), places=frozenset([code]) if code else frozenset())
        for key in {normal(named.name), taken_apart(named.name).core or normal(named.name)}:
            found.setdefault(key, []).append((Iri(row.text("p")), named))
    return found


def _same(forms: list[str], place: Region, known: dict[str, list[tuple[Iri, Named]]]) -> Iri | None:
    """The park of the store that the forms name, as `kg.matching` judges; None where it is none or several."""
    here = Named("Park", forms[0], tuple(forms[1:]), places=frozenset(filter(None, [place.code])))
    keys = {key for form in forms for key in (normal(form), taken_apart(form).core)} - {""}
    found = {iri for key in keys for iri, named in known.get(key, ()) if decide(here, named).decision == "same"}
    return found.pop() if len(found) == 1 else None


def _park(iri: Iri, forms: list[str], place: Region, about: dict[str, str]) -> Iterator[Quad]:
    where = region_iri(place)
    yield _quad(iri, TYPE, zs("Park"))
    yield _quad(iri, LABEL, zh(forms[0]))
    for form in forms[1:]:
        yield _quad(iri, ALT_LABEL, zh(form))
    for name, value in about.items():
        if value:
            yield _quad(iri, zs(name), Literal(value))
    yield _quad(iri, zs("locatedIn"), where)
    yield from (quad._replace(graph=Iri(GRAPH)) for quad in gazetteer_quads([(where, place.name, place.code)]))


def _quad(subject: Iri, predicate: Iri, value: Term) -> Quad:
    return Quad(subject, predicate, value, Iri(GRAPH))
