"""Tells the report on an HTML page from navigation, side bars and footers.

trafilatura says what the main text of the page is; its lines are found again among the lines that
`markup.scan` read with their places. Lines between the heading and the end of the main text that are
not mostly links stay as well, for extractors lose captions, header lines and short items.
"""

from __future__ import annotations

import logging
import re

import trafilatura

from ingest.cleaning.markup import CELL, Line, Page
from ingest.cleaning.traced import AsideKind, Traced

MOSTLY_LINK = 0.5
"""The share of a line that stands inside links from which on it is navigation."""

SHORT = 8
"""Lines of fewer characters may stand in the main text by chance."""

NEAR = 6
"""How many lines into the main text the heading may stand."""

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_BLANK = re.compile(rf"[\s{CELL}|]+")


def main_text(markup: str, page: Page) -> Traced:
    """The page's text without the lines around the report, which are kept as asides."""
    extracted = [_BLANK.sub("", line) for line in _extract(markup).split("\n")]
    words = [_BLANK.sub("", page.traced.text[line.start : line.end]) for line in page.lines]
    kept = _matches(words, extracted, page.lines)
    if not any(kept):
        kept = [line.linked < MOSTLY_LINK for line in page.lines]
    first = kept.index(True) if True in kept else 0
    last = len(kept) - 1 - kept[::-1].index(True) if True in kept else -1
    heading = _heading(page, words, first)
    start = first if heading is None else heading
    out: list[tuple[int, int, AsideKind]] = [
        (line.start, line.end, "navigation")
        for i, line in enumerate(page.lines)
        if i < start or not (kept[i] or (i <= last and line.linked < MOSTLY_LINK))
    ]
    return page.traced.set_aside(out)


def _heading(page: Page, words: list[str], first: int) -> int | None:
    """The line of the heading: before the main text, or just inside where extraction took navigation for text.

    Where no heading has the right tag, it is the line that the page's title repeats.
    """
    near = [i for i, line in enumerate(page.lines[: first + NEAR]) if line.linked < MOSTLY_LINK]
    for level in ("h1", "h2"):
        tagged = [i for i in near if page.lines[i].block == level and (level == "h1" or i <= first)]
        if tagged:
            return tagged[0]
    title = _BLANK.sub("", page.title or "")
    return next((i for i in near if len(words[i]) >= SHORT and words[i] in title), None)


def _extract(markup: str) -> str:
    """What trafilatura holds to be the main text; empty where it finds none."""
    text = trafilatura.extract(markup, include_comments=False, include_tables=True, favor_recall=True)
    return text or ""


def _matches(words: list[str], extracted: list[str], lines: tuple[Line, ...]) -> list[bool]:
    """Which lines stand in the extracted text: short ones only as a line of their own."""
    whole, running = set(extracted), "".join(extracted)
    return [
        line.linked < MOSTLY_LINK and (word in whole or (len(word) >= SHORT and word in running))
        for word, line in zip(words, lines, strict=True)
    ]
