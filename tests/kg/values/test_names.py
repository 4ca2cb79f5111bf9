"""Names taken apart, and spellings folded."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values.names import dice, firm, leading_place, normal, park, project, simplified, trade


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("贵州黔玻永太新材料有限公司", "黔玻永太新材料"),
        ("黔玻永太公司", "黔玻永太"),
        ("SK新能源（江苏）有限公司", "sk新能源"),
        ("比亚迪股份有限公司", "比亚迪"),
        ("浙江吉利控股集团有限公司", "吉利"),
        ("中国中药控股有限公司", "中药控股"),
        ("国药控股", "国药控股"),
        ("国药集团", "国药"),
        ("深圳市盛屯集团", "盛屯"),
        ("河北海生实业集团", "海生实业"),
        ("东方电气集团", "东方电气"),
    ],
)
def test_firm(name: str, core: str) -> None:
    assert firm(name).core == core


def test_firm_place_and_group() -> None:
    assert firm("SK新能源（江苏）有限公司").place == "江苏"
    assert firm("国药集团").group and not firm("国药控股").group


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("大龙经开区", "大龙经济开发区"),
        ("盐城经开区", "盐城经济技术开发区"),
        ("漳州高新区", "漳州高新技术产业开发区"),
        ("国家级盐城经济技术开发区", "盐城经开区"),
        ("南宁综保区", "南宁综合保税区"),
    ],
)
def test_one_park_in_two_spellings(a: str, b: str) -> None:
    x, y = park(a), park(b)
    assert (x.core or x.place, x.kind) == (y.core or y.place, y.kind)


def test_parks_of_two_places_differ() -> None:
    assert park("贵州大龙经济开发区").core != park("贵州独山经济开发区").core


@pytest.mark.parametrize(
    ("name", "core", "phases"),
    [
        ("海生玻璃项目", "海生玻璃", ()),
        ("海生玻璃项目一期", "海生玻璃", (("期", 1),)),
        ("海生玻璃项目首期工程", "海生玻璃", (("期", 1),)),
        ("比亚迪动力电池二期项目第一条生产线", "比亚迪动力电池", (("期", 2), ("线", 1))),
        ("二期", "", (("期", 2),)),
    ],
)
def test_project(name: str, core: str, phases: tuple[tuple[str, int], ...]) -> None:
    found = project(name)
    assert (found.core, found.phases) == (core, phases)


def test_trade_words_are_told_from_the_brand() -> None:
    assert trade("黔玻永太新材料") == ("黔玻永太", "新材料")


def test_leading_place_takes_the_last_of_several() -> None:
    region, rest = leading_place("贵州贵阳恒力产业园")
    assert region is not None and (region.name, rest) == ("贵阳市", "恒力产业园")


def test_normal_folds_width_quotes_and_script() -> None:
    assert normal("“黔玻·永太” 公司") == normal("黔玻永太公司")
    assert normal("產業園") == simplified("產業園") == "产业园"


@given(st.text(max_size=30))
def test_normal_is_idempotent(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(st.text("贵州黔玻永太新材料", max_size=12), st.text("贵州黔玻永太新材料", max_size=12))
def test_dice_is_a_similarity(a: str, b: str) -> None:
    assert dice(a, b) == dice(b, a)
    assert 0 <= dice(a, b) <= 1 == dice(a, a)
