"""The articles that some pieces of evidence come from: title, date and publisher, without reading every article."""

from __future__ import annotations

from collections.abc import Iterable

from kg import iris
from kg.lookup import ArticleRow
from kg.store import Reader
from kg.terms import reference


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
