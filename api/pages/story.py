"""An article to read: its repaired text in paragraphs, every entity and every fact marked in place.

Evidence counts characters of the original; readers see the repaired text (no cut lines, no markup). The
offsets that cleaning keeps lead from one to the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from ingest.clean import CleanText, clean
from kg.article import Article
from kg.canonical import fact_id
from kg.facts import Entity, Reading

_AROUND = 160
"""Characters of context shown on each side of a sentence."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that carry the same marks. `here` is the stretch that a link points to."""

    text: str
    entity: Entity | None
    facts: tuple[str, ...]
    here: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence with what stands before and after it in its paragraph."""

    before: str
    quote: str
    after: str


class Story:
    """The readable form of one article."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.clean: CleanText = clean(article)

    @property
    def title(self) -> str:
        """The headline, else the article's name."""
        return self.article.title or self.clean.title or self.article.name

    def runs(self, start: int, end: int) -> list[tuple[int, int]]:
        """Where characters `start` to `end` of the original stand in the readable text: usually one stretch."""
        inside = (self.clean.offsets[:, 0] >= start) & (self.clean.offsets[:, 1] <= end)
        edges = np.flatnonzero(np.diff(np.concatenate([[0], inside.astype(np.int8), [0]])))
        return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]

    def context(self, start: int, end: int) -> Context:
        """The sentence at `start` to `end` of the original among its neighbours."""
        runs = self.runs(start, end)
        if not runs:  # it stands in what cleaning set aside: shown as it was delivered
            text = self.article.text
            return Context(text[max(0, start - 40) : start], text[start:end], text[end : end + 40])
        text, first, last = self.clean.text, runs[0][0], runs[-1][1]
        head = text[max(0, first - _AROUND) : first].rpartition("\n")[2]
        tail = text[last : last + _AROUND].partition("\n")[0]
        cut = first - _AROUND > 0 and len(head) == _AROUND
        return Context(("…" if cut else "") + head, text[first:last], tail + ("…" if len(tail) == _AROUND else ""))

    def paragraphs(
        self, reading: Reading, here: tuple[int, int] | None = None, *, original: bool = False
    ) -> list[list[Piece]]:
        """The text with its marks, repaired or as it was delivered; `here` is a stretch of the original to point
        out."""
        text = self.article.text if original else self.clean.text
        runs = _itself if original else self.runs
        size = len(text)
        owner: list[Entity | None] = [None] * size
        facts: list[tuple[str, ...]] = [()] * size
        pointed = np.zeros(size, dtype=bool)
        mentions = [(entity, span) for entity in reading.entities for span in entity.mentions]
        for entity, span in sorted(mentions, key=lambda m: m[1].start - m[1].end):  # the longest name wins
            for start, end in runs(span.start, span.end):
                if not any(owner[start:end]):
                    owner[start:end] = [entity] * (end - start)
        for fact in reading.facts:
            name = fact_id(fact.subject, fact.predicate, fact.object)
            for piece in fact.evidence:
                for start, end in runs(piece.start, piece.end):
                    facts[start:end] = [(*had, name) if name not in had else had for had in facts[start:end]]
        for start, end in runs(*here) if here else []:
            pointed[start:end] = True
        return list(self._split(text, owner, facts, [bool(p) for p in pointed]))

    def _split(
        self, whole: str, owner: list[Entity | None], facts: list[tuple[str, ...]], pointed: list[bool]
    ) -> Iterator[list[Piece]]:
        at, first = 0, pointed.index(True) if True in pointed else -1
        for text in whole.split("\n"):
            marks = zip(owner[at:], facts[at:], pointed[at:], range(at, at + len(text)), strict=False)
            pieces = []
            for (entity, names, here), run in groupby(marks, key=lambda mark: mark[:3]):
                places = [mark[3] for mark in run]
                words = whole[places[0] : places[-1] + 1]
                pieces.append(Piece(words, entity, names, here, places[0] == first))
            if pieces and (at or text != self.title):  # the headline stands over the page already
                yield pieces
            at += len(text) + 1


def _itself(start: int, end: int) -> list[tuple[int, int]]:
    """The original's characters stand where they stand."""
    return [(start, end)]
