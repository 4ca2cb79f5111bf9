"""Search: as data for the box that completes while typing, as a page without scripts."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from api.deps import LibraryDep
from api.negotiate import form
from api.pages.render import labels, language_of, page
from api.warming import names
from kg import iris, search
from kg.facts import EntityType
from viz.style import TYPES

router = APIRouter(tags=["search"])

Text = Annotated[str, Query(max_length=200, description="Any part of a name, pinyin or initials")]
Limit = Annotated[int, Query(ge=1, le=100)]


@router.get("/search", summary="Search by name", response_model=None)
def find(
    request: Request,
    library: LibraryDep,
    q: Text = "",
    type: EntityType | None = None,
    limit: Limit = 20,
) -> Response:
    """Things whose name, alias, pinyin or initials match `q`, best first, of one `type` if given."""
    names(library)
    reader = library.reader()
    # Twice as many as wanted: industries are found too, and have no page of their own.
    found = search.search(reader, q, 2 * limit, type) if q.strip() else []
    hits = [hit for hit in found if hit.type in TYPES][:limit]
    if form(request, ["application/json", "text/html"]) == "text/html":
        return page(request, "search.html", text=q, hits=hits)
    label = labels(language_of(request))
    return JSONResponse({"query": q, "hits": [_hit(hit, label(hit.type)) for hit in hits]})


def _hit(hit: search.Hit, label: str) -> dict[str, Any]:
    return {
        "id": hit.iri,
        "type": hit.type,
        "type_label": label,
        "name": hit.label,
        "matched": hit.matched,
        "path": iris.to_path(hit.iri),
    }
