"""The whole graph as dots: the page, the dots, their names by number, and places for what an answer names."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field

from api.addresses import keys_to_iris
from api.deps import LibraryDep, ReaderDep
from api.errors import WrongRequest
from api.freshness import unchanged, validators
from api.pages.render import language_of, page
from kg import iris, lookup
from kg.errors import NotFound
from viz.country import Country, country
from viz.layout import whole
from viz.style import look

router = APIRouter(prefix="/overview", tags=["graph"])

_KEY: Final = "country"
_MOST_NAMES: Final = 100


class Asked(BaseModel):
    """Things, by IRI."""

    things: Annotated[list[Annotated[str, Field(max_length=500)]], Field(max_length=2000)]


class Network(BaseModel):
    """A network of `count` nodes, numbered from 0, its edges, and the width by height of its picture."""

    count: Annotated[int, Field(ge=1, le=200)]
    edges: Annotated[list[tuple[int, int]], Field(max_length=5000)]
    aspect: Annotated[float, Field(ge=0.3, le=3)] = 1.4


@router.get("", response_class=HTMLResponse, include_in_schema=False)
def overview(request: Request) -> HTMLResponse:
    """The page of the whole graph."""
    return page(request, "overview.html", look=look(language_of(request)).as_json())


@router.get("/dots", summary="Every thing as a dot", response_model=None)
def dots(request: Request, library: LibraryDep, reader: ReaderDep) -> Response:
    """Places, types, provinces and industries of all things, in the binary form of `viz.country.Country.encode`."""
    headers = validators(reader, "dots")
    if known := unchanged(request, headers):
        return known
    found = library.remember("dots", lambda reader: _country(library).encode())
    return Response(found, media_type="application/octet-stream", headers=headers)


@router.get("/things", summary="Things by their number")
def things(
    library: LibraryDep, n: Annotated[list[int], Query(max_length=_MOST_NAMES, description="Numbers of dots")]
) -> dict[str, Any]:
    """IRI, type and name of dots."""
    known = _country(library)
    if any(not 0 <= number < len(known.things) for number in n):
        raise NotFound("no such dot", where=str(n))
    return {
        "things": [
            {
                "n": number,
                "id": known.things[number],
                "name": known.names[number],
                "path": iris.to_path(known.things[number]),
            }
            for number in n
        ]
    }


@router.get("/where", summary="The number of a thing")
def where(library: LibraryDep, reader: ReaderDep, entity: Annotated[str, Query(max_length=300)]) -> dict[str, int]:
    """The number of the dot of a thing (`Type/name`)."""
    (iri,) = keys_to_iris([entity])
    number = _country(library).number.get(lookup.survivor(reader, iri))
    if number is None:
        raise NotFound("no such entity", where=iri)
    return {"n": number}


@router.post("/places", summary="Where things are", include_in_schema=False)
def places(library: LibraryDep, asked: Asked) -> dict[str, Any]:
    """The places of things on the map, and the provinces to read it by. What has no place is left out."""
    known = _country(library)

    def spot(iri: str) -> dict[str, float]:
        x, y = known.spots[known.number[iri]]
        return {"x": round(float(x), 1), "y": round(float(y), 1)}

    placed = [iri for iri in dict.fromkeys(asked.things) if iri in known.placed]
    provinces = [{"name": name, **spot(iri)} for iri, name in known.provinces if iri in known.placed]
    return {"provinces": provinces, "places": {iri: spot(iri) for iri in placed}}


@router.post("/layout", summary="Places for a small network", include_in_schema=False)
def layout(network: Network) -> dict[str, list[tuple[float, float]]]:
    """Positions of the nodes of a network, in pixels, in their order."""
    names = [str(number) for number in range(network.count)]
    if any(not 0 <= end < network.count for edge in network.edges for end in edge):
        raise WrongRequest("an edge leads to a node that is not there")
    spots = whole.place(names, [(str(one), str(other)) for one, other in network.edges], network.aspect)
    return {"spots": [spots[name] for name in names]}


def _country(library: LibraryDep) -> Country:
    return library.remember(_KEY, country)
