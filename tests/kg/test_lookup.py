"""What was written is read back exactly, from the store on disk."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from kg import lookup
from kg.article import Article
from kg.canonical import canonical
from kg.errors import NotFound
from kg.facts import Reading, Ref, Role
from kg.store import Reader, open_reader, open_store
from tests.factory import newsroom, progress, shelve, signing
from tests.kg.readings import articles


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return open_reader(shelve(tmp_path_factory.mktemp("store"), *newsroom()))


@given(articles())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_reading_is_read_back_exactly(written: tuple[Article, Reading]) -> None:
    article, reading = written
    with tempfile.TemporaryDirectory() as folder:
        with open_store(folder) as store:
            assert store.replace(article, reading)
            assert not store.replace(article, canonical(reading))
            store.publish()
        with open_reader(folder) as reader:
            assert lookup.reading(reader, article.id) == canonical(reading)
            assert lookup.article(reader, article.id) == article


@pytest.mark.parametrize("draft", newsroom(), ids=lambda draft: draft.article.name)
def test_hand_made_readings_are_read_back(reader: Reader, draft) -> None:  # type: ignore[no-untyped-def]
    assert lookup.reading(reader, draft.article.id) == canonical(draft.reading())
    assert lookup.article(reader, draft.article.id) == draft.article


def test_facts_of_a_thing_join_the_evidence_of_all_articles(reader: Reader) -> None:
    project = signing().thing("Project", "星河光电产业园项目")
    investors = [fact for fact in lookup.facts(reader, project) if fact.predicate == "investor"]
    assert len(investors) == 1
    assert {piece.article for piece in investors[0].evidence} == {signing().article.id, progress().article.id}


def test_facts_of_a_thing_hold_those_where_it_is_object_or_body_of_a_role(reader: Reader) -> None:
    firm = signing().thing("Company", "广东星河光电集团有限公司")
    found = lookup.facts(reader, firm)
    assert any(fact.predicate == "investor" and fact.object == Ref(firm) for fact in found)
    assert any(fact.object == Role(firm, "副总裁") for fact in found)


def test_articles_come_latest_first_undated_last(reader: Reader) -> None:
    assert [row.name for row in lookup.articles(reader)] == ["progress", "signing", "hostile"]
    assert lookup.articles(reader)[1].home == "贵港市"


def test_facts_json_has_the_shape_of_the_format(reader: Reader) -> None:
    draft = signing()
    found = lookup.facts_json(reader, draft.article.id)
    assert (found["article"], found["date"], found["home"]) == ("signing", "2023-03-19", "贵港市")
    city = next(item for item in found["entities"] if item["type"] == "Region")
    assert city["code"] == "450800"
    assert all(draft.article.text[start:end] == "贵港市" for start, end in city["mentions"])
    by_predicate = {item["p"]: item["o"] for item in found["facts"]}
    assert by_predicate["totalInvestment"] == {"value": 1_250_000_000, "currency": "CNY"}
    assert by_predicate["capacity"] == {"product": "显示模组", "value": 6_000_000, "unit": "片", "per": "year"}
    assert by_predicate["jobs"] == {"value": 800, "planned": True}
    ids = {item["id"] for item in found["entities"]}
    assert by_predicate["operator"] in ids and all(item["s"] in ids for item in found["facts"])


def test_what_is_not_there_is_not_found(reader: Reader) -> None:
    for look in (lookup.article, lookup.reading, lookup.facts_json, lookup.entity, lookup.fact):
        with pytest.raises(NotFound):
            look(reader, "https://zhaoshang.example/id/Company/没有")
    assert lookup.facts(reader, "https://zhaoshang.example/id/Company/没有") == []


@pytest.mark.parametrize("iri", ["x> ?p ?o } #", "贵港", "", "https://a.example/a b", "https://a.example/>"])
def test_what_is_no_iri_cannot_enter_a_query(reader: Reader, iri: str) -> None:
    for look in (lookup.entity, lookup.facts, lookup.fact, lookup.edges, lookup.article, lookup.reading):
        with pytest.raises(NotFound):
            look(reader, iri)


def test_summary_counts_what_was_written(reader: Reader) -> None:
    found = lookup.summary(reader)
    assert found["articles"] == 3
    facts = {(f.subject, f.predicate, f.object) for d in newsroom() for f in canonical(d.reading()).facts}
    assert found["facts"] == len(facts)
    assert found["newest article"] == "2023-09-02"
    assert found["version"] == Path(reader.path).name
