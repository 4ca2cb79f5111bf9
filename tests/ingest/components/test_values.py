"""Values do not overlap, and money, areas, amounts, counts and dates keep to their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.components.values import find_values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总投资38.19亿元，占地1650多亩", ["Money", "Area"]),
        ("年产5万吨玻璃，带动就业600余人，增长23.88%", ["Amount", "Count", "Percent"]),
        ("去年11月3日签约，12月26日开工", ["Date", "Date"]),
        ("8个项目总投资45亿元", ["Count", "Money"]),
        ("厂房建筑面积12.56万平方米", ["Area"]),
    ],
)
def test_kinds(text: str, expected: list[str]) -> None:
    found = [type(found.value).__name__ for found in find_values(text, "2021-03-24")]
    assert found == expected


def test_relative_dates_depend_on_the_day_of_publication() -> None:
    text = "去年11月签约"
    assert [found.value.iso for found in find_values(text, "2021-03-24")] == ["2020-11"]
    assert [found.value.iso for found in find_values(text, "2023")] == ["2022-11"]


@given(st.text(alphabet="总投资占地年产个亿万元亩吨平方米12.5%年月日，今去", max_size=40))
def test_values_do_not_overlap(text: str) -> None:
    last = 0
    for found in find_values(text, "2022-01-01"):
        assert last <= found.start < found.end <= len(text)
        last = found.end
