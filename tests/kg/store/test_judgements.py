"""Judgements shape the merged graph and can be undone; the articles' graphs stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import iris, lookup
from kg import namespaces as ns
from kg.errors import InvalidGraph, NotFound
from kg.quads import statement, zs
from kg.store import Reader, Store, open_reader, open_store
from tests.factory import newsroom, progress, signing

FIRM = iris.entity("Company", "广东星河光电集团有限公司")
LOCAL = iris.entity("Company", "贵港星河显示科技有限公司")
PROJECT = iris.entity("Project", "星河光电产业园项目")
BATTERY = iris.entity("Project", "绿能储能电池项目")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as writer:
        for draft in newsroom():
            writer.replace(draft.article, draft.reading())
        yield writer


def reader(store: Store) -> Reader:
    store.publish()
    return open_reader(store.path)


def of(store: Store, subject: str, predicate: str) -> set[str]:
    return {str(q.object) for q in store.quads() if q.subject == subject and q.predicate == zs(predicate)}


def investor() -> str:
    return str(statement(next(fact for fact in signing().facts if fact.predicate == "investor")))


def test_a_rejected_fact_leaves_the_merged_graph_but_not_the_record(store: Store) -> None:
    whole, articles = store.quads(), {a: store.quads(ns.GRAPH + a) for a in store.articles()}
    store.judge(investor(), "reject", "审核员", "句子说的是另一家")
    assert of(store, PROJECT, "investor") == set()
    assert {a: store.quads(ns.GRAPH + a) for a in store.articles()} == articles
    assert store.quads() == whole - {q for q in whole if q.subject == PROJECT and q.predicate == zs("investor")}
    store.judge(investor(), "accept", "审核员", "看错了")
    assert store.quads() == whole


def test_a_rejected_value_goes_with_its_node_and_its_short_cut(store: Store) -> None:
    total = next(fact for fact in signing().facts if fact.predicate == "totalInvestment")
    (node,) = of(store, PROJECT, "totalInvestment")
    store.judge(str(statement(total)), "reject", "审核员", "单位有误")
    assert of(store, PROJECT, "totalInvestment") == of(store, PROJECT, "investmentYuan") == set()
    assert not any(q.subject == node for q in store.quads())


def test_a_verdict_holds_for_articles_that_come_later_and_after_a_restart(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.replace(signing().article, signing().reading())
        store.judge(investor(), "reject", "审核员", "不是它")
    with open_store(tmp_path) as store:
        store.replace(progress().article, progress().reading())
        assert of(store, PROJECT, "investor") == set()
        store.withdraw(signing().article.id)
        assert of(store, PROJECT, "investor") == set()
        assert of(store, BATTERY, "investor") != set()


def test_readers_leave_out_what_was_rejected_and_tell_who_did(store: Store) -> None:
    store.judge(investor(), "reject", "审核员", "不是它")
    with reader(store) as found:
        assert not any(fact.predicate == "investor" for fact in lookup.facts(found, PROJECT))
        assert any(fact.predicate == "investor" for fact in lookup.reading(found, signing().article.id).facts)
        (verdict,) = lookup.verdicts(found)
        assert (verdict.statement, verdict.by, verdict.reason) == (investor(), "审核员", "不是它")


def test_a_verdict_on_nothing_is_refused(store: Store) -> None:
    with pytest.raises(NotFound):
        store.judge(ns.STATEMENT + "0" * 24, "reject", "审核员", "")


def test_a_verdict_of_nobody_is_refused(store: Store) -> None:
    whole = store.quads()
    with pytest.raises(InvalidGraph, match="who gave it"):
        store.judge(investor(), "reject", "", "")
    assert store.quads() == whole and not store.quads(ns.CURATION_GRAPH)


def test_a_merge_shows_one_thing_with_the_names_and_facts_of_both(store: Store) -> None:
    whole, articles = store.quads(), {a: store.quads(ns.GRAPH + a) for a in store.articles()}
    row = store.ledger.merge(FIRM, LOCAL, "审核员", "2024-01-01T00:00:00", "同一家")
    store.identify(row)
    phase = iris.entity("Project", "星河光电产业园项目一期")
    assert of(store, phase, "operator") == {FIRM}
    assert not any(LOCAL in (q.subject, q.object) for q in store.quads() if not q.predicate.endswith("isReplacedBy"))
    with reader(store) as found:
        assert lookup.survivor(found, LOCAL) == FIRM
        assert lookup.entity(found, LOCAL) == lookup.entity(found, FIRM)
        assert "贵港星河显示科技有限公司" in {*lookup.entity(found, FIRM).aliases, lookup.entity(found, FIRM).name}
        assert any(fact.predicate == "operator" for fact in lookup.facts(found, FIRM))
        assert (phase, FIRM) in {(edge.subject, edge.object) for edge in lookup.edges(found, FIRM)}
        assert lookup.edges(found, LOCAL) == lookup.edges(found, FIRM)
    store.identify(store.ledger.undo(row.number, "审核员", "2024-01-02T00:00:00", "是两家"))
    assert store.quads() == whole
    assert {a: store.quads(ns.GRAPH + a) for a in store.articles()} == articles


def test_a_chain_of_merges_leads_to_the_first_and_survives_a_restart(tmp_path: Path) -> None:
    third = iris.entity("Company", "桂西新材料有限公司")
    with open_store(tmp_path) as store:
        for draft in newsroom():
            store.replace(draft.article, draft.reading())
        store.identify(store.ledger.merge(LOCAL, third, "规则", "2024-01-01T00:00:00", "甲"))
        store.identify(store.ledger.merge(FIRM, LOCAL, "规则", "2024-01-01T00:00:01", "乙"))
        before = store.quads()
    with open_store(tmp_path) as store:
        assert store.quads() == before
        assert store.ledger.survivor(third) == FIRM
        store.withdraw(progress().article.id)
        store.replace(progress().article, progress().reading())
        assert store.quads() == before
        assert {q.predicate.rpartition("/")[2] for q in store.quads() if q.subject == third} == {"isReplacedBy"}
