"""The SPARQL endpoint (SPARQL 1.1 Protocol): GET, POST of a form, POST of the query or update itself.

Queries run in the pool of worker processes (`api.pool`), never here; updates need the token and run in a worker
of their own. Without a query a GET gets the service description, or the query page where HTML is wanted.
"""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from api import guard
from api.deps import LibraryDep, PoolDep, SettingsDep, newest
from api.description import OFFERED, description
from api.errors import WrongMediaType, WrongRequest
from api.freshness import modified, unchanged, validators
from api.messages import Pairs, body, media_type, query_pairs, text
from api.negotiate import FORMATS, choose, ranked
from api.pages.editor import editor
from api.pool import Pool
from api.settings import Settings
from api.streams import Streamed, unless_gone
from api.tokens import is_writer, writer
from api.using import with_dataset
from api.workers import Question, Update
from kg.store import formats

router = APIRouter(tags=["sparql"])

QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
FORM: Final = "application/x-www-form-urlencoded"
OFFERS: Final = (*formats.RESULTS, *formats.GRAPHS)
ALIASES: Final = {
    "application/json": ("application/sparql-results+json", "application/ld+json"),
    "application/xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "text/xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "text/plain": ("application/n-triples", "text/tab-separated-values"),
}
"""Plain names that clients send → what is meant, for SELECT and for CONSTRUCT."""
_NEVER_THE_SAME: Final = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)

_START: Final = """SELECT ?project ?name ?amount
WHERE {
  ?project a zs:Project ; rdfs:label ?name ; zs:investmentYuan ?amount .
}
ORDER BY DESC(?amount)
LIMIT 20
"""


def _parameter(name: str, told: str, *, many: bool = False) -> dict[str, Any]:
    kind: dict[str, Any] = {"type": "array", "items": {"type": "string"}} if many else {"type": "string"}
    return {"name": name, "in": "query", "schema": kind, "description": told}


_PARAMETERS: Final = [
    {**_parameter("query", "A SPARQL query"), "example": _START},
    _parameter("default-graph-uri", "A graph to ask in place of the merged one", many=True),
    _parameter("named-graph-uri", "A graph that GRAPH may name", many=True),
    _parameter("as-of", "Ask only what articles had said by this day"),
]
_FORM_SCHEMA: Final = {
    "type": "object",
    "properties": {"query": {"type": "string", "example": _START}, "update": {"type": "string"}},
}
_BODY: Final = {
    "required": True,
    "content": {
        QUERY: {"schema": {"type": "string"}},
        FORM: {"schema": _FORM_SCHEMA},
        UPDATE: {"schema": {"type": "string"}},
    },
}


@router.get("/sparql", summary="Ask by GET", response_model=None, openapi_extra={"parameters": _PARAMETERS})
@router.get("/sparql/", include_in_schema=False, response_model=None)
async def get(request: Request, library: LibraryDep, pool: PoolDep) -> Response:
    """Ask with `?query=`. Without it: the service description, or a page to write queries on."""
    pairs = query_pairs(request)
    if any(key == "update" for key, _ in pairs):
        raise WrongRequest("an update is not sent by GET", hint="POST it")
    if any(key == "query" for key, _ in pairs):
        return await _answer(request, library, pool, pairs)
    wanted = choose(request.headers.get("accept"), [*OFFERED, "text/html"])
    if wanted == "text/html":
        return _editor(request, pairs)
    reader = await newest(library)
    endpoint = str(request.url.replace(query="")).removesuffix("/")
    told = await run_in_threadpool(description, reader, endpoint, wanted)
    return Response(told, media_type=_full(wanted), headers={"Vary": "Accept", **modified(reader)})


