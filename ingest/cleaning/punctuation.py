"""Gives Chinese text its own punctuation: , . : ; ? ! ( ) and straight quotes beside Chinese characters.

Numbers (1,000 and 1.5), times (08:40), Latin text and file names keep theirs. Blanks that follow
such a mark go, for Chinese has none.
"""

from __future__ import annotations

import re

from ingest.cleaning.characters import WIDE
from ingest.cleaning.traced import Edit, Traced

_WIDE_SIGN = {",": "，", ";": "；", "?": "？", "!": "！", ":": "："}
_SIGN = re.compile(rf"(?<=[{WIDE}%)\]\"'℃+])[,;:?!] *|[,;:?!] *(?=[{WIDE}(\"])|(?<=\d),(?=\d{{1,2}}(?!\d)|\d{{4}})")
_STOP = re.compile(rf"(?<=[{WIDE}%)\"\]])\. *(?!\w*\.\w)|(?<=[\dA-Za-z])\.(?=[\"”]? *$)", re.M)
_BRACKETS = re.compile(r"\(([^()\n]{0,120})\)")
_QUOTES = re.compile(r'"([^"\n]{1,120})"')
_CHINESE = re.compile(f"[{WIDE}]")


def widen(traced: Traced) -> Traced:
    """The text with Chinese punctuation where Chinese stands beside it."""
    text = traced.text
    edits: list[Edit] = []
    if '"' in text:
        for match in _QUOTES.finditer(text):
            if _CHINESE.search(match[1]) or _beside_chinese(text, *match.span()):
                edits += [Edit(match.start(), match.start() + 1, "“"), Edit(match.end() - 1, match.end(), "”")]
    if "(" in text:
        for match in _BRACKETS.finditer(text):
            if _CHINESE.search(match[1]) or _beside_chinese(text, *match.span()):
                edits += [Edit(match.start(), match.start() + 1, "（"), Edit(match.end() - 1, match.end(), "）")]
    traced = _replaced(traced, edits)
    text = traced.text
    edits = []
    if any(sign in text for sign in _WIDE_SIGN):
        edits += [Edit(*match.span(), _WIDE_SIGN[match[0][0]]) for match in _SIGN.finditer(text)]
    if "." in text:
        edits += [Edit(*match.span(), "。") for match in _STOP.finditer(text)]
    return _replaced(traced, edits)


def _beside_chinese(text: str, start: int, end: int) -> bool:
    return bool(_CHINESE.match(text[start - 1 : start]) or _CHINESE.match(text[end : end + 1]))


def _replaced(traced: Traced, edits: list[Edit]) -> Traced:
    if all(len(edit.new) == edit.end - edit.start for edit in edits):
        chars = list(traced.text)
        for edit in edits:
            chars[edit.start : edit.end] = edit.new
        return traced.recode("".join(chars))
    return traced.replace(edits)
