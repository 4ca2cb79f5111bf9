"""Ways as a picture: from the one thing on the left to the other on the right, each edge with its sentence."""

from __future__ import annotations

import pytest

from kg import iris
from kg.errors import NotFound
from kg.store import Reader
from viz.view import Frame
from viz.ways import connection

PROJECT = iris.entity("Project", "星河光电产业园项目")
PARK = iris.entity("Park", "覃塘产业园")
FIRM = iris.entity("Company", "广东星河光电集团有限公司")


def test_the_ends_stand_apart_and_every_step_is_evidenced(reader: Reader) -> None:
    view = connection(reader, FIRM, PARK)
    spots = {node.id: (node.x, node.y) for node in view.nodes}
    assert view.focus == (FIRM, PARK)
    assert spots[FIRM][0] == 0 < spots[PROJECT][0] < spots[PARK][0]
    assert all(edge.evidence for edge in view.edges)
    assert {end for edge in view.edges for end in edge.ends} == set(spots)


def test_on_a_telephone_the_way_leads_down(reader: Reader) -> None:
    spots = {node.id: node.y for node in connection(reader, FIRM, PARK, frame=Frame(aspect=0.6)).nodes}
    assert spots[FIRM] < spots[PROJECT] < spots[PARK]


def test_no_way_leaves_the_two_alone(reader: Reader) -> None:
    view = connection(reader, FIRM, PARK, most=1)
    assert {node.id for node in view.nodes} == {FIRM, PARK} and view.edges == ()


def test_what_is_not_there_is_not_found(reader: Reader) -> None:
    with pytest.raises(NotFound):
        connection(reader, FIRM, iris.entity("Region", "没有"))
