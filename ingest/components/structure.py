"""Component "structure": the sentences and clauses of the text, as stretches of characters.

A sentence ends with 。！？；… or at the end of a line; closing quotes and brackets belong to it. A
semicolon or full stop inside round brackets ends nothing. Clauses are the pieces of a sentence
between ，；：; the mark belongs to the piece before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from ingest.document import text_of

_SENTENCE_END = re.compile(r"\n+|[。！？；!?]+(?:…+)?[”’」』）】》\"]*|…+[”’」』]+")
_CLAUSE_END = re.compile("[，；：,;:]+[”’」』]*|——+")


@Language.component("structure", assigns=["doc._.sentences", "doc._.clauses"])
def structure(doc: Doc) -> Doc:
    """Write `doc._.sentences` and `doc._.clauses`."""
    text = text_of(doc)
    doc._.sentences = list(sentences(text))
    doc._.clauses = [clause for sentence in doc._.sentences for clause in clauses(text, *sentence)]
    return doc


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every sentence, blanks at its ends left out.

    >>> [("甲开工。“乙投产！”丙签约"[s:e]) for s, e in sentences("甲开工。“乙投产！”丙签约")]
    ['甲开工。', '“乙投产！”', '丙签约']
    """
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match[0][0] != "\n" and _inside_brackets(text, start, match.start()):
            continue
        yield from _stripped(text, start, match.end())
        start = match.end()
    yield from _stripped(text, start, len(text))


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of the clauses of the sentence from `start` to `end`.

    >>> [("总投资5亿元，占地3亩。"[s:e]) for s, e in clauses("总投资5亿元，占地3亩。", 0, 12)]
    ['总投资5亿元，', '占地3亩。']
    """
    first = start
    for match in _CLAUSE_END.finditer(text, start, end):
        yield from _stripped(text, first, match.end())
        first = match.end()
    yield from _stripped(text, first, end)


def _inside_brackets(text: str, start: int, place: int) -> bool:
    """Whether an opened round bracket of the same line is closed only after `place`."""
    opened = text.rfind("（", start, place)
    if opened < 0 or text.find("）", opened, place) >= 0:
        return False
    line_end = text.find("\n", place)
    return text.find("）", place, line_end if line_end >= 0 else len(text)) >= 0


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
