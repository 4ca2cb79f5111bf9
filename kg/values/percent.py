"""Percentages in running text: 118.69%, 百分之三十, 5个百分点, 三成.

A range keeps its lower bound. Whether a rate rose or fell is told by words around it (增长, 下降),
not by this module; only a minus sign that is written counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.values import Found
from kg.values.numerals import NUMBER, RANGE, fold, tidy, value

_PATTERN = re.compile(
    rf"(?P<minus>(?<![\d%])[-−－])?(?P<low>{NUMBER})[余多]?\s?(?:%)?(?:{RANGE}{NUMBER}[余多]?\s?(?=%|个百分点))?"
    rf"(?P<unit>(?<=%)|%|个百分点)(?!以?号)"
    r"|百分之(?P<han>[零〇一二三四五六七八九两十百\d][零〇一二三四五六七八九两十百点\d.]*)"
    r"|(?<![\d一二三四五六七八九十一第收养建])(?P<tenths>[一二三四五六七八九两])成(?P<half>半)?(?=[，。；、的左右以多]|$)"
)


@dataclass(frozen=True, slots=True)
class Percent:
    """A share or rate; `value` in percent. `points` is true for 百分点, a difference of rates."""

    value: float
    points: bool = False


def find(text: str) -> Iterator[Found[Percent]]:
    """Every percentage in `text`, in order.

    >>> [f.value.value for f in find("增长23.88%，占百分之三十五")]
    [23.88, 35.0]
    """
    folded = fold(text)
    for match in _PATTERN.finditer(folded):
        if match["low"] is not None:
            number = value(match["low"])
            number = -number if match["minus"] else number
            yield Found(match.start(), match.end(), Percent(tidy(number), match["unit"] == "个百分点"))
        elif match["han"] is not None:
            yield Found(match.start(), match.end(), Percent(value(match["han"])))
        else:
            yield Found(match.start(), match.end(), Percent(value(match["tenths"]) * 10 + (5 if match["half"] else 0)))


def parse(text: str) -> Percent | None:
    """The first percentage in `text`, None where it states none."""
    return next((found.value for found in find(text)), None)
