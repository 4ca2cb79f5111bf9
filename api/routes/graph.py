"""Pictures: what stands around an entity, or the best connected things, placed and with evidence."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from api.addresses import entity_iri, keys_to_iris
from api.deps import LibraryDep, ReaderDep
from api.negotiate import form
from api.pages.render import language_of
from viz.export import picture
from viz.pictures import PICTURES
from viz.view import Frame, View, neighbourhood, overview

router = APIRouter(tags=["graph"])

MOST_OPENED: Final = 12


class Shape:
    """The shape of a picture, from the address."""

    def __init__(
        self,
        aspect: Annotated[float, Query(ge=0.3, le=3, description="Width of the picture by its height")] = 1.4,
        limit: Annotated[int, Query(ge=1, le=300, description="Most neighbours drawn around one thing")] = 48,
    ) -> None:
        self.aspect, self.limit = round(aspect, 1), limit


class Around:
    """What a neighbourhood is drawn around, from the address."""

    def __init__(
        self,
        type: str,
        name: str,
        depth: Annotated[int, Query(ge=1, le=3, description="Steps away from the first entity")] = 1,
        open: Annotated[list[str] | None, Query(max_length=MOST_OPENED, description="Type/name opened too")] = None,
    ) -> None:
        self.type, self.name, self.depth, self.open = type, name, depth, open or []


@router.get("/graph", summary="Overview of the graph", response_model=None)
def whole(request: Request, library: LibraryDep, shape: Annotated[Shape, Depends()]) -> Response:
    """The best connected things of the whole graph: JSON, or `?format=html` (opens offline) or `svg`."""
    frame = Frame(shape.aspect, shape.limit)
    view = library.remember(("overview", frame), lambda reader: overview(reader, frame))
    return _drawn(request, view)


@router.get("/graph/{type}/{name:path}", summary="Around one entity", response_model=None)
def around(
    request: Request,
    reader: ReaderDep,
    where: Annotated[Around, Depends()],
    shape: Annotated[Shape, Depends()],
) -> Response:
    """What stands around one entity: JSON, or `?format=html` (one page that opens offline) or `svg`."""
    iri, opened = entity_iri(where.type, where.name), keys_to_iris(where.open)
    return _drawn(request, neighbourhood(reader, iri, where.depth, opened, Frame(shape.aspect, shape.limit)))


def _drawn(request: Request, view: View) -> Response:
    wanted = form(request, [PICTURES[name].media_type for name in ("json", "html", "svg")])
    name = next(name for name, kind in PICTURES.items() if kind.media_type == wanted)
    text, media_type = picture(view, name, language_of(request))
    headers = {"Content-Disposition": f'inline; filename="graph.{name}"', "Vary": "Accept, Accept-Language, Cookie"}
    return Response(text, media_type=f"{media_type}; charset=utf-8", headers=headers)
