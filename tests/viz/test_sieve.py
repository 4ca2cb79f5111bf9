"""What a reader leaves out is out, what stays keeps its place, and places given by hand are kept."""

from __future__ import annotations

import pytest

from kg import iris
from kg.store import Reader
from viz.sieve import Sieve
from viz.view import View, neighbourhood

PROJECT = iris.entity("Project", "星河光电产业园项目")
PARK = iris.entity("Park", "覃塘产业园")
FIRM = iris.entity("Company", "广东星河光电集团有限公司")


@pytest.fixture(scope="module")
def view(reader: Reader) -> View:
    return neighbourhood(reader, PROJECT, opened=[PARK])


def places(view: View) -> dict[str, tuple[float, float]]:
    return {node.id: (node.x, node.y) for node in view.nodes}


def test_nothing_left_out_changes_nothing(view: View) -> None:
    same = Sieve().apply(view)
    assert (same.nodes, same.edges, same.focus) == (view.nodes, view.edges, view.focus)
    assert sum(same.types.values()) == len(view.nodes) and sum(same.relations.values()) == len(view.edges)


def test_a_type_goes_with_its_edges_but_what_was_opened_stays(view: View) -> None:
    left = Sieve(types=frozenset({"Company", "Project"})).apply(view)
    kinds = {node.id: node.type for node in left.nodes}
    assert "Company" not in kinds.values()
    assert [iri for iri, kind in kinds.items() if kind == "Project"] == [PROJECT]
    assert left.types == Sieve().apply(view).types  # the legend still counts what could be shown
    assert places(left).items() <= places(view).items()


def test_a_relation_goes_and_so_does_what_hung_on_it_alone(view: View) -> None:
    left = Sieve(predicates=frozenset({"investor"})).apply(view)
    assert all(edge.predicate != "investor" for edge in left.edges)
    assert FIRM not in places(left)


def test_days_and_confidence_judge_each_sentence(view: View) -> None:
    days = {row.id: row.date for row in view.articles}
    left = Sieve(since="2023-09-01").apply(view)
    assert left.edges and len(left.edges) < len(view.edges)
    for edge in left.edges:
        assert all((days[piece.article] or "") >= "2023-09-01" for piece in edge.evidence)
    assert Sieve(until="2023").apply(view).edges == view.edges
    assert Sieve(until="2022").apply(view).edges == ()
    sure = Sieve(confidence=0.95).apply(view)
    assert sure.edges and min(piece.confidence for edge in sure.edges for piece in edge.evidence) >= 0.95


def test_hidden_things_go_even_if_opened(view: View) -> None:
    left = Sieve(hidden=frozenset({PARK})).apply(view)
    assert PARK not in places(left) and PARK not in left.focus and PROJECT in left.focus


def test_a_place_given_by_hand_is_kept(view: View) -> None:
    moved = Sieve(spots={FIRM: (7.0, 9.0)}).apply(view)
    (firm,) = [node for node in moved.nodes if node.id == FIRM]
    assert (firm.x, firm.y, firm.pinned) == (7.0, 9.0, True)
    assert [node for node in moved.nodes if node.id != FIRM] == [node for node in view.nodes if node.id != FIRM]
