"""One article as quads: the two layers, the evidence law, identifiers that depend on content alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from kg import namespaces as ns
from kg.article import Article
from kg.canonical import canonical
from kg.errors import InvalidGraph
from kg.facts import Evidence, Money, Reading
from kg.quads import is_simple, quads, statement, zs
from kg.terms import Iri, Literal, is_iri
from tests.factory import hostile, progress, signing
from tests.kg.readings import articles


@given(articles())
@settings(max_examples=60, deadline=None)
def test_order_and_repetition_carry_no_meaning(written: tuple[Article, Reading]) -> None:
    article, reading = written
    shuffled = replace(reading, entities=reading.entities[::-1], facts=(reading.facts * 2)[::-1])
    assert set(quads(article, shuffled)) == set(quads(article, reading))
    assert canonical(canonical(reading)) == canonical(reading)


@given(articles())
@settings(max_examples=40, deadline=None)
def test_every_quad_is_sound_and_stands_in_the_articles_graph(written: tuple[Article, Reading]) -> None:
    article, reading = written
    for quad in quads(article, reading):
        assert quad.graph == ns.GRAPH + article.id
        assert is_iri(quad.subject) and is_iri(quad.predicate)
        assert isinstance(quad.object, Literal) or is_iri(quad.object)


def test_two_articles_that_say_the_same_speak_of_one_statement() -> None:
    one, other = signing().reading(), progress().reading()
    shared = {statement(fact) for fact in one.facts} & {statement(fact) for fact in other.facts}
    assert len(shared) == 2  # the investor and the total


def test_every_simple_link_between_things_has_its_statement() -> None:
    found = set(quads(signing().article, signing().reading()))
    stated = {
        (s.object, p.object, o.object)
        for s in found
        if s.predicate.endswith("#subject")
        for p in found
        if p.subject == s.subject and p.predicate.endswith("#predicate")
        for o in found
        if o.subject == s.subject and o.predicate.endswith("#object")
    }
    facts = signing().reading().facts
    assert len(stated) == len(facts)
    assert all((s, p, o) in {(q.subject, q.predicate, q.object) for q in found if is_simple(q)} for s, p, o in stated)


def test_yuan_have_a_short_cut_and_dollars_none() -> None:
    draft = signing()
    project = draft.thing("Project", "星河光电产业园项目")
    assert (project, Literal("1250000000", ns.PREFIXES["xsd"] + "decimal")) in {
        (q.subject, q.object) for q in quads(draft.article, draft.reading()) if q.predicate == zs("investmentYuan")
    }
    dollars = signing()
    dollars.facts = [
        replace(fact, object=Money(1e9, "USD")) for fact in dollars.facts if fact.predicate == "totalInvestment"
    ]
    found = quads(dollars.article, dollars.reading())
    assert not any(q.predicate == zs("investmentYuan") for q in found)
    assert any(q.predicate == zs("currency") and q.object == Literal("USD") for q in found)


@pytest.mark.parametrize(
    "evidence",
    [
        Evidence("0" * 16, 0, 2, "星河", "rule:test", 1.0),
        Evidence("", 0, 2, "贵港", "rule:test", 1.0),
        Evidence("", 5, 5, "", "rule:test", 1.0),
        Evidence("", -2, 0, "", "rule:test", 1.0),
        Evidence("", 0, 100_000, "星河", "rule:test", 1.0),
    ],
    ids=["another article", "another quote", "empty", "before the text", "behind the text"],
)
def test_the_evidence_law_is_kept(evidence: Evidence) -> None:
    draft = signing()
    piece = replace(evidence, article=evidence.article or draft.article.id)
    draft.facts[0] = replace(draft.facts[0], evidence=(piece,))
    with pytest.raises(InvalidGraph, match="evidence"):
        quads(draft.article, draft.reading())


def test_what_cannot_be_rdf_is_refused() -> None:
    draft = signing()
    with pytest.raises(InvalidGraph, match="reading is of"):
        quads(draft.article, replace(draft.reading(), article="other"))
    entity = replace(draft.reading().entities[0], id="https://zhaoshang.example/id/Region/贵 港")
    with pytest.raises(InvalidGraph, match="not an IRI"):
        quads(draft.article, replace(draft.reading(), entities=(entity,)))
    broken = Article("半个字\ud800", "broken")
    with pytest.raises(InvalidGraph, match="Unicode"):
        quads(broken, Reading(broken.id, None, None, (), ()))


def test_names_that_try_to_be_markup_make_sound_iris() -> None:
    draft = hostile()
    assert all(is_iri(q.subject) for q in quads(draft.article, draft.reading()))
    assert not is_iri(Iri("https://a.example/<x>"))
