"""Joins lines that were broken at a fixed width, even inside words and numbers, as PDF text has them.

The test is on the whole document: many lines must end close to one width, counted in columns or in
characters, hardly any may be longer, and most of those must end in the middle of a sentence. A line
that reaches the width and ends in the middle of a sentence then goes on in the next one, also across
the gap that a page number left.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from ingest.cleaning.boilerplate import kind_of
from ingest.cleaning.characters import SENTENCE_END
from ingest.cleaning.traced import Traced

LEAST_LINES = 5
"""How many lines must reach the width."""
LONGEST_REST = 10
"""The longest rest of a line that was broken a second time, in characters."""
LEAST_RESTS = 3
"""How many such rests make a document wrapped twice."""
LEAST_SHARE = 0.33
"""The share of all lines that must reach the width."""
EVERY = 0.8
"""Share of lines from which on indents mark nothing, for every line has one."""
NEARLY = 0.85
"""Share of a full line's length that a line must have to go on in it: numbers are sometimes kept whole."""

_INDENT = re.compile(r" {2,}")
_SECURITIES = re.compile(r"\s*证券(?:代码|简称)")
_CLAUSE_ENDS = re.compile("[；;]$")
_NEVER_FIRST = "、，。；：？！）》”’」』】%"


@dataclass(frozen=True, slots=True)
class Measure:
    """How long a line is, by how much a wrapped line may stay short of the width, and the narrowest page."""

    length: Callable[[str], int]
    slack: int
    least: int


def columns(line: str) -> int:
    """The width of a line in columns: East Asian wide characters take two."""
    if line.isascii():
        return len(line)
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line)


MEASURES = (Measure(columns, slack=6, least=30), Measure(len, slack=3, least=15))


def join_wraps(traced: Traced) -> Traced:
    """The text with wrapped lines joined, if the document is wrapped."""
    lines = [(start, end) for start, end in traced.lines() if traced.text[start:end].strip()]
    if len(lines) < LEAST_LINES:
        return traced
    words = [traced.text[start:end].rstrip() for start, end in lines]
    full = [any(reached) for reached in zip(*(full_lines(words, measure) for measure in MEASURES), strict=True)]
    indents = sum(bool(_INDENT.match(word)) for word in words)
    if indents > EVERY * len(words):
        words, indents = [word.lstrip() for word in words], 0
    indented = indents >= 3
    doubly = _wrapped_twice(words, full)
    cuts = []
    joined = False
    for i in range(len(lines) - 1):
        following = words[i + 1]
        reaches = (
            full[i]
            or (full[i + 1] and len(words[i]) >= NEARLY * len(following))
            or (doubly and joined and _is_rest(words[i]))
        )
        joined = reaches and _joins(words[i], following, indented=indented)
        if joined:
            cuts.append(_gap(traced.text, lines[i][1], lines[i + 1][0]))
    return traced.cut(cuts)


def _wrapped_twice(words: list[str], full: list[bool]) -> bool:
    """Whether lines were broken again where they were a little too long: full lines with short rests after them."""
    rests = sum(full[i] and _is_rest(words[i + 1]) for i in range(len(words) - 1))
    return rests >= LEAST_RESTS


def _is_rest(line: str) -> bool:
    return len(line.strip()) <= LONGEST_REST and not SENTENCE_END.search(line)


def _gap(text: str, end: int, start: int) -> tuple[int, int]:
    """The blanks between the end of one line and the first word of another."""
    while text[end - 1].isspace():
        end -= 1
    while text[start].isspace():
        start += 1
    return end, start


def _joins(line: str, following: str, *, indented: bool) -> bool:
    """Whether a full line goes on in the next: where paragraphs are indented, unless that one is."""
    if following.lstrip()[0] in _NEVER_FIRST:
        return True
    if _SECURITIES.match(line):
        return False
    if _INDENT.match(following) or not (indented or not SENTENCE_END.search(line) or _CLAUSE_ENDS.search(line)):
        return False
    return kind_of(line) is None and kind_of(following) is None


def full_lines(words: list[str], measure: Measure) -> list[bool]:
    """Which lines reach the width at which the document is wrapped; none where it is not wrapped."""
    none = [False] * len(words)
    lengths = [measure.length(word) for word in words]
    counts = Counter(lengths)
    candidates = [length for length in counts if length >= measure.least]
    if not candidates:
        return none
    width = max(candidates, key=lambda length: (sum(counts[length - less] for less in range(measure.slack)), length))
    full = [width - measure.slack < length <= width + measure.slack for length in lengths]
    reached = sum(full)
    beyond = sum(length > width + measure.slack for length in lengths)
    broken = sum(not SENTENCE_END.search(word) for word, whole in zip(words, full, strict=True) if whole)
    if reached < max(LEAST_LINES, LEAST_SHARE * len(words)) or beyond > reached / 4 or broken < 0.6 * reached:
        return none
    return full
