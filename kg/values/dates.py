"""Dates in running text, absolute and relative: 2020年11月3日, 去年11月, 上半年, 1-10月, 次年, “十四五”.

1. One pattern finds an expression: an optional year word (2020年, 去年, 同年, 二〇二三年), then an
   optional part of the year (11月3日, 1-10月, 上半年, 三季度, 底).
2. What it leaves out is filled in: a bare month or day from a stated year before it in the sentence,
   else the latest one not after the day of publication (`anchor`), or, in a clause of 预计, 将, 拟,
   the next one; 同年, 当月, 次日 from the date before.
3. Durations (3年, 20天, 3个月) are no dates; 日前, 近日, 目前 are found and have no date.

年底 is December, 年初 January of its year; a season of days (上旬, 月底) is its month; a range of
days is its first day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.values import Found
from kg.values.calendar import Date, Day, day, latest_not_after, next_not_before
from kg.values.date_words import (
    AHEAD,
    CLAUSE_END,
    DAY_STEPS,
    DAY_WORDS,
    EXPRESSION,
    FOLLOWS,
    HOLIDAYS,
    MONTH_STEPS,
    MONTH_WORDS,
    PLANS,
    SENTENCE_END,
    STEP_WORDS,
    TO_MONTH,
    TO_YEAR,
    YEAR_WORDS,
)
from kg.values.numerals import fold, value

_COUNTED = tuple("0123456789一二三四五六七八九十两几半")


@dataclass(slots=True)
class _Context:
    """What a relative date is reckoned from: the day of publication, and the date before it."""

    anchor: Day | None
    previous: Day | None
    stated: Day | None = None  # the last date of this sentence whose year was written out
    future: bool = False
    follows: bool = False  # 两个月后的, 随后: reckoned from the date before, not from the anchor


def find(
    text: str, anchor: str | None = None, *, future: bool | None = None, previous: str | None = None
) -> Iterator[Found[Date]]:
    """Every date in `text`, in order.

    `anchor` is the day of publication (YYYY, YYYY-MM or YYYY-MM-DD), `previous` the date before this
    text, for 同年 and 次日. `future` says whether a bare month lies ahead; None decides clause by
    clause from 预计, 将, 拟 and their like.

    >>> [f.value.iso for f in find("去年11月签约，预计12月投产", anchor="2022-08-01")]
    ['2021-11', '2022-12']
    """
    folded = fold(text)
    context = _Context(day(anchor), day(previous))
    sentence_end = 0
    position = 0
    while match := EXPRESSION.search(folded, position):
        position = match.end()
        if SENTENCE_END.search(folded, sentence_end, match.start()):
            context.stated = None
        sentence_end = match.end()
        context.follows = bool(FOLLOWS.search(folded, max(0, match.start() - 8), match.start()))
        context.future = _lies_ahead(folded, match.start(), match.end()) if future is None else future
        end, found = _read(match, folded, context)
        position = end
        if found is None:
            continue
        known = day(found.iso)
        if known:
            context.previous = known
            if not found.relative or (known.month and any(match[name] for name in ("word", "step"))):
                context.stated = known
        yield Found(match.start(), end, found)


def parse(
    text: str, anchor: str | None = None, *, future: bool | None = None, previous: str | None = None
) -> Date | None:
    """The first date in `text`, None where it states none; arguments as for `find`."""
    return next((found.value for found in find(text, anchor, future=future, previous=previous)), None)


def _lies_ahead(text: str, start: int, end: int) -> bool:
    """Whether 预计, 将, 拟 … stand in the clause of a date."""
    left = 0
    for cut in CLAUSE_END.finditer(text, max(0, start - 40), start):
        left = cut.end()
    right = CLAUSE_END.search(text, end, end + 40)
    return bool(AHEAD.search(text, max(left, start - 40), right.start() if right else min(len(text), end + 40)))


def _read(match: re.Match[str], text: str, context: _Context) -> tuple[int, Date | None]:
    """The end of an expression, which a range may stretch, and its date."""
    g = match.groupdict()
    end = match.end()
    if g["iso"]:
        parts = [int(p) for p in re.split(r"[-/.]", g["iso"])]
        found = Day(*parts)
        return end, found.date() if found.valid else None
    if g["span"]:
        first, last = int(g["y1"]), int(g["y2"])
        return end, Date(f"{first}/{last}", "period") if first < last else Date(str(first), "year")
    if g["plan"]:
        return end, Date(PLANS[g["plan"]], "period") if g["plan"] in PLANS else None
    if g["vague"]:
        return end, Date(None, "none", relative=True)
    if g["dword"]:
        return end, _from_day_word(g["dword"], context)
    if g["mword"]:
        return end, _from_month_word(g, context)
    if g["bday"]:
        return end, _bare_day(int(g["bday"]), context)
    if g["word"] == "年内" and text[match.start() - 1 : match.start()] in _COUNTED:
        return end, None  # 三年内 is a duration
    bare = not (g["year"] or g["hyear"] or g["short"] or g["word"] or g["step"])
    part = {k.removeprefix("b_"): v for k, v in g.items() if v and k.startswith("b_")} if bare else g
    year, relative = _year(g, context)
    if bare and not _stands_alone(part, match, text):
        return end, None
    return _in_year(part, year, relative or bare, (end, text, context))


def _stands_alone(part: dict[str, str], match: re.Match[str], text: str) -> bool:
    """Whether a part of a year without a year word is a date: 底, 初, 以来, 全年 are not."""
    if part.get("edge"):
        return part["edge"] in ("年底", "年末", "年终", "年初", "岁末")
    if match.group() in ("年内", "全年", "以来") or match.group().startswith("年中"):
        return match.group() == "年内"
    if part.get("half"):
        return text[match.start() - 1 : match.start()] != "个"
    return True


def _year(g: dict[str, str | None], context: _Context) -> tuple[int | None, bool]:
    """The year of an expression and whether it is relative; None where it is not known."""
    if g["year"]:
        return int(g["year"]), False
    if g["hyear"]:
        return int(value(g["hyear"].replace("○", "〇"))), False
    if g["short"]:
        return 2000 + int(g["short"]), False
    if g["word"]:
        return (context.anchor.year + YEAR_WORDS[g["word"]] if context.anchor else None), True
    if g["step"]:
        base = context.previous or context.anchor
        return (base.year + STEP_WORDS[g["step"]] if base else None), True
    return None, True


def _in_year(
    part: dict[str, str | None] | dict[str, str], year: int | None, relative: bool, where: tuple[int, str, _Context]
) -> tuple[int, Date | None]:
    """The date that a part of a year is in `year`, or in the year that the context suggests."""
    end, text, context = where
    if part.get("m1") and part.get("m2"):
        first, last = _int(part["m1"]), _int(part["m2"])
        y = year or _implied_year(last, 0, context)
        if y is None or first >= last:
            return end, Date(None, "none", relative)
        return end, Date(f"{y}-{first:02d}/{y}-{last:02d}", "period", relative)
    if part.get("month"):
        month, date_ = _int(part["month"]), _int(part.get("day"))
        y = year or _implied_year(month, date_, context)
        if y is None:
            return end, Date(None, "none", relative)
        if not date_ and not part.get("season") and (to := TO_MONTH.match(text, end)):
            return to.end(), _month_range(Day(y, month), to, context, relative)
        return end, Day(y, month, date_).date(relative)
    if part.get("first") or part.get("firstq") or part.get("q1"):
        last = _int(part.get("first")) if part.get("first") else 3 * _int(part.get("firstq") or part.get("q2"))
        y = year or _implied_year(last, 0, context)
        return end, Date(f"{y}-01/{y}-{last:02d}", "period", relative) if y and 1 < last <= 12 else Date(
            None, "none", relative
        )
    holiday = part.get("holiday") or part.get("quoted")
    if holiday and year is None:
        year = _implied_year(HOLIDAYS[holiday], 0, context)
    y = year or (context.stated.year if context.stated else None)
    if part.get("quarter"):
        quarter = _int(part["quarter"])
        y = y or _implied_year(3 * quarter - 2, 0, context)
        return end, Date(f"{y}-Q{quarter}", "period", relative) if y else Date(None, "none", relative)
    if part.get("half"):
        y = y or _implied_year(1 if part["half"] == "上" else 7, 0, context)
        return end, Date(f"{y}-H{1 if part['half'] == '上' else 2}", "period", relative) if y else Date(
            None, "none", relative
        )
    y = y or (context.anchor.year if context.anchor else None)
    if y is None:
        return end, Date(None, "none", relative)
    if holiday:
        return end, Day(y, HOLIDAYS[holiday]).date(relative)
    if part.get("edge"):
        return end, Day(y, 1 if part["edge"] in ("年初", "初", "伊始") else 12).date(relative)
    if to := TO_YEAR.match(text, end):
        return to.end(), Date(f"{y}/{to['year']}", "period", relative)
    return end, Day(y).date(relative)


def _month_range(first: Day, to: re.Match[str], context: _Context, relative: bool) -> Date:
    """2020年7月至2021年3月, 去年7月至今年3月."""
    step = _Context(context.anchor, first)
    g = {"year": to["year"], "hyear": None, "short": None, "word": to["word"], "step": to["step"]}
    year, _ = _year(g, step)
    last = Day(year or first.year, _int(to["month"]))
    if last.iso <= first.iso:
        return first.date(relative)
    return Date(f"{first.iso}/{last.iso}", "period", relative)


def _implied_year(month: int, date_: int, context: _Context) -> int | None:
    """The year of a bare month: that of a year stated before it in the sentence, else by the anchor."""
    anchor, stated = context.anchor, context.stated
    if stated is not None:
        if context.future and anchor is not None and Day(stated.year, 12).iso < anchor.iso:
            return next_not_before(month, date_, anchor).year
        later = stated.month and month < stated.month
        if later and (anchor is None or context.future or Day(stated.year + 1, month).iso <= anchor.iso):
            return stated.year + 1
        return stated.year
    if context.follows and context.previous is not None and context.previous.month:
        return next_not_before(month, date_, context.previous).year
    if anchor is None:
        return None
    return (next_not_before if context.future else latest_not_after)(month, date_, anchor).year


def _from_day_word(word: str, context: _Context) -> Date:
    if word in DAY_STEPS:
        base = context.previous or context.anchor
        moved = base.shift_days(DAY_STEPS[word]) if base else None
        return (
            moved.date(relative=True)
            if moved
            else (base.date(True) if base and DAY_STEPS[word] == 0 else Date(None, "none", True))
        )
    moved = context.anchor.shift_days(DAY_WORDS[word]) if context.anchor else None
    return moved.date(relative=True) if moved else Date(None, "none", True)


def _from_month_word(g: dict[str, str | None], context: _Context) -> Date:
    word = g["mword"] or ""
    base = (context.previous or context.anchor) if word in MONTH_STEPS else context.anchor
    if base is None or not base.month:
        return Date(None, "none", True)
    month = base.shift_months(MONTH_STEPS[word] if word in MONTH_STEPS else MONTH_WORDS[word])
    return Day(month.year, month.month, _int(g["mday"])).date(relative=True)


def _bare_day(date_: int, context: _Context) -> Date | None:
    """15日: in the month stated before it in the sentence, else by the day of publication."""
    stated, anchor = context.stated, context.anchor
    if stated and stated.month:
        return Day(stated.year, stated.month, date_).date(relative=True)
    if anchor is None or not anchor.month:
        return Date(None, "none", True)
    month = Day(anchor.year, anchor.month)
    if anchor.day and not context.future and date_ > anchor.day:
        month = month.shift_months(-1)
    elif anchor.day and context.future and date_ < anchor.day:
        month = month.shift_months(1)
    return Day(month.year, month.month, date_).date(relative=True)


def _int(text: str | None) -> int:
    return int(value(text)) if text else 0
