"""Pictures: what stands around an entity, the ways between two, or the best connected things; placed, with evidence."""

from __future__ import annotations

import re
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from api.addresses import entity_iri, keys_to_iris
from api.deps import LibraryDep, ReaderDep
from api.errors import WrongRequest
from api.negotiate import form
from api.pages.render import language_of
from viz.export import picture
from viz.pictures import PICTURES
from viz.sieve import Sieve
from viz.view import Frame, View, neighbourhood, overview
from viz.ways import connection

router = APIRouter(tags=["graph"])

MOST_OPENED: Final = 40
_MOST_KEYS: Final = 300
_DAY: Final = r"^(\d{4}(-\d\d(-\d\d)?)?)?$"
_SPOT: Final = re.compile(r"(?P<key>.+)@(?P<x>-?\d{1,6}),(?P<y>-?\d{1,6})")


class Shape:
    """The shape of a picture, from the address."""

    def __init__(
        self,
        aspect: Annotated[float, Query(ge=0.3, le=3, description="Width of the picture by its height")] = 1.4,
        limit: Annotated[int, Query(ge=1, le=300, description="Neighbours on one page around a thing")] = 48,
    ) -> None:
        self.frame = Frame(round(aspect, 1), limit)


class Days:
    """Between which days articles count, from the address; a year or a month stands for all of its days."""

    def __init__(
        self,
        since: Annotated[str, Query(pattern=_DAY, description="First day of publication")] = "",
        until: Annotated[str, Query(pattern=_DAY, description="Last day of publication")] = "",
    ) -> None:
        self.since, self.until = since, until


class Kept:
    """What of a picture is left out, and what was put elsewhere by hand, from the address."""

    def __init__(
        self,
        days: Annotated[Days, Depends()],
        without: Annotated[list[str] | None, Query(max_length=100, description="Type or property left out")] = None,
        hide: Annotated[list[str] | None, Query(max_length=_MOST_KEYS, description="Type/name left out")] = None,
        at: Annotated[list[str] | None, Query(max_length=_MOST_KEYS, description="Type/name@x,y: put there")] = None,
        sure: Annotated[float, Query(ge=0, le=1, description="Least confidence of a sentence")] = 0.0,
    ) -> None:
        spots = {}
        for text in at or []:
            found = _SPOT.fullmatch(text)
            if not found:
                raise WrongRequest("a place is written Type/name@x,y", where=text)
            (iri,) = keys_to_iris([found["key"]])
            spots[iri] = (float(found["x"]), float(found["y"]))
        names = frozenset(without or ())
        hidden = frozenset(keys_to_iris(hide or ()))
        self.sieve = Sieve(names, names, hidden, days.since, days.until, sure, spots)


class Around:
    """What a neighbourhood is drawn around, from the address."""

    def __init__(
        self,
        type: str,
        name: str,
        depth: Annotated[int, Query(ge=1, le=3, description="Steps away from the first entity")] = 1,
        open: Annotated[
            list[str] | None, Query(max_length=MOST_OPENED, description="Type/name opened too; again: its next page")
        ] = None,
    ) -> None:
        self.type, self.name, self.depth, self.open = type, name, depth, open or []


ShapeDep = Annotated[Shape, Depends()]
KeptDep = Annotated[Kept, Depends()]


@router.get("/graph", summary="Overview of the graph", response_model=None)
def whole(request: Request, library: LibraryDep, shape: ShapeDep, kept: KeptDep) -> Response:
    """The best connected things of the whole graph: JSON, or `?format=` html (opens offline), svg, gexf or csv."""
    view = library.remember(("overview", shape.frame), lambda reader: overview(reader, shape.frame))
    return _drawn(request, kept.sieve.apply(view))


@router.get("/graph/path", summary="Ways between two entities", response_model=None)
def way(
    request: Request,
    reader: ReaderDep,
    start: Annotated[str, Query(alias="from", max_length=300, description="Type/name")],
    end: Annotated[str, Query(alias="to", max_length=300, description="Type/name")],
    shape: ShapeDep,
    kept: KeptDep,
) -> Response:
    """The shortest ways between two entities over at most four edges, in the forms of `/graph`."""
    one, other = keys_to_iris([start, end])
    return _drawn(request, kept.sieve.apply(connection(reader, one, other, 4, shape.frame)))


@router.get("/graph/{type}/{name:path}", summary="Around one entity", response_model=None)
def around(
    request: Request,
    reader: ReaderDep,
    where: Annotated[Around, Depends()],
    shape: ShapeDep,
    kept: KeptDep,
) -> Response:
    """What stands around one entity: JSON, or `?format=` html (one page that opens offline), svg, gexf or csv."""
    iri, opened = entity_iri(where.type, where.name), keys_to_iris(where.open)
    return _drawn(request, kept.sieve.apply(neighbourhood(reader, iri, where.depth, opened, shape.frame)))


def _drawn(request: Request, view: View) -> Response:
    wanted = form(request, [PICTURES[name].media_type for name in ("json", "html", "svg", "gexf", "csv")])
    name = next(name for name, kind in PICTURES.items() if kind.media_type == wanted)
    text, media_type = picture(view, name, language_of(request))
    headers = {"Content-Disposition": f'inline; filename="graph.{name}"', "Vary": "Accept, Accept-Language, Cookie"}
    return Response(text, media_type=f"{media_type}; charset=utf-8", headers=headers)
