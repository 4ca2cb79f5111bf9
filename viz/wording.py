"""Values in words: what a page, a panel or a picture says for an amount, a milestone, a post …

Numbers are said as readers of each language say them: 38.19亿元, CNY 3.82 billion.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Final

from kg.facts import Capacity, Indicator, Milestone, Money, Object, Quantity, Ref, Role, Text

Label = Callable[[str], str]
"""Local name of an ontology term → its label in the language of the page."""

_CURRENCIES: Final = {
    "CNY": "元", "USD": "美元", "HKD": "港元", "EUR": "欧元", "JPY": "日元", "GBP": "英镑",
}  # fmt: skip
_TAG: Final = re.compile(r"</?(?:a|b|br|div|em|font|h[1-6]|i|img|li|p|section|span|strong|td|th|tr|u)\b[^<>]*>", re.I)
_HAN_GAP: Final = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef\d])")
_COUNTERS: Final = ("个", "家", "项", "场", "户")
"""Measure words that English does without."""
_AREAS: Final = ("landArea", "floorArea")
_MU: Final = 2000 / 3
_PER: Final = {"day": ("日", "day"), "month": ("月", "month"), "year": ("年", "year")}


def say(predicate: str, value: Object, language: str, label: Label) -> str:
    """The value of a fact in words; a Ref is the caller's to name and gives "".

    >>> say("totalInvestment", Money(3_819_000_000), "zh", str)
    '38.19亿元'
    >>> say("totalInvestment", Money(3_819_000_000), "en", str)
    'CNY 3.819 billion'
    >>> say("capacity", Capacity("玻璃", 1000, "吨", "day"), "zh", str)
    '玻璃 1,000吨/日'
    """
    zh = language == "zh"
    match value:
        case Money():
            return _money(value, zh) + _planned(value.planned, zh)
        case Quantity():
            return (_area(value.value, zh) if predicate in _AREAS else _persons(value.value, zh)) + _planned(
                value.planned, zh
            )
        case Capacity():
            per = f"/{_PER[value.per][0 if zh else 1]}" if value.per in _PER else ""
            return f"{value.product} {number(value.value, zh)}{'' if zh else ' '}{value.unit}{per}"
        case Milestone():
            when = value.date or ("日期不详" if zh else "undated")
            return f"{label(value.kind)} {when}" + (_planned(True, zh) if value.planned else "")
        case Role():
            return value.title
        case Indicator():
            if value.unit in _CURRENCIES:
                figure = _money(Money(value.value, value.unit), zh)
            else:
                figure = number(value.value, zh) + ("" if not zh and value.unit in _COUNTERS else value.unit)
            return f"{label(value.measure)} {figure}" + (_period(value.period, zh) if value.period else "")
        case Text():
            return value.value
        case Ref():
            return ""


def readable(quote: str) -> str:
    """A sentence of an original as a line to read: entities resolved, tags and line breaks out.

    >>> readable("&nbsp;&nbsp;项目<b>总投资</b>\\n12.5亿元")
    '项目总投资12.5亿元'
    """
    text = re.sub(r"\s+", " ", html.unescape(_TAG.sub("", quote))).strip()
    return _HAN_GAP.sub("", text)


def number(value: float, zh: bool) -> str:
    """A plain number, large ones in 万 and 亿 or with commas.

    >>> number(1_300_000, True), number(1_300_000, False), number(23.88, True), number(4500, True)
    ('130万', '1,300,000', '23.88', '4,500')
    """
    if zh and abs(value) >= 1_000_000_000_000:
        return f"{_short(value / 1_000_000_000_000)}万亿"
    if zh and abs(value) >= 100_000_000:
        return f"{_short(value / 100_000_000)}亿"
    if zh and abs(value) >= 10_000:
        return f"{_short(value / 10_000)}万"
    return _short(value)


def _short(value: float) -> str:
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def _money(value: Money, zh: bool) -> str:
    if zh:
        return number(value.value, True) + _CURRENCIES.get(value.currency, f" {value.currency}")
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value.value) >= size:
            return f"{value.currency} {_short(value.value / size)} {name}"
    return f"{value.currency} {_short(value.value)}"


def _area(value: float, zh: bool) -> str:
    mu = value / _MU
    rounded = round(value / 100) * 100 if value >= 10_000 else round(value)
    text = f"{number(rounded, zh)}{'平方米' if zh else ' m²'}"
    return f"{text}（{_short(round(mu, 1))}亩）" if zh and value >= 6000 else text


def _persons(value: float, zh: bool) -> str:
    return f"{number(value, zh)}人" if zh else f"{_short(value)} {'person' if value == 1 else 'people'}"


def _planned(planned: bool | None, zh: bool) -> str:
    if planned is None or not planned:
        return ""
    return "（计划）" if zh else " (planned)"


def _period(period: str, zh: bool) -> str:
    span = period.replace("/", " – ")
    return f"（{span}）" if zh else f" ({span})"
