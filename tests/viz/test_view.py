"""Views over a real store: what is shown, what is left out and said, and the evidence on every edge."""

from __future__ import annotations

import pytest

from kg import iris
from kg.errors import NotFound
from kg.store import Reader
from tests.factory import newsroom
from viz.view import Frame, View, neighbourhood, overview

PROJECT = iris.entity("Project", "星河光电产业园项目")
PARK = iris.entity("Park", "覃塘产业园")
FIRM = iris.entity("Company", "广东星河光电集团有限公司")


def labels(view: View) -> set[str]:
    return {node.label for node in view.nodes}


def test_a_neighbourhood_shows_what_is_linked_and_nothing_else(reader: Reader) -> None:
    view = neighbourhood(reader, PROJECT)
    assert view.title == "星河光电产业园项目" and view.focus == (PROJECT,) and view.hidden == 0
    assert labels(view) == {"星河光电产业园项目", "广东星河光电集团有限公司", "覃塘产业园", "星河光电产业园项目一期"}
    assert {edge.predicate for edge in view.edges} == {"investor", "locatedIn", "phaseOf"}


def test_every_edge_carries_its_sentences_from_every_article(reader: Reader) -> None:
    texts = {draft.article.id: draft.article.text for draft in newsroom()}
    view = neighbourhood(reader, PROJECT, depth=2)
    for edge in view.edges:
        assert edge.evidence
        for piece in edge.evidence:
            assert texts[piece.article][piece.start : piece.end] == piece.quote
    (investor,) = [edge for edge in view.edges if edge.predicate == "investor" and edge.source == PROJECT]
    assert len({piece.article for piece in investor.evidence}) == 2
    assert investor.confidence == 0.97
    assert [(row.publisher, row.date) for row in view.articles] == [
        ("广西日报", "2023-09-02"),
        ("贵港日报", "2023-03-19"),
    ]


def test_a_post_is_an_edge_named_by_its_title(reader: Reader) -> None:
    view = neighbourhood(reader, FIRM)
    (post,) = [edge for edge in view.edges if edge.predicate == "role"]
    assert post.caption == "副总裁"


def test_depth_and_opened_things_add_to_the_picture(reader: Reader) -> None:
    one, two = neighbourhood(reader, PROJECT), neighbourhood(reader, PROJECT, depth=2)
    assert labels(one) < labels(two)
    opened = neighbourhood(reader, PROJECT, opened=[PARK])
    assert opened.focus == (PROJECT, PARK)
    assert "桂西新材料有限公司" in labels(opened) - labels(one)
    places = {node.id: (node.x, node.y) for node in opened.nodes}
    assert all(places[node.id] == (node.x, node.y) for node in one.nodes)


def test_what_is_cut_off_is_counted(reader: Reader) -> None:
    view = neighbourhood(reader, PARK, frame=Frame(limit=2))
    assert len(view.nodes) == 3
    assert view.hidden == len(neighbourhood(reader, PARK).nodes) - 3 > 0


def test_a_thing_that_is_not_there_is_not_found(reader: Reader) -> None:
    with pytest.raises(NotFound):
        neighbourhood(reader, iris.entity("Region", "没有"))


def test_the_overview_links_the_best_connected(reader: Reader) -> None:
    view = overview(reader)
    assert view.focus == () and len(view.nodes) >= 10
    best = max(view.nodes, key=lambda node: node.degree)
    assert best.label in ("覃塘产业园", "星河光电产业园项目", "广东星河光电集团有限公司")
    ends = {end for edge in view.edges for end in (edge.source, edge.target)}
    assert ends == {node.id for node in view.nodes}
    assert len(overview(reader, Frame(limit=4)).nodes) <= 4


def test_the_same_store_gives_the_same_view(reader: Reader) -> None:
    assert overview(reader) == overview(reader)
    assert neighbourhood(reader, PROJECT, 2) == neighbourhood(reader, PROJECT, 2)
