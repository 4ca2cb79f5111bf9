"""The named questions: a list, and each with its answer as a table or as data."""

from __future__ import annotations

import json
from typing import Final

from anyio import from_thread
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.deps import AsOf, ReaderDep, SiteDep
from api.errors import WrongRequest
from api.negotiate import form
from api.pages.render import language_of, page
from api.pages.tables import heading, sheet
from api.workers import Question
from kg import queries

router = APIRouter(tags=["questions"])

JSON: Final = "application/sparql-results+json"
FORMS: Final = {
    "text/html": JSON,
    JSON: JSON,
    "application/json": JSON,
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
    "application/sparql-results+xml": "application/sparql-results+xml",
}
"""What a client may ask for → what the engine is asked for."""
_OWN: Final = ("format", "lang", "as-of")


@router.get("/queries", summary="List of named questions", response_model=None)
def questions(request: Request) -> Response:
    """The named questions, each a SPARQL query that runs as it stands."""
    found = queries.names()
    if form(request, ["text/html", "application/json"]) == "text/html":
        return page(request, "queries.html", questions=found)
    return JSONResponse(
        {
            "queries": [
                {"name": q.name, "zh": q.title("zh"), "en": q.title("en"), "parameters": q.parameters, "sparql": q.text}
                for q in found
            ]
        }
    )


@router.get("/queries/{name}", summary="The answer to a named question", response_model=None)
def question(request: Request, reader: ReaderDep, site: SiteDep, name: str, as_of: AsOf = "") -> Response:
    """The answer to a named question. Its parameters (see the list) may be given in the address, each several times."""
    asked = queries.get(name)
    given = {key: request.query_params.getlist(key) for key in request.query_params if key not in _OWN}
    given = {key: [value for value in values if value.strip()] for key, values in given.items()}
    try:
        sparql = asked.fill({key: values for key, values in given.items() if values})
    except ValueError as error:
        raise WrongRequest(f"a parameter is not of its kind: {error}", where=name) from error
    wanted = form(request, list(FORMS))
    if as_of:  # a question of our own, with its values filled in as literals: safe to run here
        body, media_type = reader.answer(sparql, FORMS[wanted])
    else:
        body, media_type = from_thread.run(site.whole, Question(sparql, (FORMS[wanted],), reader.version))
    if wanted != "text/html":
        return Response(body, media_type=media_type, headers={"Vary": "Accept"})
    language = language_of(request)
    fields = [(key, heading(key, language), given.get(key) or values) for key, values in asked.parameters.items()]
    table = sheet(json.loads(body), language)
    return page(request, "query.html", question=asked, sparql=sparql, fields=fields, table=table)
