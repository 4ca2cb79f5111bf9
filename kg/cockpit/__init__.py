"""What a bureau looks at every morning, for a scope (a place, park, industry, investor, year, or all of them).

`Desk` reads a snapshot once and says which projects a scope holds; `funnel`, `money`, `flows`, `chains` and
`steps_by_year` are views of those projects. Counting follows `kg.counting`: a project counts once, what is left out
is named with its reason, promised and done are never one number.
"""

from __future__ import annotations

from functools import lru_cache

from kg.cockpit.cohorts import STEPS, Cohort, Funnel, funnel, shown_by, steps_by_year
from kg.cockpit.ledger import Ledger, money
from kg.cockpit.movements import Flow, flows
from kg.cockpit.projects import Desk, Item
from kg.cockpit.scope import Scope
from kg.cockpit.selection import ANY, FIGURES, behind
from kg.cockpit.value_chains import ChainView, chains
from kg.store import Reader

__all__ = [
    "ANY",
    "FIGURES",
    "STEPS",
    "ChainView",
    "Cohort",
    "Desk",
    "Flow",
    "Funnel",
    "Item",
    "Ledger",
    "Scope",
    "behind",
    "chains",
    "desk",
    "flows",
    "funnel",
    "money",
    "shown_by",
    "steps_by_year",
]


@lru_cache(maxsize=4)
def desk(reader: Reader) -> Desk:
    """The desk of a snapshot, made once."""
    return Desk(reader)
