"""An entity as RDF: its facts, their value nodes, every statement with its sentences, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, Namespace, URIRef

from kg import iris
from kg.describe import describe
from kg.errors import NotFound
from kg.store import open_reader
from tests.factory import newsroom, shelve

OA = Namespace("http://www.w3.org/ns/oa#")
ZS = Namespace("https://zhaoshang.example/ontology#")


def test_a_project_is_described_with_its_evidence(tmp_path: Path) -> None:
    me = URIRef(iris.entity("Project", "星河光电产业园项目"))
    with open_reader(shelve(tmp_path / "store", *newsroom())) as reader:
        body, media_type = describe(reader, str(me), ["text/turtle"])
        with pytest.raises(NotFound):
            describe(reader, iris.entity("Project", "没有"), ["text/turtle"])
        with pytest.raises(NotFound):
            describe(reader, "no iri> ?p ?o", ["text/turtle"])
    assert media_type == "text/turtle"
    graph = Graph().parse(data=body.decode(), format="turtle")
    assert str(graph.value(me, RDFS.label)) == "星河光电产业园项目"
    money = graph.value(me, ZS.totalInvestment)
    assert float(graph.value(money, ZS.amount)) == 1.25e9
    firm = graph.value(me, ZS.investor)
    assert str(graph.value(firm, RDFS.label)) == "广东星河光电集团有限公司"
    statements = set(graph.subjects(RDF.subject, me))
    assert len(statements) == 8
    for statement in statements:
        notes = set(graph.subjects(OA.hasBody, statement))
        assert notes
        for note in notes:
            selectors = set(graph.objects(graph.value(note, OA.hasTarget), OA.hasSelector))
            assert any(graph.value(selector, OA.exact) for selector in selectors)
    assert "周启明" not in body.decode()
