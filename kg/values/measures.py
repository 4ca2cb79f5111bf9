"""Numbers with a unit behind them: the scan that areas, quantities, counts and percents share.

A range keeps its lower bound, whichever end carries the scale or the unit (3000-5000万吨, 5%-8%);
items of a list share the scale and the unit of the last one (3、5、7万吨) where the caller allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.values.numerals import NUMBER, RANGE, scale, tidy, value

_BLUR = "[余多来]?"
_LISTED = re.compile(r"(?<![\d.、])((?:\d{1,5}(?:\.\d+)?、)+)$")


@dataclass(frozen=True, slots=True)
class Measured:
    """A number as written from `start` to `end`, multiplied out, and its unit as written."""

    start: int
    end: int
    value: float
    unit: str


def pattern(unit: str) -> re.Pattern[str]:
    """A pattern of one number or range before `unit`, a pattern source without groups."""
    return re.compile(
        rf"(?P<low>{NUMBER}){_BLUR}\s?(?P<unit_low>{unit})?(?:{RANGE}(?P<high>{NUMBER}){_BLUR}\s?(?P<unit>{unit}))?"
    )


def scan(compiled: re.Pattern[str], text: str, *, lists: bool = False) -> Iterator[Measured]:
    """Every measured number of `text` (already folded), in order."""
    position = 0
    while match := compiled.search(text, position):
        position = match.end()
        unit_low, unit = match["unit_low"], match["unit"]
        if unit is None and unit_low is None:
            continue
        low, high = match["low"], match["high"]
        amount, end = value(low), match.end()
        factor = scale(high) if unit is not None else scale(low)
        if unit is not None:
            if unit_low is None and scale(low) == 1.0:
                amount *= factor
            if value(high) < amount and (unit_low is None or unit_low == unit):
                # 第2-1台 and the like: no range; where both have a unit each stands for itself
                if unit_low is None:
                    yield Measured(match.start("high"), end, value(high), unit)
                    continue
                end = position = match.end("unit_low")
        if lists and low[:1].isdigit():
            listed = _LISTED.search(text, max(0, match.start() - 40), match.start())
            at = listed.start(1) if listed else 0
            for part in listed[1].split("、")[:-1] if listed else ():
                yield Measured(at, at + len(part), tidy(float(part) * factor), unit or unit_low or "")
                at += len(part) + 1
        yield Measured(match.start(), end, tidy(amount), unit or unit_low or "")
