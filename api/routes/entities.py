"""One entity: a page, or data as JSON, JSON-LD, Turtle, N-Triples, RDF/XML."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from api.addresses import entity_iri
from api.deps import LibraryDep, ReaderDep
from api.library import Library
from api.models import contest_json, fact_json
from api.negotiate import form
from api.pages.board_words import board_words
from api.pages.boards import stage_word
from api.pages.contested import marks
from api.pages.ledgers import promised
from api.pages.lines import Group, groups
from api.pages.portraits import portrait
from api.pages.proofs import titled
from api.pages.render import language_of, page, page_of
from kg import lookup
from kg.cockpit import Item, Scope, desk
from kg.contests import contests_of
from kg.describe import describe
from kg.errors import NotFound
from kg.facts import Entity
from kg.store import Reader
from kg.terms import reference

router = APIRouter(tags=["entities"])

_MOST: Final = 80
"""Facts of one kind on a page."""
_SCOPES: Final = {"Region": "region", "Park": "park", "Company": "investor"}
"""Type → what of the cockpit's scope it is."""
RDF: Final = ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml")


@router.get("/entities/{type}/{name:path}", summary="One entity", response_model=None)
@router.get("/id/{type}/{name:path}", summary="One entity, by the path of its IRI", response_model=None)
def entity(request: Request, library: LibraryDep, reader: ReaderDep, type: str, name: str) -> Response:
    """What is stated about one entity: HTML, JSON, JSON-LD, Turtle, by Accept or `?format=`."""
    iri = entity_iri(type, name)
    if type == "RegionCode":
        return RedirectResponse(page_of(_of_code(reader, iri)), 308)
    head = lookup.survivor(reader, iri)
    if head != iri:  # merged away: it stays an address for ever, of the thing that stands for it now
        return RedirectResponse(page_of(head) + (f"?{request.url.query}" if request.url.query else ""), 308)
    headers = {"Content-Location": page_of(iri), "Vary": "Accept, Accept-Language, Cookie"}
    wanted = form(request, ["text/html", "application/json", *RDF])
    if wanted in RDF:
        body, media_type = describe(reader, iri, [wanted])
        return Response(body, media_type=media_type, headers=headers)
    if wanted == "application/json":
        return JSONResponse(_json(reader, iri), headers=headers)
    language, found = language_of(request), lookup.entity(reader, iri)
    seen = portrait(reader, found, language)
    response = page(
        request,
        "entity.html",
        w=board_words(language),
        entity=found,
        portrait=seen,
        projects=_projects(library, reader, found),
        amount=lambda line: promised({line.currency: line.amount}, language == "zh"),
        stage=lambda name: stage_word(name, language == "zh"),
        groups=[_cut(group) for group in groups(seen.others, language)],
        articles=titled(library, seen.articles),
        contested=marks(reader, [iri, *(phase.id for phase in seen.phases)]),
        json_ld=seen.json_ld(found, str(request.base_url).rstrip("/")),
    )
    response.headers.update(headers)
    return response


def _projects(library: Library, reader: Reader, entity: Entity) -> list[Item]:
    """The projects in a place or of an investor, those worth most first, phases and twins left out."""
    if entity.type not in _SCOPES:
        return []
    if reader is library.reader():
        library.remember("projects", lambda newest: desk(newest).items)  # one makes it, the others wait
    scope = Scope(**{_SCOPES[entity.type]: entity.id})
    items = [item for item in desk(reader).within(scope) if not item.reason]
    return sorted(items, key=lambda item: -item.line.amount if item.line else 0.0)


def _cut(group: Group) -> Group:
    """A group as long as a page bears; its title says how much of it is shown. Data have all of it."""
    if len(group.lines) <= _MOST:
        return group
    return Group(f"{group.title} · {_MOST} / {len(group.lines)}", group.lines[:_MOST])


def _json(reader: Reader, iri: str) -> dict[str, Any]:
    found = lookup.entity(reader, iri)
    return {
        "id": found.id,
        "type": found.type,
        "name": found.name,
        "aliases": list(found.aliases),
        "code": found.code,
        "facts": [fact_json(fact) for fact in lookup.facts(reader, iri)],
        "contested": [contest_json(row) for row in contests_of(reader, [iri])],
    }


def _of_code(reader: Reader, iri: str) -> str:
    """The region that an IRI made of a GB/T 2260 code is the same as. Raises NotFound."""
    rows = reader.rows(f"SELECT ?r WHERE {{ ?r owl:sameAs {reference(iri)} }}")
    if not rows:
        raise NotFound("no region of this code is named by an article", where=iri)
    return rows[0].text("r")
