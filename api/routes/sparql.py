"""The SPARQL endpoint (SPARQL 1.1 Protocol, query only): GET, POST of a form, POST of the query itself.

Queries run in the pool of worker processes (`api.workers`), never here. Without a query a GET gets the
service description, or the query page where HTML is wanted.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from api.deps import LibraryDep, PoolDep
from api.errors import WrongMediaType, WrongRequest
from api.negotiate import FORMATS, choose, ranked
from api.pages.render import page
from api.workers import Pool, Question
from kg import queries
from kg.store import formats

router = APIRouter(tags=["sparql"])

QUERY: Final = "application/sparql-query"
FORM: Final = "application/x-www-form-urlencoded"
OFFERS: Final = (*formats.RESULTS, *formats.GRAPHS)
ALIASES: Final = {
    "application/json": ("application/sparql-results+json", "application/ld+json"),
    "application/xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "text/xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "text/plain": ("application/n-triples", "text/tab-separated-values"),
}
"""Plain names that clients send → what is meant, for SELECT and for CONSTRUCT."""
LONGEST: Final = 1 << 20

_START: Final = """SELECT ?project ?name ?amount
WHERE {
  ?project a zs:Project ; rdfs:label ?name ; zs:investmentYuan ?amount .
}
ORDER BY DESC(?amount)
LIMIT 20
"""

_QUERY_PARAMETER: Final = {
    "name": "query",
    "in": "query",
    "schema": {"type": "string"},
    "description": "A SPARQL query",
}
_FORM_SCHEMA: Final = {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}}
_BODY: Final = {
    "required": True,
    "content": {QUERY: {"schema": {"type": "string"}}, FORM: {"schema": _FORM_SCHEMA}},
}

Pairs = list[tuple[str, str]]


@router.get("/sparql", summary="Ask by GET", response_model=None, openapi_extra={"parameters": [_QUERY_PARAMETER]})
async def get(request: Request, library: LibraryDep, pool: PoolDep) -> Response:
    """Ask with `?query=`. Without it: the service description, or a page to write queries on."""
    pairs = parse_qsl(request.scope["query_string"].decode("ascii", "replace"), keep_blank_values=True)
    given = [value for key, value in pairs if key == "query"]
    accept = request.headers.get("accept")
    if not given and not _writes(pairs):
        if choose(accept, ["text/turtle", "text/html"]) == "text/turtle":
            return Response(_DESCRIPTION, media_type="text/turtle")
        return _editor(request, pairs)
    return await _answer(request, library, pool, pairs)


@router.post("/sparql", summary="Ask by POST", response_model=None, openapi_extra={"requestBody": _BODY})
async def post(request: Request, library: LibraryDep, pool: PoolDep) -> Response:
    """Ask with a form (`query=…`) or with the query itself as `application/sparql-query`."""
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    pairs = parse_qsl(request.scope["query_string"].decode("ascii", "replace"), keep_blank_values=True)
    body = await _body(request)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WrongRequest("the body is not UTF-8") from error
    kind = kind.strip().lower()
    if kind == QUERY:
        if "charset" in parameters.lower() and "utf-8" not in parameters.lower():
            raise WrongMediaType("queries are read as UTF-8 only")
        pairs = [pair for pair in pairs if pair[0] != "query"] + [("query", text)]
    elif kind == FORM:
        pairs = [pair for pair in pairs if pair[0] != "query"] + parse_qsl(text, keep_blank_values=True)
    else:
        raise WrongMediaType(f"a query cannot be posted as {kind or 'nothing'}", hint=f"send {QUERY} or {FORM}")
    return await _answer(request, library, pool, pairs)


async def _answer(request: Request, library: LibraryDep, pool: Pool, pairs: Pairs) -> Response:
    """Run the one query among the parameters in the pool."""
    if _writes(pairs):
        raise WrongRequest("this endpoint only reads", hint="send query=…")
    asked = [value for key, value in pairs if key == "query"]
    if len(asked) != 1:
        raise WrongRequest(f"exactly one query is needed, {len(asked)} came")
    wanted = _wanted(request, pairs)
    default = tuple(value for key, value in pairs if key == "default-graph-uri")
    named = tuple(value for key, value in pairs if key == "named-graph-uri")
    reader = await run_in_threadpool(library.reader)
    question = Question(asked[0], wanted, reader.version, default, named)
    answer = await run_in_threadpool(pool.ask, question)
    kind = answer.media_type
    full = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    return Response(answer.body, media_type=full, headers={"Vary": "Accept"})


def _writes(pairs: Pairs) -> bool:
    """Whether the parameters are those of an update."""
    return any(key in ("update", "using-graph-uri", "using-named-graph-uri") for key, _ in pairs)


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
    shown = next((value for key, value in pairs if key == "show"), None)
    found = queries.names()
    texts = {question.name: question.text for question in found}
    return page(request, "sparql.html", questions=found, texts=texts, sparql=texts.get(shown or "", _START))


async def _body(request: Request) -> bytes:
    """The body, read only as far as it may be long."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LONGEST:
            raise WrongRequest(f"the body has more than {LONGEST:,} bytes")
        parts.append(part)
    return b"".join(parts)


_FORMATS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML",
)  # fmt: skip

_DESCRIPTION: Final = f"""@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
<> a sd:Service ;
    sd:endpoint <> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:resultFormat {" , ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in _FORMATS)} ;
    sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .
"""
"""The SPARQL 1.1 service description of this endpoint; `<>` is wherever it was fetched from."""
