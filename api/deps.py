"""What routes are given: the library of snapshots, the query pool, the settings, each one line to ask for."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.concurrency import run_in_threadpool

from api.library import Library
from api.pool import Pool
from api.settings import Settings
from kg.store import Reader


async def newest(library: Library) -> Reader:
    """The newest snapshot, for routes that are not to wait in a thread: at once where it is open already."""
    reader = library.glance()
    return reader if reader is not None else await run_in_threadpool(library.reader)


def _library(request: Request) -> Library:
    library: Library = request.app.state.library
    return library


AsOf = Annotated[str, Query(alias="as-of", description="Only what articles said by this day: YYYY-MM-DD")]


def _reader(request: Request, as_of: AsOf = "") -> Reader:
    """The newest snapshot, or the store as of the day in the address."""
    library = _library(request)
    return library.as_of(as_of) if as_of else library.reader()


def _pool(request: Request) -> Pool:
    pool: Pool = request.app.state.pool
    return pool


def _site(request: Request) -> Pool:
    pool: Pool = request.app.state.site
    return pool


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


LibraryDep = Annotated[Library, Depends(_library)]
ReaderDep = Annotated[Reader, Depends(_reader)]
PoolDep = Annotated[Pool, Depends(_pool)]
SiteDep = Annotated[Pool, Depends(_site)]
"""The lane of the site's own questions, where strangers' queries never stand."""
SettingsDep = Annotated[Settings, Depends(_settings)]
