"""What holds for every number: reading what was written gives the number back, at its place."""

from __future__ import annotations

import datetime
import time

from hypothesis import given
from hypothesis import strategies as st

from kg.values import area, count, dates, money, percent, quantity
from kg.values.calendar import Day, latest_not_after, next_not_before
from kg.values.numerals import NUMBER, fold, value

HAN = "零一二三四五六七八九"
FULL = str.maketrans("0123456789.", "０１２３４５６７８９．")


def chinese(n: int) -> str:
    """A whole number below 100 million in Chinese numerals."""
    if n >= 10_000:
        high, low = divmod(n, 10_000)
        gap = "零" if low and low < 1000 else ""
        return chinese(high) + "万" + (gap + chinese(low) if low else "")
    out, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, n = divmod(n, unit)
        if digit:
            out += ("零" if zero and out else "") + HAN[digit] + name
            zero = False
        else:
            zero = True
    return out or "零"


amounts = st.integers(1, 99_999).map(lambda n: n / 100)


@given(st.integers(1, 99_999_999))
def test_chinese_numerals_round_trip(n: int) -> None:
    assert value(chinese(n)) == n


@given(amounts, st.sampled_from([("亿元", 1e8), ("万元", 1e4), ("千万元", 1e7), ("万亿元", 1e12)]), st.booleans())
def test_money_round_trip(n: float, unit: tuple[str, float], wide: bool) -> None:
    written = f"{n:g}".translate(FULL) if wide else f"{n:g}"
    text = f"项目总投资{written}{unit[0]}，落户凯里。"
    (found,) = money.find(text)
    assert abs(found.value.value - float(f"{n:g}") * unit[1]) <= 1e-9 * unit[1]
    assert text[found.start : found.end] == written + unit[0]


@given(st.integers(1, 999), st.integers(1, 9999))
def test_mixed_money(high: int, low: int) -> None:
    assert money.parse(f"投资{high}亿{low}万元") == money.Money(high * 1e8 + low * 1e4)


@given(st.integers(1, 400), st.integers(1, 400))
def test_range_keeps_the_lower_bound(low: int, more: int) -> None:
    found = money.parse(f"投资{low}-{low + more}亿元")
    assert found is not None
    assert found.value == low * 1e8


@given(amounts)
def test_other_units_round_trip(n: float) -> None:
    n = float(f"{n:g}")
    hectares = area.parse(f"占地{n:g}公顷")
    assert hectares is not None and abs(hectares.value - n * 1e4) < 1e-6 * n * 1e4
    tons = quantity.parse(f"年产{n:g}万吨玻璃")
    assert tons is not None and tons.unit == "吨" and tons.per == "year" and abs(tons.value - n * 1e4) < 1e-6 * n * 1e4
    rate = percent.parse(f"增长{n:g}%")
    assert rate is not None and abs(rate.value - n) < 1e-9 * n


@given(st.integers(2, 99_999))
def test_count_round_trip(n: int) -> None:
    assert count.parse(f"签约项目{n}个") == count.Count(n, "个")


@given(st.dates(datetime.date(1980, 1, 1), datetime.date(2049, 12, 31)))
def test_dates_round_trip(day: datetime.date) -> None:
    for text in (
        f"{day.year}年{day.month}月{day.day}日",
        day.isoformat(),
        f"{day.year}年{day.month}月{chinese_day(day.day)}日",
    ):
        found = dates.parse(f"于{text}签约")
        assert found is not None and found.iso == day.isoformat() and not found.relative


def chinese_day(n: int) -> str:
    return HAN[n] if n < 10 else ("" if n < 20 else HAN[n // 10]) + "十" + (HAN[n % 10] if n % 10 else "")


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2049, 12, 31)), st.integers(1, 12))
def test_a_bare_month_is_nearest_on_its_side(published: datetime.date, month: int) -> None:
    anchor = Day(published.year, published.month, published.day)
    past, ahead = latest_not_after(month, 0, anchor), next_not_before(month, 0, anchor)
    assert (past.year, past.month) <= (anchor.year, anchor.month) <= (ahead.year, ahead.month)
    assert (anchor.year - past.year) * 12 + anchor.month - past.month < 12
    assert (ahead.year - anchor.year) * 12 + ahead.month - anchor.month < 12


@given(
    st.text(
        alphabet="0123456789.,一二三十百千万亿余多元%-—至、月年日前去今底上半季度度个家亩吨/每“”（）近 ０１点",
        max_size=40,
    )
)
def test_no_text_breaks_a_reader(text: str) -> None:
    for found in (*money.find(text), *area.find(text), *quantity.find(text), *count.find(text), *percent.find(text)):
        assert 0 <= found.start < found.end <= len(text)
    last = 0
    for date in dates.find(text, "2022-11-10"):
        assert last <= date.start < date.end <= len(text)
        last = date.end


def test_folding_keeps_length() -> None:
    text = "１２３．５％（含）"
    assert len(fold(text)) == len(text)
    assert NUMBER


def test_readers_are_fast() -> None:
    text = (
        "项目总投资38.19亿元，占地1500亩，去年11月签约，年产30万吨，新增就业4200人，增长23.88%。凯里市招商引资工作有序推进，企业满意度不断提升。"
        * 400
    )
    for find in (money.find, area.find, quantity.find, count.find, percent.find, dates.find):
        start = time.process_time()
        assert sum(1 for _ in find(text)) >= 400
        assert len(text) / (time.process_time() - start) > 200_000
