"""Where the files of the model lie: in the checkout at its root, in an installed package beside this module."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGED: Final = Path(__file__).with_name("ontology.ttl")
_CHECKOUT: Final = Path(__file__).parent.parent / "ontology.ttl"

SHAPES: Final = Path(__file__).with_name("shapes.ttl")


def ontology_text() -> str:
    """The text of `ontology.ttl` (Turtle)."""
    path = _PACKAGED if _PACKAGED.exists() else _CHECKOUT
    return path.read_text(encoding="utf-8")
