"""Regions of an article as quads: the tree above them, with coordinates."""

from __future__ import annotations

from kg import namespaces as ns
from kg.gazetteer import gazetteer_quads
from kg.quads import TYPE, zs
from kg.terms import Iri, Literal

KAILI = Iri(ns.ID + "Region/凯里市")
STATE = Iri(ns.ID + "Region/黔东南苗族侗族自治州")
GUIZHOU = Iri(ns.ID + "Region/贵州省")


def test_a_county_brings_its_prefecture_and_province() -> None:
    found = gazetteer_quads([(KAILI, "凯里市", "522601")])
    triples = {(q.subject, q.predicate, q.object) for q in found}
    assert {(KAILI, zs("partOf"), STATE), (STATE, zs("partOf"), GUIZHOU)} <= triples
    assert {(KAILI, TYPE, zs("County")), (STATE, TYPE, zs("Prefecture")), (GUIZHOU, TYPE, zs("Province"))} <= triples
    assert (GUIZHOU, zs("code"), Literal("520000")) in triples
    assert {q.graph for q in found} == {ns.GAZETTEER_GRAPH}
    assert {q.subject for q in found if q.predicate == zs("latitude")} == {KAILI, STATE, GUIZHOU}


def test_a_macro_region_is_known_by_its_name_alone() -> None:
    delta = Iri(ns.ID + "Region/长江三角洲")
    known = gazetteer_quads([(delta, "粤港澳大湾区", None)])
    assert any(q.predicate == TYPE and q.object == zs("MacroRegion") for q in known)


def test_what_is_not_known_or_not_clear_adds_nothing() -> None:
    assert gazetteer_quads([(KAILI, "没有的县", None), (KAILI, "鼓楼区", None), (KAILI, "某地", "999999")]) == set()
