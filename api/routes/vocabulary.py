"""The vocabulary under its own IRI, and the colours of its classes as a style sheet."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.negotiate import form
from kg.sources import ontology_text
from viz.style import TYPES, look

router = APIRouter()


@router.get("/ontology", summary="The vocabulary", tags=["vocabulary"], response_model=None)
def vocabulary(request: Request) -> Response:
    """The ontology: every class and property with its labels and meaning in Chinese and English, as Turtle."""
    form(request, ["text/turtle"])
    return Response(ontology_text(), media_type="text/turtle; charset=utf-8")


@router.get("/types.css", include_in_schema=False)
def types() -> Response:
    """One class a type, which sets the colour `--c`."""
    colours = look("zh").colours
    light = "\n".join(f".t-{name} {{ --c: {colours[name].light}; }}" for name in TYPES)
    dark = "\n".join(f".t-{name} {{ --c: {colours[name].dark}; }}" for name in TYPES)
    sheet = f"{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n"
    return Response(sheet, media_type="text/css; charset=utf-8", headers={"Cache-Control": "max-age=300"})
