"""One fact and the sentences that state it: a page or JSON."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from api.deps import LibraryDep, ReaderDep
from api.models import evidence_json, fact_json
from api.negotiate import form
from api.pages.contested import marks
from api.pages.lines import lines
from api.pages.proofs import proofs
from api.pages.render import language_of, page
from kg import iris, lookup
from kg import namespaces as ns
from kg.citations import cited

router = APIRouter(tags=["facts"])


@router.get("/facts/{id}", summary="One fact with its evidence", response_model=None)
def fact(request: Request, library: LibraryDep, reader: ReaderDep, id: str) -> Response:
    """A fact with its evidence: the exact sentences, where they stand, who published them, how sure it is."""
    found = lookup.fact(reader, ns.STATEMENT + iris.segment(id))
    if form(request, ["text/html", "application/json"]) == "application/json":
        return JSONResponse(fact_json(found))
    (line,) = lines(reader, [found], language_of(request))
    contested = marks(reader, [found.subject])
    told = proofs(library, found)
    return page(request, "fact.html", line=line, proofs=told, in_graph=False, contested=contested)


@router.get("/facts/{id}/evidence", summary="The evidence of one fact", response_model=None)
def evidence(reader: ReaderDep, id: str) -> JSONResponse:
    """Every sentence that states a fact: where it stands, in which article, who published it and when."""
    found = lookup.fact(reader, ns.STATEMENT + iris.segment(id))
    articles = cited(reader, (piece.article for piece in found.evidence))
    pieces = [
        {
            **evidence_json(piece),
            "title": articles[piece.article].title,
            "date": articles[piece.article].date,
            "publisher": articles[piece.article].publisher,
            "path": f"/articles/{piece.article}?char={piece.start},{piece.end}#here",
        }
        for piece in sorted(found.evidence, key=lambda piece: -piece.confidence)
    ]
    return JSONResponse({"id": id, "s": found.subject, "p": found.predicate, "evidence": pieces})


@router.get("/statement/{id}", include_in_schema=False)
def statement(id: str) -> RedirectResponse:
    """The IRI of a statement leads to the fact's page."""
    return RedirectResponse(f"/facts/{iris.segment(id)}", status_code=303)
