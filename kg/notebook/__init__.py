"""The graph in a notebook: objects that draw themselves, tidy tables for pandas, a network for networkx.

Begin with `kg.open(store)`. Nothing here changes the store. pandas is wanted for tables only
(`pip install 'zhaoshang-kg[notebook]'`).
"""

from __future__ import annotations

from kg.notebook.facts import Answer, Facts
from kg.notebook.graph import Graph
from kg.notebook.thing import Thing

__all__ = ["Answer", "Facts", "Graph", "Thing"]
