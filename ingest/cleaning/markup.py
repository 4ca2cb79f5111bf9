"""Reads HTML into lines of text that keep their place in the markup, and repairs markup left in plain text.

The scanner does what is needed to see a page as its reader does: entities become characters, blocks
become lines, the cells of a table row become one line "a｜b｜c", scripts and styles vanish. What
separates two lines or cells comes from the tag that stands there. It never fails: broken markup is text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from ingest.cleaning.characters import WIDE
from ingest.cleaning.traced import Edit, Traced

CELL = "｜"
"""What stands between the cells of a table row."""

_TOKEN = re.compile(
    r"(?P<gone><!--.*?(?:-->|\Z)|<(?P<raw>script|style|noscript|template|svg|iframe|select|textarea|object)\b.*?(?:</(?P=raw)\s*>|\Z))"
    r"|<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9:-]*)(?P<rest>(?>[^<>\"']++|\"[^\"<>]*+\"|'[^'<>]*+'|[\"'])*+)>"
    r"|(?P<decl><[!?][^>]*>)"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?)"
    r"|(?P<blank>\s+)|(?P<words>[^<&\s]+)|(?P<other>.)",
    re.S | re.I,
)
_BLOCK_NAMES = (
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol option p pre section summary"
    " table tbody tfoot thead title tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset({"td", "th"})
_PARAGRAPHS = frozenset({"p", "br", "div"})
_ENDS_LINK = frozenset({"p", "li", "td", "th", "tr", "ul", "ol", "table", "h1", "h2", "h3"})
LONGEST_CELL = 200
"""A longer cell, in characters, is no cell of a table of facts but lays out the page."""
_LEFT_TAG = re.compile(
    r"</?(?:strong|b|u|i|em|font|span|p|br|div|a|img|h[1-6]|center|sup|sub|table|t[rdh]|tbody)(?:\s[^<>\n]*)?/?>", re.I
)
_LEFT_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_BREAKS = re.compile(r"</?(?:p|br|div|h[1-6]|tr)\b", re.I)
_WIDE_CHAR = re.compile(f"[{WIDE}]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: where it stands in the scanned text, the innermost block it is in, how much of it is link."""

    start: int
    end: int
    block: str
    linked: float


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page as scanned: its text, its lines that are not blank, and the title of its head."""

    traced: Traced
    lines: tuple[Line, ...]
    title: str | None


def scan(markup: str) -> Page:
    """The page that `markup` shows."""
    return _Scanner(markup).page()


def unescape_left_overs(traced: Traced) -> Traced:
    """Plain text without the entities and tags that a site left in it: &nbsp; &ldquo; <strong>."""
    if "<" in traced.text:
        edits = [
            Edit(*match.span(), "\n" if _BREAKS.match(match[0]) else "") for match in _LEFT_TAG.finditer(traced.text)
        ]
        traced = traced.replace(edits)
    if "&" in traced.text:
        traced = traced.replace(list(_entity_edits(traced.text)))
    return traced


def _entity_edits(text: str) -> Iterator[Edit]:
    for match in _LEFT_ENTITY.finditer(text):
        char = html.unescape(match[0])
        if char != match[0]:
            yield Edit(*match.span(), char)


class _Scanner:
    """One pass over the markup; what it has read so far stands in lists of characters and of their places."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.chars: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.linked: list[bool] = []
        self.breaks: list[tuple[int, str]] = []
        self.block = "body"
        self.title: list[str] = []
        self.in_title = self.in_head = False
        self.in_link = False
        self.first_cell = True
        self.row_start = 0
        self.soft: list[int] = []

    def page(self) -> Page:
        for match in _TOKEN.finditer(self.markup):
            kind = match.lastgroup
            if match["tag"]:
                self._tag(match["tag"].lower(), bool(match["close"]), *match.span())
            elif match["entity"]:
                char = html.unescape(match["entity"])
                self._put(" " if char == "\u00a0" else char, *match.span(), whole=True)
            elif match["blank"]:
                self._blank(*match.span())
            elif kind in ("words", "other"):
                self._put(match[0], *match.span(), whole=False)
        self._end_row()
        text = "".join(self.chars)
        traced = replace(
            Traced.of(text),
            starts=np.array(self.starts, dtype=np.int32),
            ends=np.array(self.ends, dtype=np.int32),
        )
        title = "".join(self.title).strip()
        return Page(traced, tuple(self._lines(text)), title or None)

    def _put(self, words: str, start: int, end: int, *, whole: bool) -> None:
        if self.in_title:
            self.title.append(words)
            return
        if self.in_head:
            return
        for i, char in enumerate(words):
            self.chars.append(char if char != "\n" else " ")
            self.starts.append(start if whole else start + i)
            self.ends.append(end if whole else start + i + 1)
            self.linked.append(self.in_link)

    def _blank(self, start: int, end: int) -> None:
        """Blanks in markup are one blank; a line break between Chinese characters is none."""
        if not self.chars or self.chars[-1] in "\n ":
            return
        broken = "\n" in self.markup[start:end]
        if broken and _WIDE_CHAR.match(self.chars[-1]) and _WIDE_CHAR.match(self.markup[end : end + 1]):
            return
        self._put(" ", start, end, whole=True)

    def _tag(self, tag: str, closing: bool, start: int, end: int) -> None:
        if tag == "head":
            self.in_head = not closing
        elif tag == "title":
            self.in_title = not closing
        elif tag == "body":
            self.in_head = self.in_title = False
        elif tag == "a":
            self.in_link = not closing
        if closing and tag in _ENDS_LINK:
            self.in_link = False
        if tag in _CELLS and not closing:
            if not self.first_cell:
                self._soft(CELL, start, end)
            self.first_cell = False
            self.block = tag
        elif tag in _BLOCKS and self.block in _CELLS and tag in _PARAGRAPHS:
            self._soft("\n", start, end)
        elif tag in _BLOCKS:
            if tag in ("tr", "table"):
                self._end_row()
                self.first_cell = True
            self._break(tag if not closing else "", start, end)

    def _soft(self, sign: str, start: int, end: int) -> None:
        """What parts a row, as a blank or a line depending on what the row turns out to be."""
        if self.in_head or not self.chars or self.chars[-1] == "\n":
            return
        self.soft.append(len(self.chars))
        self._put(CELL if sign == CELL else " ", start, end, whole=True)

    def _end_row(self) -> None:
        """A row of short cells is one line; a row that holds running text only lays out the page: lines."""
        row = "".join(self.chars[self.row_start :])
        if max(map(len, row.split(CELL))) > LONGEST_CELL:
            for place in self.soft:
                self.chars[place] = "\n"
        self.soft.clear()
        self.row_start = len(self.chars)

    def _break(self, block: str, start: int, end: int) -> None:
        self.block = block or "body"
        if self.chars and self.chars[-1] != "\n":
            self._put("\n", start, end, whole=True)
            if self.chars[-1] == " ":
                self.chars[-1] = "\n"
        self.breaks.append((len(self.chars), self.block))

    def _lines(self, text: str) -> Iterator[Line]:
        blocks = dict(self.breaks)
        block, start = "body", 0
        for words in text.split("\n"):
            block = blocks.get(start, block)
            end = start + len(words)
            if words.strip():
                share = sum(self.linked[start:end]) / len(words)
                yield Line(start, end, block, share)
            start = end + 1
