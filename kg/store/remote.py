"""A store that is a SPARQL 1.1 server: `--store http://…/query` in place of a folder.

    http://127.0.0.1:7878/query     the address of its queries; where updates go follows from the dialect
    KG_STORE_USER, KG_STORE_PASSWORD    shown to it, never part of the address and never logged
    KG_STORE_UPDATE                 where updates go, where the dialect's guess is wrong

`Server` speaks the protocol. `RemoteReader` is a reader over it; the writer is `kg.store.remote_writer`.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Final

import httpx
import pyoxigraph as ox

from kg import namespaces as ns
from kg.errors import InvalidQuery, StoreError
from kg.store import formats
from kg.store.answers import RowCount
from kg.store.dialects import STANDARD, dialect_of
from kg.store.reader import Dataset, Reader
from kg.terms import Quad

_ADDRESS: Final = re.compile(r"(https?):/+(.+)")
_TRIPLES: Final = "application/n-triples"
_SECONDS: Final = 120.0
_PREFIXES: Final = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in ns.PREFIXES.items())


def address(place: str | Path) -> str | None:
    """The address that names a store, None for a folder. A path has lost one of its slashes.

    >>> address(Path("http://127.0.0.1:7878/query")), address("kg-store")
    ('http://127.0.0.1:7878/query', None)
    """
    found = _ADDRESS.fullmatch(str(place))
    return f"{found[1]}://{found[2]}" if found else None


class Server:
    """A SPARQL server at an address."""

    def __init__(self, query: str) -> None:
        self.query = query
        user, password = os.environ.get("KG_STORE_USER", ""), os.environ.get("KG_STORE_PASSWORD", "")
        self.http = httpx.Client(timeout=_SECONDS, auth=(user, password) if user else None)
        self.dialect = STANDARD
        self.dialect = dialect_of(self.ask("ASK {}", "application/sparql-results+json").headers.get("server", ""))
        self.update_at = os.environ.get("KG_STORE_UPDATE") or self.dialect.update_at(query)
        if user and self.dialect.digest:
            self.http.auth = httpx.DigestAuth(user, password)

    def ask(self, sparql: str, accept: str, dataset: Dataset | None = None) -> httpx.Response:
        """The whole answer to a query. Raises InvalidQuery or StoreError."""
        with self.stream(sparql, accept, dataset) as answer:
            answer.read()
        return answer

    def stream(self, sparql: str, accept: str, dataset: Dataset | None = None) -> _Asked:
        """The answer to a query as it comes; use as a context manager."""
        default = list(dataset.default) if dataset else []
        named = list(dataset.named) if dataset else []
        if self.dialect.merged and not default and not named:
            default, sparql = [self.dialect.merged], self.dialect.spell(sparql)
        form = {"query": f"BASE <{ns.BASE}>\n{_PREFIXES}{sparql}"}
        sent = {
            **form,
            **({"default-graph-uri": default} if default else {}),
            **({"named-graph-uri": named} if named else {}),
        }
        return _Asked(self.http.stream("POST", self.query, data=sent, headers={"Accept": accept}), self.query)

    def change(self, sparql: str) -> None:
        """Run an update. Raises InvalidQuery or StoreError."""
        form = {"update": f"BASE <{ns.BASE}>\n{_PREFIXES}{sparql}"}
        if self.dialect.digest:  # this one takes updates as queries
            form = {"query": form["update"]}
        with _Asked(self.http.stream("POST", self.update_at, data=form), self.update_at) as answer:
            answer.read()

    def solutions(self, sparql: str) -> ox.QuerySolutions | ox.QueryBoolean:
        """The answer to a SELECT or ASK, parsed."""
        answer = self.ask(sparql, "application/sparql-results+json")
        found = ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.JSON)
        return found

    def close(self) -> None:
        """Let go of the connections."""
        self.http.close()


class _Asked:
    """An answer under way, with errors of the server as errors of ours."""

    def __init__(self, stream: object, where: str) -> None:
        self._stream, self._where = stream, where

    def __enter__(self) -> httpx.Response:
        try:
            answer: httpx.Response = self._stream.__enter__()  # type: ignore[attr-defined]
        except httpx.HTTPError as error:
            raise StoreError(f"the store does not answer: {error}", where=self._where) from error
        if answer.status_code < 300:
            return answer
        told = answer.read().decode("utf-8", "replace").strip()[:500]
        self._stream.__exit__(None, None, None)  # type: ignore[attr-defined]
        if answer.status_code == 400:
            raise InvalidQuery(f"the query does not parse: {told}")
        raise StoreError(f"the store says {answer.status_code}: {told}", where=self._where)

    def __exit__(self, *error: object) -> None:
        self._stream.__exit__(*error)  # type: ignore[attr-defined]


class RemotePrepared:
    """The answer to one query of a server, in `media_type`, not yet read."""

    def __init__(self, asked: _Asked, wanted: Sequence[str]) -> None:
        self._asked = asked
        self._answer = asked.__enter__()
        came = self._answer.headers.get("content-type", "").split(";")[0].strip()
        self._graph = came in formats.GRAPHS
        self.media_type = next((name for name in wanted if name in formats.GRAPHS), came) if self._graph else came
        if came not in formats.RESULTS and not self._graph:
            self._asked.__exit__(None, None, None)
            raise InvalidQuery(f"the store answers with {came or 'nothing'}")

    def write(self, stream: IO[bytes], most: int = 1 << 62) -> None:
        """Write the answer; in a graph every triple stands once. Raises InvalidQuery for more than `most` rows."""
        try:
            if self._graph:
                triples = dict.fromkeys(formats.triples(self._answer.read(), _TRIPLES))
                if len(triples) > most:
                    raise _too_many(most)
                formats.write(triples, stream, self.media_type)
                return
            count = RowCount(self.media_type)
            for piece in self._answer.iter_bytes():
                count.add(piece)
                if count.rows > most:
                    raise _too_many(most)
                stream.write(piece)
        except httpx.HTTPError as error:
            raise StoreError(f"the store broke off: {error}") from error
        finally:
            self._asked.__exit__(None, None, None)


def _too_many(most: int) -> InvalidQuery:
    return InvalidQuery(f"the answer has more than the {most:,} rows allowed", hint="add LIMIT, or narrow the query")


class RemoteReader(Reader):
    """What a server holds now. `version` changes with every publication; there are no snapshots to go back to."""

    def __init__(self, query: str) -> None:
        self.server = Server(query)
        self.path = Path(query)
        self.published, self.version = _published(self.server)

    def prepare(  # type: ignore[override]
        self, sparql: str, media_type: str | Sequence[str], dataset: Dataset | None = None
    ) -> RemotePrepared:
        """Like `Reader.prepare`."""
        wanted = [media_type] if isinstance(media_type, str) else list(media_type)
        accept = [name for name in wanted if name in formats.RESULTS]
        accept += [_TRIPLES] if any(name in formats.GRAPHS for name in wanted) else []
        ranked = ", ".join(f"{name};q={1 - number / 20:.2f}" for number, name in enumerate(accept))
        prepared = RemotePrepared(self.server.stream(sparql, ranked, dataset), wanted)
        if prepared.media_type not in wanted:
            raise InvalidQuery(f"this query cannot be answered with {', '.join(wanted)}")
        return prepared

    def quads(
        self, subject: str | None = None, predicate: str | None = None, graph: str | None = None
    ) -> Iterator[Quad]:
        """Like `Reader.quads`."""
        return map(formats.quad, matching(self.server, subject, predicate, None, graph))

    def holds(self, graph: str) -> bool:
        """Like `Reader.holds`; a server does not tell an empty graph from none."""
        return bool(self.server.solutions(f"ASK {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"))

    def dump(self, media_type: str, stream: IO[bytes], graph: str | None = None, *, alone: bool = False) -> None:
        """Like `Reader.dump`."""
        if alone or graph is not None or not formats.GRAPHS[media_type].supports_datasets:
            formats.write((q.triple for q in matching(self.server, None, None, None, graph)), stream, media_type)
            return
        found = self.server.solutions("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
        assert isinstance(found, ox.QuerySolutions)
        named = [row["g"].value for row in found if row["g"].value != self.server.dialect.merged]
        every = (q for name in (None, *named) for q in matching(self.server, None, None, None, name))
        formats.write(every, stream, media_type)

    def __len__(self) -> int:
        found = self.server.solutions("SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }")
        assert isinstance(found, ox.QuerySolutions)
        return int(next(iter(found))["n"].value)

    def close(self) -> None:
        """Let go of the connections."""
        self.server.close()


def matching(
    server: Server, subject: str | None, predicate: str | None, value: str | None, graph: str | None
) -> Iterator[ox.Quad]:
    """The quads of one graph (None: the merged graph) that match; terms as they are written in SPARQL, or None."""
    s, p = (f"<{subject}>" if subject else "?s"), (f"<{predicate}>" if predicate else "?p")
    pattern = f"{s} {p} {value or '?o'}"
    where = f"GRAPH <{graph}> {{ {pattern} }}" if graph else pattern
    answer = server.ask(f"CONSTRUCT {{ {pattern} }} WHERE {{ {where} }}", _TRIPLES)
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    for triple in formats.triples(answer.content, _TRIPLES):
        yield ox.Quad(triple.subject, triple.predicate, triple.object, name)


def _published(server: Server) -> tuple[float, str]:
    """When the server's store was published, and a version that follows from it."""
    from datetime import datetime

    told = server.solutions(
        f"SELECT ?when {{ GRAPH <{ns.CATALOGUE_GRAPH}> {{ <{ns.BASE}dataset> dcterms:modified ?when }} }}"
    )
    assert isinstance(told, ox.QuerySolutions)
    when = max((row["when"].value for row in told), default="")
    digest = hashlib.sha256(when.encode()).hexdigest()[:8]
    return (datetime.fromisoformat(when).timestamp() if when else 0.0), f"remote-{digest}"
