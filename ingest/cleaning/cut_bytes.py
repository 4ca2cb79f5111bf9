"""Repairs GBK text into whose middle of a character a site wrote a reading: 政府?dāng)y手 → 政府攜手.

Such sites put pinyin after byte pairs that look like a character but straddle two: of 府 (B8 AE) and
攜 (94 79) they see 當 (AE 94) and write (dāng) after it. The lone byte before the bracket and the
bracket decode as "?", and the bytes behind shift by one. The lost byte is the one that, after the last
byte before it, gives a character of that reading; from there the bytes are paired anew until they are
in step again: at an ASCII second byte, or at the next such place.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.cleaning.characters import HAN, is_common
from ingest.cleaning.script import simple_form
from ingest.cleaning.traced import Edit, Traced

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_PLACE = re.compile(
    rf"(?<=[{HAN}])(?:\([a-zü{_TONED}]{{1,7}}\))?(?P<cut>\?(?P<reading>[a-zü]{{0,6}}[{_TONED}][a-zü]{{0,5}})\))"
)
_SECOND = re.compile(rf"\?(?P<reading>[a-zü]{{0,6}}[{_TONED}][a-zü]{{0,5}})\)")
LONGEST = 24
"""How many characters may be out of step."""


def restore_cut_bytes(traced: Traced) -> Traced:
    """The text with the characters restored that were cut in the middle."""
    if "?" not in traced.text:
        return traced
    edits: list[Edit] = []
    position = 0
    for match in _PLACE.finditer(traced.text):
        if match.start("cut") < position:
            continue
        edit = _edit(traced.text, match)
        if edit:
            edits.append(edit)
            position = edit.end
    return traced.replace(edits)


def _edit(text: str, match: re.Match[str]) -> Edit | None:
    before = _bytes(text[match.start() - 1])
    if len(before) != 2:
        return None
    for lost in _second_bytes(before[1], match["reading"]):
        restored = _in_step(text, match.end(), bytes([lost]))
        if restored:
            return Edit(match.start("cut"), *restored)
    return None


def _in_step(text: str, start: int, pending: bytes) -> tuple[int, str] | None:
    """Where the text is in step again and what stands there, when `pending` goes before `start`."""
    words = ""
    for place in range(start, min(start + LONGEST, len(text))):
        second = _SECOND.match(text, place)
        if second:
            closing = next(iter(_second_bytes(pending[0], second["reading"])), None)
            return (second.end(), words + bytes([pending[0], closing]).decode("gbk")) if closing else None
        pending += _bytes(text[place])
        try:
            words += pending[:2].decode("gbk")
        except UnicodeDecodeError:
            return None
        pending = pending[2:]
        if not pending:
            return place + 1, words
    return None


@lru_cache(maxsize=4096)
def _second_bytes(first: int, reading: str) -> tuple[int, ...]:
    """The bytes that make, after `first`, a character of this reading; everyday characters before rare ones."""
    from pypinyin import Style, pinyin  # takes a third of a second, and few articles need it

    everyday: list[int] = []
    rare: list[int] = []
    for second in range(0x40, 0xFF):
        try:
            char = bytes([first, second]).decode("gbk")
        except UnicodeDecodeError:
            continue
        if reading in pinyin(char, style=Style.TONE, heteronym=True)[0]:
            (everyday if is_common(simple_form(char)) else rare).append(second)
    return (*everyday, *rare)


def _bytes(char: str) -> bytes:
    """The GBK bytes of a character; one that GBK lacks has none."""
    return char.encode("gbk", "ignore")
