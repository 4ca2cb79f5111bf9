"""The graph of a store as one object: find things, ask questions, take tables and the network."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from kg import iris, lookup, queries
from kg import namespaces as ns
from kg.facts import EntityType
from kg.notebook.facts import Answer, Facts, table
from kg.notebook.thing import Thing
from kg.search import search
from kg.statements import facts_with
from kg.store import open_past, open_reader

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd


class Graph:
    """A snapshot of a store. Use as a context manager, or `close()` it.

    `graph["Project/星河光电产业园项目"]` is a thing by the path of its IRI.
    """

    def __init__(self, store: str | Path, as_of: str = "") -> None:
        self.reader = open_past(Path(store), as_of) if as_of else open_reader(store)

    def __getitem__(self, key: str) -> Thing:
        """The thing of an IRI or `Type/name`. Raises NotFound."""
        iri = key if key.startswith(ns.BASE) else iris.entity(*key.split("/", 1)) if "/" in key else ns.ID + key
        return Thing(self.reader, lookup.entity(self.reader, lookup.survivor(self.reader, iri)))

    def find(self, text: str, limit: int = 10, type: EntityType | None = None) -> list[Thing]:
        """The things that a text names best: Chinese, short names, pinyin, initials."""
        hits = search(self.reader, text, limit, type)
        # An industry is a word that facts use: it is found, but there is no thing to show.
        return [self[hit.iri] for hit in hits if hit.type != "Industry"]

    def facts(self, *predicates: str) -> Facts:
        """Every fact, or those with some predicates (local names such as `totalInvestment`)."""
        found = facts_with(self.reader, predicates) if predicates else lookup.all_facts(self.reader)
        return Facts(self.reader, found)

    def frame(self, *predicates: str) -> pd.DataFrame:
        """The facts as a tidy DataFrame, one row a piece of evidence."""
        return self.facts(*predicates).frame()

    def network(self) -> nx.MultiDiGraph:
        """The things and the facts between them; nodes carry `type` and `label`, edges `predicate` and `quote`."""
        from kg.network import network

        return network(self.reader)

    def query(self, sparql: str) -> Answer:
        """The answer to a SELECT; the usual prefixes are known. Raises InvalidQuery."""
        return Answer(self.reader.rows(sparql))

    def ask(self, name: str, values: Mapping[str, str] | None = None) -> Answer:
        """The answer to a named question (`q05`), asked of other values where given. Raises NotFound."""
        return self.query(queries.get(name).fill(values or {}))

    def close(self) -> None:
        """Close the snapshot."""
        self.reader.close()

    def __enter__(self) -> Graph:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<graph {self.reader.version}, {len(self.reader)} quads>"

    def _repr_html_(self) -> str:
        return table(("", ""), [(name, str(value)) for name, value in lookup.summary(self.reader).items()])
