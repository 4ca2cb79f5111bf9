"""What the front page says about the whole store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from api.library import Library
from api.pages.proofs import titled
from kg import lookup, queries
from kg import namespaces as ns
from kg.queries import NamedQuery
from kg.store import Reader
from viz.style import TYPES

_NEWEST: Final = 5
_STARTERS: Final = 5


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the store holds."""

    articles: int
    entities: int
    facts: int


def counts(reader: Reader) -> Counts:
    """Articles, entities and facts of a snapshot."""
    found = lookup.summary(reader)
    return Counts(int(found["articles"]), sum(int(found[name]) for name in TYPES), int(found["facts"]))


def newest(library: Library) -> list[lookup.ArticleRow]:
    """The latest articles."""
    return titled(library, lookup.articles(library.reader())[:_NEWEST])


def starters() -> list[NamedQuery]:
    """A few named questions to begin with."""
    return list(queries.names())[:_STARTERS]


def facts_by_article(reader: Reader) -> dict[str, int]:
    """Article id → how many facts it states."""
    rows = reader.rows("SELECT ?g (COUNT(DISTINCT ?st) AS ?n) WHERE { GRAPH ?g { ?st a rdf:Statement } } GROUP BY ?g")
    return {row.text("g").removeprefix(ns.GRAPH): int(row.text("n")) for row in rows}
