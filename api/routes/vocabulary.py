"""The vocabulary under its own IRI: a page, Turtle, JSON-LD; and the colours of its classes as a style sheet."""

from __future__ import annotations

import json
from functools import cache
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from rdflib import Graph

from api.negotiate import form
from api.pages.render import page
from api.pages.terms import glossary
from kg import iris
from kg.namespaces import PREFIXES
from kg.sources import ontology_text
from viz.style import TYPES, look

router = APIRouter()

RDF: Final = ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml")


@router.get("/ontology", summary="The vocabulary", tags=["vocabulary"], response_model=None)
def vocabulary(request: Request) -> Response:
    """The ontology: every class and property with its labels and meaning in Chinese and English, as HTML, Turtle,
    JSON-LD, N-Triples or RDF/XML."""
    wanted = form(request, [RDF[0], "text/html", *RDF[1:]])
    headers = {"Vary": "Accept, Accept-Language, Cookie", "Link": '</ontology?format=turtle>; rel="alternate"'}
    if wanted == "text/html":
        return page(request, "ontology.html", glossary=glossary())
    return Response(spelled(wanted), media_type=f"{wanted}; charset=utf-8", headers=headers)


@router.get("/ontology/{term}", include_in_schema=False)
def term(term: str) -> RedirectResponse:
    """A version of the ontology or one of its terms leads to the page."""
    return RedirectResponse(f"/ontology#{iris.segment(term)}" if not term[:1].isdigit() else "/ontology", 303)


@cache
def spelled(media_type: str) -> bytes:
    """The ontology in one of the media types of `RDF`."""
    if media_type == "text/turtle":
        return ontology_text().encode()
    graph = Graph().parse(data=ontology_text(), format="turtle")
    if media_type == "application/ld+json":
        document = json.loads(graph.serialize(format="json-ld", context=PREFIXES))
        return json.dumps(document, ensure_ascii=False, indent=1).encode()
    return graph.serialize(format="nt" if media_type == "application/n-triples" else "xml", encoding="utf-8")


@router.get("/types.css", include_in_schema=False)
def types() -> Response:
    """One class a type, which sets the colour `--c`."""
    colours = look("zh").colours
    light = "\n".join(f".t-{name} {{ --c: {colours[name].light}; }}" for name in TYPES)
    dark = "\n".join(f".t-{name} {{ --c: {colours[name].dark}; }}" for name in TYPES)
    sheet = f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n"
    return Response(sheet, media_type="text/css; charset=utf-8", headers={"Cache-Control": "max-age=300"})
