"""In what SPARQL 1.1 servers differ from each other, met in this one place.

A dialect is chosen by what the server says of itself. `merged` is the graph that holds the merged graph: the
server's default graph (None) where it has one of its own, else a named graph that is asked for by name.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kg import namespaces as ns

MERGED_GRAPH: Final = ns.GRAPH + "merged"


@dataclass(frozen=True, slots=True)
class Dialect:
    """`merged`: see above. `update_at` makes the address of updates from that of queries, `digest` whether the
    password is shown by HTTP Digest, `batch` how many triples one INSERT DATA may hold, `rows` after how many rows
    the server cuts an answer without a word (0: never)."""

    name: str
    merged: str | None
    update_at: Callable[[str], str]
    digest: bool = False
    batch: int = 100_000
    rows: int = 0
    deletes_tagged: bool = True
    """Whether DELETE DATA takes out literals with a language."""
    spell: Callable[[str], str] = str
    """How a query is written for it."""


STANDARD: Final = Dialect(
    "SPARQL 1.1",
    merged=None,
    update_at=lambda query: query.removesuffix("/query") + "/update" if query.endswith("/query") else query,
)
VIRTUOSO: Final = Dialect(
    # It has no default graph of its own, reads boolean and partial dates in its own way, and refuses long updates.
    "Virtuoso",
    merged=MERGED_GRAPH,
    update_at=lambda query: query.removesuffix("-auth") + "-auth",
    digest=True,
    batch=500,
    rows=10_000,
    deletes_tagged=False,
    spell=lambda query: graphs_by_variable(query),
)


def graphs_by_variable(sparql: str) -> str:
    """The query with every graph that it names taken from VALUES.

    Virtuoso finds nothing in `GRAPH <x>` once a default graph is named, but does in `GRAPH ?g`.

    >>> graphs_by_variable("ASK { GRAPH <urn:x> { ?s ?p ?o } }")
    'ASK { VALUES ?graph__0 { <urn:x> } GRAPH ?graph__0 { ?s ?p ?o } }'
    """
    count = itertools.count()

    def named(found: re.Match[str]) -> str:
        if found["iri"] is None:
            return found.group()
        name = f"?graph__{next(count)}"
        return f"VALUES {name} {{ {found['iri']} }} GRAPH {name} {{"

    return _GRAPH.sub(named, sparql)


_GRAPH: Final = re.compile(
    r"""\"(?:\\.|[^\"\\])*\" | '(?:\\.|[^'\\])*' | \bGRAPH\s*(?P<iri><[^<>\s]*>)\s*\{""", re.VERBOSE | re.IGNORECASE
)


def dialect_of(server: str) -> Dialect:
    """The dialect of a server, from its `Server` header.

    >>> dialect_of("Virtuoso/07.20.3229 (Linux)").name
    'Virtuoso'
    """
    return VIRTUOSO if "virtuoso" in server.lower() else STANDARD
