"""Turns a template and its context into a page, in the reader's language."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.negotiate import ranked
from api.pages.words import LANGUAGES, Language, words
from kg import namespaces as ns
from kg.errors import KgError
from kg.ontology import ontology
from viz.style import TYPES

ROOM: Final = Path(str(files("api.pages")))
PICTURE_ROOM: Final = Path(str(files("viz"))) / "static"
_YEAR: Final = 365 * 24 * 3600
_SECTIONS: Final = ("/articles", "/queries", "/sparql", "/docs")


def language_of(request: Request) -> Language:
    """`?lang=`, else the cookie, else the Accept-Language header, else Chinese."""
    for named in (request.query_params.get("lang"), request.cookies.get("lang")):
        for language in LANGUAGES:
            if named == language:
                return language
    tongues = (request.headers.get("accept-language") or "zh").lower()
    short = ",".join(f"{tongue.split('-')[0]}/x{rest}" for tongue, rest in map(_weighted, tongues.split(",")))
    try:
        return "en" if ranked(short, ["zh/x", "en/x"])[0] == "en/x" else "zh"
    except KgError:
        return "en"


def _weighted(part: str) -> tuple[str, str]:
    tongue, semicolon, weight = part.strip().partition(";")
    return tongue.strip(), semicolon + weight


def page(request: Request, template: str, /, *, status: int = 200, **context: Any) -> HTMLResponse:
    """The template rendered for this request; `?lang=` is remembered in a cookie."""
    language = language_of(request)
    other: Language = "en" if language == "zh" else "zh"
    switch = [(key, value) for key, value in request.query_params.multi_items() if key != "lang"] + [("lang", other)]
    html = (
        _environment()
        .get_template(template)
        .render(
            t=words(language),
            language=language,
            other_language=other,
            other_language_url=f"{quote(request.url.path)}?{urlencode(switch)}",
            section=next((s for s in _SECTIONS if request.url.path.startswith(s)), request.url.path),
            label=labels(language),
            with_format=lambda short: "?" + urlencode([*switch[:-1], ("format", short)]),
            **context,
        )
    )
    response = HTMLResponse(html, status, headers={"Vary": "Accept, Accept-Language, Cookie"})
    if request.query_params.get("lang") == language:
        response.set_cookie("lang", language, max_age=_YEAR, samesite="lax")
    return response


def labels(language: str) -> Callable[[str], str]:
    """Local name of an ontology term → its label."""
    known = ontology()
    return lambda term: known.label(term, language)


def page_of(iri: str) -> str:
    """The address of the page of an entity or article, percent-encoded.

    >>> page_of("https://zhaoshang.example/id/Region/贵港市")
    '/entities/Region/%E8%B4%B5%E6%B8%AF%E5%B8%82'
    """
    if iri.startswith(ns.ID):
        return quote("/entities/" + iri.removeprefix(ns.ID))
    if iri.startswith(ns.ARTICLE):
        return quote("/articles/" + iri.removeprefix(ns.ARTICLE))
    if iri.startswith(ns.STATEMENT):
        return quote("/facts/" + iri.removeprefix(ns.STATEMENT))
    return ""


def graph_of(iri: str) -> str:
    """The address of the graph page with an entity in the middle."""
    return "/?entity=" + quote(iri.removeprefix(ns.ID))


@cache
def asset(name: str) -> str:
    """The address of a static file, with a digest so that browsers may keep it for long."""
    for prefix, room in (("vendor/", PICTURE_ROOM), ("viz/", PICTURE_ROOM.parent), ("", ROOM / "static")):
        if name.startswith(prefix):
            path = room / (name if prefix != "viz/" else "static/" + name.removeprefix(prefix))
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:10] if path.exists() else "0"
            return f"/static/{name}?v={digest}"
    raise KeyError(name)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(ROOM / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"base": ns.BASE, "page_of": page_of, "graph_of": graph_of, "asset": asset, "types": TYPES}
    return made
