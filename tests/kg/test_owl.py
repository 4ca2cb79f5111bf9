"""The ontology is sound as OWL 2 RL: with graphs of articles it has no contradiction, and its mappings hold."""

from __future__ import annotations

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import OWL, RDF, Graph, Namespace, URIRef

from kg.namespaces import PREFIXES, ZS
from kg.quads import quads
from kg.sources import ontology_text
from kg.terms import nquad
from tests.factory import newsroom

zs, schema = Namespace(ZS), Namespace(PREFIXES["schema"])


def closure(extra: str = "") -> Graph:
    """The ontology and the graphs of the hand-made articles with everything that OWL 2 RL infers from them."""
    graph = Graph().parse(data=ontology_text(), format="turtle")
    for draft in newsroom()[:2]:
        rows = (quad for quad in quads(draft.article, draft.reading()) if not quad.subject.startswith("_"))
        graph.parse(data="\n".join(nquad(quad._replace(graph=None)) for quad in rows), format="nt")
    if extra:
        graph.parse(data=ontology_text().split("### Classes")[0] + extra, format="turtle")
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return graph


def errors(graph: Graph) -> list[str]:
    messages = {str(o) for s, p, o in graph if str(p).endswith("error")}
    nothing = {str(s) for s in graph.subjects(RDF.type, OWL.Nothing)}
    return sorted(messages | nothing)


@pytest.fixture(scope="module")
def inferred() -> Graph:
    return closure()


@pytest.mark.slow
def test_no_contradiction(inferred: Graph) -> None:
    assert errors(inferred) == []


@pytest.mark.slow
def test_a_contradiction_would_be_found() -> None:
    wrong = closure("zs:贵港 a zs:Person, zs:Region .\nzs:Person owl:disjointWith zs:Region .")
    assert errors(wrong) != []


@pytest.mark.slow
def test_what_is_stated_in_our_terms_holds_in_those_of_others(inferred: Graph) -> None:
    project = URIRef("https://zhaoshang.example/id/Project/星河光电产业园项目")
    park = URIRef("https://zhaoshang.example/id/Park/覃塘产业园")
    firm = URIRef("https://zhaoshang.example/id/Company/广东星河光电集团有限公司")
    assert (project, schema.location, park) in inferred
    assert (firm, RDF.type, schema.Organization) in inferred
    assert (firm, RDF.type, URIRef(PREFIXES["org"] + "FormalOrganization")) in inferred
    assert (firm, RDF.type, URIRef(PREFIXES["prov"] + "Agent")) in inferred
    assert (park, RDF.type, schema.Place) in inferred or (park, RDF.type, zs.Place) in inferred
