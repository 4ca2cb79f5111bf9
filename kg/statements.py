"""The facts of things, with the evidence of every article that states them, and the things themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from kg import namespaces as ns
from kg.assembly import HAS_NODE, Parts, article_of, entity_of, entity_type, group, object_of, span_of
from kg.canonical import canonical
from kg.errors import NotFound
from kg.facts import Entity, Evidence, Fact, Reading
from kg.judgements import Verdict, read_verdicts, rejected
from kg.store import Reader, Rows
from kg.terms import reference

_NAMING: Final = ("rdf:type", "rdfs:label", "skos:altLabel", "zs:code")
"""What the store says of a thing itself."""


@lru_cache(maxsize=4)
def redirects(reader: Reader) -> Mapping[str, str]:
    """Every IRI that was merged away → the IRI that stands for it now."""
    rows = reader.rows("SELECT ?one ?other WHERE { ?one dcterms:isReplacedBy ?other }")
    return {row.text("one"): row.text("other") for row in rows}


def survivor(reader: Reader, iri: str) -> str:
    """The IRI that stands for this one: itself unless it was merged away."""
    return redirects(reader).get(iri, iri)


@lru_cache(maxsize=4)
def _rejected(reader: Reader) -> frozenset[str]:
    return rejected(verdicts(reader))


def verdicts(reader: Reader) -> list[Verdict]:
    """Every verdict of reviewers, in order."""
    return read_verdicts(reader.quads(graph=ns.CURATION_GRAPH))


def entity(reader: Reader, iri: str) -> Entity:
    """A thing as all articles together name it; `mentions` is empty. Raises NotFound.

    An IRI that was merged away gives its survivor.
    """
    return entities(reader, [iri])[iri]


def entities(reader: Reader, wanted: Iterable[str]) -> dict[str, Entity]:
    """Several things at once, by IRI. Raises NotFound where one of them is not in the store."""
    heads = {iri: survivor(reader, iri) for iri in wanted}
    # Pairs, not two lists of values: engines join the shorter list first and read every label of the store.
    values = " ".join(f"({reference(iri)} {term})" for iri in dict.fromkeys(heads.values()) for term in _NAMING)
    graph = group(reader.rows(f"SELECT ?s ?p ?o WHERE {{ VALUES (?s ?p) {{ {values} }} ?s ?p ?o }}"))
    found: dict[str, Entity] = {}
    for iri, head in heads.items():
        if head not in graph or entity_type(graph[head]) is None:
            raise NotFound("no such entity", where=iri)
        found[iri] = entity_of(head, graph[head], [])
    return found


def facts(reader: Reader, iri: str) -> list[Fact]:
    """Every fact that has the entity as subject or object, with the evidence of all articles."""
    return facts_of(reader, [iri])


def facts_of(reader: Reader, things: Iterable[str]) -> list[Fact]:
    """Every fact that has one of these entities as subject or object, or as the body of a role.

    Facts that a reviewer rejected are left out, those of IRIs that were merged away are not: their
    subject and object are as the articles' graphs have them.
    """
    asked = set(things)
    asked |= {one for one, other in redirects(reader).items() if other in asked}
    values = " ".join(reference(iri) for iri in sorted(asked))
    rows = reader.rows(
        f"SELECT DISTINCT ?st WHERE {{ VALUES ?me {{ {values} }} GRAPH ?g {{ {{ ?st rdf:subject ?me }}"
        " UNION { ?st rdf:object ?me } UNION { ?node zs:organization ?me . ?st rdf:object ?node } } }"
    )
    return _facts(reader, [row.text("st") for row in rows])


def facts_between(reader: Reader, ends: Iterable[tuple[str, str]]) -> list[Fact]:
    """Every fact whose subject and object (or the body of whose role) are one of these pairs, in this order.

    Costs what the pairs cost, however many other facts the things have. Merged and rejected as in `facts_of`.
    """
    former: dict[str, list[str]] = defaultdict(list)
    for one, other in redirects(reader).items():
        former[other].append(one)
    pairs = {
        (subject, object_)
        for one, other in ends
        for subject in (one, *former.get(one, ()))
        for object_ in (other, *former.get(other, ()))
    }
    if not pairs:
        return []
    values = " ".join(f"({reference(one)} {reference(other)})" for one, other in sorted(pairs))
    rows = reader.rows(
        f"SELECT DISTINCT ?st WHERE {{ VALUES (?one ?other) {{ {values} }} GRAPH ?g {{"
        " { ?st rdf:subject ?one ; rdf:object ?other }"
        " UNION { ?st rdf:subject ?one ; rdf:object ?node . ?node zs:organization ?other } } }"
    )
    return _facts(reader, [row.text("st") for row in rows])


def fact(reader: Reader, statement: str) -> Fact:
    """The fact of a statement's IRI, with the evidence of all articles. Raises NotFound."""
    found = _facts(reader, [statement])
    if not found:
        raise NotFound("no such fact", where=statement)
    return found[0]


def all_facts(reader: Reader) -> list[Fact]:
    """Every fact of the store, with the evidence of all articles."""
    return _facts(reader, None)


def facts_with(reader: Reader, predicates: Iterable[str]) -> list[Fact]:
    """Every fact with one of these predicates (local names), with the evidence of all articles."""
    return _facts(reader, None, f"VALUES ?p {{ {' '.join('zs:' + name for name in predicates)} }}")


def _facts(reader: Reader, statements: list[str] | None, values: str = "") -> list[Fact]:
    """The facts of these statements, or of all, that no reviewer rejected."""
    if statements is not None:
        values = f"VALUES ?st {{ {' '.join(reference(iri) for iri in statements)} }}"
    rows = reader.rows(
        f"SELECT ?st ?s ?p ?o ?note ?extractor ?confidence ?target ?quote WHERE {{ {values} GRAPH ?g {{"
        " ?st rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; ^oa:hasBody ?note ."
        " ?note oa:hasTarget ?target ; zs:extractor ?extractor ; zs:confidence ?confidence ."
        " ?target oa:hasSelector/oa:exact ?quote } }"
    )
    rows = Rows(rows.variables, (row for row in rows if row.text("st") not in _rejected(reader)))
    nodes = _value_nodes(reader, {row.text("o") for row in rows})
    pieces: dict[tuple[str, str, str], dict[str, Evidence]] = defaultdict(dict)
    for row in rows:
        span = span_of(row.text("target"))
        pieces[row.text("s"), row.text("p"), row.text("o")][row.text("note")] = Evidence(
            article=article_of(row.text("target")),
            start=span.start,
            end=span.end,
            quote=row.text("quote"),
            extractor=row.text("extractor"),
            confidence=float(row.text("confidence")),
        )
    found = tuple(
        Fact(s, p.removeprefix(ns.ZS), object_of(o, nodes), tuple(evidence.values()))
        for (s, p, o), evidence in pieces.items()
    )
    return list(canonical(Reading("", None, None, (), found)).facts)


def _value_nodes(reader: Reader, objects: Iterable[str]) -> dict[str, Parts]:
    values = " ".join(reference(iri) for iri in objects if iri.startswith(HAS_NODE))
    if not values:
        return {}
    return group(reader.rows(f"SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }}"))
