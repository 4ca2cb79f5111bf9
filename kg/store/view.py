"""How judgements shape the merged graph: which facts are left out, which IRIs stand for which.

The graphs of articles stay as they are, so that every judgement can be undone. The merged graph shows
them through a `View`: triples that only rejected statements state are left out, and an IRI that was
merged away is replaced by its survivor, with `dcterms:isReplacedBy` to tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg import namespaces as ns
from kg.quads import is_simple, zs
from kg.terms import Iri, Quad, Term

Triple = tuple[Iri, Iri, Term]

_RDF: Final = ns.PREFIXES["rdf"]
REPLACED_BY: Final = Iri(ns.PREFIXES["dcterms"] + "isReplacedBy")
_SHORT_CUTS: Final = {zs("affiliation"): zs("role"), zs("investmentYuan"): zs("totalInvestment")}
"""Short cuts of the simple layer, and the property whose node they are read from."""


@dataclass(frozen=True)
class View:
    """`rejected` are IRIs of statements, `heads` leads from every IRI that was merged away to its survivor."""

    rejected: frozenset[str] = frozenset()
    heads: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        members: dict[str, list[str]] = defaultdict(list)
        for iri, head in self.heads.items():
            members[head].append(iri)
        object.__setattr__(self, "_members", members)

    def head(self, iri: Iri) -> Iri:
        """The IRI that stands for this one."""
        return Iri(self.heads.get(iri, iri))

    def members(self, iri: Iri) -> tuple[Iri, ...]:
        """Every IRI that this one stands for, itself included."""
        merged: Mapping[str, list[str]] = self._members  # type: ignore[attr-defined]
        return (iri, *(Iri(other) for other in merged.get(iri, ())))

    def redirects(self) -> set[Triple]:
        """What tells that an IRI was merged away."""
        return {(Iri(iri), REPLACED_BY, Iri(head)) for iri, head in self.heads.items()}

    def simple(self, quads: Iterable[Quad]) -> set[Triple]:
        """The triples that these quads put into the merged graph."""
        quads = list(quads)
        triples = {(q.subject, q.predicate, q.object) for q in quads if is_simple(q)}
        triples -= self._withheld(quads)
        return {self.shown(triple) for triple in triples} if self.heads else triples

    def shown(self, triple: Triple) -> Triple:
        """A triple with survivors in place of what was merged away."""
        subject, predicate, value = triple
        return self.head(subject), predicate, self.head(value) if isinstance(value, Iri) else value

    def _withheld(self, quads: list[Quad]) -> set[Triple]:
        """The triples that rejected statements say and no other does."""
        if not self.rejected.intersection(q.subject for q in quads):
            return set()
        says = _says(quads)
        left = {triple for iri, triples in says.items() if iri in self.rejected for triple in triples}
        return left.difference(*(triples for iri, triples in says.items() if iri not in self.rejected))


def _says(quads: list[Quad]) -> dict[Iri, set[Triple]]:
    """What each statement puts into the simple layer: its triple, the node of its value, short cuts."""
    about: dict[Iri, dict[str, Term]] = defaultdict(dict)
    by_subject: dict[Iri, set[Triple]] = defaultdict(set)
    for quad in quads:
        if quad.subject.startswith(ns.STATEMENT):
            about[quad.subject][quad.predicate] = quad.object
        elif is_simple(quad):
            by_subject[quad.subject].add((quad.subject, quad.predicate, quad.object))
    says: dict[Iri, set[Triple]] = {}
    for iri, parts in about.items():
        subject, predicate, value = (Iri(str(parts[_RDF + name])) for name in ("subject", "predicate", "object"))
        says[iri] = {(subject, predicate, value)}
        if value.startswith(ns.NODE):
            says[iri] |= by_subject[value]
            parts_of_value = {triple[2] for triple in by_subject[value]}
            says[iri] |= {
                triple
                for triple in by_subject[subject]
                if _SHORT_CUTS.get(triple[1]) == predicate and triple[2] in parts_of_value
            }
    return says
