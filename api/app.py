"""The server: `create_app` wires routers, static files and the error table, and holds no logic of its own."""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from api.errors import HEADERS, WrongRequest, problem
from api.headers import SafeHeaders
from api.jobs import Jobs
from api.library import Library
from api.negotiate import NotAcceptable, form
from api.pages.render import PICTURE_ROOM, ROOM, page
from api.pool import Pool
from api.requests import Doorkeeper
from api.routes import ROUTERS
from api.settings import Settings
from api.warming import warm
from kg.errors import KgError, NotFound

log = logging.getLogger(__name__)

ABOUT = """Chinese investment-promotion news (招商引资) as a knowledge graph in which every fact carries the
sentence that states it. What changes things needs the server's token; errors are `application/problem+json`
(RFC 9457)."""


def create_app(settings: Settings | None = None) -> FastAPI:
    """The server over the store that `settings` names; settings from the environment where left out."""
    settings = settings or Settings.from_environment()
    app = FastAPI(title="Zhaoshang Graph", description=ABOUT, docs_url=None, redoc_url=None, lifespan=_lifespan)
    app.state.settings = settings
    app.state.library = Library(settings.store)
    app.add_middleware(Doorkeeper, traffic=settings.traffic)
    app.add_middleware(SafeHeaders)
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=6)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST", "PUT", "DELETE"],
        allow_headers=["*"],
        expose_headers=["ETag", "Last-Modified", "Link", "Location", "Retry-After", "X-Request-ID"],
    )
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static/vendor", StaticFiles(directory=PICTURE_ROOM / "vendor", check_dir=False))
    app.mount("/static/viz", StaticFiles(directory=PICTURE_ROOM))
    app.mount("/static", StaticFiles(directory=ROOM / "static"))
    app.add_exception_handler(KgError, _known)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _unknown)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    limits = settings.limits
    app.state.pool = Pool(settings.store, limits)
    app.state.site = Pool(settings.store, replace(limits, workers=1, slow=1))
    app.state.changing = Pool(settings.store, replace(limits, workers=1, slow=1), patience=math.inf)
    app.state.jobs = Jobs(settings.store)
    await app.state.pool.warm()
    threading.Thread(target=warm, args=(app.state.library,), daemon=True).start()
    yield
    await app.state.jobs.close()
    for pool in (app.state.pool, app.state.site, app.state.changing):
        await pool.close()
    app.state.library.close()


async def _known(request: Request, error: Exception) -> Response:
    """An error of ours: its row in the table."""
    assert isinstance(error, KgError)
    return _problem(request, error)


async def _http(request: Request, error: Exception) -> Response:
    """An error of the framework: no such route, wrong method."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return _problem(request, NotFound("nothing stands at this address", where=request.url.path))
    document = {"type": "about:blank", "title": str(error.detail), "status": error.status_code}
    return JSONResponse(document, error.status_code, dict(error.headers or {}), "application/problem+json")


async def _invalid(request: Request, error: Exception) -> Response:
    """A parameter that is not what the route declares."""
    assert isinstance(error, RequestValidationError)
    told = "; ".join(f"{'.'.join(str(part) for part in item['loc'][1:])}: {item['msg']}" for item in error.errors())
    return _problem(request, WrongRequest(told))


async def _unknown(request: Request, error: Exception) -> Response:
    """A defect of ours: its trace goes to the log, not to the client."""
    return _problem(request, KgError("the server could not answer this", where=request.url.path))


def _problem(request: Request, error: KgError) -> Response:
    """The problem as a page where the client is a browser, else as problem+json."""
    document = problem(error)
    status = int(document["status"])
    if status >= 500:
        log.warning("%s %s: %s", request.method, request.url.path, error)
    headers = dict(HEADERS.get(status, {}))
    try:
        wanted = form(request, ["application/problem+json", "text/html", "application/json"])
    except NotAcceptable:
        wanted = "application/problem+json"
    if wanted == "text/html" and request.method == "GET":
        response = page(request, "problem.html", status=status, problem=document)
        response.headers.update(headers)
        return response
    return JSONResponse(document, status, headers, "application/problem+json")
