"""Facts between and about the things of an article: one family of predicates a file.

`RELATIONS` is the whole table: name → the function that proposes that family's facts for a scene.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ingest.relations import (
    amounts,
    capacities,
    ceremonies,
    indicators,
    industries,
    investors,
    milestones,
    phases,
    places,
    roles,
)
from ingest.relations.proposal import Proposal
from ingest.relations.scene import Scene

RELATIONS: dict[str, Callable[[Scene], Iterator[Proposal]]] = {
    "amounts": amounts.propose,
    "capacities": capacities.propose,
    "ceremonies": ceremonies.propose,
    "indicators": indicators.propose,
    "industries": industries.propose,
    "investors": investors.propose,
    "milestones": milestones.propose,
    "parents": investors.propose_parents,
    "phases": phases.propose,
    "places": places.propose,
    "roles": roles.propose,
}
