"""What one entity is linked to, by property: the data behind the graph, page by page."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from api.addresses import entity_iri
from api.cursors import Cursor, PageSize, cut, paged
from api.deps import ReaderDep
from api.freshness import validators
from api.pages.render import labels, language_of
from kg import iris, lookup
from kg import namespaces as ns
from kg.edges import Edge
from kg.facts import Entity

router = APIRouter(tags=["entities"])

Side = Literal["out", "in"]
_MOST = 20_000


@router.get("/entities/{type}/{name:path}/adjacent", summary="Neighbours by property", response_model=None)
def adjacent(
    request: Request,
    reader: ReaderDep,
    type: str,
    name: str,
    property: Annotated[str | None, Query(description="Only this property", examples=["investor"])] = None,
    side: Annotated[Side | None, Query(description="out: this thing is the subject; in: the object")] = None,
    cursor: Cursor = None,
    limit: PageSize = 50,
) -> JSONResponse:
    """Every edge of a thing, grouped by property and side with totals; narrowed to one property, page by page.

    Example: `/entities/Park/覃塘产业园/adjacent?property=locatedIn&side=in`
    """
    me = lookup.survivor(reader, entity_iri(type, name))
    around = lookup.neighbourhood(reader, [me], 1, _MOST)
    edges = [edge for edge in around.edges if me in (edge.subject, edge.object)]
    label = labels(language_of(request))
    totals: dict[tuple[str, Side], int] = {}
    for edge in edges:
        totals[_kind(edge, me)] = totals.get(_kind(edge, me), 0) + 1
    wanted = [e for e in edges if property in (None, e.predicate) and side in (None, _kind(e, me)[1])]
    wanted.sort(key=lambda e: (*_kind(e, me), around.entities[_other(e, me)].name, e.key))
    page, following = cut(wanted, lambda edge: edge.key, cursor, limit)
    document = {
        "id": me,
        "properties": [
            {"property": name, "label": label(name), "side": where, "total": total}
            for (name, where), total in sorted(totals.items())
        ],
        "total": len(wanted),
        "edges": [_edge_json(edge, me, around.entities[_other(edge, me)]) for edge in page],
    }
    document, headers = paged(request, document, following)
    return JSONResponse(document, headers=headers | validators(reader, str(request.url)))


def _kind(edge: Edge, me: str) -> tuple[str, Side]:
    return edge.predicate, "out" if edge.subject == me else "in"


def _other(edge: Edge, me: str) -> str:
    return edge.object if edge.subject == me else edge.subject


def _edge_json(edge: Edge, me: str, other: Entity) -> dict[str, Any]:
    best = max(edge.evidence, key=lambda piece: piece.confidence, default=None)
    return {
        "property": edge.predicate,
        "label": edge.label,
        "side": _kind(edge, me)[1],
        "entity": {"id": other.id, "type": other.type, "name": other.name, "path": iris.to_path(other.id)},
        "fact": edge.statement.removeprefix(ns.STATEMENT) or None,
        "sources": len({piece.article for piece in edge.evidence}),
        "quote": best.quote if best else None,
        "confidence": best.confidence if best else None,
    }
