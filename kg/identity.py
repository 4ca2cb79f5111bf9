"""The ledger of judgements about identity: which IRIs are one thing, who said so, why; and how to undo it.

A merge or split is a row that is added, never a change of an older row; the state at any time is what the
rows up to then say, the last word on a pair winning. The survivor of a merged cluster is the IRI
that was known first; the others redirect to it. Rows go to and from the identity graph as `Judgement`s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from kg.errors import NotFound

Opinion = Literal["same", "different", "unsure"]

MATCHING: Final = "rule:matching"
"""Who notes the doubts that linking leaves."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One row: `left` and `right` are IRIs, `left` the one that was known first; `by` a reviewer or the
    name of a rule; `at` an ISO date and time; `reason` in words; `undoes` the number of the row that
    this one takes back.
    """

    number: int
    left: str
    right: str
    opinion: Opinion
    by: str
    at: str
    reason: str
    score: float = 1.0
    undoes: int | None = None


class Ledger:
    """All judgements, in order, and what follows from them."""

    def __init__(self, rows: Iterable[Judgement] = ()) -> None:
        self._rows: list[Judgement] = sorted(rows, key=lambda row: row.number)
        self._heads: dict[str, str] | None = None
        self._held: dict[frozenset[str], Judgement] | None = None

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self) -> Iterator[Judgement]:
        """Every row ever added, in order: what to store."""
        yield from self._rows

    def judge(self, pair: tuple[str, str], opinion: Opinion, by: str, at: str, reason: str) -> Judgement:
        """Add a judgement about two IRIs, the elder first.

        Raises ValueError where the pair is one IRI twice.
        """
        left, right = pair
        if left == right:
            raise ValueError(f"not two things: {left}")
        return self._add(Judgement(self._next(), left, right, opinion, by, at, reason))

    def merge(self, survivor: str, other: str, by: str, at: str, reason: str) -> Judgement:
        """Say that two IRIs are one thing; `other` will redirect to `survivor`."""
        return self.judge((survivor, other), "same", by, at, reason)

    def split(self, survivor: str, other: str, by: str, at: str, reason: str) -> Judgement:
        """Say that two IRIs are two things, whatever was said before."""
        return self.judge((survivor, other), "different", by, at, reason)

    def doubt(self, pair: tuple[str, str], score: float, at: str, reason: str) -> Judgement | None:
        """Note that a rule cannot tell whether two IRIs are one thing, unless somebody has judged the pair.

        Returns the row that was added, None where the pair has a judgement already.
        """
        if self.opinion(*pair) is not None or pair[0] == pair[1]:
            return None
        return self._add(Judgement(self._next(), *pair, "unsure", MATCHING, at, reason, score))

    def unsure(self) -> list[Judgement]:
        """The doubts that nobody has settled, the likeliest to be one thing first."""
        rows = (row for row in self._standing().values() if row.opinion == "unsure")
        open_ = (row for row in rows if self.survivor(row.left) != self.survivor(row.right))
        return sorted(open_, key=lambda row: (-row.score, row.number))

    def undo(self, number: int, by: str, at: str, reason: str) -> Judgement:
        """Take back a row: what held of its pair before holds again. Raises NotFound for an unknown row."""
        for row in self._rows:
            if row.number == number:
                undone = Judgement(self._next(), row.left, row.right, row.opinion, by, at, reason, undoes=number)
                return self._add(undone)
        raise NotFound("no such judgement", where=str(number))

    def opinion(self, a: str, b: str) -> Judgement | None:
        """The judgement that holds about a pair, the last one not taken back; None where there is none."""
        return self._standing().get(frozenset((a, b)))

    def survivor(self, iri: str) -> str:
        """The IRI that stands for `iri`: itself unless it was merged away."""
        return self._clusters().get(iri, iri)

    def redirects(self) -> dict[str, str]:
        """Every IRI that was merged away → its survivor."""
        return {iri: head for iri, head in self._clusters().items() if iri != head}

    def _next(self) -> int:
        return self._rows[-1].number + 1 if self._rows else 1

    def _add(self, row: Judgement) -> Judgement:
        self._rows.append(row)
        if row.opinion == "unsure" and row.undoes is None and self._held is not None:
            self._held[frozenset((row.left, row.right))] = row  # a doubt joins and parts nothing
        else:
            self._heads = self._held = None
        return row

    def _standing(self) -> dict[frozenset[str], Judgement]:
        if self._held is not None:
            return self._held
        undone: set[int] = set()
        for row in reversed(self._rows):  # an undoing that is undone itself does not count
            if row.undoes is not None and row.number not in undone:
                undone.add(row.undoes)
        found: dict[frozenset[str], Judgement] = {}
        for row in self._rows:
            if row.undoes is None and row.number not in undone:
                found[frozenset((row.left, row.right))] = row
        self._held = found
        return found

    def _clusters(self) -> dict[str, str]:
        """IRI → survivor. "different" between members of one cluster cuts the later link, not the earlier."""
        if self._heads is not None:
            return self._heads
        standing = sorted(self._standing().values(), key=lambda row: row.number)
        apart = [(row.left, row.right) for row in standing if row.opinion == "different"]
        head: dict[str, str] = {}

        def top(iri: str) -> str:
            while head.get(iri, iri) != iri:
                iri = head[iri]
            return iri

        for row in standing:
            if row.opinion != "same":
                continue
            left, right = top(row.left), top(row.right)
            if left == right or any({top(a), top(b)} == {left, right} for a, b in apart):
                continue
            head.setdefault(left, left)
            head[right] = left
        self._heads = {iri: top(iri) for iri in head}
        return self._heads
