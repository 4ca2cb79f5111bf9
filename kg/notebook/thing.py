"""One thing of the graph that draws itself: its names, its neighbours in a ring, its facts with their sentences."""

from __future__ import annotations

import math
from functools import cached_property
from html import escape
from typing import Final

from kg import lookup
from kg.edges import Neighbourhood
from kg.facts import Entity
from kg.notebook.facts import Facts
from kg.ontology import ontology
from kg.store import Reader

_RING: Final = 14
"""Neighbours that the drawing shows."""
_WIDE: Final = 640
_HIGH: Final = 360
_FAR: Final = 130


class Thing:
    """A region, park, firm, body, project or person. `id` is its IRI."""

    def __init__(self, reader: Reader, entity: Entity) -> None:
        self._reader = reader
        self.entity = entity
        self.id, self.type, self.name = entity.id, entity.type, entity.name

    @cached_property
    def facts(self) -> Facts:
        """Every fact that has it as subject or object."""
        return Facts(self._reader, lookup.facts(self._reader, self.id))

    @cached_property
    def around(self) -> Neighbourhood:
        """The things one edge away, and the edges."""
        return lookup.neighbourhood(self._reader, [self.id])

    @property
    def neighbours(self) -> list[Thing]:
        """The things one edge away."""
        return [Thing(self._reader, other) for iri, other in self.around.entities.items() if iri != self.id]

    def __repr__(self) -> str:
        return f"<{self.type} {self.name}>"

    def _repr_html_(self) -> str:
        also = f"<p>{escape(' · '.join(self.entity.aliases))}</p>" if self.entity.aliases else ""
        title = f"<h3>{escape(self.name)} <small>{escape(ontology().label(self.type))}</small></h3>"
        return title + also + self._repr_svg_() + self.facts._repr_html_()

    def _repr_svg_(self) -> str:
        """The thing in the middle of its nearest neighbours."""
        edges = [edge for edge in self.around.edges if self.id in (edge.subject, edge.object)][:_RING]
        parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE}" height="{_HIGH}" font-size="12">']
        dots = []
        for number, edge in enumerate(edges):
            turn = 2 * math.pi * number / max(len(edges), 1) - math.pi / 2
            x, y = _WIDE / 2 + 1.6 * _FAR * math.cos(turn), _HIGH / 2 + _FAR * math.sin(turn)
            other = self.around.entities[edge.object if edge.subject == self.id else edge.subject]
            parts.append(f'<line x1="{_WIDE / 2}" y1="{_HIGH / 2}" x2="{x:.0f}" y2="{y:.0f}" stroke="#999"/>')
            middle = (x + _WIDE / 2) / 2, (y + _HIGH / 2) / 2
            parts.append(_text(*middle, edge.label, "#777"))
            dots += [_dot(x, y, other), _text(x, y + 22, other.name, "currentColor")]
        dots += [_dot(_WIDE / 2, _HIGH / 2, self.entity), _text(_WIDE / 2, _HIGH / 2 + 24, self.name, "currentColor")]
        return "".join([*parts, *dots, "</svg>"])


def _dot(x: float, y: float, entity: Entity) -> str:
    colour = ontology().colour(entity.type)
    return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="8" fill="{escape(colour)}"/>'


def _text(x: float, y: float, words: str, colour: str) -> str:
    short = words if len(words) <= 14 else words[:13] + "…"
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="middle" fill="{colour}">{escape(short)}</text>'
