"""Industries as a SKOS scheme: the sections and divisions of GB/T 4754-2017, the chains that articles speak of, and
what articles call an industry mapped to them.

An industry keeps the words of its articles; `skos:broader` leads to the division that its words mean, `zs:inChain`
to the chains. The words are data (`kg/data/industry_words.csv`): the longest one that a name ends with or holds
decides; a name that holds none stays unmapped.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from kg import iris
from kg import namespaces as ns
from kg.quads import LABEL, TYPE, zs
from kg.terms import Iri, Literal, Quad, Term, zh

SCHEME: Final = Iri(ns.ID + "IndustryScheme/GBT4754-2017")
_SKOS: Final = ns.PREFIXES["skos"]


@dataclass(frozen=True, slots=True)
class IndustryClass:
    """A section (`C`) or division (`C30`) of the classification."""

    code: str
    zh: str
    en: str

    @property
    def iri(self) -> Iri:
        """Its IRI."""
        return Iri(iris.entity("IndustryClass", self.code))

    @property
    def section(self) -> str:
        """The code of the section that it is in; its own for a section."""
        return self.code[0]


@dataclass(frozen=True, slots=True)
class Chain:
    """An industry chain (产业链) and the divisions along it."""

    name: str
    words: tuple[str, ...]
    codes: tuple[str, ...]

    @property
    def iri(self) -> Iri:
        """Its IRI."""
        return Iri(iris.entity("IndustryChain", self.name))


@cache
def classes() -> dict[str, IndustryClass]:
    """Sections and divisions by code."""
    return {row["code"]: IndustryClass(row["code"], row["zh"], row["en"]) for row in _rows("industry_classes.csv")}


@cache
def chains() -> tuple[Chain, ...]:
    """The chains, in the order of the file."""
    rows = _rows("industry_chains.csv")
    return tuple(Chain(r["name"], tuple(r["words"].split("|")), tuple(r["codes"].split("|"))) for r in rows)


@cache
def words() -> dict[str, str]:
    """Word → code of the division that it means; the names of the divisions themselves among them."""
    found = {one.zh: one.code for one in classes().values() if one.section != one.code}
    for row in _rows("industry_words.csv"):
        found |= dict.fromkeys(row["words"].split("|"), row["codes"])
    return found


def division(name: str) -> str | None:
    """The code of the division that the name of an industry means; None where it holds no word of the file.

    >>> division("光伏玻璃"), division("新能源汽车零部件"), division("现代农业"), division("其他")
    ('C30', 'C36', 'A01', None)
    """
    plain = name.removesuffix("产业链").removesuffix("产业").removesuffix("行业")
    held = [word for word in words() if word in plain]
    ending = [word for word in held if plain.endswith(word)]
    best = max(ending or held, key=len, default=None)
    return words()[best] if best else None


def industry_quads(industries: Iterable[tuple[Iri, str]]) -> set[Quad]:
    """What the classification says of industries (IRI, name): class, section and chains, each described."""
    found: set[Quad] = set()
    for iri, name in industries:
        found.add(_quad(iri, Iri(_SKOS + "inScheme"), SCHEME))
        code = division(name)
        if code is not None:
            found.add(_quad(iri, Iri(_SKOS + "broader"), classes()[code].iri))
            found.update(_class(code))
        for chain in chains():
            if any(word in name for word in chain.words):
                found.add(_quad(iri, zs("inChain"), chain.iri))
                found.update(_chain(chain))
    if found:
        found.update(_scheme())
    return found


def _scheme() -> Iterator[Quad]:
    yield _quad(SCHEME, TYPE, Iri(_SKOS + "ConceptScheme"))
    yield _quad(SCHEME, LABEL, zh("国民经济行业分类 GB/T 4754-2017"))


def _class(code: str) -> Iterator[Quad]:
    one = classes()[code]
    yield _quad(one.iri, TYPE, zs("IndustryClass"))
    yield _quad(one.iri, LABEL, zh(one.zh))
    yield _quad(one.iri, Iri(_SKOS + "notation"), Literal(code))
    yield _quad(one.iri, Iri(_SKOS + "inScheme"), SCHEME)
    if one.section == code:
        yield _quad(one.iri, Iri(_SKOS + "topConceptOf"), SCHEME)
    else:
        yield _quad(one.iri, Iri(_SKOS + "broader"), classes()[one.section].iri)
        yield from _class(one.section)


def _chain(chain: Chain) -> Iterator[Quad]:
    yield _quad(chain.iri, TYPE, zs("IndustryChain"))
    yield _quad(chain.iri, LABEL, zh(chain.name))
    for code in chain.codes:
        yield _quad(chain.iri, Iri(_SKOS + "relatedMatch"), classes()[code].iri)
        yield from _class(code)


def _quad(subject: Iri, predicate: Iri, value: Term) -> Quad:
    return Quad(subject, predicate, value, Iri(ns.GAZETTEER_GRAPH))


def _rows(name: str) -> list[dict[str, str]]:
    with files("kg").joinpath("data", name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
