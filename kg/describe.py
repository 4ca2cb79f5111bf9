"""Describes one entity as RDF: what is said of it, its value nodes, and every statement with its evidence."""

from __future__ import annotations

from collections.abc import Sequence

from kg import namespaces as ns
from kg.errors import NotFound
from kg.store import Reader
from kg.terms import Iri, is_iri, n3


def describe(reader: Reader, iri: str, media_types: Sequence[str]) -> tuple[bytes, str]:
    """The description of an entity in the first of the media types (`kg.store.formats.GRAPHS`), and that type.

    Raises NotFound where the store does not hold the entity.
    """
    if not is_iri(iri) or not reader.ask(f"ASK {{ {n3(Iri(iri))} a ?type }}"):
        raise NotFound("no such entity", where=iri)
    me = n3(Iri(iri))
    statement = f"{{ ?st rdf:subject {me} }} UNION {{ ?st rdf:object {me} }}"
    return reader.answer(
        f"""CONSTRUCT {{ ?s ?p ?o }} WHERE {{
          {{ VALUES ?s {{ {me} }} ?s ?p ?o }}
          UNION {{ {me} ?q ?s . ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{ns.NODE}")) }}
          UNION {{ ?s ?p ?o VALUES ?o {{ {me} }} }}
          UNION {{ {{ {me} ?q ?s }} UNION {{ ?s ?q {me} }} ?s ?p ?o FILTER(?p IN (rdf:type, rdfs:label)) }}
          UNION {{ GRAPH ?g {{ {statement} ?st ?p ?o BIND(?st AS ?s) }} }}
          UNION {{ GRAPH ?g {{ {statement} ?s oa:hasBody ?st ; ?p ?o }} }}
          UNION {{ GRAPH ?g {{ {statement} ?note oa:hasBody ?st ; oa:hasTarget ?s . ?s ?p ?o }} }}
          UNION {{ GRAPH ?g {{ {statement} ?note oa:hasBody ?st ; oa:hasTarget/oa:hasSelector ?s . ?s ?p ?o }} }}
        }}""",
        media_types,
    )
