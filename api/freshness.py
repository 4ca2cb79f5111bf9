"""Validators: a snapshot never changes, so its version and what was asked of it make an ETag (RFC 9110, 8.8)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.requests import Request
from starlette.responses import Response

from kg.store import Reader


def validators(reader: Reader, *asked: str) -> dict[str, str]:
    """ETag and Last-Modified of what a snapshot says to something asked of it.

    The tag is weak: the same answer compressed has other bytes.
    """
    digest = hashlib.sha256("\0".join(asked).encode("utf-8", "replace")).hexdigest()[:16]
    return {"ETag": f'W/"{reader.version}-{digest}"', **modified(reader)}


def modified(reader: Reader) -> dict[str, str]:
    """Last-Modified: when the snapshot was published."""
    return {"Last-Modified": format_datetime(datetime.fromtimestamp(reader.published, UTC), usegmt=True)}


def unchanged(request: Request, headers: Mapping[str, str]) -> Response | None:
    """304 where the client holds what these validators name, else None. If-None-Match goes before dates."""
    tags, since = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
    if tags is not None:
        known = {tag.strip() for tag in tags.split(",")}
        same = "*" in known or headers.get("ETag") in known
    else:
        same = since is not None and not _later(headers.get("Last-Modified"), since)
    return Response(None, 304, dict(headers)) if same else None


def _later(modified: str | None, since: str) -> bool:
    try:
        return modified is None or parsedate_to_datetime(modified) > parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return True  # a date that is none says nothing
