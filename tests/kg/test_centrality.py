"""The network of stated facts: rankings, communities and what investors tie together, the same on every run."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import iris
from kg.centrality import RANKINGS, communities, investor_places, rank, shared_investors, stated
from kg.errors import NotFound
from kg.store import Reader, open_reader
from tests.factory import Draft, newsroom, shelve

FIRM = iris.entity("Company", "甲玻集团")


def two_cities() -> Draft:
    draft = Draft(
        "甲玻集团在贵港市、衡阳市建设甲一项目、甲二项目，乙铝公司在衡阳市建设乙项目", "two", date="2023-01-01"
    )
    firm, other = draft.thing("Company", "甲玻集团"), draft.thing("Company", "乙铝公司")
    places = {
        "贵港市": draft.thing("Region", "贵港市", code="450800"),
        "衡阳市": draft.thing("Region", "衡阳市", code="430400"),
    }
    for name, owner, place in (("甲一项目", firm, "贵港市"), ("甲二项目", firm, "衡阳市"), ("乙项目", other, "衡阳市")):
        project = draft.thing("Project", name)
        draft.fact(project, "investor", owner, draft.article.text)
        draft.fact(project, "locatedIn", places[place], draft.article.text)
    return draft


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return open_reader(shelve(tmp_path_factory.mktemp("net"), *newsroom(), two_cities()))


def test_the_tree_of_regions_makes_no_hubs(reader: Reader) -> None:
    assert iris.entity("Region", "中国") not in stated(reader)
    (first, *_) = rank(reader, "degree", "Park")
    assert (first.label, first.score) == ("覃塘产业园", 4.0)


@pytest.mark.parametrize("by", RANKINGS)
def test_every_ranking_is_sorted_and_of_the_class_asked_for(reader: Reader, by: str) -> None:
    rows = rank(reader, by, "Company", 3)
    assert rows and all(row.type == "Company" for row in rows)
    assert [row.score for row in rows] == sorted((row.score for row in rows), reverse=True)
    with pytest.raises(NotFound):
        rank(reader, "beauty")


def test_communities_part_everything_once(reader: Reader) -> None:
    groups = communities(reader)
    members = [row.iri for group in groups for row in group]
    assert sorted(members) == sorted(stated(reader)) and len(groups) >= 2
    assert groups == communities(reader)


def test_investors_and_places(reader: Reader) -> None:
    graph = investor_places(reader)
    assert graph.edges[FIRM, iris.entity("Region", "贵港市")]["projects"] == ["甲一项目"]
    assert all({graph.nodes[a]["bipartite"], graph.nodes[b]["bipartite"]} == {0, 1} for a, b in graph.edges)
    assert shared_investors(reader) == [("衡阳市", "贵港市", ("甲玻集团",))]


def test_an_empty_store_has_no_middle(tmp_path: Path) -> None:
    with open_reader(shelve(tmp_path)) as nothing:
        assert rank(nothing) == communities(nothing) == shared_investors(nothing) == []
