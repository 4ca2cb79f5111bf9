"""What stands behind the things that articles name, of sources other than articles: the tree of regions, the
classification of industries, and the region that a firm's name begins with, as quads of the gazetteer graph. Only
what some article needs is written."""

from __future__ import annotations

from collections.abc import Iterable

from kg import namespaces as ns
from kg.gazetteer import gazetteer_quads, region_iri
from kg.industries import industry_quads
from kg.quads import LABEL, TYPE, zs
from kg.terms import Iri, Quad, Term
from kg.values.names import leading_place


def background(stated: Iterable[Quad]) -> set[Quad]:
    """The background of the regions and industries that the quads of one article name."""
    stated = list(stated)
    kinds = {kind: {q.subject for q in stated if q.predicate == TYPE and q.object == zs(kind)} for kind in _KINDS}
    named = set().union(*kinds.values())
    names = {q.subject: _text(q.object) for q in stated if q.predicate == LABEL and q.subject in named}
    codes = {q.subject: _text(q.object) for q in stated if q.predicate == zs("code") and q.subject in named}
    regions = gazetteer_quads((one, names[one], codes.get(one)) for one in sorted(kinds["Region"]))
    industries = industry_quads((one, names[one]) for one in sorted(kinds["Industry"]))
    return regions | industries | named_after((one, names[one]) for one in sorted(kinds["Company"]))


def named_after(firms: Iterable[tuple[Iri, str]]) -> set[Quad]:
    """The region that the names of firms (IRI, name) begin with, and those above it: derived, not stated."""
    found: set[Quad] = set()
    for iri, name in firms:
        region, rest = leading_place(name)
        if region is not None and rest and region.level in _TELLING:
            place = region_iri(region)
            found.add(Quad(iri, zs("namedAfter"), place, Iri(ns.GAZETTEER_GRAPH)))
            found |= gazetteer_quads([(place, region.name, region.code)])
    return found


_KINDS = ("Region", "Industry", "Company")
_TELLING = ("province", "prefecture", "county")
"""Levels that tell where a firm comes from; 中国 tells nothing."""


def _text(term: Term) -> str:
    return str(term) if isinstance(term, Iri) else term.value
