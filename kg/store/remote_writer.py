"""The writer over a SPARQL 1.1 server: the same steps as over a folder, each pattern a question to the server.

A change is one update request where the server takes it whole, so that it is one transaction there; a dialect with
short updates gets several, and a stop between two of them is mended by ingesting the article again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pyoxigraph as ox

from kg import namespaces as ns
from kg.errors import StoreError
from kg.store import formats
from kg.store.catalogue import describe
from kg.store.remote import Server, address, matching
from kg.store.writer import Store
from kg.terms import Literal, Quad, n3


class Engine:
    """What the writer asks of an engine, asked of a server. A graph name None means every graph."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def quads_for_pattern(
        self, subject: Any, predicate: Any, value: Any, graph: ox.NamedNode | ox.DefaultGraph | None = None
    ) -> Iterator[ox.Quad]:
        """The quads that match."""
        ends = (
            subject.value if subject else None,
            predicate.value if predicate else None,
            str(value) if value else None,
        )
        if isinstance(graph, ox.DefaultGraph):
            yield from matching(self.server, *ends, None)
        elif graph is not None:
            yield from matching(self.server, *ends, graph.value)
        else:
            yield from matching(self.server, *ends, None)
            yield from self._anywhere(*ends)

    def _anywhere(self, subject: str | None, predicate: str | None, value: str | None) -> Iterator[ox.Quad]:
        """The quads of named graphs that match."""
        s, p, o = (f"<{subject}>" if subject else "?s", f"<{predicate}>" if predicate else "?p", value or "?o")
        found = self.server.solutions(f"SELECT ?g ?s ?p ?o {{ GRAPH ?g {{ {s} {p} {o} }} }}")
        assert isinstance(found, ox.QuerySolutions)
        for row in found:
            if row["g"].value != self.server.dialect.merged:
                me = ox.NamedNode(subject) if subject else row["s"]
                link = ox.NamedNode(predicate) if predicate else row["p"]
                end = (
                    next(iter(ox.parse(f"<x:x> <x:x> {value} .", format=ox.RdfFormat.TURTLE))).object
                    if value
                    else row["o"]
                )
                yield ox.Quad(me, link, end, row["g"])

    def __contains__(self, quad: ox.Quad) -> bool:
        # Not by ASK: Virtuoso says yes to every ASK that has no variable but the graph's.
        assert isinstance(quad.subject, ox.NamedNode)
        name = None if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name.value)
        found = matching(self.server, quad.subject.value, quad.predicate.value, None, name)
        return any(q.object == quad.object for q in found)

    def query(self, sparql: str, prefixes: Mapping[str, str] | None = None) -> object:
        """The answer to a SELECT."""
        return self.server.solutions(sparql)

    def flush(self) -> None:
        """Nothing waits here."""

    def optimize(self) -> None:
        """The server sees to itself."""

    def apply(self, out: Iterable[Quad], into: Iterable[Quad]) -> None:
        """Take quads out and put others in."""
        merged, batch = self.server.dialect.merged, self.server.dialect.batch
        leaving = [q._replace(graph=q.graph or merged) for q in out]  # type: ignore[arg-type]
        coming = [q._replace(graph=q.graph or merged) for q in into]  # type: ignore[arg-type]
        steps = [("DELETE", leaving[at : at + batch]) for at in range(0, len(leaving), batch)]
        steps += [("INSERT", coming[at : at + batch]) for at in range(0, len(coming), batch)]
        if not self.server.dialect.deletes_tagged:
            for q in leaving:
                if isinstance(q.object, Literal) and q.object.language:
                    self.server.change(_deleted_by_pattern(q))
        texts = [f"{word} DATA {{ {formats.data(set(part))} }}" for word, part in steps]
        if batch >= len(leaving) + len(coming):
            texts = [" ;\n".join(texts)] if texts else []
        for text in texts:
            self.server.change(text)


def _deleted_by_pattern(q: Quad) -> str:
    """An update that takes out one quad whose object has a language, without naming the object as a whole."""
    assert isinstance(q.object, Literal)
    pattern = f"GRAPH <{q.graph}> {{ {n3(q.subject)} {n3(q.predicate)} ?o }}"
    same = f'STR(?o) = {n3(Literal(q.object.value))} && LANG(?o) = "{q.object.language}"'
    return f"DELETE {{ {pattern} }} WHERE {{ {pattern} FILTER({same}) }}"


class RemoteStore(Store):
    """The writer over a server. Several writers at once are not kept apart: the server cannot be locked."""

    def _held(self) -> ox.Store:
        query = address(self.path)
        if query is None:
            raise StoreError("not an address", where=str(self.path))
        self._server = Server(query)
        return cast(ox.Store, Engine(self._server))

    def publish(self) -> Path:
        """Bring the catalogue up to date; a server shows what is written at once."""
        found = {formats.quad(q) for q in matching(self._server, None, None, None, ns.CATALOGUE_GRAPH)}
        fresh = set(describe(self._store, datetime.now(UTC)))
        self._write(found - fresh, fresh - found)
        return self.path

    def close(self) -> None:
        """Let go of the connections."""
        self._server.close()

    def _write(self, out: set[Quad], into: set[Quad]) -> None:
        cast(Engine, self._store).apply(out, into)
