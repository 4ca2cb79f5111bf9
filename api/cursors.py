"""Lists by the page: an opaque cursor says after which item to go on, whatever snapshot is served by then."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import Query, Request

from api.errors import WrongRequest

T = TypeVar("T")

Cursor = Annotated[str | None, Query(max_length=1000, description="`next` of the page before; opaque")]
PageSize = Annotated[int, Query(ge=1, le=1000, description="Most items of one page")]


def cut(items: Sequence[T], key: Callable[[T], str], cursor: str | None, limit: int) -> tuple[Sequence[T], str | None]:
    """The items after the one that the cursor names, at most `limit`, and the cursor of the page after.

    Where that item has gone, the list goes on from the place where it stood. Raises WrongRequest for a cursor
    that is none of ours.

    >>> first, following = cut("abcde", str, None, 2); first, cut("abcde", str, following, 2)[0]
    ('ab', 'cd')
    >>> cut("ade", str, following, 9)[0]
    'e'
    """
    start = 0
    if cursor is not None:
        name, place = _read(cursor)
        start = next((number + 1 for number, item in enumerate(items) if key(item) == name), place)
    page = items[start : start + limit]
    more = start + limit < len(items)
    return page, _written(key(page[-1]), start + limit) if more and page else None


def paged(request: Request, document: dict[str, Any], following: str | None) -> tuple[dict[str, Any], dict[str, str]]:
    """The document with `next`, the address of the page after (or null), and the Link header (RFC 8288)."""
    if following is None:
        return {**document, "next": None}, {}
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in ("cursor", "start")]
    address = f"{request.url.path}?{urlencode([*kept, ('cursor', following)])}"
    quoted = request.scope.get("raw_path", b"").decode("ascii", "replace").partition("?")[0] or request.url.path
    return {**document, "next": address}, {"Link": f'<{quoted}?{address.partition("?")[2]}>; rel="next"'}


def _written(name: str, place: int) -> str:
    return base64.urlsafe_b64encode(json.dumps([name, place]).encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[str, int]:
    try:
        name, place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return str(name), max(0, int(place))
    except (binascii.Error, ValueError, TypeError) as error:
        raise WrongRequest("not a cursor of this list", hint="take it from `next`") from error
