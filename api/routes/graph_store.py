"""The graphs by the SPARQL 1.1 Graph Store HTTP Protocol: read by everybody, written with the token.

A graph is named by `?graph=IRI`, by `?default`, or by the address itself (`/gsp/any/path`). What is written is
parsed in a worker, never here, and is published as a snapshot before the answer is sent.
"""

from __future__ import annotations

import re
import uuid
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from starlette.datastructures import UploadFile

from api.deps import LibraryDep, PoolDep, SettingsDep, newest
from api.errors import WrongMediaType, WrongRequest
from api.freshness import unchanged, validators
from api.messages import body, media_type, query_pairs, text
from api.negotiate import FORMATS, choose
from api.pool import Pool
from api.settings import Settings
from api.streams import Streamed, unless_gone
from api.tokens import WriterDep
from api.workers import Drop, Graph, Put
from kg.errors import NotFound
from kg.store import formats

router = APIRouter(tags=["graph store"])

_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]*")
_MULTIPART: Final = "multipart/form-data"
_ENTITY: Final = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)

GraphName = Annotated[list[str] | None, Query(alias="graph", description="The IRI of a graph")]
Default = Annotated[str | None, Query(description="The default graph: the merged graph")]
_DOCUMENT: Final[dict[str, Any]] = {
    "requestBody": {"required": True, "content": {kind: {"schema": {"type": "string"}} for kind in formats.GRAPHS}}
}


@router.get("/gsp", summary="Read a graph", response_model=None)
@router.get("/gsp/{path:path}", include_in_schema=False, response_model=None)
async def read(
    request: Request, library: LibraryDep, pool: PoolDep, graph: GraphName = None, default: Default = None
) -> Response:
    """A graph as Turtle, N-Triples, RDF/XML, JSON-LD, TriG or N-Quads. 404 where there is no such graph."""
    name = _named(request)
    if name == "":
        raise WrongRequest("which graph?", hint="add ?graph=IRI or ?default")
    short = request.query_params.get("format")
    wanted = choose(FORMATS.get(short, short) if short else request.headers.get("accept"), list(formats.GRAPHS))
    reader = await newest(library)
    if name is not None and not await run_in_threadpool(reader.holds, name):
        raise NotFound("no such graph", where=name)
    headers = {"Vary": "Accept", **validators(reader, name or "default graph", wanted)}
    if known := unchanged(request, headers):
        return known
    answer = await unless_gone(request, pool.ask(Graph(name, wanted, reader.version)))
    kind = f"{wanted}; charset=utf-8" if wanted.startswith("text/") else wanted
    if answer.whole:
        return Response(b"".join(answer.held), media_type=kind, headers=headers)
    return Streamed(answer.pieces(pool.limits.answer), answer.close, kind, headers)


@router.put("/gsp", summary="Replace a graph", response_model=None, openapi_extra=_DOCUMENT)
@router.put("/gsp/{path:path}", include_in_schema=False, response_model=None)
async def replace(
    request: Request, settings: SettingsDep, writer: WriterDep, graph: GraphName = None, default: Default = None
) -> Response:
    """Make a graph hold what is sent and nothing else. 201 where it is new, else 204."""
    name = _named(request)
    if name == "":
        raise WrongRequest("which graph?", hint="add ?graph=IRI or ?default")
    return await _write(request, settings, name, fresh=True)


@router.post("/gsp", summary="Add to a graph", response_model=None, openapi_extra=_DOCUMENT)
@router.post("/gsp/{path:path}", include_in_schema=False, response_model=None)
async def add(
    request: Request, settings: SettingsDep, writer: WriterDep, graph: GraphName = None, default: Default = None
) -> Response:
    """Add what is sent to a graph; where none is named, a new one is made, and `Location` tells its IRI."""
    name = _named(request)
    if name == "":
        name = f"{str(request.url.replace(query='')).rstrip('/')}/{uuid.uuid4()}"
        answer = await _write(request, settings, name, fresh=False)
        answer.headers["Location"] = name
        return answer
    return await _write(request, settings, name, fresh=False)


@router.delete("/gsp", summary="Remove a graph", response_model=None)
@router.delete("/gsp/{path:path}", include_in_schema=False, response_model=None)
async def remove(request: Request, writer: WriterDep, graph: GraphName = None, default: Default = None) -> Response:
    """Remove a graph, or empty the default graph. 404 where there is no such graph."""
    name = _named(request)
    if name == "":
        raise WrongRequest("which graph?", hint="add ?graph=IRI or ?default")
    changing: Pool = request.app.state.changing
    answer = await changing.ask(Drop(name))
    if not answer.head["there"]:
        raise NotFound("no such graph", where=name or "")
    return Response(None, 204)


def _named(request: Request) -> str | None:
    """The IRI of the graph that the request names, None for the default graph, "" where it names none."""
    pairs = query_pairs(request)
    named = [value for key, value in pairs if key == "graph"]
    default = any(key == "default" for key, _ in pairs)
    direct = request.path_params.get("path")
    if len(named) + default + bool(direct) > 1:
        raise WrongRequest("the request names more than one graph")
    if default:
        return None
    name = str(request.url.replace(query="")) if direct else named[0] if named else ""
    if (direct or named) and not _IRI.fullmatch(name):
        raise WrongRequest(f"not an absolute IRI: {name}")
    return name


async def _write(request: Request, settings: Settings, name: str | None, *, fresh: bool) -> Response:
    """Parse and store in the worker that changes things."""
    base = name or str(request.url.replace(query=""))
    parts = await _parts(request, settings.traffic.body)
    changing: Pool = request.app.state.changing
    answer = await changing.ask(Put(name, parts, base, fresh))
    return Response(None, 201 if answer.head["new"] else 204)


async def _parts(request: Request, most: int) -> tuple[tuple[str, str], ...]:
    """The documents sent, each text with its media type."""
    kind, charset = media_type(request)
    data = await body(request, most)
    if kind != _MULTIPART:
        return (_document(data, kind, charset),)
    request._body = data  # read already, as far as allowed: the form is made of that
    async with request.form() as form:
        files = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
        return tuple([_document(await file.read(), *_typed(file.content_type or "")) for file in files])


def _typed(content_type: str) -> tuple[str, str]:
    kind, _, parameters = content_type.lower().partition(";")
    return kind.strip(), parameters.partition("charset=")[2].strip('" ')


def _document(data: bytes, kind: str, charset: str) -> tuple[str, str]:
    if kind not in formats.GRAPHS:
        raise WrongMediaType(f"a graph cannot be sent as {kind or 'nothing'}", hint=f"send {', '.join(formats.GRAPHS)}")
    if charset not in ("", "utf-8", "utf8"):
        raise WrongMediaType("graphs are read as UTF-8 only")
    document = text(data)
    if kind == "application/rdf+xml" and _ENTITY.search(document):
        raise WrongRequest("XML with a document type or entities is not read", hint="send Turtle")
    return document, kind
