"""The cockpit 驾驶舱: promised, in place, actual, the funnel, flows, chains of a scope, and the facts behind each."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from api.deps import LibraryDep, ReaderDep
from api.negotiate import form
from api.pages import boards
from api.pages.board_words import board_words
from api.pages.ledgers import figures, promised
from api.pages.lines import lines
from api.pages.render import language_of, page
from kg import lookup
from kg import namespaces as ns
from kg.cockpit import ANY, FIGURES, STEPS, Desk, Item, Scope, behind, desk, shown_by
from kg.counting import LEFT
from kg.facts import Fact, Milestone
from kg.store import Reader

router = APIRouter(tags=["questions"])

_MOST = 200
"""Projects listed behind one figure."""
Key = Annotated[str, Query(max_length=300, description="IRI or Type/name")]


@router.get("/cockpit", summary="Cockpit 驾驶舱", response_model=None)
def cockpit(
    request: Request,
    library: LibraryDep,
    reader: ReaderDep,
    region: Key = "",
    park: Key = "",
    industry: Key = "",
    investor: Key = "",
    year: Annotated[str, Query(pattern=r"^(\d{4})?$")] = "",
) -> Response:
    """All projects, or those of a region, park, industry, investor or year: funnel by cohort, money promised against
    in place against actual, flows, the largest, what is overdue; what was left out, and why. `as-of` looks back.
    """
    wanted = form(request, ["text/html", "application/json"])
    scope, language = _scope(reader, region, park, industry, investor), language_of(request)
    scope = boards.narrowed(scope, "year", year)
    back = request.query_params.get("as-of", "")
    day = back or date.today().isoformat()
    if not back:
        library.remember("projects", lambda reader: desk(reader).items)
    table = desk(reader)
    make = partial(boards.board, table, scope, day, language)
    found = make() if back else library.remember(("board", scope, day, language), lambda _: make())
    if wanted == "application/json":
        return JSONResponse(_json(found))
    zh = language == "zh"
    return page(
        request,
        "cockpit.html",
        w=board_words(language),
        board=found,
        choices={by: table.choices(by) for by in boards.GROUPS},
        steps=STEPS,
        any=ANY,
        address=lambda scope, path="/cockpit", **more: boards.address(scope, path, **more | _back(request)),
        narrowed=boards.narrowed,
        rate=boards.rate,
        whole=[promised({unit: sum_}, zh) for unit, sum_ in found.money.promised.items()] or ["–"],
        figures=lambda rows: figures(rows, zh),
        amount=lambda item: promised({item.line.currency: item.line.amount}, zh),
        stage=lambda name: boards.stage_word(name, zh),
        reasons=boards.reasons(found.items, zh),
        place_of=lambda item: table.nearest(item),
        stays=sum(len(flow.items) for flow in found.stays),
        day=back,
    )


@router.get("/cockpit/facts", summary="The facts behind a figure of the cockpit", response_model=None)
def facts(
    request: Request,
    reader: ReaderDep,
    region: Key = "",
    park: Key = "",
    industry: Key = "",
    investor: Key = "",
    figure: Annotated[str, Query(description=", ".join(FIGURES))] = "all",
) -> Response:
    """The projects that one figure counts, each with the facts it rests on and their sentences.

    The other keys (`year`, `step`, `cohort`, `source`, `target`, `code`, `at`, `planned`) are those of the figure.
    """
    wanted = form(request, ["text/html", "application/json"])
    scope, language = _scope(reader, region, park, industry, investor), language_of(request)
    scope = boards.narrowed(scope, "year", request.query_params.get("year", "")[:4])
    table = desk(reader)
    found, predicates = behind(table, table.within(scope), figure, request.query_params)
    shown = found[:_MOST]
    if wanted == "application/json":
        return JSONResponse({"figure": figure, "total": len(found), "projects": [_item(item) for item in shown]})
    zh = language == "zh"
    step = request.query_params.get("step", "")
    told = [fact for item in shown for fact in item.facts if fact.predicate in predicates and _shows(fact, step)]
    by_project: dict[str, list[Any]] = {}
    for fact, line in zip(told, lines(reader, told, language), strict=True):
        by_project.setdefault(table.books.head(fact.subject), []).append(line)
    return page(
        request,
        "behind.html",
        w=board_words(language),
        scope=scope,
        board_title=" · ".join(boards.names(table, scope)),
        figure=figure,
        keys={name: request.query_params.get(name, "") for name in ("step", "cohort", "at")},
        items=shown,
        total=len(found),
        facts=by_project,
        back=boards.address(scope, **_back(request)),
        amount=lambda item: promised({item.line.currency: item.line.amount}, zh) if item.line else "",
        stage=lambda name: boards.stage_word(name, zh),
        why=lambda item: _why(table, item, zh),
    )


def _scope(reader: Reader, region: str, park: str, industry: str, investor: str) -> Scope:
    return Scope(_iri(reader, region), _iri(reader, park), industry, _iri(reader, investor))


def _iri(reader: Reader, key: str) -> str:
    """An IRI or `Type/name` as the IRI that stands for it now."""
    return lookup.survivor(reader, key if key.startswith(ns.BASE) else ns.ID + key) if key else ""


def _back(request: Request) -> dict[str, str]:
    day = request.query_params.get("as-of", "")
    return {"as-of": day} if day else {}


def _shows(fact: Fact, step: str) -> bool:
    """Whether a fact bears on a step: a milestone of it, or one that cannot come before it; anything, of no step."""
    value = fact.object
    return not step or not isinstance(value, Milestone) or value.kind in shown_by(step)


def _why(table: Desk, item: Item, zh: bool) -> str:
    reason = item.reason or (item.line.reason if item.line else "")
    if not reason:
        return ""
    because = item.because or (item.line.because if item.line else "")
    name = f"：{table.books.place(because).label}" if because else ""
    return LEFT[reason][0 if zh else 1] + (name if zh else name.replace("：", ": "))


def _item(item: Item) -> dict[str, Any]:
    line = item.line
    return {
        "project": item.iri,
        "name": item.name,
        "stage": item.stage,
        "amount": line.amount if line else None,
        "currency": line.currency if line else None,
        "reason": item.reason or (line.reason if line else "") or None,
    }


def _json(found: boards.Board) -> dict[str, Any]:
    steps = {
        cohort.year or "undated": {step: [item.iri for item in cohort.reached[step]] for step in STEPS}
        for cohort in found.funnel.cohorts
    }
    return {
        "asOf": found.as_of,
        "projects": len(found.items),
        "promised": found.money.promised,
        "counted": len(found.money.counted),
        "leftOut": [{"project": line.project, "reason": line.reason} for line in found.money.left],
        "apart": [{"project": item.iri, "reason": item.reason} for item in found.funnel.left],
        "reached": {step: len(found.funnel.whole.reached[step]) for step in STEPS},
        "planned": {step: len(found.funnel.whole.planned[step]) for step in STEPS},
        "cohorts": steps,
        "flows": [
            {"from": flow.source.key, "to": flow.target.key, "projects": [i.iri for i in flow.items],
             "stated": flow.stated, "promisedYuan": flow.promised}
            for flow in found.flows
        ],
        "overdue": [{"project": row.project, "milestone": row.milestone, "due": row.due} for row in found.overdue],
    }  # fmt: skip
