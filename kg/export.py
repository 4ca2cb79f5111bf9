"""The graph for other programs: RDF in four syntaxes, networks for Gephi and others, a table of facts.

`nq`, `trig` and `jsonld` (with a context of prefixes) hold every named graph, `ttl` the merged one.
`graphml` and `gexf` are the network of things, every edge with its best sentence. `csv` has one line
for each piece of evidence: the fact in plain words, where it is stated, and the sentence; `parquet` is the
same, typed. `nodes` and `edges` are the network as two tables.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import IO, Any, Final

import networkx as nx

from kg import lookup
from kg.errors import NotFound
from kg.facts import Capacity, Indicator, Milestone, Money, Object, Quantity, Ref, Role, Text
from kg.namespaces import PREFIXES
from kg.network import network
from kg.ontology import ontology
from kg.store import Reader
from kg.tables import EDGES, NODES, edge_rows, node_rows, write_parquet
from kg.terms import prefixed

_RDF: Final = {
    "nq": "application/n-quads",
    "trig": "application/trig",
    "ttl": "text/turtle",
}

COLUMNS: Final = (
    "subject", "subject_name", "predicate", "object", "object_name", "article", "article_name", "published",
    "start", "end", "quote", "extractor", "confidence",
)  # fmt: skip


def export(reader: Reader, format: str, stream: IO[bytes]) -> None:
    """Writes the graph to a stream in a format of `FORMATS`. Raises NotFound for any other."""
    if format not in FORMATS:
        raise NotFound(f"no export format {format}", hint=", ".join(FORMATS))
    FORMATS[format](reader, stream)


def _rdf(media_type: str) -> Callable[[Reader, IO[bytes]], None]:
    return lambda reader, stream: reader.dump(media_type, stream)


def _jsonld(reader: Reader, stream: IO[bytes]) -> None:
    expanded = io.BytesIO()
    reader.dump("application/ld+json", expanded)
    document = {"@context": PREFIXES, "@graph": _compact(json.loads(expanded.getvalue()))}
    stream.write(json.dumps(document, ensure_ascii=False).encode())


def _compact(value: Any) -> Any:
    """Expanded JSON-LD with the terms of vocabularies as prefixed names."""
    if isinstance(value, list):
        return [_compact(item) for item in value]
    if isinstance(value, dict):
        return {prefixed(key): _types(part) if key == "@type" else _compact(part) for key, part in value.items()}
    return value


def _types(value: str | list[str]) -> str | list[str]:
    return prefixed(value) if isinstance(value, str) else [prefixed(item) for item in value]


def _graphml(reader: Reader, stream: IO[bytes]) -> None:
    nx.write_graphml(_sound(network(reader)), stream, named_key_ids=True)


def _gexf(reader: Reader, stream: IO[bytes]) -> None:
    nx.write_gexf(_sound(network(reader)), stream)


def _sound(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The network without the characters that XML cannot hold."""
    clean = nx.MultiDiGraph()
    for iri, data in graph.nodes(data=True):
        clean.add_node(iri, **{key: _xml(value) for key, value in data.items()})
    for one, other, key, data in graph.edges(keys=True, data=True):
        clean.add_edge(one, other, key=key, **{name: _xml(value) for name, value in data.items()})
    return clean


def _xml(value: str | float) -> str | float:
    if not isinstance(value, str):
        return value
    return "".join(c for c in value if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))


def _csv(reader: Reader, stream: IO[bytes]) -> None:
    _table(COLUMNS, rows(reader), stream)


def _nodes(reader: Reader, stream: IO[bytes]) -> None:
    _table(NODES, node_rows(reader), stream)


def _edges(reader: Reader, stream: IO[bytes]) -> None:
    _table(EDGES, edge_rows(reader), stream)


def _parquet(reader: Reader, stream: IO[bytes]) -> None:
    write_parquet(COLUMNS, rows(reader), stream)


def _table(columns: tuple[str, ...], found: Iterator[tuple[str, ...]], stream: IO[bytes]) -> None:
    # The mark at the beginning lets spreadsheets know that the file is UTF-8.
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for row in found:
        writer.writerow([cell(value) for value in row])
    text.flush()
    text.detach()


def rows(reader: Reader) -> Iterator[tuple[str, ...]]:
    """One row of `COLUMNS` for each piece of evidence in the store."""
    articles = {row.id: row for row in lookup.articles(reader)}
    found = lookup.all_facts(reader)
    things = {fact.subject for fact in found}
    things |= {fact.object.id for fact in found if isinstance(fact.object, Ref)}
    things |= {fact.object.org for fact in found if isinstance(fact.object, Role) and fact.object.org}
    names = {iri: entity.name for iri, entity in lookup.entities(reader, sorted(things)).items()}
    for fact in found:
        target = fact.object.id if isinstance(fact.object, Ref) else ""
        for piece in fact.evidence:
            article = articles[piece.article]
            yield (
                fact.subject, names[fact.subject], fact.predicate, target, plain(fact.object, names),
                piece.article, article.name, article.date or "",
                str(piece.start), str(piece.end), piece.quote, piece.extractor, f"{piece.confidence:g}",
            )  # fmt: skip


def plain(value: Object, names: dict[str, str]) -> str:
    """An object in plain words.

    >>> plain(Milestone("signed", "2020-11", False), {}), plain(Money(3.819e9), {})
    ('签约 2020-11', '3819000000 CNY')
    """
    match value:
        case Ref(iri):
            return names[iri]
        case Text(text):
            return text
        case Money(amount, currency, planned):
            return f"{_number(amount)} {currency}{_plan(planned)}"
        case Quantity(amount, planned):
            return f"{_number(amount)}{_plan(planned)}"
        case Capacity(product, amount, unit, per):
            return f"{product} {_number(amount)} {unit}" + (f"/{per}" if per else "")
        case Milestone(kind, date, planned):
            return f"{ontology().label(kind)} {date or ''}".rstrip() + _plan(planned or None)
        case Role(org, title):
            return f"{names[org]} {title}" if org else title
        case Indicator(measure, amount, unit, period):
            return f"{ontology().label(measure)} {_number(amount)} {unit} {period or ''}".rstrip()


def _number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _plan(planned: bool | None) -> str:
    return "（计划）" if planned else ""


def cell(text: str) -> str:
    """The text as a cell that no spreadsheet runs as a formula."""
    # A spreadsheet runs a cell that begins like this as a formula.
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


FORMATS: Final[dict[str, Callable[[Reader, IO[bytes]], None]]] = {
    **{name: _rdf(media_type) for name, media_type in _RDF.items()},
    "jsonld": _jsonld,
    "graphml": _graphml,
    "gexf": _gexf,
    "csv": _csv,
    "nodes": _nodes,
    "edges": _edges,
    "parquet": _parquet,
}
"""Every format by its name."""
