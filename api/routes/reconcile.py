"""An OpenRefine reconciliation service (Reconciliation Service API 0.2): manifest, match, suggest, preview, extend.

The keys of entities are `Type/name`, as they stand in the addresses of their pages. Everything is answered as
JSON, or as JSONP where `callback` is given, as the specification wants it for old clients.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final, get_args
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, JSONResponse, Response

from api.addresses import keys_to_iris
from api.deps import LibraryDep, ReaderDep, SettingsDep
from api.errors import WrongRequest
from api.library import Library
from api.messages import body, text
from api.pages.render import page
from api.reconciling import extend, key_of, match, properties, suggest
from api.warming import names
from kg import lookup
from kg import namespaces as ns
from kg.facts import EntityType
from kg.ontology import ontology
from kg.store import Reader

router = APIRouter(tags=["reconcile"])

_CALLBACK: Final = re.compile(r"[A-Za-z_$][\w$.]{0,100}")
_MOST: Final = 200
_BODY: Final = {
    "requestBody": {
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "properties": {"queries": {"type": "string"}, "extend": {"type": "string"}},
                }
            }
        }
    }
}


def manifest(base: str) -> dict[str, Any]:
    """What the service is and has, for a server at this address."""
    return {
        "versions": ["0.1", "0.2"],
        "name": "招商引资知识图谱 Zhaoshang Graph",
        "identifierSpace": ns.ID,
        "schemaSpace": ns.ZS,
        "defaultTypes": [{"id": name, "name": ontology().label(name)} for name in get_args(EntityType)],
        "view": {"url": base + "/entities/{{id}}"},
        "preview": {"url": base + "/reconcile/preview?id={{id}}", "width": 420, "height": 240},
        "suggest": {
            kind: {"service_url": base, "service_path": f"/reconcile/suggest/{kind}"}
            for kind in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": base, "service_path": "/reconcile/extend/propose"},
            "property_settings": [],
        },
    }


@router.get("/reconcile", summary="The service's manifest, or matches", response_model=None)
async def ask(request: Request, library: LibraryDep) -> Response:
    """Without parameters the manifest; with `queries={"q0": {"query": "贵港", "type": "Region"}}` the candidates of
    each; with `extend={"ids": [...], "properties": [...]}` the values of properties."""
    return await run_in_threadpool(_answer, request, library, dict(request.query_params))


@router.post("/reconcile", summary="Match names, or extend rows", response_model=None, openapi_extra=_BODY)
async def post(request: Request, library: LibraryDep, settings: SettingsDep) -> Response:
    """The same by POST of a form, as OpenRefine does it."""
    sent = parse_qs(text(await body(request, settings.traffic.body)), keep_blank_values=True)
    return await run_in_threadpool(_answer, request, library, {key: values[-1] for key, values in sent.items()})


def _answer(request: Request, library: Library, given: dict[str, str]) -> Response:
    base = str(request.base_url).rstrip("/")
    if "queries" in given:
        asked = _json(given["queries"])
        if len(asked) > _MOST:
            raise WrongRequest(f"more than {_MOST} queries at once")
        names(library)
        reader = library.reader()
        return _sent(given, {key: {"result": match(reader, query)} for key, query in asked.items()})
    if "extend" in given:
        return _sent(given, extend(library.reader(), _json(given["extend"])))
    return _sent(given, manifest(base))


def _json(sent: str) -> dict[str, Any]:
    try:
        found = json.loads(sent)
    except ValueError as error:
        raise WrongRequest(f"not JSON: {error}") from error
    if not isinstance(found, dict):
        raise WrongRequest("not an object")
    return found


def _sent(given: dict[str, str] | Any, document: dict[str, Any]) -> Response:
    callback = given.get("callback")
    if callback is None:
        return JSONResponse(document)
    if not _CALLBACK.fullmatch(callback):
        raise WrongRequest("not the name of a function", where="callback")
    script = json.dumps(document, ensure_ascii=True).replace("<", "\\u003c")
    return Response(f"/**/{callback}({script});", media_type="text/javascript; charset=utf-8")


@router.get("/reconcile/suggest/{kind}", summary="Complete while typing", response_model=None)
def suggestions(request: Request, library: LibraryDep, kind: str, prefix: str = "", cursor: int = 0) -> Response:
    """Entities, types or properties whose name begins with or resembles `prefix`."""
    if kind == "entity":
        names(library)
    return _sent(request.query_params, {"result": suggest(library.reader(), kind, prefix, max(cursor, 0))})


@router.get("/reconcile/preview", summary="A small page about one entity", response_class=HTMLResponse)
def preview(request: Request, reader: ReaderDep, id: str) -> HTMLResponse:
    """What a client shows in a small frame beside a candidate; other sites may frame it."""
    (iri,) = keys_to_iris([id])
    found = lookup.entity(reader, lookup.survivor(reader, iri))
    response = page(request, "preview.html", entity=found, facts=_few(reader, found.id))
    policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Frame-Options"] = "ALLOWALL"
    return response


def _few(reader: Reader, iri: str) -> list[tuple[str, str]]:
    rows = []
    for name in properties(iri.removeprefix(ns.ID).partition("/")[0]):
        values = extend(reader, {"ids": [key_of(iri)], "properties": [{"id": name}]})["rows"][key_of(iri)][name]
        shown = "、".join(str(value.get("name") or next(iter(value.values()))) for value in values[:3])
        if shown:
            rows.append((ontology().label(name), shown))
    return rows[:8]


@router.get("/reconcile/extend/propose", summary="Properties of a type", response_model=None)
def propose(request: Request, type: str = "", limit: int = 50) -> Response:
    """The properties that things of a type may have."""
    found = [{"id": name, "name": ontology().label(name)} for name in properties(type)][: max(limit, 0)]
    return _sent(request.query_params, {"type": type, "limit": limit, "properties": found})
