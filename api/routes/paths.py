"""Ways from one thing to another with the sentence of each edge, and promises of which nothing later is known."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from api.deps import LibraryDep, ReaderDep
from api.errors import WrongRequest
from api.models import evidence_json
from api.negotiate import form
from api.pages.render import language_of, page
from api.pages.ways import promises, ways
from kg import network
from kg.edges import Edge
from kg.overdue import overdue as passed
from kg.search import find_one

router = APIRouter(tags=["questions"])

_DAY = r"^\d{4}-\d\d-\d\d$"


@router.get("/path", summary="Ways from one thing to another", response_model=None)
def path(
    request: Request,
    reader: ReaderDep,
    start: Annotated[str, Query(alias="from", max_length=200)] = "",
    end: Annotated[str, Query(alias="to", max_length=200)] = "",
    most: Annotated[int, Query(ge=1, le=4)] = 3,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> Response:
    """The shortest ways between two things (names or IRIs) over at most `most` edges, each edge with its sentences."""
    wanted = form(request, ["text/html", "application/json"])
    found: list[list[Edge]] = []
    if start and end:
        ends = find_one(reader, start), find_one(reader, end)
        if ends[0] == ends[1]:
            raise WrongRequest("both names mean one thing", where=ends[0])
        found = network.paths(reader, *ends, most, limit)
    elif wanted == "application/json":
        raise WrongRequest("give from and to")
    if wanted == "application/json":
        return JSONResponse({"paths": [[_edge(edge) for edge in way] for way in found]})
    told = ways(reader, found, ends[0]) if found else []
    return page(request, "path.html", start=start, end=end, most=most, ways=told)


@router.get("/overdue", summary="Promises that have passed", response_model=None)
def overdue(
    request: Request,
    library: LibraryDep,
    reader: ReaderDep,
    day: Annotated[str, Query(pattern=_DAY)] = "",
    limit: int = 500,
) -> Response:
    """Planned milestones due before `day` (today) that no later article confirms: unknown, not broken."""
    day = day or datetime.now(UTC).date().isoformat()
    rows = passed(reader, day)[:limit]
    if form(request, ["text/html", "application/json"]) == "application/json":
        return JSONResponse({"day": day, "promises": [_promise(row) for row in rows]})
    return page(request, "overdue.html", day=day, promises=promises(library, rows, language_of(request)))


def _edge(edge: Edge) -> dict[str, Any]:
    return {
        "subject": edge.subject,
        "predicate": edge.predicate,
        "object": edge.object,
        "label": edge.label,
        "evidence": [evidence_json(piece) for piece in edge.evidence],
    }


def _promise(row: Any) -> dict[str, Any]:
    parts = {name: getattr(row, name) for name in row.__slots__ if name != "evidence"}
    return {**parts, "status": "unknown", "evidence": evidence_json(row.evidence)}
