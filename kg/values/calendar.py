"""Dates with their precision, and the arithmetic that resolving a relative date needs.

A `Date` says a day, a month, a year or a period as precisely as the text does and no more.
"""

from __future__ import annotations

import calendar as _calendar
import datetime
import re
from dataclasses import dataclass
from typing import Literal

Precision = Literal["day", "month", "year", "period", "none"]

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$")


@dataclass(frozen=True, slots=True)
class Date:
    """A date as stated. `iso` is YYYY, YYYY-MM, YYYY-MM-DD, or for periods `2022-Q3`, `2022-H1`,
    `2022-01/2022-10`, `2021/2025`; None for 日前 and whatever cannot be known.
    `relative` is true where it was worked out from the day of publication or another date.
    """

    iso: str | None
    precision: Precision
    relative: bool = False

    @property
    def point(self) -> str | None:
        """The date as one point, no more precise than stated: the year of a quarter or half, the
        start of a longer period. What a Milestone takes.

        >>> Date("2022-Q3", "period").point, Date("2022-01/2022-10", "period").point
        ('2022', '2022-01')
        """
        if self.iso is None or self.precision != "period":
            return self.iso
        start = self.iso.split("/", maxsplit=1)[0]
        return start[:4] if "Q" in start or "H" in start else start


@dataclass(frozen=True, slots=True)
class Day:
    """Year, month, day with 0 for what is not known: easier to reckon with than strings."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def iso(self) -> str:
        """YYYY, YYYY-MM or YYYY-MM-DD."""
        text = f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
        if self.month and self.day:
            text += f"-{self.day:02d}"
        return text

    @property
    def precision(self) -> Precision:
        """How much of it is known."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def valid(self) -> bool:
        """Whether the calendar has it."""
        if not 1800 <= self.year <= 2199 or not 0 <= self.month <= 12:
            return False
        return not self.day or 1 <= self.day <= _calendar.monthrange(self.year, self.month)[1]

    def date(self, relative: bool = False) -> Date:
        """As a `Date`; one that the calendar does not have comes out without a date."""
        return Date(self.iso, self.precision, relative) if self.valid else Date(None, "none", relative)

    def shift_months(self, months: int) -> Day:
        """The month so many months on; the day is dropped. A Day without month stays a year."""
        if not self.month:
            return Day(self.year)
        count = self.year * 12 + self.month - 1 + months
        return Day(count // 12, count % 12 + 1)

    def shift_days(self, days: int) -> Day | None:
        """The day so many days on; None where the day is not known."""
        if not self.day:
            return None
        moved = datetime.date(self.year, self.month, self.day) + datetime.timedelta(days=days)
        return Day(moved.year, moved.month, moved.day)


def day(iso: str | None) -> Day | None:
    """The Day of an ISO string or of the start of a period; None for None or what is none.

    >>> day("2023-03-19"), day("2022-Q3")
    (Day(year=2023, month=3, day=19), Day(year=2022, month=0, day=0))
    """
    if not iso:
        return None
    head = iso.split("/", maxsplit=1)[0]
    match = _ISO.match(head) or _ISO.match(head[:4])
    return Day(int(match[1]), int(match[2] or 0), int(match[3] or 0)) if match else None


def latest_not_after(month: int, day_: int, anchor: Day) -> Day:
    """The latest such month (and day) that is not after `anchor`: what has happened."""
    found = Day(anchor.year, month, day_)
    later = anchor.month and (month > anchor.month or (month == anchor.month and anchor.day and day_ > anchor.day))
    return Day(anchor.year - 1, month, day_) if later else found


def next_not_before(month: int, day_: int, anchor: Day) -> Day:
    """The first such month (and day) that is not before `anchor`: what still lies ahead."""
    earlier = anchor.month and (
        month < anchor.month or (month == anchor.month and anchor.day and day_ and day_ < anchor.day)
    )
    return Day(anchor.year + 1 if earlier else anchor.year, month, day_)
