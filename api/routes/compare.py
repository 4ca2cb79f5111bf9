"""Regions and parks side by side: what stands in each, counted the same way, each fact once."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from api.addresses import keys_to_iris
from api.deps import ReaderDep
from api.errors import WrongRequest
from api.freshness import validators
from api.negotiate import form
from api.pages.board_words import board_words
from api.pages.comparisons import compared
from api.pages.render import language_of, page
from kg import iris, lookup
from kg import namespaces as ns
from kg.cockpit import desk
from kg.store import Reader
from kg.terms import reference

router = APIRouter(tags=["questions"])

Place = Annotated[str, Query(description="Region/name", examples=["Region/贵港市"])]


@router.get("/compare", summary="Regions or parks side by side", response_model=None)
def compare(
    request: Request,
    reader: ReaderDep,
    left: Place | None = None,
    right: Place | None = None,
    place: Annotated[list[str] | None, Query(max_length=12, description="Region/name or Park/name, any number")] = None,
) -> Response:
    """Projects, parks, firms, money promised and milestones reached in two regions, with the figures behind them.

    As a page, any number of regions and parks: `/compare?place=Region/贵港市&place=Park/覃塘产业园`.
    Example: `/compare?left=Region/贵港市&right=Region/桂林市`
    """
    wanted = form(request, ["application/json", "text/html"])
    if wanted == "text/html":
        return _page(request, reader, [key for key in (left, right, *(place or ())) if key])
    if left is None or right is None:
        raise WrongRequest("two regions are needed", hint="/compare?left=Region/贵港市&right=Region/桂林市")
    both = {side: _about(reader, key) for side, key in (("left", left), ("right", right))}
    return JSONResponse(both, headers=validators(reader, str(request.url)))


def _page(request: Request, reader: Reader, keys: list[str]) -> Response:
    heads = dict.fromkeys(lookup.survivor(reader, iri) for iri in keys_to_iris(keys))
    places = [lookup.entity(reader, iri) for iri in heads]
    if any(one.type not in ("Region", "Park") for one in places):
        raise WrongRequest("only regions and parks are compared", hint="Region/贵港市")
    table, language = desk(reader), language_of(request)
    return page(
        request,
        "compare.html",
        w=board_words(language),
        places=places,
        choices={by: table.choices(by) for by in ("region", "park")},
        table=compared(table, places, language),
    )


def _about(reader: Reader, key: str) -> dict[str, Any]:
    (iri,) = keys_to_iris([key])
    if not iri.startswith(ns.ID + "Region/"):
        raise WrongRequest("only regions are compared", where=key, hint="Region/贵港市")
    region = lookup.entity(reader, lookup.survivor(reader, iri))
    place = reference(region.id)
    inside = (
        f"{{ ?thing zs:inProvince|zs:inPrefecture {place} }} UNION {{ ?thing zs:locatedIn/zs:partOf* {place} }}"
        f" UNION {{ ?thing zs:locatedIn/zs:locatedIn/zs:partOf* {place} }}"
    )
    counts = reader.rows(
        f"SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) WHERE {{ {inside} ?thing a ?class"
        " VALUES ?class { zs:Project zs:Park zs:Company } } GROUP BY ?class"
    )
    by_class = {row.text("class").removeprefix(ns.ZS): int(row.text("n")) for row in counts}
    # Of one project the largest amount that any article states, so that no project counts twice.
    money = reader.rows(
        f"SELECT ?thing (MAX(?yuan) AS ?most) WHERE {{ {inside} ?thing a zs:Project ; zs:investmentYuan ?yuan"
        " FILTER NOT EXISTS { ?thing zs:phaseOf ?whole . ?whole zs:investmentYuan ?all } } GROUP BY ?thing"
    )
    reached = reader.rows(
        f"SELECT ?kind ?planned (COUNT(DISTINCT ?thing) AS ?n) WHERE {{ {inside}"
        " ?thing zs:milestone ?step . ?step zs:kind ?kind ; zs:planned ?planned } GROUP BY ?kind ?planned"
    )
    trades = reader.rows(
        f"SELECT ?name (COUNT(DISTINCT ?thing) AS ?n) WHERE {{ {inside} ?thing zs:industry ?trade ."
        " ?trade rdfs:label ?name } GROUP BY ?name ORDER BY DESC(?n) ?name LIMIT 10"
    )
    return {
        "id": region.id,
        "name": region.name,
        "path": iris.to_path(region.id),
        "projects": by_class.get("Project", 0),
        "parks": by_class.get("Park", 0),
        "companies": by_class.get("Company", 0),
        "promised_yuan": sum(float(row.text("most")) for row in money),
        "projects_with_amount": len(money),
        "milestones": [
            {
                "kind": row.text("kind").removeprefix(ns.ZS),
                "planned": row.text("planned") == "true",
                "projects": int(row.text("n")),
            }
            for row in sorted(reached, key=lambda row: (row.text("kind"), row.text("planned")))
        ],
        "industries": [{"name": row.text("name"), "things": int(row.text("n"))} for row in trades],
    }
