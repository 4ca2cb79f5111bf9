"""What a reader is shown of sources without reading every article: title, date and publisher of the articles that
some pieces of evidence come from, and the sentences that name a thing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg import iris
from kg.assembly import article_of, span_of
from kg.facts import Span
from kg.lookup import ArticleRow, article
from kg.store import Reader
from kg.terms import reference


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence of an article (its id) that names a thing."""

    article: str
    quote: str


def cited(reader: Reader, article_ids: Iterable[str]) -> dict[str, ArticleRow]:
    """Article id → its row, latest first, undated ones last; ids that the store does not hold are left out."""
    wanted = sorted(set(article_ids))
    values = " ".join(reference(iris.article(article_id)) for article_id in wanted)
    rows = reader.rows(
        f"SELECT ?a ?name ?label ?date ?publisher ?url ?home WHERE {{ VALUES ?a {{ {values} }}"
        " ?a a zs:Article ; dcterms:identifier ?name ; rdfs:label ?label"
        " OPTIONAL { ?a dcterms:issued ?date } OPTIONAL { ?a dcterms:publisher ?publisher }"
        " OPTIONAL { ?a dcterms:source ?url } OPTIONAL { ?a zs:home ?home } }"
    )
    names = {iris.article(article_id): article_id for article_id in wanted}
    found = [
        ArticleRow(
            names[row.text("a")],
            row.text("name"),
            row.text("label"),
            *(row.text(name) or None for name in ("date", "publisher", "url", "home")),
        )
        for row in rows
    ]
    found.sort(key=lambda row: row.name)
    return {row.id: row for row in sorted(found, key=lambda row: row.date or "", reverse=True)}


_ENDS: Final = "。！？!?\n"
_LONGEST: Final = 120


def mentions(reader: Reader, iri: str, most: int = 100) -> list[Mention]:
    """The sentences that name a thing, the first of each of at most `most` articles, by the articles' ids."""
    rows = reader.rows(
        f"SELECT ?target WHERE {{ GRAPH ?g {{ ?note oa:hasBody {reference(iri)} ; oa:motivatedBy oa:identifying ;"
        " oa:hasTarget ?target } }"
    )
    first: dict[str, Span] = {}
    for row in rows:
        id_, span = article_of(row.text("target")), span_of(row.text("target"))
        first[id_] = min(span, first.get(id_, span))
    return [Mention(id_, sentence(article(reader, id_).text, span)) for id_, span in sorted(first.items())[:most]]


def sentence(text: str, span: Span) -> str:
    """The sentence around a place in a text, cut where it is very long.

    >>> sentence("甲来了。乙在贵港投资。丙走了。", Span(6, 8))
    '乙在贵港投资。'
    """
    start = max(text.rfind(end, 0, span.start) for end in _ENDS) + 1
    stops = [stop for end in _ENDS if (stop := text.find(end, span.end)) >= 0]
    stop = min(stops, default=len(text) - 1) + 1
    start, stop = max(start, span.start - _LONGEST // 2), min(stop, span.end + _LONGEST // 2)
    return " ".join(text[start:stop].split())
