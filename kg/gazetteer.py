"""The regions of an article as quads of the gazetteer graph: the tree above them, with coordinates."""

from __future__ import annotations

from collections.abc import Mapping

from kg.terms import Iri, Quad


def gazetteer_quads(regions: Mapping[Iri, str]) -> set[Quad]:
    """The gazetteer's quads about these regions (IRI to code) and all regions above them."""
    return set()
