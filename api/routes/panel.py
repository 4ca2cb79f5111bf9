"""Fragments of HTML for the side panel of the graph page."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.addresses import entity_iri
from api.deps import LibraryDep, ReaderDep, SettingsDep
from api.pages.contested import marks
from api.pages.lines import groups, lines
from api.pages.proofs import proofs
from api.pages.render import language_of, page
from kg import iris, lookup
from kg import namespaces as ns

router = APIRouter(prefix="/panel", include_in_schema=False)


@router.get("/facts/{id}", response_class=HTMLResponse)
def fact(request: Request, library: LibraryDep, reader: ReaderDep, settings: SettingsDep, id: str) -> HTMLResponse:
    """The evidence of one fact, what reviewers said of it, and a form to say more where the server has a token."""
    found = lookup.fact(reader, ns.STATEMENT + iris.segment(id))
    (line,) = lines(reader, [found], language_of(request))
    return page(
        request,
        "_evidence.html",
        line=line,
        proofs=proofs(library, found),
        in_graph=True,
        decided=[row for row in lookup.verdicts(reader) if row.statement == ns.STATEMENT + iris.segment(id)],
        may_decide=bool(settings.token),
    )


@router.get("/{type}/{name:path}", response_class=HTMLResponse)
def entity(request: Request, reader: ReaderDep, type: str, name: str) -> HTMLResponse:
    """The facts of one entity."""
    language = language_of(request)
    about = lookup.entity(reader, entity_iri(type, name))
    found = lines(reader, lookup.facts(reader, about.id), language, about.id)
    return page(
        request, "_entity.html", entity=about, groups=groups(found, language), contested=marks(reader, [about.id])
    )
