"""Reads the first full date that a short text states: of a header line, a metadata field, a signature."""

from __future__ import annotations

import re

DATE = (
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?:\s*[年./-]\s*(?P<month>1[0-2]|0?[1-9])(?:\s*[月./-]\s*(?P<day>3[01]|[12]\d|0?[1-9])(?!\d))?(?!\d)"
    r"|\s*年)"
)
"""A year with month and day, with month, or with 年; the groups are year, month, day."""

_DATE = re.compile(DATE)
_COMPACT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?:\d{6})?(?!\d)"
)
_HAN = re.compile(
    "(?P<year>[一二][〇○零一二三四五六七八九]{3})年(?:(?P<month>十[一二]?|[一二三四五六七八九])月"
    "(?:(?P<day>[一二三四五六七八九十]{1,3})[日号])?)?"
)
_DIGITS = {char: digit for digit, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}


def stated_date(text: str) -> str | None:
    """The first date in `text` as YYYY-MM-DD, YYYY-MM or YYYY, None where it states none.

    >>> stated_date("发布日期：2024年7月3日 来源：综合"), stated_date("二〇二一年十二月五日"), stated_date("38个")
    ('2024-07-03', '2021-12-05', None)
    """
    if match := _DATE.search(text):
        return iso(match["year"], match["month"], match["day"])
    if match := _COMPACT.search(text):
        return iso(match["year"], match["month"], match["day"])
    if match := _HAN.search(text):
        year = "".join(str(_DIGITS[char]) for char in match["year"])
        month, day = (str(_number(part)) if part else None for part in (match["month"], match["day"]))
        return iso(year, month, day)
    return None


def iso(year: str, month: str | None, day: str | None) -> str:
    """The parts as one date, as precise as they go.

    >>> iso("2021", "3", None)
    '2021-03'
    """
    return "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])


def _number(han: str) -> int:
    """A Chinese number up to 31."""
    tens, ten, ones = han.rpartition("十")
    if not ten:
        return _DIGITS[han]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
