"""What happened when: milestones in order of time, and what has come in since a day."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from api.addresses import keys_to_iris
from api.cursors import Cursor, PageSize, cut, paged
from api.deps import LibraryDep, ReaderDep
from api.errors import WrongRequest
from api.freshness import validators
from api.negotiate import form
from api.pages.board_words import board_words
from api.pages.chronicles import Span, chronicle
from api.pages.overviews import facts_by_article
from api.pages.render import labels, language_of, page
from kg import iris, lookup
from kg import namespaces as ns
from kg.cockpit import desk
from kg.store import Reader, Row
from kg.terms import reference

router = APIRouter(tags=["questions"])

_DAY: Final = r"^\d{4}(-\d{2}(-\d{2})?)?$"
Day = Annotated[str | None, Query(pattern=_DAY[:-1] + "|^$", examples=["2024-03-01"])]
"""A day, a month or a year; empty as a form sends what was not filled in."""
Thing = Annotated[
    list[str] | None,
    Query(max_length=20, description="Type/name: a region, a park, a firm or a project", examples=[["Region/贵港市"]]),
]

_MOST: Final = 300
"""Entries of one page."""
_OF: Final = {
    "Region": "{{ ?project zs:inProvince|zs:inPrefecture {thing} }}"
    " UNION {{ ?project zs:locatedIn/zs:partOf* {thing} }}"
    " UNION {{ ?project zs:locatedIn/zs:locatedIn/zs:partOf* {thing} }}",
    "Park": "?project zs:phaseOf*/zs:locatedIn {thing} .",
    "Company": "?project zs:phaseOf*/(zs:investor|zs:operator) {thing} .",
    "Project": "?project zs:phaseOf* {thing} .",
}


def _milestones(reader: Reader, things: list[str]) -> list[Row]:
    parts = []
    for iri in things:
        kind = iri.removeprefix(ns.ID).partition("/")[0]
        if kind not in _OF:
            raise WrongRequest(f"no timeline of a {kind}", hint=f"ask for {', '.join(_OF)}")
        parts.append("{ " + _OF[kind].format(thing=reference(iri)) + " }")
    where = " UNION ".join(parts) if parts else ""
    return reader.rows(
        f"SELECT DISTINCT ?project ?name ?step ?kind ?date ?planned ?article WHERE {{ {where}"
        " ?project zs:milestone ?step ; rdfs:label ?name . ?step zs:kind ?kind ; zs:date ?date ; zs:planned ?planned ;"
        " prov:wasDerivedFrom ?article }"
    )


@router.get("/timeline", summary="Milestones in order of time", response_model=None)
def timeline(
    request: Request,
    reader: ReaderDep,
    of: Thing = None,
    since: Day = None,
    until: Day = None,
    planned: Annotated[
        Literal["true", "false", ""], Query(description="true: only what was planned; false: what has happened")
    ] = "",
    cursor: Cursor = None,
    limit: PageSize = 100,
) -> Response:
    """Every dated milestone, of everything or of some things (`of=Region/贵港市`), earliest first, with its source.

    A month or a year stands before its days. The page has the figures that the things published too, latest first.
    """
    of, since, until = [key for key in of or [] if key], since or None, until or None
    only = {"true": True, "false": False}.get(planned)
    if form(request, ["application/json", "text/html"]) == "text/html":
        return _page(request, reader, of, Span(since or "", until or "", only))
    label = labels(language_of(request))
    found: dict[str, dict[str, Any]] = {}
    for row in _milestones(reader, keys_to_iris(of)):
        item = found.setdefault(
            f"{row.text('project')} {row.text('step')}", _step(row, label(_local(row.text("kind"))))
        )
        item["articles"].append(row.text("article").removeprefix(ns.ARTICLE))
    rows = [
        item
        for item in found.values()
        if (since is None or item["date"] >= since)
        and (until is None or item["date"][: len(until)] <= until)
        and only in (None, item["planned"])
    ]
    rows.sort(key=lambda item: (item["date"], item["name"], item["kind"], item["id"]))
    shelf, following = cut(
        rows, lambda item: f"{item['id']} {item['kind']} {item['date']} {item['planned']}", cursor, limit
    )
    document, headers = paged(request, {"total": len(rows), "milestones": list(shelf)}, following)
    return JSONResponse(document, headers=headers | validators(reader, str(request.url)))


def _page(request: Request, reader: Reader, keys: list[str], span: Span) -> Response:
    language = language_of(request)
    things = [lookup.entity(reader, iri) for iri in dict.fromkeys(keys_to_iris(keys))]
    projects = {row.text("project") for row in _milestones(reader, [thing.id for thing in things])}
    table = desk(reader)
    years = chronicle(table, sorted(projects), [thing.id for thing in things], span, language)
    total = sum(len(entries) for _, entries in years)
    shown, left = [], _MOST
    for year, entries in years:
        if left > 0:
            shown.append((year, entries[:left]))
            left -= len(entries)
    last = shown[-1][1][-1].date if shown else ""
    asked = [(key, value) for key, value in request.query_params.multi_items() if value and key != "until"]
    return page(
        request,
        "timeline.html",
        w=board_words(language),
        of=things,
        span=span,
        places=table.choices("region"),
        years=shown,
        total=total,
        shown=sum(len(entries) for _, entries in shown),
        earlier="/timeline?" + urlencode([*asked, ("until", last)]),
    )


def _local(iri: str) -> str:
    return iri.removeprefix(ns.ZS)


def _step(row: Row, label: str) -> dict[str, Any]:
    iri = row.text("project")
    return {
        "date": row.text("date"),
        "kind": _local(row.text("kind")),
        "label": label,
        "planned": row.text("planned") == "true",
        "id": iri,
        "name": row.text("name"),
        "path": iris.to_path(iri),
        "articles": [],
    }


@router.get("/changes", summary="What has come in since a day", response_model=None)
def changes(
    request: Request,
    library: LibraryDep,
    reader: ReaderDep,
    since: Annotated[str, Query(pattern=_DAY, description="Day, month or year", examples=["2024-03-01"])],
    cursor: Cursor = None,
    limit: PageSize = 100,
) -> JSONResponse:
    """Articles published on that day or after, with how many facts each states, and verdicts of reviewers since."""
    counts = library.remember("facts by article", facts_by_article)
    rows = [row for row in lookup.articles(reader) if row.date and row.date >= since]
    shelf, following = cut(rows, lambda row: row.id, cursor, limit)
    verdicts = [verdict for verdict in lookup.verdicts(reader) if verdict.at >= since]
    document: dict[str, Any] = {
        "since": since,
        "version": reader.version,
        "total": len(rows),
        "articles": [
            {
                "id": row.id,
                "title": row.title,
                "date": row.date,
                "publisher": row.publisher,
                "facts": counts.get(row.id, 0),
            }
            for row in shelf
        ],
        "verdicts": [
            {"fact": verdict.statement.removeprefix(ns.STATEMENT), "decision": verdict.decision, "at": verdict.at}
            for verdict in verdicts
        ],
    }
    document, headers = paged(request, document, following)
    return JSONResponse(document, headers=headers | validators(reader, str(request.url)))
