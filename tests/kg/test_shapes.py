"""The shapes: sound graphs pass, broken ones are refused with node, path and reason, and the compiled
checks give the verdicts of pyshacl."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from rdflib import RDF, SH, Graph, URIRef

from kg import namespaces as ns
from kg.article import Article
from kg.errors import InvalidGraph
from kg.facts import Milestone, Reading, Ref
from kg.identity import Judgement
from kg.judgements import Verdict, judgement_quads, verdict_quads
from kg.namespaces import PREFIXES
from kg.ontology import ontology
from kg.quads import TYPE, quads, zs
from kg.shapes import check, validate, violations
from kg.sifting import sift
from kg.sources import SHAPES
from kg.store import open_store
from kg.terms import Iri, Literal, Quad, decimal, zh
from tests.factory import newsroom, signing
from tests.kg.readings import articles

SOUND = quads(signing().article, signing().reading())
RDFS, OA, XSD = PREFIXES["rdfs"], PREFIXES["oa"], PREFIXES["xsd"]


def without(predicate: str) -> list[Quad]:
    return [q for q in SOUND if q.predicate != predicate]


def changed(predicate: str, value: Literal | Iri) -> list[Quad]:
    """The sound graph with the first object of a property changed."""
    target = next(q for q in SOUND if q.predicate == predicate)
    return [q._replace(object=value) if q is target else q for q in SOUND]


def doubled(predicate: str, value: Literal | Iri) -> list[Quad]:
    target = next(q for q in SOUND if q.predicate == predicate)
    return [*SOUND, target._replace(object=value)]


BROKEN = {
    "no label": (without(RDFS + "label"), "name"),
    "two labels": (doubled(RDFS + "label", zh("另名")), "name"),
    "label without language": (changed(RDFS + "label", Literal("贵港")), "name"),
    "code too short": (changed(zs("code"), Literal("4508")), "digits"),
    "no evidence": (without(OA + "hasBody"), "evidence"),
    "no quote": (without(OA + "exact"), "quote"),
    "empty quote": (changed(OA + "exact", Literal("")), "quote"),
    "no article": (without(PREFIXES["prov"] + "wasDerivedFrom"), "derived"),
    "no amount": (without(zs("amount")), "amount"),
    "an amount that is text": (changed(zs("amount"), Literal("12亿")), "amount"),
    "an amount out of range": (changed(zs("amount"), decimal(1e19)), "amount"),
    "a currency in words": (changed(zs("currency"), Literal("人民币")), "currency"),
    "a kind of milestone that is not known": (changed(zs("kind"), zs("celebrated")), "kind"),
    "a measure that is not known": (changed(zs("measure"), zs("happiness")), "measure"),
    "a day that is none": (changed(zs("date"), Literal("2023-02-30", XSD + "date")), "date"),
    "a month that is none": (changed(zs("date"), Literal("2023-13", XSD + "gYearMonth")), "date"),
    "confidence over one": (changed(zs("confidence"), decimal(1.5)), "confidence"),
    "no extractor": (changed(zs("extractor"), Literal("")), "extractor"),
    "a period in words": (changed(zs("period"), Literal("今年")), "period"),
    "a per that is not known": (changed(zs("per"), Literal("week")), "period"),
    "planned that is text": (changed(zs("planned"), Literal("yes")), "planned"),
    "a role without title": (without(zs("title")), "title"),
    "an object of the wrong type": (changed(zs("investor"), Iri(ns.ID + "Region/贵港市")), "investor"),
    "a subject that is nowhere described": (
        [q for q in SOUND if not (q.predicate == TYPE and q.object == zs("Person"))],
        "subject",
    ),
    "two types": (doubled(TYPE, zs("Company")), "type"),
    "article without text": (without(zs("text")), "text"),
}


@pytest.mark.parametrize(("graph", "word"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_graph_is_refused_with_its_reason(graph: list[Quad], word: str) -> None:
    assert any(word in found.message for found in violations(graph))
    with pytest.raises(InvalidGraph, match="breaks the shapes"):
        check(graph)


@pytest.mark.parametrize("graph", [SOUND, *(graph for graph, _ in BROKEN.values())], ids=["sound", *BROKEN])
def test_compiled_checks_give_the_verdicts_of_pyshacl(graph: list[Quad]) -> None:
    assert violations(graph) == validate(graph)


@given(articles())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_every_sound_reading_passes(written: tuple[Article, Reading]) -> None:
    check(quads(*written))


@pytest.mark.parametrize("draft", newsroom(), ids=lambda draft: draft.article.name)
def test_hand_made_articles_pass_both(draft) -> None:  # type: ignore[no-untyped-def]
    graph = quads(draft.article, draft.reading())
    assert violations(graph) == [] == validate(graph)


def test_the_lists_in_the_shapes_are_those_of_the_ontology() -> None:
    graph = Graph().parse(SHAPES)
    listed = {}
    for path, class_ in ((zs("kind"), "MilestoneKind"), (zs("measure"), "Measure")):
        prop = next(graph.subjects(SH.path, URIRef(path)))
        listed[class_] = {str(item) for item in graph.items(graph.value(prop, SH["in"]))}
        assert listed[class_] == {ns.ZS + name for name in ontology().individuals(class_)}
    ends = [s for s in graph.subjects(RDF.type, SH.NodeShape) if graph.value(s, SH.targetSubjectsOf)]
    names = {str(graph.value(s, SH.targetSubjectsOf)).removeprefix(ns.ZS) for s in ends} - {"extractor"}
    for name in names:
        shape = next(s for s in ends if graph.value(s, SH.targetSubjectsOf) == URIRef(ns.ZS + name))
        subject = next(p for p in graph.objects(shape, SH.property) if graph.value(p, SH.path) == RDF.type)
        allowed = {str(item).removeprefix(ns.ZS) for item in graph.items(graph.value(subject, SH["in"]))}
        assert allowed - {"Company"} <= set(ontology().properties[name].domain)
        assert set(ontology().properties[name].domain) <= allowed


def test_the_store_writes_nothing_of_a_broken_reading(tmp_path) -> None:  # type: ignore[no-untyped-def]
    draft = signing()
    draft.facts.append(replace(draft.facts[3], object=Milestone("celebrated", None, False)))
    with open_store(tmp_path) as store:
        with pytest.raises(InvalidGraph, match="kind"):
            store.replace(draft.article, draft.reading())
        assert store.articles() == [] and store.quads() == set()


def test_sifting_takes_out_the_wrong_fact_and_keeps_the_rest() -> None:
    draft = signing()
    sound = draft.reading()
    city = draft.thing("Region", "贵港市", code="450800")
    wrong = replace(draft.facts[0], object=Ref(city))
    draft.facts.append(wrong)
    kept, refused = sift(draft.article, draft.reading())
    assert kept.facts == sound.facts and kept.entities == sound.entities
    assert [item for item, _ in refused] == [wrong]
    assert "investor" in refused[0][1]
    assert sift(draft.article, sound) == (sound, [])


def test_sifting_takes_out_a_wrong_entity_with_its_facts() -> None:
    draft = signing()
    entities = tuple(replace(e, code="45") if e.code else e for e in draft.reading().entities)
    kept, refused = sift(draft.article, replace(draft.reading(), entities=entities))
    assert not any(e.type == "Region" for e in kept.entities)
    assert {getattr(item, "predicate", "entity") for item, _ in refused} == {"entity", "locatedIn", "indicator"}
    check(quads(draft.article, kept))


def test_one_article_is_checked_within_the_time_that_writing_allows() -> None:
    violations(SOUND)
    started = time.process_time()
    for _ in range(5):
        violations(SOUND)
    assert (time.process_time() - started) / 5 < 0.2


def test_every_class_that_has_members_has_a_shape() -> None:
    graph = Graph().parse(SHAPES)
    shaped = {str(c).removeprefix(ns.ZS) for c in graph.objects(None, SH.targetClass)}
    own = {"Entity", "Place", "Agent", "Value"}  # hold others together
    listed = {"MilestoneKind", "Measure"}  # their members stand in the ontology itself
    assert set(ontology().classes) - shaped == own | listed


def test_what_reviewers_decided_is_checked_too() -> None:
    verdict = Verdict(1, ns.STATEMENT + "0" * 24, "reject", "编辑", "2024-01-01T00:00:00Z", "看错")
    row = Judgement(1, ns.ID + "Company/甲", ns.ID + "Company/乙", "same", "编辑", "2024-01-01T00:00:00Z", "一家")
    sound = [*verdict_quads([verdict]), *judgement_quads([row])]
    assert violations(sound) == [] == validate(sound)
    for predicate in (zs("verdict"), zs("opinion"), PREFIXES["dcterms"] + "creator", zs("left")):
        broken = [q for q in sound if q.predicate != predicate]
        assert violations(broken) == validate(broken) != []
