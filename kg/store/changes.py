"""Changes that come from outside as SPARQL Update or by the Graph Store Protocol: each opens the writer's
database, is one transaction, is published as a snapshot, and lets go of the database again.

They are raw: what a graph of an article, or the merged graph, is made to say this way, it says. Nothing keeps
the two in step but the writer (`kg.store.writer`), which is what `kg ingest` uses. The database is held only for
the moment of the change, so that an ingest can run between two of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox

from kg import namespaces as ns
from kg.errors import InvalidQuery, StoreError
from kg.store import formats, snapshots
from kg.store.catalogue import describe
from kg.store.remote import Server, address
from kg.terms import nquad


def update(path: Path, sparql: str) -> None:
    """Run a SPARQL Update. Raises InvalidQuery where it does not parse or fails (then nothing was written)."""
    if (server := _server(path)) is not None:
        server.change(sparql)
        return
    with _held(path) as store:
        try:
            store.update(sparql, base_iri=ns.BASE, prefixes=ns.PREFIXES)
        except SyntaxError as error:
            raise InvalidQuery(f"the update does not parse: {error}") from error
        except (OSError, RuntimeError, ValueError) as error:
            raise InvalidQuery(f"the update failed: {error}") from error


def write_graph(path: Path, graph: str | None, triples: list[ox.Triple], *, replace: bool) -> bool:
    """Add triples to a graph (None: the default graph), in place of what it held if `replace`.

    Returns whether the graph was not there before.
    """
    if (server := _server(path)) is not None:
        return _send_graph(server, graph, triples, replace=replace)
    with _held(path) as store:
        name = _name(graph)
        new = graph is not None and not _exists(store, name)
        if not replace or new:
            store.extend(ox.Quad(t.subject, t.predicate, t.object, name) for t in triples)
        else:
            data = "\n".join(f"{t} ." for t in triples)
            drop, into = ("DEFAULT", data) if graph is None else (f"GRAPH {name}", f"GRAPH {name} {{ {data} }}")
            store.update(f"CLEAR SILENT {drop} ;\nINSERT DATA {{ {into} }}")
        if graph is not None:
            store.add_graph(name)  # an empty graph is one too
    return new


def drop_graph(path: Path, graph: str | None) -> bool:
    """Remove a graph (empty the default graph). Returns whether it was there."""
    if (server := _server(path)) is not None:
        named = graph or server.dialect.merged
        known = graph is None or bool(server.solutions(f"ASK {{ GRAPH {_name(graph)} {{ ?s ?p ?o }} }}"))
        server.change(f"CLEAR SILENT GRAPH <{named}>" if named else "CLEAR DEFAULT")
        return known
    with _held(path) as store:
        name = _name(graph)
        there = graph is None or _exists(store, name)
        if there:
            store.remove_graph(name)
    return there


def triples(body: bytes, media_type: str, base: str) -> list[ox.Triple]:
    """The triples of a document, whichever graph it puts them in; its blank nodes are new ones.

    Raises InvalidQuery where it does not parse.
    """
    try:
        found = ox.parse(body, format=formats.GRAPHS[media_type], base_iri=base, rename_blank_nodes=True)
        return [q.triple if isinstance(q, ox.Quad) else q for q in found]
    except (SyntaxError, ValueError) as error:
        raise InvalidQuery(f"not {media_type}: {error}") from error


def _server(path: Path) -> Server | None:
    """The server that a store is, None where it is a folder."""
    query = address(path)
    return None if query is None else Server(query)


def _send_graph(server: Server, graph: str | None, triples: list[ox.Triple], *, replace: bool) -> bool:
    """The same over a server; whether the graph was not there before."""
    name = _name(graph or server.dialect.merged)
    default = isinstance(name, ox.DefaultGraph)
    new = graph is not None and not server.solutions(f"ASK {{ GRAPH {name} {{ ?s ?p ?o }} }}")
    text = "\n".join(f"{triple} ." for triple in triples)
    into = f"INSERT DATA {{ {text} }}" if default else f"INSERT DATA {{ GRAPH {name} {{ {text} }} }}"
    clear = "CLEAR DEFAULT ;\n" if default else f"CLEAR SILENT GRAPH {name} ;\n"
    server.change(clear + into if replace and not new else into)
    return new


@contextmanager
def _held(path: Path) -> Iterator[ox.Store]:
    """The writer's database for one change, published afterwards."""
    live = snapshots.live(path)
    live.mkdir(parents=True, exist_ok=True)
    try:
        store = ox.Store(str(live))
    except OSError as error:
        raise StoreError("another writer holds the store", where=str(path), hint="try again in a moment") from error
    yield store
    catalogue = ox.NamedNode(ns.CATALOGUE_GRAPH)
    if store.contains_named_graph(catalogue):  # a store of the writer's, not one that was emptied
        store.clear_graph(catalogue)
        fresh = "\n".join(map(nquad, describe(store, datetime.now(UTC))))
        store.load(fresh, format=ox.RdfFormat.N_QUADS)
    snapshots.take(store, path)


def _name(graph: str | None) -> ox.NamedNode | ox.DefaultGraph:
    if graph is None:
        return ox.DefaultGraph()
    try:
        return ox.NamedNode(graph)
    except ValueError as error:
        raise InvalidQuery(f"not an IRI: {graph}") from error


def _exists(store: ox.Store, name: ox.NamedNode | ox.DefaultGraph) -> bool:
    return isinstance(name, ox.NamedNode) and store.contains_named_graph(name)
