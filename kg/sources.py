"""Where the files of the model lie: in the checkout at its root, in an installed package beside this module."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_PACKAGED: Final = Path(__file__).with_name("ontology.ttl")
_CHECKOUT: Final = Path(__file__).parent.parent / "ontology.ttl"

SHAPES: Final = Path(__file__).with_name("shapes.ttl")


def ontology_text() -> str:
    """The text of `ontology.ttl` (Turtle), or of the file that KG_ONTOLOGY names: a copy with classes of one's own."""
    given = os.environ.get("KG_ONTOLOGY")
    path = Path(given) if given else _PACKAGED if _PACKAGED.exists() else _CHECKOUT
    return path.read_text(encoding="utf-8")
