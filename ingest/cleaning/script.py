"""Turns traditional characters into simplified ones, if the document as a whole is traditional.

Simplified text has characters that are traditional elsewhere (著 in 著名, 乾 in 乾隆), so single ones
prove nothing: more than 5 % of the Chinese characters must change, and several different ones.
"""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

from ingest.cleaning.characters import HAN
from ingest.cleaning.traced import Traced

SHARE = 0.05
"""The share of characters that must change for a document to count as traditional."""

DIFFERENT = 3
"""How many different characters must change."""

_HAN = re.compile(f"[{HAN}]")
_LEFT_OVER = str.maketrans({"堿": "碱", "鹼": "碱", "羣": "群", "裏": "里", "麽": "么", "喫": "吃", "竝": "并"})
_ZHE = re.compile("(?<![显昭卓名专原编译论巨遗])著(?![名作述称者书录文有])")


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _table() -> dict[int, str]:
    """What each single character of the traditional block becomes, for the quick look at a document."""
    convert = _converter().convert
    block = [chr(code) for code in range(0x4E00, 0xA000)]
    return {ord(char): simple for char in block if (simple := convert(char)) != char and len(simple) == 1}


def simple_form(char: str) -> str:
    """The simplified form of one character.

    >>> simple_form("會")
    '会'
    """
    return _table().get(ord(char), char)


def simplify(traced: Traced) -> Traced:
    """The text in simplified characters, if the document is in traditional ones."""
    quick = traced.text.translate(_table())
    if quick == traced.text:
        return traced
    changed = [a for a, b in zip(quick, traced.text, strict=True) if a != b]
    if len(set(changed)) < DIFFERENT or len(changed) <= SHARE * len(_HAN.findall(traced.text)):
        return traced
    simple = _converter().convert(traced.text)
    if len(simple) != len(traced.text):
        simple = quick
    return traced.recode(_ZHE.sub("着", simple.translate(_LEFT_OVER)))
