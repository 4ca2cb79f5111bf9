"""The whole graph as dots: all of it, near where it is, and the bytes say what the arrays say."""

from __future__ import annotations

import json
import struct

import numpy as np
import pytest

from kg import iris
from kg.store import Reader
from viz.country import Country, country
from viz.layout.geography import ABROAD, ASIDE, place, project
from viz.style import TYPES


@pytest.fixture(scope="module")
def known(reader: Reader) -> Country:
    return country(reader)


def test_every_entity_is_one_dot(reader: Reader, known: Country) -> None:
    types = " ".join(f"zs:{name}" for name in TYPES)
    rows = reader.rows(f"SELECT DISTINCT ?s WHERE {{ VALUES ?t {{ {types} }} ?s a ?t ; rdfs:label ?l }}")
    assert set(known.things) == {row.text("s") for row in rows}
    assert len(known.things) == len(set(known.things)) == len(known.spots)
    assert [known.things[number] for number in known.number.values()] == list(known.things)


def test_things_stand_near_their_place(known: Country) -> None:
    """A project in a park of a city stands near the city, and a thing without place beside the map."""
    city = known.spots[known.number[iris.entity("Region", "贵港市")]]
    there = known.spots[known.number[iris.entity("Project", "星河光电产业园项目")]]
    assert np.hypot(*(there - city)) < 40
    assert np.allclose(city, project(np.array([[109.6, 23.1]])), atol=8)
    for number, iri in enumerate(known.things):
        if iri not in known.placed:
            assert min(np.hypot(*(known.spots[number] - np.array(spot))) for spot in ASIDE.values()) < 60


def test_the_bytes_hold_the_arrays(known: Country) -> None:
    data = known.encode()
    (length,) = struct.unpack_from("<I", data)
    head, count = json.loads(data[4 : 4 + length]), len(known.things)
    assert head["count"] == count and head["types"] == list(TYPES)
    assert len(data) == 4 + length + 11 * count and length % 4 == 0
    xs = np.frombuffer(data, "<f4", count, 4 + length)
    assert np.allclose(xs, known.spots[:, 0], atol=0.06)
    assert np.array_equal(np.frombuffer(data, np.uint8, count, 4 + length + 8 * count), known.types)


def test_north_is_up_and_east_is_right() -> None:
    beijing, guangzhou, urumqi = project(np.array([[116.4, 39.9], [113.3, 23.1], [87.6, 43.8]]))
    assert beijing[1] < guangzhou[1] and urumqi[0] < guangzhou[0] < beijing[0]


def test_abroad_has_its_own_disc() -> None:
    (spot,) = place(["a"], {"a": ABROAD}, {})
    assert np.hypot(*(spot - np.array(ASIDE[ABROAD]))) < 10
