"""Search: as data for the box that completes while typing, as a page without scripts."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from api.cursors import Cursor, cut, paged
from api.deps import LibraryDep
from api.negotiate import form
from api.pages.render import labels, language_of, page
from api.warming import names
from kg import iris, search
from kg.facts import EntityType
from kg.ontology import ontology
from kg.store import Reader
from kg.terms import reference
from viz.style import TYPES

router = APIRouter(tags=["search"])

Text = Annotated[str, Query(max_length=200, description="Any part of a name, pinyin or initials")]
Limit = Annotated[int, Query(ge=1, le=100)]
Types = Annotated[list[EntityType] | None, Query(description="Only things of these types")]
_MOST: Final = 200
"""Hits that are counted and paged through."""


@router.get("/search", summary="Search by name", response_model=None)
def find(
    request: Request,
    library: LibraryDep,
    q: Text = "",
    type: Types = None,
    limit: Limit = 20,
    cursor: Cursor = None,
    provinces: Annotated[bool, Query(description="Count by province too")] = False,
) -> Response:
    """Things whose name, alias, pinyin or initials match `q`, best first, of one or several `type`s if given.

    A wrong or missing character is forgiven. `facets` counts what was found by type, and by province if asked, whatever
    the page. Examples: `?q=贵港`, `?q=guigang`, `?q=gg&type=Region`, `?q=星河广电` (for 星河光电).
    """
    names(library)
    reader = library.reader()
    # Industries are found too, and have no page of their own.
    found = search.search(reader, q, _MOST, type[0] if type and len(type) == 1 else None) if q.strip() else []
    known = [hit for hit in found if hit.type in TYPES]
    wanted = {name for given in type or () for name in ontology().subclasses(given)}
    narrowed = [hit for hit in known if not wanted or hit.type in wanted]
    hits, following = cut(narrowed, lambda hit: hit.iri, cursor, limit)
    if form(request, ["application/json", "text/html"]) == "text/html":
        return page(request, "search.html", text=q, hits=hits)
    label = labels(language_of(request))
    document = {
        "query": q,
        "total": len(narrowed),
        "hits": [_hit(hit, label(hit.type)) for hit in hits],
        "facets": {"type": _by_type(known), **({"province": _by_province(reader, narrowed)} if provinces else {})},
    }
    document, headers = paged(request, document, following)
    return JSONResponse(document, headers=headers)


def _by_type(hits: list[search.Hit]) -> dict[str, int]:
    return dict(Counter(hit.type for hit in hits).most_common())


def _by_province(reader: Reader, hits: list[search.Hit]) -> dict[str, int]:
    if not hits:
        return {}
    values = " ".join(reference(hit.iri) for hit in hits)
    rows = reader.rows(
        f"SELECT ?name (COUNT(DISTINCT ?s) AS ?n) WHERE {{ VALUES ?s {{ {values} }} ?s zs:inProvince ?p ."
        " ?p rdfs:label ?name } GROUP BY ?name ORDER BY DESC(?n) ?name"
    )
    return {row.text("name"): int(row.text("n")) for row in rows}


def _hit(hit: search.Hit, label: str) -> dict[str, Any]:
    return {
        "id": hit.iri,
        "type": hit.type,
        "type_label": label,
        "name": hit.label,
        "matched": hit.matched,
        "path": iris.to_path(hit.iri),
    }
