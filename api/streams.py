"""Answers that take their time: a client that hangs up ends the work, and a long answer is never held whole."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kg.errors import KgError

log = logging.getLogger(__name__)

T = TypeVar("T")


class Gone(Exception):
    """The client has hung up: nobody waits for an answer."""


async def unless_gone(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """What `work` gives, cancelled where the client hangs up first. Raises Gone then."""
    doing = asyncio.ensure_future(work)
    watching = asyncio.ensure_future(_hang_up(request.receive))
    try:
        await asyncio.wait({doing, watching}, return_when=asyncio.FIRST_COMPLETED)
        if not doing.done():
            raise Gone
        return doing.result()
    finally:
        for task in (doing, watching):
            if not task.done():
                task.cancel()
        await asyncio.gather(doing, watching, return_exceptions=True)


async def _hang_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class Streamed(Response):
    """A response of pieces as they come. Where they end in an error the connection is broken off, so that no
    client takes a part for the whole; `close` is called in the end, whatever happens."""

    def __init__(
        self,
        pieces: AsyncIterator[bytes],
        close: Callable[[], None],
        media_type: str,
        headers: Mapping[str, str],
    ) -> None:
        super().__init__(None, 200, headers, media_type)
        del self.headers["content-length"]
        self._pieces, self._close = pieces, close

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the pieces, unless the client hangs up."""
        sending = asyncio.ensure_future(self._send(send))
        watching = asyncio.ensure_future(_hang_up(receive))
        try:
            await asyncio.wait({sending, watching}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (sending, watching):
                if not task.done():
                    task.cancel()
            await asyncio.gather(sending, watching, return_exceptions=True)
            self._close()

    async def _send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        try:
            async for piece in self._pieces:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        except KgError as error:
            log.warning("an answer was broken off: %s", error)
            return  # without its last piece: the server closes the connection
        await send({"type": "http.response.body", "body": b""})
