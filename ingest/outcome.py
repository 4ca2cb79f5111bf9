"""What became of an article: what was kept, what was doubtful, what was skipped, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.errors import KgError
from kg.facts import Fact, Reading, Span


class Status(StrEnum):
    """What an article did to the store."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    FAILED = "failed"


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
    not believed enough, `skipped` what was passed over: files and lines outside the report, mentions and
    candidates that were dropped. `error` says why nothing was kept. `changed` is whether the store changed.
    """

    name: str
    reading: Reading | None = None
    doubtful: tuple[Left, ...] = ()
    skipped: tuple[Left, ...] = ()
    error: KgError | None = None
    changed: bool = False

    @property
    def status(self) -> Status:
        """What the article did to the store."""
        if self.error:
            return Status.FAILED
        return Status.WRITTEN if self.changed else Status.UNCHANGED

    @property
    def kept(self) -> tuple[Fact, ...]:
        """The facts that were kept."""
        return self.reading.facts if self.reading else ()

    @property
    def reason(self) -> str:
        """Why the article failed; empty where it did not."""
        return str(self.error) if self.error else ""

    def __str__(self) -> str:
        """One line for people.

        >>> print(Outcome("甲", doubtful=(Left("某公司 investor 某项目", "confidence 0.31"),)))
        甲: unchanged, 0 facts, 1 doubtful, 0 skipped
        """
        if self.error:
            return f"{self.name}: {self.status}: {self.reason}"
        counts = f"{len(self.kept)} facts, {len(self.doubtful)} doubtful, {len(self.skipped)} skipped"
        return f"{self.name}: {self.status}, {counts}"
