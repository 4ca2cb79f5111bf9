"""From an article as delivered to the text for the machine, with the way back for every character.

The repairs stand in the tables below, in order; each is one file of `ingest.cleaning`. Evidence is
always given in the original: `CleanText.original` leads back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.cleaning.blanks import remove_invisible, tidy
from ingest.cleaning.boilerplate import set_boilerplate_aside
from ingest.cleaning.captions import rejoin_captions
from ingest.cleaning.cut_bytes import restore_cut_bytes
from ingest.cleaning.garble import remove_readings
from ingest.cleaning.main_text import main_text
from ingest.cleaning.markdown import remove_markdown
from ingest.cleaning.markup import scan, unescape_left_overs
from ingest.cleaning.pages import remove_pages
from ingest.cleaning.punctuation import widen
from ingest.cleaning.radicals import restore_characters
from ingest.cleaning.script import simplify
from ingest.cleaning.traced import Aside, Repair, Traced
from ingest.cleaning.width import narrow
from ingest.cleaning.wraps import join_wraps
from kg.article import Article
from kg.facts import Span

PLAIN: tuple[Repair, ...] = (unescape_left_overs, remove_markdown)
"""Repairs that only plain text needs: for HTML the scanner does their work."""

REPAIRS: tuple[Repair, ...] = (
    restore_characters,
    restore_cut_bytes,
    remove_readings,
    simplify,
    narrow,
    remove_invisible,
    remove_pages,
    join_wraps,
    set_boilerplate_aside,
    widen,
    rejoin_captions,
    tidy,
)
"""The repairs in order: characters, pages, lines, punctuation, paragraphs, for each builds on the last."""

LONGEST_TITLE = 70
_SITE = re.compile(r"(?<=.{6})\s*[-_|｜–—]+\s*[^-_|｜–—]{2,14}$")


@dataclass(frozen=True, slots=True)
class CleanText:
    """The repaired text of an article.

    `offsets[i]` are start and end (exclusive), in the original, of what character i of `text` comes
    from; they rise, except that the caption of a picture that interrupted a paragraph follows it.
    `captions` are stretches of `text` that are captions of pictures: evidence of a lower rank.
    `boilerplate` is what was taken out as not part of the report, `title` the headline.
    """

    text: str
    offsets: NDArray[np.int32]
    captions: tuple[tuple[int, int], ...]
    boilerplate: tuple[Aside, ...]
    title: str | None

    def original(self, start: int, end: int) -> Span:
        """The stretch of the original from the first to the last character that `text[start:end]` comes from.

        Raises ValueError for an empty or outlying range.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"not a stretch of a text of {len(self.text)} characters: {start} to {end}")
        places = self.offsets[start:end]
        return Span(int(places[:, 0].min()), int(places[:, 1].max()))

    def in_caption(self, start: int, end: int) -> bool:
        """Whether the stretch lies in the caption of a picture."""
        return any(first <= start and end <= last for first, last in self.captions)


def clean(article: Article) -> CleanText:
    """The text of the article for the machine."""
    headline = article.title
    if article.media_type == "text/html":
        page = scan(article.text)
        headline = headline or _without_site(page.title)
        traced, repairs = main_text(article.text, page), REPAIRS
    else:
        traced, repairs = Traced.of(article.text), PLAIN + REPAIRS
    for repair in repairs:
        traced = repair(traced)
    return CleanText(
        traced.text,
        np.stack([traced.starts, traced.ends], axis=1),
        tuple(_runs(traced.captions)),
        traced.asides,
        _title(traced.text) or headline,
    )


def _without_site(title: str | None) -> str | None:
    """The title of a page without the name of the site: 某县签下八个项目_某某网.

    >>> _without_site("某县签下八个项目 - 某某网")
    '某县签下八个项目'
    """
    return _SITE.sub("", title) if title else None


def _title(text: str) -> str | None:
    """The first line, if it reads like a headline: short, and no sentence."""
    first = text.partition("\n")[0]
    return first if first and len(first) <= LONGEST_TITLE and not re.search("[。；]", first) else None


def _runs(marks: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The stretches in which `marks` is True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], marks, [False]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