@router.post("/sparql", summary="Ask or change by POST", response_model=None, openapi_extra={"requestBody": _BODY})
@router.post("/sparql/", include_in_schema=False, response_model=None)
async def post(request: Request, library: LibraryDep, pool: PoolDep, settings: SettingsDep) -> Response:
    """Ask with a form (`query=…`) or with the query itself as `application/sparql-query`; with the token, change
    the store with `update=…` or `application/sparql-update`."""
    kind, charset = media_type(request)
    pairs = query_pairs(request)
    if kind not in (QUERY, UPDATE, FORM):
        raise WrongMediaType(f"a query cannot be posted as {kind or 'nothing'}", hint=f"send {QUERY} or {FORM}")
    if charset not in ("", "utf-8", "utf8"):
        raise WrongMediaType("queries are read as UTF-8 only")
    sent = text(await body(request, settings.traffic.body))
    if kind == FORM:
        pairs = [pair for pair in pairs if pair[0] not in ("query", "update")] + parse_qsl(sent, keep_blank_values=True)
    else:
        name = "query" if kind == QUERY else "update"
        pairs = [pair for pair in pairs if pair[0] not in ("query", "update")] + [(name, sent)]
    if any(key == "update" for key, _ in pairs):
        return await _update(request, settings, pairs)
    return await _answer(request, library, pool, pairs)


async def _answer(request: Request, library: LibraryDep, pool: Pool, pairs: Pairs) -> Response:
    """Run the one query among the parameters in the pool."""
    asked = _only(pairs, "query")
    wanted = _wanted(request, pairs)
    default = tuple(value for key, value in pairs if key == "default-graph-uri")
    named = tuple(value for key, value in pairs if key == "named-graph-uri")
    day = next((value for key, value in pairs if key == "as-of"), "")
    reader = await run_in_threadpool(library.as_of, day) if day else await newest(library)
    headers = {"Vary": "Accept"}
    if request.method == "GET" and not _NEVER_THE_SAME.search(asked):
        headers |= validators(reader, asked, *wanted, "default", *default, "named", *named)
        if known := unchanged(request, headers):
            return known
    limits = pool.limits
    seconds = limits.seconds if is_writer(request) else min(limits.anonymous, limits.seconds)
    question = Question(asked, wanted, reader.version, default, named)
    answer = await unless_gone(request, pool.ask(question, seconds))
    if answer.whole:
        return Response(b"".join(answer.held), media_type=_full(answer.media_type), headers=headers)
    return Streamed(answer.pieces(limits.answer), answer.close, _full(answer.media_type), headers)


async def _update(request: Request, settings: Settings, pairs: Pairs) -> Response:
    """Run the one update among the parameters, in a worker that nothing interrupts but its time limit."""
    writer(request)
    sparql = _only(pairs, "update")
    default = [value for key, value in pairs if key == "using-graph-uri"]
    named = [value for key, value in pairs if key == "using-named-graph-uri"]
    guard.check(sparql, settings.traffic.body)
    guard.check_load(sparql)
    changing: Pool = request.app.state.changing
    await changing.ask(Update(with_dataset(sparql, default, named)))
    return Response(None, 204)


def _only(pairs: Pairs, name: str) -> str:
    found = [value for key, value in pairs if key in ("query", "update")]
    if len(found) != 1:
        raise WrongRequest(f"exactly one {name} is needed, {len(found)} came")
    return found[0]


def _full(kind: str) -> str:
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _wanted(request: Request, pairs: Pairs) -> tuple[str, ...]:
    """The media types that the client takes, best first, with its plain names spelled out."""
    short = next((value for key, value in pairs if key in ("format", "output")), None)
    accept = FORMATS.get(short, short) if short else request.headers.get("accept")
    found: dict[str, None] = {}
    for name in ranked(accept, [*OFFERS, *ALIASES]):
        found.update(dict.fromkeys(ALIASES.get(name, (name,))))
    return tuple(found)


def _editor(request: Request, pairs: Pairs) -> Response:
    """The page to write queries on, with a named question filled in where the address has `show=`."""
    return editor(request, next((value for key, value in pairs if key == "show"), None), _START)
