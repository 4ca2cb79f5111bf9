"""How much of an article became facts: of its sentences with a number, those that gave a fact and those that did not.

A number is where facts of this field lie: money, areas, dates, counts. A sentence without a fact may be none of the
graph's business; it is listed so that a reader can see that for himself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ingest.clean import CleanText
from ingest.components.structure import sentences
from kg.facts import Fact, Span

_NUMBER: Final = re.compile(
    r"\d|[〇零一二三四五六七八九十百千万亿两]+(?:余|多)?(?:个|家|项|户|人|名|亿|万|亩|元|吨|公顷|平方|成|倍|期|条)|百分之"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with a number: its repaired text, where it stands in the original, how many facts it gave."""

    text: str
    span: Span
    facts: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every sentence with a number, in order."""

    sentences: tuple[Sentence, ...]

    @property
    def silent(self) -> tuple[Sentence, ...]:
        """Those that gave no fact."""
        return tuple(sentence for sentence in self.sentences if not sentence.facts)

    @property
    def share(self) -> float | None:
        """The share that gave a fact, from 0 to 1; None where no sentence holds a number."""
        return 1 - len(self.silent) / len(self.sentences) if self.sentences else None


def coverage(clean: CleanText, article_id: str, facts: Iterable[Fact]) -> Coverage:
    """The coverage of an article by the facts that quote it; the headline is a sentence like any other."""
    quoted = [(piece.start, piece.end) for fact in facts for piece in fact.evidence if piece.article == article_id]
    found = []
    for start, end in sentences(clean.text):
        text = clean.text[start:end]
        if _NUMBER.search(text):
            span = clean.original(start, end)
            given = sum(first < span.end and span.start < last for first, last in quoted)
            found.append(Sentence(text, span, given))
    return Coverage(tuple(found))
