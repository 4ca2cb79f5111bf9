"""Are two answers the same? They are compared as graphs, up to the names of blank nodes; numbers by value."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyoxigraph as ox

_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SYNTAX = {
    ".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".rdf": ox.RdfFormat.RDF_XML,
    ".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG,
}  # fmt: skip
_TABLES = {
    ".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON, ".tsv": ox.QueryResultsFormat.TSV,
}  # fmt: skip

_NUMBERS = ("integer", "decimal", "double", "float")

Row = dict[str, object]


def triples(path: Path, base: str) -> list[ox.Triple]:
    """The triples of a file."""
    found = ox.parse(path=str(path), format=_SYNTAX[path.suffix], base_iri=base)
    return [q.triple if isinstance(q, ox.Quad) else q for q in found]


def expected(path: Path, base: str) -> bool | list[Row] | list[ox.Triple]:
    """What a result file holds: a boolean, rows, or a graph."""
    if path.suffix in _TABLES:
        return rows(path.read_bytes(), _TABLES[path.suffix])
    found = triples(path, base)
    nodes = {t.object for t in found if t.predicate.value == _RS + "solution"}
    return _rows_of_graph(found) if nodes or any(_RS + "ResultSet" in str(t.object) for t in found) else found


def rows(data: bytes, form: ox.QueryResultsFormat) -> bool | list[Row]:
    """What a serialised answer holds."""
    found = ox.parse_query_results(data, format=form)
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    names = [variable.value for variable in found.variables]
    return [{name: row[name] for name in names if row[name] is not None} for row in found]


def _rows_of_graph(found: list[ox.Triple]) -> bool | list[Row]:
    about: dict[object, dict[str, list[object]]] = {}
    for t in found:
        about.setdefault(t.subject, {}).setdefault(t.predicate.value.removeprefix(_RS), []).append(t.object)
    for parts in about.values():
        if "boolean" in parts:
            return str(parts["boolean"][0].value) == "true"  # type: ignore[attr-defined]
    answer: list[Row] = []
    for parts in about.values():
        for node in parts.get("solution", []):
            bound = (about[binding] for binding in about[node].get("binding", []))
            answer.append({str(b["variable"][0].value): b["value"][0] for b in bound})  # type: ignore[attr-defined]
    return answer


def same_rows(one: list[Row], other: list[Row]) -> bool:
    """Whether these are the same rows, in whatever order."""
    return _canonical(_as_graph(one)) == _canonical(_as_graph(other))


def same_graph(one: list[ox.Triple], other: list[ox.Triple]) -> bool:
    """Whether these are the same graph."""
    return _canonical([_plain(t) for t in one]) == _canonical([_plain(t) for t in other])


def same_quads(one: list[ox.Quad], other: list[ox.Quad]) -> bool:
    """Whether these are the same dataset."""
    return _canonical(one) == _canonical(other)


def same_table(one: bytes, other: bytes) -> bool:
    """Whether two CSV files say the same; blank nodes count as one another."""
    import csv
    import io

    def read(data: bytes) -> tuple[list[str], Counter[tuple[str, ...]]]:
        head, *body = csv.reader(io.StringIO(data.decode(), newline=""))
        order = sorted(range(len(head)), key=head.__getitem__)  # SELECT * leaves the order of columns open
        cells = ([_number(line[i]) if not line[i].startswith("_:") else "_:" for i in order] for line in body)
        return sorted(head), Counter(map(tuple, cells))

    return read(one) == read(other)


def _number(cell: str) -> str:
    try:
        return str(Decimal(cell).normalize())
    except InvalidOperation:
        return cell


def _as_graph(found: list[Row]) -> list[ox.Triple]:
    made = []
    for row in found:
        me = ox.BlankNode()
        made.append(ox.Triple(me, ox.NamedNode(_RS + "type"), ox.NamedNode(_RS + "Row")))
        for name, value in row.items():
            made.append(ox.Triple(me, ox.NamedNode("urn:variable:" + name), _value(value)))
    return made


def _plain(t: ox.Triple) -> ox.Triple:
    return ox.Triple(t.subject, t.predicate, _value(t.object))


def _value(value: object) -> object:
    """Numbers and booleans in one spelling: an engine may write 1.50 as 1.5."""
    if isinstance(value, ox.Literal) and value.datatype.value == _XSD + "boolean":
        return ox.Literal({"0": "false", "1": "true"}.get(value.value, value.value), datatype=value.datatype)
    if isinstance(value, ox.Literal) and value.datatype.value.removeprefix(_XSD) in _NUMBERS:
        try:
            number = Decimal(value.value)
        except InvalidOperation:
            return value
        shown = f"{float(number):.9g}" if number.is_finite() else value.value
        return ox.Literal(shown, datatype=value.datatype)
    return value


def _canonical(found: list[ox.Triple] | list[ox.Quad]) -> set[str]:
    dataset = ox.Dataset(ox.Quad(*_parts(t)) for t in found)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {str(q) for q in dataset}


def _parts(t: ox.Triple | ox.Quad) -> tuple[object, ...]:
    name = t.graph_name if isinstance(t, ox.Quad) else ox.DefaultGraph()
    return t.subject, t.predicate, t.object, name
