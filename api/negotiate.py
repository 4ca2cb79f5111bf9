"""Which of the forms that we can send does the client want? RFC 9110, section 12.5.1, for `Accept`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from starlette.requests import Request

from kg.errors import KgError


class NotAcceptable(KgError):
    """A client that wants only forms that this resource does not have."""


FORMATS: Final[dict[str, str]] = {
    "html": "text/html",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "turtle": "text/turtle",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "xml": "application/sparql-results+xml",
    "svg": "image/svg+xml",
    "gexf": "application/gexf+xml",
}
"""Short names that `?format=` takes in place of an Accept header: a link can ask for a form."""


def form(request: Request, offers: Sequence[str]) -> str:
    """The offer that a request asks for, by `?format=` or else by its Accept header.

    Raises NotAcceptable where none of them is wanted or the short name is not known.
    """
    short = request.query_params.get("format")
    return choose(FORMATS.get(short, short) if short else request.headers.get("accept"), offers)


def choose(accept: str | None, offers: Sequence[str]) -> str:
    """The offer that `accept` likes best. No header means: anything.

    Raises NotAcceptable where every offer is unwanted.

    >>> choose("text/turtle;q=0.9, application/json", ["text/html", "text/turtle", "application/json"])
    'application/json'
    >>> choose("*/*", ["text/html", "text/turtle"])
    'text/html'
    """
    return ranked(accept, offers)[0]


def ranked(accept: str | None, offers: Sequence[str]) -> list[str]:
    """The offers that `accept` takes, best first; of equals those spelled out, then the order of `offers`.

    Raises NotAcceptable where it takes none.

    >>> ranked("text/*;q=0.2, text/html;q=0, */*;q=0.1", ["text/html", "application/json", "text/turtle"])
    ['text/turtle', 'application/json']
    """
    ranges = _ranges(accept) if accept and accept.strip() else [("*/*", 1.0)]
    liked = {offer: _liking(offer, ranges) for offer in offers}
    wanted = sorted((offer for offer in offers if liked[offer][0] > 0), key=lambda offer: liked[offer], reverse=True)
    if not wanted:
        raise NotAcceptable(f"none of the wanted forms is to be had: {accept}", hint="offered: " + ", ".join(offers))
    return wanted


def _ranges(accept: str) -> list[tuple[str, float]]:
    """The media ranges of the header with their weights; a weight that is no number counts as 1."""
    ranges = []
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                try:
                    weight = min(max(float(value), 0.0), 1.0)
                except ValueError:
                    weight = 1.0
        if name:
            ranges.append((name, weight))
    return ranges


def _liking(offer: str, ranges: Sequence[tuple[str, float]]) -> tuple[float, int]:
    """The weight of the most specific range that matches, and how specific that is: a name that a client
    spells out is liked better than what its */* lets through with the same weight."""
    name = offer.partition(";")[0].strip().lower()
    for detail, wanted in ((2, name), (1, name.partition("/")[0] + "/*"), (0, "*/*")):
        found = [weight for range_, weight in ranges if range_ == wanted]
        if found:
            return max(found), detail
    return 0.0, 0
