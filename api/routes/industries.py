"""An industry has a page: who is in it by which sentence, its class in GB/T 4754, its chains, its projects' money."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from api.addresses import entity_iri
from api.deps import LibraryDep, ReaderDep
from api.models import fact_json
from api.negotiate import form
from api.pages.board_words import board_words
from api.pages.ledgers import promised
from api.pages.lines import lines
from api.pages.proofs import titled
from api.pages.render import language_of, page
from api.routes.entities import RDF
from kg import industries, lookup
from kg import namespaces as ns
from kg.citations import cited
from kg.cockpit import Scope, desk, money
from kg.describe import describe
from kg.errors import NotFound
from kg.industries import Chain, IndustryClass
from kg.terms import reference

router = APIRouter(tags=["entities"])

_MOST: Final = 300
"""Facts listed on a page."""


@router.get("/entities/Industry/{name:path}", summary="One industry", response_model=None)
@router.get("/id/Industry/{name:path}", include_in_schema=False, response_model=None)
def industry(request: Request, library: LibraryDep, reader: ReaderDep, name: str) -> Response:
    """What is stated of one industry, in the words of articles: HTML, JSON, JSON-LD, Turtle."""
    iri = entity_iri("Industry", name)
    if not reader.ask(f"ASK {{ {reference(iri)} a zs:Industry }}"):
        raise NotFound("no article names this industry", where=name)
    wanted = form(request, ["text/html", "application/json", *RDF])
    if wanted in RDF:
        body, media_type = describe(reader, iri, [wanted])
        return Response(body, media_type=media_type)
    label = reader.rows(f"SELECT ?l WHERE {{ {reference(iri)} rdfs:label ?l }}")[0].text("l")
    facts = lookup.facts(reader, iri)
    class_, chains = _classed(label)
    if wanted == "application/json":
        return JSONResponse(_json(iri, label, class_, chains) | {"facts": [fact_json(fact) for fact in facts]})
    language = language_of(request)
    table, scope = desk(reader), Scope(industry=label)
    items = table.within(scope)
    ledger = money(table, scope, items)
    articles = cited(reader, (piece.article for fact in facts for piece in fact.evidence))
    return page(
        request,
        "industry.html",
        w=board_words(language),
        name=label,
        iri=iri,
        class_=class_,
        division=industries.classes()[class_.section] if class_ else None,
        chains=chains,
        lines=lines(reader, facts[:_MOST], language, iri),
        total=len(facts),
        projects=len(items),
        whole=promised(ledger.promised, language == "zh"),
        ledger=ledger,
        articles=titled(library, sorted(articles.values(), key=lambda row: row.date or "", reverse=True)),
        as_of=max((row.date or "" for row in articles.values()), default=""),
    )


@router.get("/entities/IndustryClass/{code}", include_in_schema=False, response_model=None)
@router.get("/entities/IndustryChain/{code}", include_in_schema=False, response_model=None)
def scheme(request: Request, code: str) -> Response:
    """A class or a chain is seen in the cockpit, beside what else its chain holds."""
    return RedirectResponse("/cockpit#chains", 303)


def _classed(label: str) -> tuple[IndustryClass | None, list[Chain]]:
    code = industries.division(label)
    found = [chain for chain in industries.chains() if any(word in label for word in chain.words)]
    return (industries.classes()[code] if code else None), found


def _json(iri: str, label: str, class_: IndustryClass | None, chains: list[Chain]) -> dict[str, Any]:
    return {
        "id": iri,
        "type": "Industry",
        "name": label,
        "path": iri.removeprefix(ns.ID),
        "class": {"code": class_.code, "zh": class_.zh, "en": class_.en} if class_ else None,
        "chains": [chain.name for chain in chains],
    }
