"""The graph page and the reference of the interface."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.deps import LibraryDep
from api.pages.overviews import counts, newest, starters
from api.pages.render import language_of, page
from viz.style import look

router = APIRouter()


@router.get("/", response_class=HTMLResponse, include_in_schema=False)
def home(request: Request, library: LibraryDep) -> HTMLResponse:
    """The graph page."""
    return page(
        request,
        "index.html",
        look=look(language_of(request)).as_json(),
        counts=library.remember("counts", counts),
        newest=newest(library),
        questions=starters(),
    )


@router.get("/docs", response_class=HTMLResponse, include_in_schema=False)
def docs(request: Request) -> HTMLResponse:
    """The reference of the interface, drawn by swagger-ui from this server's own files."""
    return page(request, "docs.html")
