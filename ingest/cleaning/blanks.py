"""Takes out blanks that mean nothing: indents, blank lines, runs of blanks, blanks around numbers.

Where a document as a whole sets blanks between Chinese and Latin, as the text of many PDF files does,
those go too, and the blanks inside quotes: 的 SK 新能源 “ 云签约 ” → 的SK新能源“云签约”.
"""

from __future__ import annotations

import re

from ingest.cleaning.characters import HAN
from ingest.cleaning.traced import Edit, Traced

_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]+")
_EDGES = re.compile(r"\A\s+|\s+\Z|[ ]*\n\s*")
_BESIDE_NUMBER = re.compile(rf"(?<=[{HAN}]) (?=\d)|(?<=[\d%]) (?=[{HAN}])")
_AFTER_SIGN = re.compile("(?<=[，。；：、？！｜]) +| +(?=[，。；：、？！｜])")
_RUN = re.compile("  +")
_SPACED = re.compile(rf"[{HAN}] [A-Za-z0-9]|[A-Za-z0-9%] [{HAN}]")
_CLOSE = re.compile(rf"[{HAN}][A-Za-z0-9]|[A-Za-z0-9%][{HAN}]")
_SPACING = re.compile(
    rf"(?<=[{HAN}]) +(?=[A-Za-z“])|(?<=[A-Za-z”]) +(?=[{HAN}])|(?<=”) +(?=“)|(?<=[“‘（《—]) +| +(?=[”’）》—])"
)
LEAST_SPACED = 5
"""How many blanks between Chinese and Latin make a spaced document, if they are more than the places without."""


def tidy(traced: Traced) -> Traced:
    """One paragraph a line, no blank at its ends, single blanks inside."""
    text = traced.text
    edits = []
    for match in _EDGES.finditer(text):
        outer = match.start() == 0 or match.end() == len(text)
        if outer or match[0] != "\n":
            edits.append(Edit(*match.span(), "" if outer else "\n"))
    traced = traced.replace(edits)
    if LEAST_SPACED <= len(_SPACED.findall(text)) > len(_CLOSE.findall(text)):
        traced = traced.cut(match.span() for match in _SPACING.finditer(traced.text))
    traced = traced.cut(match.span() for match in _BESIDE_NUMBER.finditer(traced.text))
    traced = traced.cut(match.span() for match in _AFTER_SIGN.finditer(traced.text))
    return traced.replace(Edit(*match.span(), " ") for match in _RUN.finditer(traced.text))


def remove_invisible(traced: Traced) -> Traced:
    """The text without control characters, characters of no width and halves of characters."""
    return traced.cut(match.span() for match in _INVISIBLE.finditer(traced.text))
