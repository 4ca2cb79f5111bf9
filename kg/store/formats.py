"""Media types of RDF and of query results, and the parsing of RDF text into plain quads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Final

import pyoxigraph as ox

from kg.errors import StoreError
from kg.namespaces import PREFIXES
from kg.terms import Iri, Literal, Quad, Term, n3

RESULTS: Final[dict[str, ox.QueryResultsFormat]] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
"""What a SELECT may answer with; ASK cannot be CSV or TSV."""

GRAPHS: Final[dict[str, ox.RdfFormat]] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}
"""What CONSTRUCT and DESCRIBE may answer with."""


def term(value: object) -> Term:
    """A term of the engine as one of ours."""
    if isinstance(value, ox.NamedNode):
        return Iri(value.value)
    if isinstance(value, ox.Literal):
        return Literal(value.value, value.datatype.value, value.language)
    if isinstance(value, ox.BlankNode):
        return Iri(f"_:{value.value}")
    raise TypeError(f"not an RDF 1.1 term: {value!r}")


def quad(value: ox.Quad | ox.Triple) -> Quad:
    """A quad of the engine as one of ours; a triple stands in the default graph."""
    graph = value.graph_name if isinstance(value, ox.Quad) else ox.DefaultGraph()
    name = None if isinstance(graph, ox.DefaultGraph) else Iri(term(graph))
    return Quad(Iri(term(value.subject)), Iri(value.predicate.value), term(value.object), name)


def parse(text: str | bytes, media_type: str = "text/turtle") -> Iterator[Quad]:
    """The quads of an RDF document. Raises StoreError where it does not parse."""
    try:
        for item in ox.parse(text, format=GRAPHS[media_type]):
            yield quad(item)
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"not {media_type}: {error}") from error


def triples(data: bytes, media_type: str) -> Iterator[ox.Triple]:
    """The triples of a document, whichever graph it puts them in."""
    for item in ox.parse(data, format=GRAPHS[media_type]):
        yield item.triple if isinstance(item, ox.Quad) else item


def write(found: Iterable[ox.Quad] | Iterable[ox.Triple], stream: IO[bytes], media_type: str) -> None:
    """Write quads or triples as they come."""
    ox.serialize(found, stream, format=GRAPHS[media_type], prefixes=PREFIXES)


def convert(turtle: str, media_type: str) -> bytes:
    """A Turtle document of ours in another syntax of `GRAPHS`."""
    return (
        ox.serialize(ox.parse(turtle, format=ox.RdfFormat.TURTLE), format=GRAPHS[media_type], prefixes=PREFIXES) or b""
    )


def data(found: set[Quad]) -> str:
    """Quads as the body of INSERT DATA or DELETE DATA."""
    groups: dict[str | None, list[str]] = {}
    for q in found:
        groups.setdefault(q.graph, []).append(f"{n3(q.subject)} {n3(q.predicate)} {n3(q.object)} .")
    blocks = []
    for graph, triples in groups.items():
        body = "\n".join(sorted(triples))
        blocks.append(body if graph is None else f"GRAPH <{graph}> {{\n{body}\n}}")
    return "\n".join(blocks)
