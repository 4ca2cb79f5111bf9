"""What became of an article: what was kept, what was doubtful, what was skipped, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.errors import KgError
from kg.facts import Reading, Span


@dataclass(frozen=True, slots=True)
class Left:
    """Something that was seen and did not become a fact.

    `what` names it, `reason` says why, `span` is its place in the ORIGINAL text, None where it has none.
    """

    what: str
    reason: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article.

    `reading` is what was kept, None where the article failed. `doubtful` are facts that were read but
    not believed enough, `skipped` what was passed over: lines outside the report, mentions and candidates
    that were dropped. `failed` says why nothing was kept. `changed` is whether the store changed.
    """

    name: str
    reading: Reading | None = None
    doubtful: tuple[Left, ...] = ()
    skipped: tuple[Left, ...] = ()
    failed: KgError | None = None
    changed: bool = False

    @property
    def kept(self) -> int:
        """How many facts were kept."""
        return len(self.reading.facts) if self.reading else 0

    def __str__(self) -> str:
        """One line for people.

        >>> print(Outcome("甲", doubtful=(Left("某公司 investor 某项目", "confidence 0.31"),)))
        甲: 0 facts, 1 doubtful, 0 skipped, unchanged
        """
        if self.failed:
            return f"{self.name}: failed: {self.failed}"
        change = "written" if self.changed else "unchanged"
        return f"{self.name}: {self.kept} facts, {len(self.doubtful)} doubtful, {len(self.skipped)} skipped, {change}"


@dataclass(slots=True)
class Tally:
    """The sums over many outcomes, for the last line of a run."""

    articles: int = 0
    changed: int = 0
    failed: int = 0
    facts: int = 0
    doubtful: int = 0
    skipped: int = 0
    reasons: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, outcomes: Iterable[Outcome]) -> Tally:
        """The sums over `outcomes`."""
        tally = cls()
        for outcome in outcomes:
            tally.add(outcome)
        return tally

    def add(self, outcome: Outcome) -> None:
        """Count one more outcome."""
        self.articles += 1
        self.changed += outcome.changed
        self.failed += outcome.failed is not None
        self.facts += outcome.kept
        self.doubtful += len(outcome.doubtful)
        self.skipped += len(outcome.skipped)
        for left in outcome.skipped:
            self.reasons[left.reason] = self.reasons.get(left.reason, 0) + 1
