"""A project counts once; phases, talks, twins and totals of several projects do not; figures that may overlap are
not added, and everything says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.counting import GROUPINGS, LEFT, NOTES, REASONS, Figure, Sums, sums
from kg.counting.observed import added
from kg.counting.stages import STAGES, stage
from kg.errors import NotFound
from kg.facts import Fact, Indicator, Milestone, Money, Text
from kg.store import open_reader, open_store
from tests.factory import Draft, newsroom, shelve


def valley() -> Draft:
    """Parks of two provinces, a whole with its phases, talks, an end, several totals."""
    text = (
        "贵州省凯里市东坡经开区：甲玻项目总投资30亿元，一期10亿元，2022年3月1日签约。乙铝项目投资20亿元，已经终止。"
        "正在洽谈的丙电项目投资50亿元。丁药项目总投资8亿元。戊光项目一期总投资6亿元，二期总投资7亿元。"
        "湖南省衡阳市，己能项目投资3亿美元。第二批178个重大项目总投资3200亿元。贵州省到位资金100亿元，实现产值5亿元。"
    )
    draft = Draft(text, "valley", date="2023-01-05", home="贵州省")
    gz, hn = draft.thing("Region", "贵州省", code="520000"), draft.thing("Region", "衡阳市", code="430400")
    kaili = draft.thing("Region", "凯里市", code="522601")
    park, firm = draft.thing("Park", "东坡经开区"), draft.thing("Company", "甲玻集团")
    draft.fact(park, "locatedIn", kaili, "贵州省凯里市东坡经开区")
    glass, phase = draft.thing("Project", "甲玻项目"), draft.thing("Project", "甲玻项目一期")
    draft.fact(glass, "totalInvestment", Money(3e9), "甲玻项目总投资30亿元")
    draft.fact(glass, "investor", firm, "甲玻项目总投资30亿元")
    draft.fact(glass, "locatedIn", park, "东坡经开区：甲玻项目")
    draft.fact(glass, "industry", Text("玻璃"), "甲玻项目")
    draft.fact(glass, "industry", Text("光伏"), "甲玻项目")
    draft.fact(glass, "milestone", Milestone("signed", "2022-03-01", False), "2022年3月1日签约")
    draft.fact(phase, "phaseOf", glass, "一期10亿元")
    draft.fact(phase, "totalInvestment", Money(1e9), "一期10亿元")
    for name, amount, quote in (
        ("乙铝项目", 2e9, "乙铝项目投资20亿元，已经终止"),
        ("丙电项目", 5e9, "正在洽谈的丙电项目投资50亿元"),
        ("丁药项目", 8e8, "丁药项目总投资8亿元"),
        ("第二批178个重大项目", 3.2e11, "第二批178个重大项目总投资3200亿元"),
    ):
        draft.fact(draft.thing("Project", name), "totalInvestment", Money(amount), quote)
    whole = draft.thing("Project", "戊光项目")
    for name, amount, quote in (
        ("戊光项目一期", 6e8, "戊光项目一期总投资6亿元"),
        ("戊光项目二期", 7e8, "二期总投资7亿元"),
    ):
        part = draft.thing("Project", name)
        draft.fact(part, "phaseOf", whole, "戊光项目一期")
        draft.fact(part, "totalInvestment", Money(amount), quote)
    power = draft.thing("Project", "己能项目")
    draft.fact(power, "totalInvestment", Money(3e8, "USD"), "己能项目投资3亿美元")
    draft.fact(power, "locatedIn", hn, "湖南省衡阳市，己能项目")
    draft.fact(gz, "indicator", Indicator("fundsInPlace", 1e10, "CNY", "2022"), "贵州省到位资金100亿元")
    draft.fact(firm, "outputValue", Money(5e8, "CNY", False), "实现产值5亿元")
    return draft


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelve(tmp_path_factory.mktemp("counting"), valley())


def summed(store: Path, by: str) -> Sums:
    with open_reader(store) as reader:
        return sums(reader, by)


def test_what_counts_and_what_is_left_out_and_why(store: Path) -> None:
    found = summed(store, "province")
    assert {line.name for line in found.counted} == {"甲玻项目", "丁药项目", "戊光项目一期", "戊光项目二期", "己能项目"}
    assert {line.name: (line.reason, line.stage) for line in found.left} == {
        "甲玻项目一期": ("phase", "unstated"),
        "乙铝项目": ("stage", "terminated"),
        "丙电项目": ("stage", "talks"),
        "第二批178个重大项目": ("several", "unstated"),
    }
    assert found.promised == {"CNY": 3e9 + 8e8 + 6e8 + 7e8, "USD": 3e8}
    for line in (*found.counted, *found.left):
        assert line.evidence.quote in valley().article.text


def test_the_sum_of_the_groups_is_the_whole_where_no_project_stands_in_two(store: Path) -> None:
    found = summed(store, "province")
    assert {group.label: group.promised for group in found.groups} == {
        "贵州省": {"CNY": 5.1e9},  # those without a place by the home of their article
        "湖南省": {"USD": 3e8},
    }
    assert not found.overlapping
    (guizhou,) = (group for group in found.groups if group.label == "贵州省")
    assert [(row.total, row.unit) for row in guizhou.in_place] == [(1e10, "CNY")]


def test_by_industry_a_project_stands_in_each_and_once_in_the_whole(store: Path) -> None:
    found = summed(store, "industry")
    by = {group.label: group.promised.get("CNY", 0) for group in found.groups}
    assert by["玻璃"] == by["光伏"] == 3e9 and found.overlapping
    assert found.promised["CNY"] == 5.1e9
    assert found.groups[-1].key == "" and found.groups[-1].label == "未写明"


def test_by_park_investor_and_year(store: Path) -> None:
    assert {group.label: len(group.counted) for group in summed(store, "park").groups} == {"东坡经开区": 1, "未写明": 4}
    assert summed(store, "investor").groups[0].label == "甲玻集团"
    assert {g.label: len(g.counted) for g in summed(store, "year").groups} == {"2022": 1, "2023": 4}
    with pytest.raises(NotFound, match="grouping"):
        summed(store, "colour")


def test_a_fact_of_ten_articles_counts_once(tmp_path: Path) -> None:
    drafts = []
    for number in range(10):
        draft = Draft(f"第{number}篇：甲玻项目总投资30亿元", f"a{number}", date=f"2023-01-{number + 1:02}")
        draft.fact(draft.thing("Project", "甲玻项目"), "totalInvestment", Money(3e9), "总投资30亿元")
        drafts.append(draft)
    with open_reader(shelve(tmp_path, *drafts)) as reader:
        assert sums(reader, "year").promised == {"CNY": 3e9}
        (row,) = reader.rows("SELECT (COUNT(?p) AS ?n) (SUM(?v) AS ?sum) WHERE { ?p zs:investmentYuan ?v }")
    assert (row.text("n"), row.text("sum")) == ("1", "3000000000")


def test_of_two_totals_the_latest_counts_and_it_is_said(tmp_path: Path) -> None:
    drafts = []
    for amount, day in ((3e9, "2023-01-01"), (4e9, "2023-02-01")):
        draft = Draft(f"{day}：甲玻项目总投资{amount / 1e8:g}亿元", day, date=day)
        draft.fact(draft.thing("Project", "甲玻项目"), "totalInvestment", Money(amount), f"{amount / 1e8:g}亿元")
        drafts.append(draft)
    found = summed(shelve(tmp_path, *drafts), "year")
    assert found.promised == {"CNY": 4e9} and found.counted[0].notes == ("contested",)


def test_of_two_that_may_be_one_one_counts_until_they_are_told_apart(tmp_path: Path) -> None:
    draft = Draft("甲玻集团投资的甲玻光伏项目总投资30亿元，又称甲玻新材项目，投资30亿元", "twins")
    firm = draft.thing("Company", "甲玻集团")
    one, other = draft.thing("Project", "甲玻光伏项目"), draft.thing("Project", "甲玻新材项目")
    for project, quote in ((one, "总投资30亿元"), (other, "投资30亿元")):
        draft.fact(project, "totalInvestment", Money(3e9), quote)
        draft.fact(project, "investor", firm, "甲玻集团投资")
    path = shelve(tmp_path, draft)
    found = summed(path, "investor")
    assert found.promised == {"CNY": 3e9} and [line.reason for line in found.left] == ["twin"]
    with open_store(path) as store:
        store.identify(store.ledger.split(one, other, "编辑", "2024-01-01T00:00:00", "两个"))
        store.publish()
    assert summed(path, "investor").promised == {"CNY": 6e9}


@pytest.mark.parametrize(
    ("figures", "total", "reason"),
    [
        ([("贵港", 5, "2021"), ("贵港", 6, "2022")], 11, ""),
        ([("贵港", 5, "2022-Q1"), ("贵港", 6, "2022-04/2022-06")], 11, ""),
        ([("贵港", 5, "2022"), ("贵港", 6, "2022")], None, "same"),
        ([("贵港", 5, "2022"), ("贵港", 6, "2022-H1")], None, "overlapping"),
        ([("贵港", 5, "2022"), ("贵港", 6, None)], None, "unknown"),
        ([("贵港", 5, "2022"), ("广西", 6, "2022")], None, "within"),
        ([("贵港", 5, "2022"), ("衡阳", 6, "2022")], 11, ""),
        ([("贵港", 5, "2022"), ("衡阳", 6, "2021")], None, "periods"),
        ([("贵港", 5, None)], 5, ""),
    ],
)
def test_figures_are_added_only_where_nothing_can_be_in_both(
    figures: list[tuple[str, float, str | None]], total: float | None, reason: str
) -> None:
    rows = [Figure(thing, value, "CNY", period, "") for thing, value, period in figures]
    (found,) = added(rows, {"贵港": frozenset({"广西"})})
    assert (found.total, found.reason) == (total, reason)
    assert reason in ("", *REASONS)


def test_units_are_never_mixed() -> None:
    rows = [Figure("贵港", 5, unit, "2022", "") for unit in ("CNY", "USD")]
    assert [(row.unit, row.total) for row in added(rows, {})] == [("CNY", 5), ("USD", 5)]


def test_what_ended_a_project_outweighs_what_it_reached() -> None:
    draft = Draft("甲项目投资3亿元，2021年签约，后停工", "x")
    project = draft.thing("Project", "甲项目")
    draft.fact(project, "milestone", Milestone("signed", "2021", False), "2021年签约")
    draft.fact(project, "totalInvestment", Money(3e8), "甲项目投资3亿元，2021年签约，后停工")
    assert stage(draft.facts).name == "suspended"
    draft.facts[1] = Fact(project, "totalInvestment", Money(3e8), draft.facts[0].evidence)
    assert stage(draft.facts).name == "signed" and stage([]).countable


def test_talks_in_the_sentence_of_the_total_outweigh_a_contract_of_the_same_article_only() -> None:
    draft = Draft("正在洽谈的甲项目投资3亿元。2021年签约。", "x")
    later = Draft("甲项目2022年签约", "y")
    project = draft.thing("Project", "甲项目")
    draft.fact(project, "totalInvestment", Money(3e8), "甲项目投资3亿元")
    draft.fact(project, "milestone", Milestone("signed", "2021", False), "2021年签约")
    later.fact(project, "milestone", Milestone("signed", "2022", False), "2022年签约")
    assert stage(draft.facts, "正在洽谈的甲项目投资3亿元").name == "talks"
    assert stage([*draft.facts, *later.facts], "正在洽谈的甲项目投资3亿元").name == "signed"
    started = Fact(project, "milestone", Milestone("constructionStart", "2021", False), draft.facts[1].evidence)
    assert stage([*draft.facts, started], "正在洽谈的甲项目投资3亿元").name == "building"


def test_every_word_stands_in_both_languages() -> None:
    for table in (LEFT, NOTES, REASONS):
        assert all(zh and en for zh, en in table.values())
    assert all(row.zh and row.en for row in (*STAGES, *GROUPINGS.values()))


def test_the_newsroom_by_every_grouping(tmp_path: Path) -> None:
    path = shelve(tmp_path, *newsroom())
    for by in GROUPINGS:
        assert summed(path, by).promised == {"CNY": 1.25e9}
