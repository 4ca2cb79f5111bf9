"""What every request passes first: a number of its own, a line in the log, the rate limit, the body limit.

One ASGI middleware, so that streams pass through it untouched. The log has one JSON line a request on the
logger `kg.access`: no headers, no query text, so no token can stand in it.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from collections import OrderedDict
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import metrics
from api.errors import TooLarge, TooManyRequests, problem
from api.settings import Traffic
from kg.errors import KgError

log = logging.getLogger("kg.access")

_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_REMEMBERED: Final = 10_000
"""Clients whose pace is remembered; the ones not seen for longest are forgotten first."""
_FREE: Final = ("/healthz", "/readyz", "/metrics", "/static/")


class Pace:
    """Token buckets, one a client: `burst` requests at once, `rate` a second after that; 0 lets all pass."""

    def __init__(self, rate: float, burst: int) -> None:
        self.rate, self.burst = rate, burst
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str, now: float) -> float:
        """Take a token; 0, or the seconds after which there is one.

        >>> pace = Pace(rate=2, burst=1)
        >>> pace.wait("a", 0.0), pace.wait("a", 0.0), pace.wait("b", 0.0), pace.wait("a", 0.5)
        (0.0, 0.5, 0.0, 0.0)
        """
        if self.rate <= 0:
            return 0.0
        left, since = self._left.pop(client, (float(self.burst), now))
        left = min(self.burst, left + (now - since) * self.rate)
        taken = left >= 1
        self._left[client] = (left - taken, now)
        while len(self._left) > _REMEMBERED:
            self._left.popitem(last=False)
        return 0.0 if taken else (1 - left) / self.rate


class Doorkeeper:
    """The middleware. `traffic` says what a client may send."""

    def __init__(self, app: ASGIApp, traffic: Traffic) -> None:
        self.app, self.traffic = app, traffic
        self._pace = Pace(traffic.rate, traffic.burst)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, asked = time.monotonic(), Headers(scope=scope)
        given = asked.get("x-request-id", "")
        number = given if _ID.fullmatch(given) else secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = number
        client = self._client(scope, asked)
        status, size = 500, 0

        async def noted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = number
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            refused = self._refusal(scope, asked, client)
            if refused is None:
                await self.app(scope, receive, noted)
            else:
                await _tell(refused, noted)
        finally:
            self._note(scope, status, size, time.monotonic() - began, client)

    def _client(self, scope: Scope, asked: Headers) -> str:
        """The address that a request came from; a proxy that is trusted speaks for the last one it names."""
        direct = scope["client"][0] if scope.get("client") else ""
        told = asked.get("x-forwarded-for", "").rpartition(",")[2].strip()
        return told if told and direct in self.traffic.trusted_proxies else direct

    def _refusal(self, scope: Scope, asked: Headers, client: str) -> KgError | None:
        stated = asked.get("content-length", "")
        if stated.isdigit() and int(stated) > self.traffic.body:
            return TooLarge(f"the body has more than {self.traffic.body:,} bytes")
        if scope["path"].startswith(_FREE):
            return None
        wait = self._pace.wait(client, time.monotonic())
        return TooManyRequests("too many requests", hint=f"wait {wait:.1f} seconds") if wait else None

    def _note(self, scope: Scope, status: int, size: int, seconds: float, client: str) -> None:
        route = getattr(scope.get("route"), "path", "") or ("/static" if scope["path"].startswith("/static/") else "")
        metrics.REQUESTS.labels(scope["method"], route, status).inc()
        metrics.REQUEST_SECONDS.labels(route).observe(seconds)
        log.info(
            json.dumps(
                {
                    "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                    "id": scope["state"]["request_id"],
                    "client": client,
                    "method": scope["method"],
                    "path": scope["path"],
                    "status": status,
                    "bytes": size,
                    "ms": round(seconds * 1000, 1),
                },
                ensure_ascii=False,
            )
        )


async def _tell(error: KgError, send: Send) -> None:
    document = problem(error)
    body = json.dumps(document, ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    if isinstance(error, TooManyRequests):
        seconds = max(1, round(float(error.hint.split()[1]) + 0.5))
        headers.append((b"retry-after", str(seconds).encode()))
    await send({"type": "http.response.start", "status": document["status"], "headers": headers})
    await send({"type": "http.response.body", "body": body})
