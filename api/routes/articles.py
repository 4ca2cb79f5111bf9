"""The articles: a list, each with its entities and facts marked in place, each as data."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from api.cursors import Cursor, cut, paged
from api.deps import LibraryDep, ReaderDep
from api.errors import WrongRequest
from api.negotiate import form
from api.pages.board_words import board_words
from api.pages.contested import marks
from api.pages.lines import lines
from api.pages.overviews import facts_by_article
from api.pages.proofs import story, titled
from api.pages.render import language_of, page
from api.pages.repairs import repairs
from api.routes.entities import RDF
from ingest.coverage import coverage
from kg import iris, lookup
from kg.errors import NotFound
from kg.store import Reader

router = APIRouter(tags=["articles"])

Start = Annotated[int, Query(ge=0)]
Limit = Annotated[int, Query(ge=1, le=1000)]


@router.get("/articles", summary="List of articles", response_model=None)
def articles(
    request: Request,
    library: LibraryDep,
    reader: ReaderDep,
    start: Start = 0,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """Every article, latest first, `limit` at a time, after a page's `cursor` or from number `start`."""
    counts = library.remember("facts by article", facts_by_article)
    found = lookup.articles(reader)
    shelf, after = cut(found, lambda row: row.id, cursor, limit) if cursor else (found[start : start + limit], None)
    rows = [
        {**{name: getattr(row, name) for name in row.__slots__}, "facts": counts.get(row.id, 0)}
        for row in titled(library, shelf)
    ]
    if form(request, ["text/html", "application/json"]) == "application/json":
        if not cursor:
            after = cut(found[start:], lambda row: row.id, None, limit)[1]
        document, headers = paged(request, {"articles": rows, "total": len(found), "start": start}, after)
        return JSONResponse(document, headers=headers)
    following = start + limit if start + limit < len(found) else None
    return page(
        request, "articles.html", articles=rows, total=len(found), start=start, limit=limit, following=following
    )


@router.get("/articles/{id}", summary="One article with everything it states", response_model=None)
def article(
    request: Request,
    library: LibraryDep,
    reader: ReaderDep,
    id: str,
    char: str = "",
) -> Response:
    """One article: HTML with every entity and fact marked, the facts format as JSON, or its graph as RDF.

    `char=12,40` points out a stretch of the original text on the page; `text=original` shows the text as it was
    delivered in place of the repaired one.
    """
    wanted = form(request, ["text/html", "application/json", *RDF])
    id = iris.segment(id)
    reading = lookup.shown(reader, id)
    if wanted == "application/json":
        return JSONResponse(lookup.facts_json(reader, id))
    if wanted in RDF:
        return Response(_graph(reader, id, wanted), media_type=wanted)
    told, language = story(library, id), language_of(request)
    url, here = told.article.url or "", _stretch(char)
    # A stretch that cleaning set aside stands in the original only.
    original = request.query_params.get("text") == "original" or (here is not None and not told.runs(*here))
    return page(
        request,
        "article.html",
        article=told.article,
        title=told.title,
        date=reading.date,
        inferred=told.article.published is None,
        home=reading.home,
        source=url if url.startswith(("http://", "https://")) else None,
        entities=reading.entities,
        lines=lines(reader, reading.facts, language),
        contested=marks(reader, {fact.subject for fact in reading.facts}),
        paragraphs=told.paragraphs(reading, here, original=original),
        original=original,
        w=board_words(language),
        coverage=coverage(told.clean, id, reading.facts),
        repairs=list(repairs(told.article, told.clean)),
        asides=told.clean.boilerplate,
    )


@router.get("/article/{id}", include_in_schema=False)
def resource(id: str) -> RedirectResponse:
    """The IRI of an article leads to its page."""
    return RedirectResponse(f"/articles/{iris.segment(id)}", status_code=303)


@router.get("/graph/{id}", include_in_schema=False)
def graph(request: Request, reader: ReaderDep, id: str) -> Response:
    """The IRI of an article's named graph answers with its triples."""
    if not reader.ask(f"ASK {{ GRAPH <{iris.graph(iris.segment(id))}> {{ ?s ?p ?o }} }}"):
        raise NotFound("no such graph", where=request.url.path)
    wanted = form(request, RDF)
    return Response(_graph(reader, id, wanted), media_type=wanted)


def _graph(reader: Reader, article_id: str, media_type: str) -> bytes:
    triples = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iris.graph(iris.segment(article_id))}> {{ ?s ?p ?o }} }}"
    return reader.query(triples, media_type)


def _stretch(char: str) -> tuple[int, int] | None:
    """`12,40` as two numbers; None for nothing. Raises WrongRequest for anything else."""
    if not char:
        return None
    found = re.fullmatch(r"(\d{1,9}),(\d{1,9})", char)
    if not found:
        raise WrongRequest("char is two numbers with a comma between them", where=char)
    return int(found[1]), int(found[2])
