"""A corrected fact stands in the graph in place of the wrong one, on the same sentence, whatever is read again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import iris, lookup
from kg import namespaces as ns
from kg.errors import InvalidGraph, NotFound
from kg.facts import Fact, Money, Ref
from kg.quads import statement, zs
from kg.rewording import propose, statement_iri
from kg.store import Store, open_reader, open_store
from tests.factory import newsroom, progress, signing

PROJECT = iris.entity("Project", "星河光电产业园项目")
OTHER = iris.entity("Company", "桂西新材料有限公司")
TOTAL = str(statement(next(fact for fact in signing().facts if fact.predicate == "totalInvestment")))
INVESTOR = str(statement(next(fact for fact in signing().facts if fact.predicate == "investor")))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as writer:
        for draft in newsroom():
            writer.replace(draft.article, draft.reading())
        yield writer


def correct(store: Store, wrong: str, words: str) -> str:
    store.publish()
    with open_reader(store.path) as reader:
        correction = propose(reader, wrong, words, "审核员")
    store.correct(wrong, correction, "审核员", "数字看错")
    return correction.statement


def amounts(store: Store) -> set[str]:
    return {
        str(q.object.value)  # type: ignore[union-attr]
        for q in store.quads()
        if q.subject == PROJECT and q.predicate == zs("investmentYuan")
    }


def totals(store: Store) -> list[Fact]:
    store.publish()
    with open_reader(store.path) as reader:
        return [fact for fact in lookup.facts(reader, PROJECT) if fact.predicate == "totalInvestment"]


def test_the_corrected_value_stands_in_place_with_the_evidence_of_the_wrong_one(store: Store) -> None:
    whole, articles = store.quads(), {a: store.quads(ns.GRAPH + a) for a in store.articles()}
    before = totals(store)[0]
    correct(store, TOTAL, "15亿元")
    assert amounts(store) == {"1500000000"}
    (now,) = totals(store)
    assert now.object == Money(1.5e9)
    assert [(e.article, e.start, e.end, e.quote) for e in now.evidence] == [
        (e.article, e.start, e.end, e.quote) for e in before.evidence
    ]
    assert {e.extractor for e in now.evidence} == {"reviewer:审核员"}
    assert {a: store.quads(ns.GRAPH + a) for a in store.articles()} == articles
    store.judge(TOTAL, "accept", "审核员", "原来是对的")
    assert store.quads() == whole


def test_it_outlives_reading_again_withdrawing_and_restarting(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        for draft in newsroom():
            store.replace(draft.article, draft.reading())
        correct(store, TOTAL, "15亿元")
        whole = store.quads()
    with open_store(tmp_path) as store:
        for draft in (signing(), progress()):
            store.withdraw(draft.article.id)
        assert amounts(store) == set()
        for draft in (progress(), signing()):
            store.replace(draft.article, draft.reading())
        assert store.quads() == whole


def test_the_page_of_the_article_says_what_reviewers_left(store: Store) -> None:
    correct(store, TOTAL, "15亿元")
    store.judge(INVESTOR, "reject", "审核员", "不是它")
    store.publish()
    with open_reader(store.path) as reader:
        shown = lookup.shown(reader, signing().article.id)
        assert [f.object for f in shown.facts if f.predicate == "totalInvestment"] == [Money(1.5e9)]
        assert not any(f.predicate == "investor" for f in shown.facts)
        record = lookup.reading(reader, signing().article.id)
        assert [f.object for f in record.facts if f.predicate == "totalInvestment"] == [Money(1.25e9)]
        verdicts = lookup.verdicts(reader)
        assert [(v.decision, v.by) for v in verdicts] == [("correct", "审核员"), ("reject", "审核员")]
        assert verdicts[0].correction is not None
        assert verdicts[0].correction.fact.object == Money(1.5e9)
        assert verdicts[0].correction.entities[0].name == "星河光电产业园项目"


def test_the_object_may_be_another_thing(store: Store) -> None:
    correct(store, INVESTOR, "桂西新材料")
    found = {str(q.object) for q in store.quads() if q.subject == PROJECT and q.predicate == zs("investor")}
    assert found == {OTHER}


def test_a_correction_can_be_corrected_and_rejected(store: Store) -> None:
    first = correct(store, TOTAL, "15亿元")
    second = correct(store, first, "16亿元")
    assert amounts(store) == {"1600000000"}
    store.judge(second, "reject", "审核员", "也不对")
    assert amounts(store) == set()


def test_a_correction_that_breaks_a_shape_is_refused(store: Store) -> None:
    store.publish()
    whole = store.quads()
    with open_reader(store.path) as reader:
        wrong = propose(reader, INVESTOR, "贵港市", "审核员")
        assert isinstance(wrong.fact.object, Ref)
    with pytest.raises(InvalidGraph, match="investor"):
        store.correct(INVESTOR, wrong, "审核员", "")
    assert store.quads() == whole and not store.quads(ns.CURATION_GRAPH)
    with pytest.raises(NotFound):
        statement_iri("not a fact")
