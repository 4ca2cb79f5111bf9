"""What happened when: milestones in order of time, and what has come in since a day."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse

from api.addresses import keys_to_iris
from api.cursors import Cursor, PageSize, cut, paged
from api.deps import LibraryDep, ReaderDep
from api.errors import WrongRequest
from api.freshness import validators
from api.pages.overviews import facts_by_article
from api.pages.render import labels, language_of
from kg import iris, lookup
from kg import namespaces as ns
from kg.store import Reader, Row
from kg.terms import reference

router = APIRouter(tags=["questions"])

_DAY: Final = r"^\d{4}(-\d{2}(-\d{2})?)?$"
Day = Annotated[str | None, Query(pattern=_DAY, examples=["2024-03-01"])]
Thing = Annotated[
    list[str] | None,
    Query(max_length=20, description="Type/name: a region, a park, a firm or a project", examples=[["Region/贵港市"]]),
]

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
    planned: Annotated[bool | None, Query(description="true: only what was planned; false: what has happened")] = None,
    cursor: Cursor = None,
    limit: PageSize = 100,
) -> JSONResponse:
    """Every dated milestone, of everything or of some things (`of=Region/贵港市`), earliest first, with its source.

    A month or a year stands before its days.
    """
    label = labels(language_of(request))
    found: dict[str, dict[str, Any]] = {}
    for row in _milestones(reader, keys_to_iris(of or [])):
        item = found.setdefault(
            f"{row.text('project')} {row.text('step')}", _step(row, label(_local(row.text("kind"))))
        )
        item["articles"].append(row.text("article").removeprefix(ns.ARTICLE))
    rows = [
        item
        for item in found.values()
        if (since is None or item["date"] >= since)
        and (until is None or item["date"][: len(until)] <= until)
        and planned in (None, item["planned"])
    ]
    rows.sort(key=lambda item: (item["date"], item["name"], item["kind"], item["id"]))
    page, following = cut(
        rows, lambda item: f"{item['id']} {item['kind']} {item['date']} {item['planned']}", cursor, limit
    )
    document, headers = paged(request, {"total": len(rows), "milestones": list(page)}, following)
    return JSONResponse(document, headers=headers | validators(reader, str(request.url)))


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
    page, following = cut(rows, lambda row: row.id, cursor, limit)
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
            for row in page
        ],
        "verdicts": [
            {"fact": verdict.statement.removeprefix(ns.STATEMENT), "decision": verdict.decision, "at": verdict.at}
            for verdict in verdicts
        ],
    }
    document, headers = paged(request, document, following)
    return JSONResponse(document, headers=headers | validators(reader, str(request.url)))
