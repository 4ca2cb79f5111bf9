"""A reader: one immutable snapshot, asked by SPARQL."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple

import pyoxigraph as ox

from kg.errors import InvalidQuery, StoreError
from kg.namespaces import BASE, PREFIXES
from kg.store import formats, snapshots
from kg.store.answers import Prepared, Results
from kg.terms import Iri, Literal, Quad, Term


class Row(dict[str, Term]):
    """One row of an answer: the bound variables and their terms."""

    def text(self, variable: str) -> str:
        """The IRI or the lexical form; empty where the variable is not bound."""
        term = self.get(variable, "")
        return term.value if isinstance(term, Literal) else str(term)


class Rows(list[Row]):
    """The rows of an answer; `variables` are its columns in order."""

    def __init__(self, variables: Sequence[str], rows: Iterable[Row]) -> None:
        super().__init__(rows)
        self.variables = tuple(variables)


class Dataset(NamedTuple):
    """The graphs that a query shall see in place of the store's own (`default-graph-uri` and
    `named-graph-uri` of the SPARQL protocol); where both are empty, the store's own."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Reader:
    """One snapshot. `version` names its content: the same version never holds anything else; `published`
    is when it was made (Unix time).

    A query without GRAPH sees the merged graph. The prefixes of `kg.namespaces` are known to every
    query. Opening takes some ten milliseconds; keep a reader and ask it often. Use as a context
    manager or `close()`, which ends the lease that keeps the writer from removing the snapshot.
    """

    def __init__(self, snapshot: Path) -> None:
        self.path = snapshot
        self.version = snapshot.name
        self._lease: int | None = snapshots.lease(snapshot)
        self.published = snapshot.stat().st_mtime
        try:
            self._store = ox.Store.read_only(str(snapshot))
        except OSError as error:
            self.close()
            raise StoreError(f"the snapshot cannot be read: {error}", where=str(snapshot)) from error

    def query(self, sparql: str, media_type: str | Sequence[str], dataset: Dataset | None = None) -> bytes:
        """The answer to a query, in the first of the media types that its form can give.

        SELECT and ASK give results (`formats.RESULTS`), CONSTRUCT and DESCRIBE a graph
        (`formats.GRAPHS`) in which every triple stands once. Raises InvalidQuery for a query that
        does not parse, fails, or has no answer in these types.
        """
        return self.answer(sparql, media_type, dataset)[0]

    def answer(self, sparql: str, media_type: str | Sequence[str], dataset: Dataset | None = None) -> tuple[bytes, str]:
        """Like `query`, with the media type that was chosen."""
        prepared = self.prepare(sparql, media_type, dataset)
        stream = io.BytesIO()
        prepared.write(stream)
        return stream.getvalue(), prepared.media_type

    def prepare(self, sparql: str, media_type: str | Sequence[str], dataset: Dataset | None = None) -> Prepared:
        """Like `query`, but the answer is only begun: its `write` streams it."""
        wanted = [media_type] if isinstance(media_type, str) else list(media_type)
        return Prepared(self._run(sparql, dataset), wanted)

    def rows(self, sparql: str) -> Rows:
        """The rows of a SELECT; a variable that is not bound in a row is absent from it."""
        # By way of JSON: iterating the engine's solutions takes the interpreter's lock per row.
        found = json.loads(self.query(sparql, "application/sparql-results+json"))
        if "results" not in found:
            raise InvalidQuery("rows() needs a SELECT")
        rows = (Row({name: _term(cell) for name, cell in row.items()}) for row in found["results"]["bindings"])
        return Rows(found["head"]["vars"], rows)

    def ask(self, sparql: str) -> bool:
        """The answer to an ASK."""
        return bool(json.loads(self.query(sparql, "application/sparql-results+json"))["boolean"])

    def quads(
        self, subject: str | None = None, predicate: str | None = None, graph: str | None = None
    ) -> Iterator[Quad]:
        """The quads that match; `graph` None is the merged graph."""
        name = ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
        first = None if subject is None else ox.NamedNode(subject)
        second = None if predicate is None else ox.NamedNode(predicate)
        return map(formats.quad, self._store.quads_for_pattern(first, second, None, name))

    def holds(self, graph: str) -> bool:
        """Whether there is a graph of this name."""
        try:
            return self._store.contains_named_graph(ox.NamedNode(graph))
        except ValueError:
            return False  # no IRI, so no graph's name

    def dump(self, media_type: str, stream: IO[bytes], graph: str | None = None, *, alone: bool = False) -> None:
        """Writes the whole dataset (N-Quads, TriG, JSON-LD) or, in formats of one graph or if `alone`, one
        graph of it: `graph`, or the merged graph where that is None."""
        kind = formats.GRAPHS[media_type]
        if kind.supports_datasets and graph is None and not alone:
            self._store.dump(stream, format=kind, prefixes=PREFIXES)
        else:
            name = ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
            self._store.dump(stream, format=kind, from_graph=name, prefixes=PREFIXES)

    def __len__(self) -> int:
        """The number of quads, the merged graph included."""
        return len(self._store)

    def close(self) -> None:
        """Ends the lease; the reader must not be used afterwards."""
        if self._lease is not None:
            os.close(self._lease)
            self._lease = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self, sparql: str, dataset: Dataset | None) -> Results:
        try:
            if dataset is None or not (dataset.default or dataset.named):
                return self._store.query(sparql, prefixes=PREFIXES, base_iri=BASE)
            return self._store.query(
                sparql,
                prefixes=PREFIXES,
                base_iri=BASE,
                default_graph=[ox.NamedNode(iri) for iri in dataset.default],
                named_graphs=[ox.NamedNode(iri) for iri in dataset.named],
            )
        except SyntaxError as error:
            raise InvalidQuery(f"the query does not parse: {error}") from error
        except (OSError, RuntimeError, ValueError) as error:
            raise InvalidQuery(f"the query failed: {error}") from error


def _term(cell: dict[str, str]) -> Term:
    if cell["type"] == "uri":
        return Iri(cell["value"])
    if cell["type"] == "bnode":
        return Iri(f"_:{cell['value']}")
    language = cell.get("xml:lang")
    default = PREFIXES["rdf"] + "langString" if language else PREFIXES["xsd"] + "string"
    datatype, value = cell.get("datatype", default), cell["value"]
    if datatype == PREFIXES["xsd"] + "boolean":
        value = {"0": "false", "1": "true"}.get(value, value)  # the other spelling, which some servers use
    return Literal(value, datatype, language)


def _remote(path: str | Path) -> Reader | None:
    """A reader of the server whose address this is; None for a folder."""
    if not str(path).startswith(("http:/", "https:/")):
        return None
    from kg.store import remote

    return remote.RemoteReader(remote.address(path) or str(path))


def newest_version(path: str | Path) -> str | None:
    """The version of the newest snapshot of a store, without opening it; None where there is none."""
    if (reader := _remote(path)) is not None:
        reader.close()
        return reader.version
    found = snapshots.versions(Path(path))
    return found[-1].name if found else None


def open_reader(path: str | Path) -> Reader:
    """Opens the newest snapshot of the store at `path`, or what the server of this address holds.

    Raises StoreError where there is none.
    """
    if (reader := _remote(path)) is not None:
        return reader
    for _ in range(snapshots.KEEP):
        found = snapshots.versions(Path(path))
        if not found:
            break
        try:
            return Reader(found[-1])
        except FileNotFoundError:
            continue  # pruned between listing and opening: newer ones have come
    raise StoreError("no snapshot to read", where=str(path), hint="write some articles and publish the store")
