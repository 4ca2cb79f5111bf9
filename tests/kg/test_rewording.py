"""What a reviewer types for each kind of value, and what it means."""

from __future__ import annotations

import pytest

from kg.errors import InvalidGraph
from kg.facts import Capacity, Evidence, Fact, Indicator, Milestone, Money, Object, Quantity, Ref, Role, Text
from kg.rewording import reworded

PROOF = (Evidence("a", 0, 1, "甲", "rule:test", 0.9),)


def say(old: Object, words: str) -> Object:
    return reworded(Fact("s", "p", old, PROOF), words, lambda name: f"id/{name}")


@pytest.mark.parametrize(
    ("old", "words", "new"),
    [
        (Money(1e9), "38.19亿元", Money(3.819e9)),
        (Money(1e9), "2亿美元", Money(2e8, "USD")),
        (Money(1e9, "CNY", True), "实际", Money(1e9, "CNY", False)),
        (Money(1e9), "1200000000", Money(1.2e9)),
        (Quantity(800, True), "80人 已", Quantity(80, False)),
        (Quantity(200001), "30亩", Quantity(20000)),
        (Capacity("玻璃", 10, "吨", "day"), "1000", Capacity("玻璃", 1000, "吨", "day")),
        (Capacity("玻璃", 10, "吨", "day"), '{"product": "光伏玻璃"}', Capacity("光伏玻璃", 10, "吨", "day")),
        (Milestone("signed", "2020", False), "2020-11-03", Milestone("signed", "2020-11-03", False)),
        (Milestone("signed", "2020", False), "投产 2021-07 计划", Milestone("productionStart", "2021-07", True)),
        (Milestone("signed", "2020", False), "-", Milestone("signed", None, False)),
        (Indicator("growth", 5.0, "%", "2022"), "6.5% 2022-H1", Indicator("growth", 6.5, "%", "2022-H1")),
        (Text("玻璃"), "光伏 玻璃", Text("光伏 玻璃")),
        (Role("id/甲", "经理"), "总经理", Role("id/甲", "总经理")),
        (Ref("id/甲"), "乙", Ref("id/乙")),
    ],
)
def test_words_say_the_value_anew(old: Object, words: str, new: Object) -> None:
    found = say(old, words)
    if isinstance(found, Quantity) and isinstance(new, Quantity):
        assert found.value == pytest.approx(new.value) and found.planned == new.planned
    else:
        assert found == new


@pytest.mark.parametrize(
    ("old", "words"),
    [
        (Money(1e9), "很多钱"),
        (Money(1e9), "10亿元"),
        (Milestone("signed", None, False), "庆祝"),
        (Capacity("玻璃", 10, "吨"), '{"color": 1}'),
        (Capacity("玻璃", 10, "吨"), "{"),
    ],
)
def test_what_says_nothing_new_is_refused(old: Object, words: str) -> None:
    with pytest.raises(InvalidGraph):
        say(old, words)
