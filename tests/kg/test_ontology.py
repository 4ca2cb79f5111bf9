"""The ontology file: every term is explained in two languages and placed; what the code uses is in it."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from kg import namespaces as ns
from kg.facts import EntityType
from kg.ontology import ontology
from kg.quads import quads
from kg.sources import ontology_text
from tests.factory import newsroom

MODEL = Graph().parse(data=ontology_text(), format="turtle")
OURS = sorted({str(s) for s in MODEL.subjects(RDFS.label) if str(s).startswith(ns.ZS)})
FORMAT = (
    "locatedIn", "investor", "operator", "parent", "phaseOf", "totalInvestment", "milestone", "outputValue", "sales",
    "tax", "jobs", "landArea", "floorArea", "capacity", "industry", "role", "indicator",
)  # fmt: skip


@pytest.mark.parametrize("iri", OURS, ids=lambda iri: iri.rpartition("#")[2])
def test_every_term_is_explained_in_both_languages(iri: str) -> None:
    for predicate in (RDFS.label, RDFS.comment):
        assert {text.language for text in MODEL.objects(URIRef(iri), predicate)} == {"zh", "en"}  # type: ignore[attr-defined]
    zh = next(t for t in MODEL.objects(URIRef(iri), RDFS.label) if t.language == "zh")  # type: ignore[attr-defined]
    assert re.search(r"[\u4e00-\u9fff]", zh)


def test_every_term_that_is_used_is_defined() -> None:
    used = {str(t) for triple in MODEL for t in triple if str(t).startswith(ns.ZS)}
    assert used <= set(OURS)


@pytest.mark.parametrize("name", [n for n, p in ontology().properties.items()])
def test_every_property_has_a_domain_and_a_range(name: str) -> None:
    iri = URIRef(ns.ZS + name)
    for end in (RDFS.domain, RDFS.range):
        value = MODEL.value(iri, end)
        assert value is not None
        if str(value).startswith(ns.ZS):
            assert (value, RDF.type, OWL.Class) in MODEL


@pytest.mark.parametrize("name", ontology().classes)
def test_every_class_has_a_colour_and_hangs_in_the_tree(name: str) -> None:
    assert re.fullmatch("#[0-9a-f]{6}", ontology().colour(name))
    assert MODEL.value(URIRef(ns.ZS + name), RDFS.subClassOf) or name in ("Measure", "MilestoneKind")


def test_listed_ends_lie_under_the_general_ones() -> None:
    for name in FORMAT:
        domain = MODEL.value(URIRef(ns.ZS + name), RDFS.domain)
        for listed in ontology().properties[name].domain:
            assert ontology().is_a(listed, str(domain)), (name, listed)


def test_the_facts_format_is_covered() -> None:
    assert set(FORMAT) <= ontology().properties.keys()
    assert set(get_args(EntityType)) <= set(ontology().classes)
    assert len(ontology().individuals("MilestoneKind")) == 9
    assert len(ontology().individuals("Measure")) == 14


def test_the_graph_uses_only_terms_of_the_ontology() -> None:
    known = {ns.ZS + name for name in (*ontology().classes, *ontology().properties)}
    known |= {ns.ZS + name for class_ in ("Measure", "MilestoneKind") for name in ontology().individuals(class_)}
    for draft in newsroom():
        for quad in quads(draft.article, draft.reading()):
            for term in (quad.predicate, quad.object):
                assert not str(term).startswith(ns.ZS) or term in known


def test_questions_about_terms() -> None:
    model = ontology()
    assert (model.label("investor"), model.label(ns.ZS + "investor", "en")) == ("投资方", "investor")
    assert model.label("没有这个词") == "没有这个词"
    assert model.inverse_label("locatedIn") == "承载"
    assert {"investor", "locatedIn", "phaseOf", "affiliation"} <= set(model.edges())
    assert "totalInvestment" not in model.edges()
    assert model.lineage("Company")[:3] == ("Company", "Organization", "Agent")
    assert set(model.subclasses("Organization")) == {
        "Organization", "Company", "GovernmentBody", "Association", "Institution",
    }  # fmt: skip
    assert model.admits("Project", "locatedIn", "Park") and not model.admits("Person", "locatedIn", "Park")
    assert model.admits("Project", "totalInvestment") and not model.admits("Company", "totalInvestment")
    assert not model.admits("Project", "没有这个词")
