"""The network as two tables and the facts as one Parquet file, for spreadsheets, Gephi, pandas and DuckDB.

Gephi reads the tables of nodes and edges by their headings `Id`, `Label`, `Source`, `Target`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from kg.errors import KgError
from kg.network import network
from kg.store import Reader

NODES = ("Id", "Label", "Type")
EDGES = ("Source", "Target", "Type", "Predicate", "Label", "Confidence", "Article", "Quote")


def node_rows(reader: Reader) -> Iterator[tuple[str, ...]]:
    """One row of `NODES` a thing, by IRI."""
    for iri, data in sorted(network(reader).nodes(data=True)):
        yield iri, data["label"], data["type"]


def edge_rows(reader: Reader) -> Iterator[tuple[str, ...]]:
    """One row of `EDGES` an edge, each with its best sentence."""
    rows = sorted(network(reader).edges(keys=True, data=True), key=lambda edge: edge[:3])
    for one, other, _, data in rows:
        said = (data["predicate"], data["label"], f"{data['confidence']:g}", data["article"], data["quote"])
        yield (one, other, "Directed", *said)


def write_parquet(columns: tuple[str, ...], rows: Iterator[tuple[str, ...]], stream: IO[bytes]) -> None:
    """The rows as a Parquet file: `start` and `end` are integers, `confidence` a number, all else text.

    Raises KgError where pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise KgError("Parquet needs pyarrow", hint="pip install pyarrow") from error
    kinds = {"start": (int, pa.int64()), "end": (int, pa.int64()), "confidence": (float, pa.float64())}
    held: dict[str, list[object]] = {name: [] for name in columns}
    for row in rows:
        for name, value in zip(columns, row, strict=True):
            held[name].append(kinds[name][0](value) if name in kinds else value)
    fields = [(name, kinds[name][1] if name in kinds else pa.string()) for name in columns]
    pq.write_table(pa.table(held, schema=pa.schema(fields)), stream, compression="zstd")
