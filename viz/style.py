"""How things look and are called in a picture: everything is read from the ontology."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.ontology import ontology

TYPES: Final[tuple[str, ...]] = ontology().things
"""Types in the order of legends and sectors."""


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as #rrggbb on light and on dark paper."""

    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Look:
    """Names of types and of edge properties in one language, and the colours of types."""

    types: dict[str, str]
    predicates: dict[str, str]
    colours: dict[str, Colour]

    def as_json(self) -> dict[str, object]:
        """The shape that `static/drawing.js` reads."""
        types = {
            name: {"label": label, "colour": {"light": self.colours[name].light, "dark": self.colours[name].dark}}
            for name, label in self.types.items()
        }
        return {"types": types, "predicates": self.predicates}


@cache
def look(language: str) -> Look:
    """The look in one language ("zh" or "en").

    >>> look("zh").types["Company"], look("en").types["Company"]
    ('企业', 'company')
    """
    known = ontology()
    return Look(
        types={name: known.label(name, language) for name in TYPES},
        predicates={name: known.label(name, language) for name in known.properties},
        colours={name: Colour(known.colour(name), lighter(known.colour(name))) for name in TYPES},
    )


def lighter(colour: str, share: float = 0.28) -> str:
    """The colour mixed with white, so that it stands out on dark paper.

    >>> lighter("#000000", 0.5)
    '#808080'
    """
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02x}" for part in parts)
