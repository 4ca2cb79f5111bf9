"""Reads what a client sent: bodies only as far as they may be long, parameters as the SPARQL protocol has them."""

from __future__ import annotations

from urllib.parse import parse_qsl

from fastapi import Request

from api.errors import TooLarge, WrongRequest

Pairs = list[tuple[str, str]]


async def body(request: Request, most: int) -> bytes:
    """The body. Raises TooLarge where it has more than `most` bytes, stated or not."""
    stated = request.headers.get("content-length", "")
    if stated.isdigit() and int(stated) > most:
        raise TooLarge(f"the body has more than {most:,} bytes")
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise TooLarge(f"the body has more than {most:,} bytes")
        parts.append(part)
    return b"".join(parts)


def text(data: bytes) -> str:
    """The body as text. Raises WrongRequest where it is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WrongRequest("the body is not UTF-8") from error


def query_pairs(request: Request) -> Pairs:
    """The parameters of the address, in order, each decoded once."""
    return parse_qsl(request.scope["query_string"].decode("ascii", "replace"), keep_blank_values=True)


def media_type(request: Request) -> tuple[str, str]:
    """The media type of the body, in lower case, and its charset, empty where none is named.

    >>> from starlette.requests import Request
    >>> header = (b"content-type", b"Text/Turtle; charset=UTF-8")
    >>> media_type(Request({"type": "http", "headers": [header]}))
    ('text/turtle', 'utf-8')
    """
    kind, *parameters = request.headers.get("content-type", "").split(";")
    named = (part.strip().partition("=") for part in parameters)
    charset = next((value for key, _, value in named if key.lower() == "charset"), "")
    return kind.strip().lower(), charset.strip('"').lower()
