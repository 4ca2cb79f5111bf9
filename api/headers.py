"""Headers that every answer carries: what a browser may load and do, how old it is, an ETag for what may be kept."""

from __future__ import annotations

import hashlib
from email.utils import formatdate
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
REFERENCE_POLICY: Final = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
"""For /docs alone: swagger-ui writes style attributes into its markup."""
_FIXED: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_TIMELESS: Final = ("/static/", "/docs", "/openapi.json", "/healthz", "/readyz", "/metrics")
"""What does not come from the snapshot."""
_TAGGED: Final = 4 << 20
"""Bodies up to this many bytes get an ETag."""


class SafeHeaders:
    """ASGI middleware: security headers on everything, ETag and 304 on whole answers to GET, HEAD like GET.

    Static files asked for with their digest (`?v=…`) may be kept for ever, all else is asked for again.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}  # the server below sends the headers and drops the body
        asked = Headers(scope=scope)
        start: Message = {}

        async def secured(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                _secure(MutableHeaders(scope=message), scope)
                start = message
                return
            if start:
                first, start = start, {}
                if message["type"] == "http.response.body" and _may_tag(scope, first, message):
                    tag = f'W/"{hashlib.sha256(message["body"]).hexdigest()[:24]}"'
                    headers = MutableHeaders(scope=first)
                    headers["ETag"] = tag
                    if tag in (asked.get("if-none-match") or "").split(", "):
                        first["status"] = 304
                        del headers["content-length"]
                        message = {"type": "http.response.body", "body": b""}
                await send(first)
            await send(message)

        await self.app(scope, receive, secured)


def _secure(headers: MutableHeaders, scope: Scope) -> None:
    path, known = scope["path"], scope["query_string"].startswith(b"v=")
    kept = "max-age=31536000, immutable" if path.startswith("/static/") and known else "no-cache"
    headers.setdefault("Cache-Control", kept)
    for name, value in _FIXED.items():
        headers.setdefault(name, value)
    published = scope["app"].state.library.published
    if published and not path.startswith(_TIMELESS):
        headers.setdefault("Last-Modified", formatdate(published, usegmt=True))
    headers.setdefault("Content-Security-Policy", REFERENCE_POLICY if path == "/docs" else POLICY)


def _may_tag(scope: Scope, start: Message, body: Message) -> bool:
    whole = not body.get("more_body") and len(body.get("body", b"")) <= _TAGGED
    known = "etag" in Headers(raw=start["headers"])
    return scope["method"] == "GET" and start["status"] == 200 and whole and not known
