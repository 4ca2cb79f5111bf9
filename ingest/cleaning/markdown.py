"""Takes the marks of Markdown out of plain text: # headings, **bold**, [links](address), | table | rows |.

Only where the document shows that it is Markdown, by a heading, a pair of bold marks or a link; a lone
asterisk or number sign proves nothing.
"""

from __future__ import annotations

import re

from ingest.cleaning.markup import CELL
from ingest.cleaning.traced import Edit, Traced

_SHOWS = re.compile(r"^#{1,6} +\S|\*\*[^*\s][^*\n]{0,200}\*\*|\]\((?:https?://|/)[^)\s]{1,500}\)", re.M)
_HEADING = re.compile(r"^ {0,3}(?:#{1,6} +|> ?)", re.M)
_BOLD = re.compile(r"\*\*|__(?=\S)|(?<=\S)__|`")
_LINK = re.compile(r"!?\[(?P<words>[^\[\]\n]{0,300})\]\([^()\s]{1,500}\)")
_RULE = re.compile(r"^ {0,3}(?:-{3,}|\*{3,}|\|?(?: *:?-{2,}:? *\|)+ *:?-*:? *)$", re.M)
_ROW = re.compile(r"^ {0,3}\|(?P<cells>.*)\| *$", re.M)


def remove_markdown(traced: Traced) -> Traced:
    """The text without the marks of Markdown, if the document is Markdown."""
    if not _SHOWS.search(traced.text):
        return traced
    traced = traced.cut(match.span() for match in _RULE.finditer(traced.text))
    rows: list[Edit] = []
    for match in _ROW.finditer(traced.text):
        first, last = match.span("cells")
        rows += [Edit(match.start(), first, ""), Edit(last, match.end(), "")]
        rows += [Edit(first + bar.start(), first + bar.end(), CELL) for bar in re.finditer(r"\|", match["cells"])]
    traced = traced.replace(rows)
    links: list[Edit] = []
    for match in _LINK.finditer(traced.text):
        first, last = match.span("words")
        links += [Edit(match.start(), first, ""), Edit(last, match.end(), "")]
    traced = traced.replace(links)
    traced = traced.cut(match.span() for match in _HEADING.finditer(traced.text))
    return traced.cut(match.span() for match in _BOLD.finditer(traced.text))
