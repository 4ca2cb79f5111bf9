"""What speaks for or against two names naming one thing: one kind of thing a file, each feature a pure
function (a, b) → Hint or None where it has nothing to say. `kg.matching` holds the table of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kg.facts import EntityType
from kg.values.names import normal


@dataclass(frozen=True)
class Named:
    """A thing as one article, or the whole store, names it.

    `places` are GB/T 2260 codes of where it stands or where the article is at home; `kin` are normalised
    names of what it is tied to: a project's investor, a person's body.
    """

    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    code: str | None = None
    places: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()

    @cached_property
    def normal(self) -> str:
        """The name, normalised."""
        return normal(self.name)

    @cached_property
    def spellings(self) -> frozenset[str]:
        """All its forms, normalised."""
        return frozenset(normal(form) for form in (self.name, *self.aliases)) - {""}


@dataclass(frozen=True, slots=True)
class Hint:
    """What a feature says: `score` from −1 (surely two things) to 1 (surely one), and why."""

    score: float
    reason: str


def apart(a: frozenset[str], b: frozenset[str], digits: int) -> bool:
    """Whether two sets of region codes have places, and none of one lies near one of the other.

    `digits` says how near: 2 the same province, 4 the same prefecture. A province lies near all in it.
    """
    if not a or not b:
        return False
    return not any(near(x, y, digits) for x in a for y in b)


def near(x: str, y: str, digits: int) -> bool:
    """Whether two region codes agree in so many digits, as far as both say them."""
    for n in range(2, digits + 1, 2):
        p, q = x[n - 2 : n], y[n - 2 : n]
        if p == "00" or q == "00":
            return True
        if p != q:
            return False
    return True
