"""Takes out blanks that mean nothing: indents, blank lines, runs of blanks, blanks around numbers."""

from __future__ import annotations

import re

from ingest.cleaning.characters import HAN
from ingest.cleaning.traced import Edit, Traced

_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]+")
_EDGES = re.compile(r"\A\s+|\s+\Z|[ ]*\n\s*")
_BESIDE_NUMBER = re.compile(rf"(?<=[{HAN}]) (?=\d)|(?<=[\d%]) (?=[{HAN}])")
_AFTER_SIGN = re.compile("(?<=[，。；：、？！｜]) +| +(?=[，。；：、？！｜])")
_RUN = re.compile("  +")


def tidy(traced: Traced) -> Traced:
    """One paragraph a line, no blank at its ends, single blanks inside."""
    text = traced.text
    edits = []
    for match in _EDGES.finditer(text):
        outer = match.start() == 0 or match.end() == len(text)
        if outer or match[0] != "\n":
            edits.append(Edit(*match.span(), "" if outer else "\n"))
    traced = traced.replace(edits)
    traced = traced.cut(match.span() for match in _BESIDE_NUMBER.finditer(traced.text))
    traced = traced.cut(match.span() for match in _AFTER_SIGN.finditer(traced.text))
    return traced.replace(Edit(*match.span(), " ") for match in _RUN.finditer(traced.text))


def remove_invisible(traced: Traced) -> Traced:
    """The text without control characters and characters of no width."""
    return traced.cut(match.span() for match in _INVISIBLE.finditer(traced.text))
