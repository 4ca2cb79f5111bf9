"""A proposal: one fact that the text might state, with the features that speak for and against it.

Features come in blocks (lists of strings) that many proposals share: everything about a value, about
a thing seen from a value, about their combination. A block is scored once.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from kg.facts import Object

Block = list[str]


@dataclass(slots=True)
class Proposal:
    """A fact that might be stated.

    `subject`, `predicate`, `object`, `org_index`, `start`, `end` are those of a Candidate. `blocks`
    hold its features. `rivals` names the groups in which it competes (same value, same thing …): a
    second look at the proposals tells the scorer how it stands in each of them. `odds` is the
    probability of what was decided before (the date of a milestone), 1.0 where nothing was. Of the
    proposals that share a key of `only` at most one is kept.
    """

    subject: int
    predicate: str
    object: int | Object
    start: int
    end: int
    blocks: tuple[Block, ...]
    rivals: tuple[Hashable, ...]
    odds: float = 1.0
    org_index: int | None = None
    only: tuple[Hashable, ...] = ()


def step(value: float, edges: tuple[float, ...]) -> int:
    """The number of `edges` that `value` reaches: a coarse bin.

    >>> step(7, (1, 5, 10))
    2
    """
    return sum(value >= edge for edge in edges)


NEAR = (1, 2, 4, 7, 12, 20, 35, 60, 100, 200)
"""Bin edges for distances in characters."""
