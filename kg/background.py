"""What stands behind the things that articles name, of sources other than articles: the tree of regions and the
classification of industries, as quads of the gazetteer graph. Only what some article needs is written."""

from __future__ import annotations

from collections.abc import Iterable

from kg.gazetteer import gazetteer_quads
from kg.industries import industry_quads
from kg.quads import LABEL, TYPE, zs
from kg.terms import Iri, Quad, Term


def background(stated: Iterable[Quad]) -> set[Quad]:
    """The background of the regions and industries that the quads of one article name."""
    stated = list(stated)
    kinds = {kind: {q.subject for q in stated if q.predicate == TYPE and q.object == zs(kind)} for kind in _KINDS}
    named = kinds["Region"] | kinds["Industry"]
    names = {q.subject: _text(q.object) for q in stated if q.predicate == LABEL and q.subject in named}
    codes = {q.subject: _text(q.object) for q in stated if q.predicate == zs("code") and q.subject in named}
    regions = gazetteer_quads((one, names[one], codes.get(one)) for one in sorted(kinds["Region"]))
    return regions | industry_quads((one, names[one]) for one in sorted(kinds["Industry"]))


_KINDS = ("Region", "Industry")


def _text(term: Term) -> str:
    return str(term) if isinstance(term, Iri) else term.value
