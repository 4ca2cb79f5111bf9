"""A text under repair in which every character knows the stretch of the original that it came from.

A repair takes a `Traced` and gives a new one: `cut` takes characters out, `replace` exchanges
stretches, `recode` maps characters one to one, `arrange` puts pieces into a new order. None of them
can lose the way back, so no repair has to think about offsets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kg.facts import Span

AsideKind = Literal["navigation", "header", "share", "editor", "related", "page", "duplicate", "image", "markup"]


@dataclass(frozen=True, slots=True)
class Aside:
    """A stretch of the delivered text that is not part of the report: what it says, where it stands, what it is."""

    text: str
    span: Span
    kind: AsideKind


@dataclass(frozen=True, slots=True)
class Edit:
    """Exchange of the characters `start` to `end` for `new`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Traced:
    """`text`, and for its character i the original characters `starts[i]` to `ends[i]` (exclusive).

    `captions[i]` is True where the character belongs to the caption of a picture; `asides` is what
    repairs have taken out because it is not part of the report.
    """

    text: str
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    captions: NDArray[np.bool_]
    asides: tuple[Aside, ...] = field(default=())

    @classmethod
    def of(cls, text: str) -> Traced:
        """The unrepaired text: every character comes from itself."""
        starts = np.arange(len(text), dtype=np.int32)
        return cls(text, starts, starts + 1, np.zeros(len(text), dtype=np.bool_))

    def original(self, start: int, end: int) -> Span:
        """The smallest stretch of the original that holds everything that characters `start` to `end` came from.

        Raises ValueError for an empty or outlying range.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"not a stretch of a text of {len(self.text)} characters: {start} to {end}")
        return Span(int(self.starts[start:end].min()), int(self.ends[start:end].max()))

    def recode(self, text: str) -> Traced:
        """The same text with every character exchanged for the one at its place in `text`."""
        if len(text) != len(self.text):
            raise ValueError(f"recoding changed the length from {len(self.text)} to {len(text)}")
        return self if text == self.text else replace(self, text=text)

    def cut(self, spans: Iterable[tuple[int, int]]) -> Traced:
        """The text without the given stretches."""
        return self.replace([Edit(start, end, "") for start, end in spans])

    def set_aside(self, lines: Sequence[tuple[int, int, AsideKind]]) -> Traced:
        """The text without the given stretches, which are kept as asides."""
        found = tuple(
            Aside(self.text[start:end].strip(), self.original(start, end), kind)
            for start, end, kind in lines
            if self.text[start:end].strip()
        )
        smaller = self.cut((start, end) for start, end, _ in lines)
        return replace(smaller, asides=self.asides + found)

    def replace(self, edits: Iterable[Edit]) -> Traced:
        """The text with the edits made. They must not overlap; new characters come from the whole stretch replaced.

        A pure insertion (`start == end`) comes from the character before it, or after it at the very beginning.
        """
        ordered = sorted(edits, key=lambda edit: edit.start)
        if not ordered:
            return self
        words: list[str] = []
        first: list[NDArray[np.int64]] = []
        last: list[NDArray[np.int64]] = []
        position = 0
        for edit in ordered:
            if edit.start < position:
                raise ValueError(f"edits overlap at {edit.start}")
            if edit.start > position:
                kept = np.arange(position, edit.start)
                words.append(self.text[position : edit.start])
                first.append(kept)
                last.append(kept)
            if edit.new and self.text:
                begin, end = edit.start, edit.end - 1
                if edit.start == edit.end:
                    begin = end = max(edit.start - 1, 0)
                words.append(edit.new)
                first.append(np.full(len(edit.new), begin))
                last.append(np.full(len(edit.new), end))
            position = edit.end
        kept = np.arange(position, len(self.text))
        words.append(self.text[position:])
        return self._take("".join(words), np.concatenate([*first, kept]), np.concatenate([*last, kept]))

    def arrange(self, pieces: Sequence[tuple[int, int]]) -> Traced:
        """The pieces of the text, in the order given."""
        words = "".join([self.text[start:end] for start, end in pieces])
        index = np.concatenate([np.arange(start, end) for start, end in pieces] or [np.arange(0)])
        return self._take(words, index, index)

    def mark_captions(self, spans: Iterable[tuple[int, int]]) -> Traced:
        """The same text with the given stretches marked as captions of pictures."""
        marks = self.captions.copy()
        for start, end in spans:
            marks[start:end] = True
        return replace(self, captions=marks)

    def lines(self) -> list[tuple[int, int]]:
        """Start and end of every line, the newline left out."""
        spans, start = [], 0
        for line in self.text.split("\n"):
            spans.append((start, start + len(line)))
            start += len(line) + 1
        return spans

    def _take(self, text: str, first: NDArray[np.int64], last: NDArray[np.int64]) -> Traced:
        return Traced(text, self.starts[first], self.ends[last], self.captions[first], self.asides)


Repair = Callable[[Traced], Traced]
"""One repair: pure, and the identity on a text that does not need it."""
