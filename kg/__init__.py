"""Ground floor: what the things are. Knows RDF; knows no web and no NLP.

`kg.open(store)` is the way in for notebooks and scripts (`kg.notebook`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.notebook import Graph


def open(store: str | Path = "kg-store", as_of: str = "") -> Graph:
    """The newest snapshot of a store, to ask and to draw in a notebook; `as_of` (YYYY-MM-DD) looks back to a day.

    Raises StoreError where the store has none.
    """
    from kg.notebook import Graph  # imported when it is wanted: nothing else needs it

    return Graph(store, as_of)
