"""What a reader wants left out of a picture, and where things were put by hand.

A sieve takes a placed view and gives a view: what stays keeps its place, so that the reader still knows the
picture. Everything in it stands in the address of the graph page, so an export is exactly what was seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from viz.links import Edge
from viz.view import View


@dataclass(frozen=True, slots=True)
class Sieve:
    """`types` and `predicates` are left out, and the `hidden` IRIs. Of edges stay those with a sentence from an
    article of the days `since` to `until` (ISO dates; undated articles fail where one is given) that is at least
    `confidence` sure (0 to 1). `spots` are places given by hand: IRI → x, y.
    """

    types: frozenset[str] = frozenset()
    predicates: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    since: str = ""
    until: str = ""
    confidence: float = 0.0
    spots: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def apply(self, view: View) -> View:
        """The view without what is left out. What was opened stays unless it is hidden itself, and other things
        that no edge leads to any more go."""
        days = {row.id: row.date or "" for row in view.articles}
        kinds = {node.id: node.type for node in view.nodes}

        def out(iri: str) -> bool:
            return iri in self.hidden or (kinds[iri] in self.types and iri not in view.focus)

        edges = [
            sure
            for edge in view.edges
            if edge.predicate not in self.predicates
            and not any(map(out, edge.ends))
            and (sure := self._sure(edge, days)) is not None
        ]
        degrees = Counter(end for edge in edges for end in edge.ends)
        linked = Counter(end for edge in view.edges for end in edge.ends)
        nodes = []
        for node in view.nodes:
            lonely = degrees[node.id] == 0 and linked[node.id] > 0 and node.id not in view.focus
            if not out(node.id) and not lonely:
                x, y = self.spots.get(node.id, (node.x, node.y))
                nodes.append(replace(node, x=x, y=y, pinned=node.id in self.spots, degree=degrees[node.id]))
        return replace(
            view,
            nodes=tuple(nodes),
            edges=tuple(edges),
            focus=tuple(iri for iri in view.focus if iri not in self.hidden),
            types=dict(Counter(kinds.values())),
            relations=dict(Counter(edge.predicate for edge in view.edges)),
        )

    def _sure(self, edge: Edge, days: Mapping[str, str]) -> Edge | None:
        """The edge with the sentences that pass; None where none does. An edge of the gazetteer has none to judge."""
        if not edge.evidence:
            return edge
        kept = tuple(
            piece
            for piece in edge.evidence
            if piece.confidence >= self.confidence
            and (not self.since or days.get(piece.article, "") >= self.since)
            and (not self.until or "" < days.get(piece.article, "")[: len(self.until)] <= self.until)
        )
        return replace(edge, evidence=kept) if kept else None
