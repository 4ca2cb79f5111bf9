"""Facts as edges: every edge leads to its sentence; ways from one thing to another."""

from __future__ import annotations

import pytest

from kg import iris, lookup, network
from kg.errors import NotFound
from kg.store import Reader, open_reader
from tests.factory import newsroom, progress, shelve, signing

FIRM = iris.entity("Company", "广东星河光电集团有限公司")
PROJECT = iris.entity("Project", "星河光电产业园项目")
PARK = iris.entity("Park", "覃塘产业园")
CITY = iris.entity("Region", "贵港市")
BATTERY = iris.entity("Project", "绿能储能电池项目")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return open_reader(shelve(tmp_path_factory.mktemp("store"), *newsroom()))


def test_one_step_around_a_thing(reader: Reader) -> None:
    found = {(e.subject, e.predicate, e.object) for e in lookup.edges(reader, PROJECT)}
    phase = iris.entity("Project", "星河光电产业园项目一期")
    assert found == {
        (PROJECT, "investor", FIRM), (PROJECT, "locatedIn", PARK), (phase, "phaseOf", PROJECT),
    }  # fmt: skip


def test_edges_carry_label_and_the_evidence_of_all_articles(reader: Reader) -> None:
    edge = next(e for e in lookup.edges(reader, PROJECT) if e.predicate == "investor")
    assert edge.label == "投资方"
    assert {piece.article for piece in edge.evidence} == {signing().article.id, progress().article.id}
    for piece in edge.evidence:
        text = lookup.article(reader, piece.article).text
        assert text[piece.start : piece.end] == piece.quote
    assert lookup.fact(reader, edge.statement).evidence == edge.evidence


def test_a_post_is_an_edge_with_its_title(reader: Reader) -> None:
    person = iris.entity("Person", "林向南")
    (edge,) = lookup.edges(reader, person)
    assert (edge.predicate, edge.label, edge.object) == ("role", "副总裁", FIRM)


def test_more_steps_reach_further_and_a_limit_is_told(reader: Reader) -> None:
    two = lookup.neighbourhood(reader, [PROJECT], depth=2)
    assert two.complete and {CITY, BATTERY} <= two.entities.keys()
    few = lookup.neighbourhood(reader, [PROJECT], depth=2, limit=2)
    assert not few.complete and len(few.edges) == 2
    with pytest.raises(NotFound):
        lookup.edges(reader, iris.entity("Company", "没有"))


def test_the_tree_of_regions_is_part_of_the_surroundings(reader: Reader) -> None:
    tree = next(e for e in lookup.edges(reader, CITY) if e.predicate == "partOf")
    assert (tree.label, tree.statement, tree.evidence) == ("隶属", "", ())
    assert tree.object == iris.entity("Region", "广西壮族自治区")


def test_the_network_holds_every_edge_with_its_sentence(reader: Reader) -> None:
    graph = network.network(reader)
    data = next(iter(graph.get_edge_data(BATTERY, PARK).values()))
    assert data["predicate"] == "locatedIn" and "绿能储能电池项目" in data["quote"]
    assert graph.nodes[PARK] == {"type": "Park", "label": "覃塘产业园"}
    stated = {f for d in newsroom() for f in ((x.subject, x.predicate) for x in d.facts) if f[1] == "investor"}
    assert {(s, d["predicate"]) for s, _, d in graph.edges(data=True) if d["predicate"] == "investor"} == stated


def test_ways_from_one_thing_to_another(reader: Reader) -> None:
    ways = network.paths(reader, FIRM, CITY)
    assert [e.predicate for e in ways[0]] == ["investor", "locatedIn", "locatedIn"]
    assert all(edge.evidence for edge in ways[0])
    assert network.paths(reader, FIRM, CITY, most=2) == []
    with pytest.raises(NotFound):
        network.paths(reader, FIRM, iris.entity("Company", "没有"))
