"""Error class → status → one problem+json shape (RFC 9457): a client writes one branch for all of them."""

from __future__ import annotations

from typing import Any, Final

from api.negotiate import NotAcceptable
from kg.errors import InvalidGraph, InvalidQuery, KgError, NotFound, QueryTimeout, StoreError, UnreadableArticle


class WrongRequest(KgError):
    """A request that this route cannot understand: a parameter missing, twice or out of bounds."""


class WrongMediaType(KgError):
    """A body in a form that this route does not read."""


class QueryFailed(KgError):
    """A query that ended its worker process: out of memory, or too much for the parser."""


class Overloaded(KgError):
    """More queries are waiting than the server takes on. Try again in a moment."""


class TooLarge(KgError):
    """A body of more bytes than the server reads."""


class Unauthorized(KgError):
    """A request that needs the token and does not show the right one."""


class SwitchedOff(KgError):
    """Something that this server does not do because nobody has set a token for it."""


class TooManyRequests(KgError):
    """A client that asks faster than the rate limit lets it."""


class Conflict(KgError):
    """A change that the state of the store does not allow now."""


STATUS: Final[dict[type[KgError], tuple[int, str]]] = {
    NotFound: (404, "Not found"),
    InvalidQuery: (400, "Invalid query"),
    WrongRequest: (400, "Wrong request"),
    NotAcceptable: (406, "Not acceptable"),
    WrongMediaType: (415, "Unsupported media type"),
    QueryTimeout: (504, "The query took too long"),
    QueryFailed: (400, "The query needs too much"),
    Overloaded: (503, "Busy"),
    TooLarge: (413, "Too large"),
    Unauthorized: (401, "Token needed"),
    SwitchedOff: (403, "Switched off"),
    TooManyRequests: (429, "Too many requests"),
    Conflict: (409, "Conflict"),
    InvalidGraph: (422, "Invalid graph"),
    UnreadableArticle: (422, "Unreadable article"),
    StoreError: (503, "The store cannot be read"),
    KgError: (500, "Error"),
}
"""The first class in an error's ancestry that stands here gives its status and title."""

HEADERS: Final[dict[int, dict[str, str]]] = {
    401: {"WWW-Authenticate": 'Bearer realm="kg"'},
    429: {"Retry-After": "1"},
    503: {"Retry-After": "2"},
}
"""Headers that go with a status."""


def problem(error: KgError) -> dict[str, Any]:
    """The problem document of an error.

    >>> problem(NotFound("no such entity", where="/id/Region/X"))["status"]
    404
    """
    kind = next(kind for kind in type(error).__mro__ if kind in STATUS)
    status, title = STATUS[kind]
    document = {"type": "about:blank", "title": title, "status": status, "detail": error.what}
    if error.where:
        document["instance"] = error.where
    if error.hint:
        document["hint"] = error.hint
    return document
