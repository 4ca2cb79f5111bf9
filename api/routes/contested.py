"""Statements that disagree: the whole list, or what concerns one thing, as a page or JSON."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.deps import LibraryDep, ReaderDep
from api.models import contest_json
from api.negotiate import form
from api.pages.contested import disputes
from api.pages.render import language_of, page
from kg import iris, lookup
from kg import namespaces as ns
from kg.contests import contests

router = APIRouter(tags=["questions"])


@router.get("/contested", summary="Statements that disagree", response_model=None)
def contested(request: Request, library: LibraryDep, reader: ReaderDep, thing: str = "", rule: str = "") -> Response:
    """Pairs of statements that cannot both hold, with both sentences; `thing` is an IRI or `Type/name`, `rule` the
    name of a rule."""
    wanted = form(request, ["text/html", "application/json"])
    rows = [row for row in contests(reader) if not rule or row.rule == rule]
    if thing:
        key = thing.removeprefix(ns.ID)
        iri = ns.ID + "/".join(iris.segment(part) for part in key.split("/", 1))
        rows = [row for row in rows if lookup.survivor(reader, iri) in row.things]
    if wanted == "application/json":
        return JSONResponse({"contests": [contest_json(row) for row in rows]})
    return page(request, "contested.html", disputes=disputes(library, reader, rows, language_of(request)))
