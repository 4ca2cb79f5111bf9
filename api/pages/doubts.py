"""Pairs of things that may be one, as a reviewer reads them: both with their names and the sentences that name them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg import lookup
from kg.citations import cited, mentions
from kg.errors import NotFound
from kg.facts import Entity
from kg.identity import Judgement
from kg.store import Reader
from viz.wording import readable

_SENTENCES = 2
_SHOWN = 50
"""Pairs on one page: the likeliest come first, and a reviewer settles them from the top."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: the thing and (sentence, article's title, its address, its date)."""

    thing: Entity
    quotes: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A doubt: its judgement and the two things."""

    row: Judgement
    sides: tuple[Side, Side]


def pairs(reader: Reader, rows: Iterable[Judgement]) -> list[Pair]:
    """The first pairs both of whose things are in the graph."""
    found: list[Pair] = []
    for row in rows:
        try:
            found.append(Pair(row, (_side(reader, row.left), _side(reader, row.right))))
        except NotFound:
            continue  # an article was withdrawn: nothing is left to decide
        if len(found) == _SHOWN:
            break
    return found


def _side(reader: Reader, iri: str) -> Side:
    named = mentions(reader, iri, _SENTENCES)
    rows = cited(reader, (piece.article for piece in named))
    quotes = (
        (readable(p.quote), rows[p.article].title, f"/articles/{p.article}", rows[p.article].date or "") for p in named
    )
    return Side(lookup.entity(reader, iri), tuple(quotes))
