"""Values in words, in both languages."""

from __future__ import annotations

import pytest

from kg.facts import Capacity, Indicator, Milestone, Money, Object, Quantity, Ref, Role, Text
from kg.ontology import ontology
from viz.wording import readable, say

CASES: list[tuple[str, Object, str, str]] = [
    ("totalInvestment", Money(5_000_000_000), "50亿元", "CNY 5 billion"),
    ("totalInvestment", Money(350_000_000, "USD"), "3.5亿美元", "USD 350 million"),
    ("totalInvestment", Money(1.2e12), "1.2万亿元", "CNY 1.2 trillion"),
    ("tax", Money(8_000_000, "CNY", True), "800万元（计划）", "CNY 8 million (planned)"),
    ("sales", Money(9_500, "CNY", False), "9,500元", "CNY 9,500"),
    ("jobs", Quantity(2000, True), "2,000人（计划）", "2,000 people (planned)"),
    ("jobs", Quantity(1), "1人", "1 person"),
    ("landArea", Quantity(200_001), "20万平方米（300亩）", "200,000 m²"),
    ("floorArea", Quantity(3_200), "3,200平方米", "3,200 m²"),
    ("capacity", Capacity("玻璃", 1000, "吨", "day"), "玻璃 1,000吨/日", "玻璃 1,000 吨/day"),
    ("capacity", Capacity("电池", 30, "GWh"), "电池 30GWh", "电池 30 GWh"),
    ("milestone", Milestone("signed", "2023-03-18", False), "签约 2023-03-18", "signed 2023-03-18"),
    (
        "milestone",
        Milestone("productionStart", None, True),
        "投产 日期不详（计划）",
        "production start undated (planned)",
    ),
    ("role", Role(None, "副总裁"), "副总裁", "副总裁"),
    ("industry", Text("新能源"), "新能源", "新能源"),
    ("investor", Ref("https://zhaoshang.example/id/Company/甲"), "", ""),
    (
        "indicator",
        Indicator("signedProjects", 247, "个", "2022-01/2022-10"),
        "签约项目数 247个（2022-01 – 2022-10）",
        "signed projects 247 (2022-01 – 2022-10)",
    ),
    ("indicator", Indicator("growth", 23.88, "%"), "增长率 23.88%", "growth 23.88%"),
]


@pytest.mark.parametrize(("predicate", "value", "zh", "en"), CASES)
def test_values_are_said_in_both_languages(predicate: str, value: Object, zh: str, en: str) -> None:
    for language, expected in (("zh", zh), ("en", en)):
        said = say(predicate, value, language, lambda term, language=language: ontology().label(term, language))
        assert said == expected


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        ("总投资 12.5 亿元", "总投资12.5 亿元"),
        ("<p>项目&ldquo;一期&rdquo;</p>", "项目“一期”"),
        ("浮法玻\n璃项目", "浮法玻璃项目"),
        ("A & B <= C", "A & B <= C"),
        ("BYD Auto\nfirm", "BYD Auto firm"),
    ],
)
def test_quotes_are_made_readable(quote: str, line: str) -> None:
    assert readable(quote) == line
