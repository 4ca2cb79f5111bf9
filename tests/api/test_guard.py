"""The guard over query text: finds SERVICE where it is a keyword and nowhere else."""

from __future__ import annotations

import pytest

from api import guard
from kg.errors import InvalidQuery

HARMLESS = [
    'SELECT * { ?s rdfs:label "SERVICE <http://a.example/>" }',
    "SELECT * { ?s rdfs:label 'it\\'s SERVICE' }",
    'SELECT * { ?s rdfs:label """SERVICE " <x>""" }',
    "SELECT ?service $SERVICE { ?service ?p $SERVICE } # SERVICE <x> {",
    "SELECT * { <http://a.example/SERVICE> ex:SERVICE ?o }",
    "SELECT * { ?s ?p ?o FILTER(?o < 5 && ?o > 3) }",
    'SELECT * { ?s ?p "x"@service }',
]
HARMFUL = [
    "SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }",
    "SELECT * { service silent ?where { ?s ?p ?o } }",
    "SELECT * { <http://x/\\u0041#> ?p ?o . SERVICE <http://a.example/> { ?s ?p ?o } }",
    "SELECT * {SERVICE<http://a.example/>{}}",
    "SELECT * { # a comment\nSERVICE <http://a.example/> {} }",
    "SELECT * { ?s ?p '''a''' SERVICE <http://a.example/> {} }",
]


@pytest.mark.parametrize("sparql", HARMLESS)
def test_harmless_queries_pass(sparql: str) -> None:
    guard.check(sparql, 10_000)


@pytest.mark.parametrize("sparql", HARMFUL)
def test_service_is_found(sparql: str) -> None:
    with pytest.raises(InvalidQuery, match="SERVICE"):
        guard.check(sparql, 10_000)


def test_depth_and_length_have_bounds() -> None:
    guard.check("SELECT * " + "{" * 100 + "}" * 100, 10_000)
    with pytest.raises(InvalidQuery, match="nest"):
        guard.check("SELECT * " + "{" * 101, 10_000)
    with pytest.raises(InvalidQuery, match="characters"):
        guard.check("ASK {}" + " " * 100, 50)


def test_only_our_own_iris_are_respelled() -> None:
    other = "SELECT * { <http://a.example/%E8%B4%B5> ?p '<https://zhaoshang.example/id/%E8%B4%B5>' }"
    assert guard.spelled(other) == other
    ours = "DESCRIBE <https://zhaoshang.example/id/Project/A%2FB%E8%B4%B5>"
    assert guard.spelled(ours) == "DESCRIBE <https://zhaoshang.example/id/Project/A%2FB贵>"
    no_text = "DESCRIBE <https://zhaoshang.example/id/Project/%E8%B4>"
    assert guard.spelled(no_text) == no_text
