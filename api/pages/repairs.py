"""The delivered text beside the repaired one, line by line, where they differ: what was taken out, what was put in."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ingest.clean import CleanText
from kg.article import Article

_LONG: Final = 1500
"""Characters of a line above which it is shown whole and not compared character by character."""


@dataclass(frozen=True, slots=True)
class Strand:
    """A run of characters of one side; `changed` where the other side has something else there."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Repair:
    """One line: as delivered and as repaired."""

    before: tuple[Strand, ...]
    after: tuple[Strand, ...]


def repairs(article: Article, clean: CleanText) -> Iterator[Repair]:
    """The lines that were repaired, in order; a line that is the same on both sides is not among them."""
    at = 0
    for line in clean.text.split("\n"):
        if line:
            span = clean.original(at, at + len(line))
            before = article.text[span.start : span.end]
            if before != line:
                yield _compared(before, line)
        at += len(line) + 1


def _compared(before: str, after: str) -> Repair:
    if max(len(before), len(after)) > _LONG:
        return Repair((Strand(before, False),), (Strand(after, False),))
    left: list[Strand] = []
    right: list[Strand] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if b > a:
            left.append(Strand(before[a:b], kind != "equal"))
        if d > c:
            right.append(Strand(after[c:d], kind != "equal"))
    return Repair(tuple(left), tuple(right))
