"""Places: no two labels cover each other, the same graph gives the same picture, what stands stays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz.layout import SLOT, Positions, rings, whole


def overlaps(spots: Positions) -> list[tuple[str, str]]:
    names = sorted(spots)
    return [
        (one, other)
        for i, one in enumerate(names)
        for other in names[i + 1 :]
        if all(abs(a - b) < size - 1 for a, b, size in zip(spots[one], spots[other], SLOT, strict=True))
    ]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 12, 13, 30, 48, 120])
@pytest.mark.parametrize("aspect", [0.5, 1.4, 3.0])
def test_rings_hold_every_neighbour_without_overlap(count: int, aspect: float) -> None:
    spots = rings.place([("middle", [f"n{i}" for i in range(count)])], aspect)
    assert len(spots) == count + 1
    assert spots["middle"] == (0.0, 0.0)
    assert overlaps(spots) == []


@pytest.mark.parametrize("count", [1, 5, 20, 60])
def test_opening_another_node_moves_nothing_and_covers_nothing(count: int) -> None:
    first = [("a", [f"n{i}" for i in range(count)])]
    before = rings.place(first)
    after = rings.place([*first, ("n0", ["a", *(f"m{i}" for i in range(20))]), ("m3", [f"k{i}" for i in range(9)])])
    assert {name: after[name] for name in before} == before
    assert len(after) == count + 1 + 20 + 9
    assert overlaps(after) == []


def test_new_nodes_stand_on_the_far_side() -> None:
    spots = rings.place([("a", ["b", "c", "d", "e"]), ("b", ["x", "y"])])
    away = np.array(spots["b"])
    for name in ("x", "y"):
        assert np.dot(np.array(spots[name]) - away, away) > 0


@pytest.mark.parametrize("count", [20, 48])
def test_no_edge_to_the_middle_passes_behind_another_node(count: int) -> None:
    names = [f"n{i}" for i in range(count)]
    spots = rings.place([("middle", names)])
    directions = sorted(np.arctan2(*spots[name]) for name in names)
    assert min(np.diff(directions)) > 0.3 * 2 * np.pi / count


def test_a_tall_frame_makes_a_tall_picture() -> None:
    names = [f"n{i}" for i in range(24)]
    tall, wide = (np.ptp(np.array(list(rings.place([("a", names)], aspect).values())), axis=0) for aspect in (0.5, 2.0))
    assert tall[1] > tall[0] and wide[0] > wide[1]


trees = st.integers(1, 60).flatmap(
    lambda n: st.tuples(st.just(n), st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=2 * n))
)


@given(trees)
@settings(max_examples=40, deadline=None)
def test_any_graph_has_a_whole_picture(drawn: tuple[int, list[tuple[int, int]]]) -> None:
    count, pairs = drawn
    nodes = [f"n{i}" for i in range(count)]
    edges = [(f"n{a}", f"n{b}") for a, b in pairs]
    spots = whole.place(nodes, edges)
    assert set(spots) == set(nodes)
    assert all(np.isfinite(place).all() for place in spots.values())
    assert overlaps(spots) == []
    assert whole.place(reversed(nodes), list(reversed(edges))) == spots


def test_neighbours_stand_nearer_than_strangers() -> None:
    edges = [("hub", f"leaf{i}") for i in range(6)] + [("hub", "other")] + [("other", f"far{i}") for i in range(6)]
    spots = whole.place({end for edge in edges for end in edge}, edges)

    def gap(one: str, other: str) -> float:
        return float(np.hypot(*(np.array(spots[one]) - np.array(spots[other]))))

    assert max(gap("hub", f"leaf{i}") for i in range(6)) < min(gap("hub", f"far{i}") for i in range(6))


def test_nothing_gives_an_empty_picture() -> None:
    assert whole.place([], []) == {}
