"""The description of the dataset (VoID, DCAT): what it holds, how fresh it is; written when it is published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import pyoxigraph as ox

from kg import namespaces as ns
from kg.terms import XSD, Iri, Literal, Quad, Term, integer, zh

DATASET: Final = Iri(ns.BASE + "dataset")
_P: Final = ns.PREFIXES


def describe(store: ox.Store, now: datetime) -> Iterator[Quad]:
    """The quads of the catalogue graph for what the store holds now."""
    for name, value in _about(store, now):
        yield _quad(DATASET, name, value)
    for row in _rows(store, "SELECT ?class (COUNT(?s) AS ?n) WHERE { ?s a ?class } GROUP BY ?class"):
        part = Iri(f"{DATASET}/{row[0].value.rpartition('#')[2].rpartition('/')[2]}")
        yield _quad(DATASET, "void:classPartition", part)
        yield _quad(part, "void:class", Iri(row[0].value))
        yield _quad(part, "void:entities", integer(int(row[1].value)))


def _about(store: ox.Store, now: datetime) -> Iterator[tuple[str, Term]]:
    yield "rdf:type", Iri(_P["void"] + "Dataset")
    yield "rdf:type", Iri(_P["dcat"] + "Dataset")
    yield "dcterms:title", zh("招商引资知识图谱")
    yield "dcterms:title", Literal("Investment-promotion knowledge graph", _P["rdf"] + "langString", "en")
    yield "dcterms:modified", Literal(now.isoformat(timespec="seconds"), XSD + "dateTime")
    yield "dcterms:language", Literal("zh")
    yield "void:uriSpace", Literal(ns.ID)
    for prefix in ("zs", "rdfs", "skos", "prov", "oa"):
        yield "void:vocabulary", Iri(_P[prefix])
    (triples,) = _rows(store, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    yield "void:triples", integer(int(triples[0].value))
    for row in filter(None, _rows(store, "SELECT (MAX(STR(?d)) AS ?last) WHERE { ?a dcterms:issued ?d }")):
        # The latest article: what the graph knows ends there.
        yield "dcterms:temporal", Literal(row[0].value)


def _rows(store: ox.Store, query: str) -> list[list[ox.NamedNode | ox.Literal]]:
    found = store.query(query, prefixes=ns.PREFIXES)
    assert isinstance(found, ox.QuerySolutions)
    return [[term for term in row if isinstance(term, ox.NamedNode | ox.Literal)] for row in found]


def _quad(subject: Iri, name: str, value: Term) -> Quad:
    prefix, local = name.split(":")
    return Quad(subject, Iri(_P[prefix] + local), value, Iri(ns.CATALOGUE_GRAPH))
