"""Media types of RDF and of query results, and the parsing of RDF text into plain quads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from kg.errors import StoreError
from kg.namespaces import PREFIXES
from kg.terms import Iri, Literal, Quad, Term

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


def convert(turtle: str, media_type: str) -> bytes:
    """A Turtle document of ours in another syntax of `GRAPHS`."""
    return (
        ox.serialize(ox.parse(turtle, format=ox.RdfFormat.TURTLE), format=GRAPHS[media_type], prefixes=PREFIXES) or b""
    )
