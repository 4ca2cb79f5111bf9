"""Periods of published figures (`2022`, `2022-H1`, `2022-Q3`, `2022-06`, `2022-01/2022-10`) as ranges of months."""

from __future__ import annotations

import re
from typing import Final

_PERIOD: Final = re.compile(r"(?P<year>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>\d\d)))?(?:-\d\d)?")


def months(period: str | None) -> tuple[int, int] | None:
    """The first and the last month, counted from the year 0; None where the period is not known.

    >>> months("2022-H1") == months("2022-01/2022-06")
    True
    >>> months("2022-Q3") == months("2022-07/2022-09"), months(None)
    (True, None)
    """
    if not period:
        return None
    first, _, last = period.partition("/")
    start, end = _span(first), _span(last or first)
    return None if start is None or end is None else (start[0], end[1])


def overlap(one: str | None, other: str | None) -> bool:
    """Whether two periods share a month, or may: one that is not known may overlap any.

    >>> overlap("2022", "2022-Q3"), overlap("2021", "2022"), overlap("2022", None)
    (True, False, True)
    """
    a, b = months(one), months(other)
    return a is None or b is None or (a[0] <= b[1] and b[0] <= a[1])


def _span(text: str) -> tuple[int, int] | None:
    found = _PERIOD.fullmatch(text)
    if found is None:
        return None
    january = int(found["year"]) * 12
    if found["half"]:
        start = january + 6 * (int(found["half"]) - 1)
        return start, start + 5
    if found["quarter"]:
        start = january + 3 * (int(found["quarter"]) - 1)
        return start, start + 2
    if found["month"]:
        return january + int(found["month"]) - 1, january + int(found["month"]) - 1
    return january, january + 11
