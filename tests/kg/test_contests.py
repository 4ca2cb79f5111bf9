"""Each rule finds its disagreement, both sides with their sentences, and leaves alone what agrees."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.contests import RULES, contests, contests_of
from kg.facts import Indicator, Milestone, Money, Quantity
from kg.periods import months, overlap
from kg.store import Reader, open_reader, open_store
from tests.factory import Draft, shelve


def project(text: str, name: str, *facts: tuple[str, object, str], also: str = "") -> Draft:
    draft = Draft(text, name, date="2023-05-01")
    thing = draft.thing("Project", "海风玻璃项目")
    for predicate, value, quote in facts:
        draft.fact(thing, predicate, value, quote)  # type: ignore[arg-type]
    if also:
        draft.thing("Project", also)
    return draft


def city(text: str, name: str, *facts: tuple[Indicator, str]) -> Draft:
    draft = Draft(text, name, date="2023-01-01")
    thing = draft.thing("Region", "青石县", code="522601")
    for value, quote in facts:
        draft.fact(thing, "indicator", value, quote)
    return draft


def found(path: Path, *drafts: Draft) -> list[tuple[str, str, str]]:
    with open_reader(shelve(path, *drafts)) as reader:
        rows = contests(reader)
        for row in rows:
            for claim in row.claims:
                text = next(d.article.text for d in drafts if d.article.id == claim.evidence.article)
                assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
        return [(row.rule, row.about, " ".join(said(claim) for claim in row.claims)) for row in rows]


def said(claim) -> str:  # type: ignore[no-untyped-def]
    value = claim.fact.object if claim.fact else None
    return claim.said or str(getattr(value, "date", None) or getattr(value, "value", ""))


def test_two_articles_give_two_totals(tmp_path: Path) -> None:
    one = project("海风玻璃项目总投资50亿元", "a", ("totalInvestment", Money(5e9), "总投资50亿元"))
    other = project("海风玻璃项目总投资60亿元", "b", ("totalInvestment", Money(6e9), "总投资60亿元"))
    dollars = project("海风玻璃项目总投资7亿美元", "c", ("totalInvestment", Money(7e8, "USD"), "7亿美元"))
    assert found(tmp_path, one, other, dollars) == [("value", "totalInvestment", "5000000000.0 6000000000.0")]


def test_within_one_article_only_close_values_disagree(tmp_path: Path) -> None:
    text = "海风玻璃项目总投资50亿元，一说50.1亿元，其中一期20亿元"
    facts = [("totalInvestment", Money(v), q) for v, q in ((5e9, "50亿元"), (5.01e9, "50.1亿元"), (2e9, "20亿元"))]
    assert found(tmp_path, project(text, "a", *facts)) == [("value", "totalInvestment", "5000000000.0 5010000000.0")]


def test_areas_that_differ_by_rounding_agree(tmp_path: Path) -> None:
    one = project("海风玻璃项目占地300亩", "a", ("landArea", Quantity(200001), "占地300亩"))
    other = project("海风玻璃项目占地20万平方米", "b", ("landArea", Quantity(200000), "占地20万平方米"))
    assert found(tmp_path, one, other) == []


@pytest.mark.parametrize(
    ("a", "b", "contested"),
    [
        ("2021-09-09", "2021-09-08", True),
        ("2021-09", "2021-09-08", False),
        ("2021", "2022-01", True),
    ],
)
def test_dates_of_one_milestone(tmp_path: Path, a: str, b: str, contested: bool) -> None:
    drafts = [
        project(f"海风玻璃项目{day}签约", day, ("milestone", Milestone("signed", day, False), f"{day}签约"))
        for day in (a, b)
    ]
    plan = project("海风玻璃项目将于明年签约", "p", ("milestone", Milestone("signed", "2030", True), "将于明年签约"))
    assert [row[0] for row in found(tmp_path, *drafts, plan)] == (["date"] if contested else [])


def test_figures_of_one_period_and_periods_of_one_figure(tmp_path: Path) -> None:
    one = city("青石县签约179个，729.02亿元", "a",
               (Indicator("signedProjects", 179, "个", "2022-01/2022-10"), "179个"),
               (Indicator("signedInvestment", 72.902e9, "CNY", "2022-01/2022-10"), "729.02亿元"))  # fmt: skip
    other = city("青石县前三季度签约179个，1–10月600亿元", "b",
                 (Indicator("signedProjects", 179, "个", "2022-01/2022-09"), "179个"),
                 (Indicator("signedInvestment", 60e9, "CNY", "2022-01/2022-10"), "600亿元"),
                 (Indicator("signedProjects", 179, "个", "2021"), "签约179个"))  # fmt: skip
    assert [row[:2] for row in found(tmp_path, one, other)] == [
        ("figure", "signedInvestment"),
        ("period", "signedProjects"),
    ]


def test_stated_days_against_the_dates(tmp_path: Path) -> None:
    text = "海风玻璃项目2020年11月3日签约，12月26日开工。从签订投资协议到正式开工，仅仅{}天。"
    steps = (
        ("milestone", Milestone("signed", "2020-11-03", False), "2020年11月3日签约"),
        ("milestone", Milestone("constructionStart", "2020-12-26", False), "12月26日开工"),
    )
    assert found(tmp_path / "wrong", project(text.format(52), "a", *steps)) == [
        ("duration", "constructionStart", "52天 53天")
    ]
    assert found(tmp_path / "right", project(text.format(53), "a", *steps)) == []
    headline = "从签约到开工，仅用52天。\n" + text.partition("从签订")[0]
    assert [row[2] for row in found(tmp_path / "headline", project(headline, "a", *steps))] == ["52天 53天"]


def test_a_stated_share_against_its_quotient(tmp_path: Path) -> None:
    text = "青石县到位资金549.72亿元，其中制造业到位资金315.74亿元，占比57.46%。"
    whole = (Indicator("fundsInPlace", 549.72e8, "CNY", "2022"), "青石县到位资金549.72亿元")
    part = (Indicator("fundsInPlace", 315.74e8, "CNY", "2022"), "其中制造业到位资金315.74亿元，占比57.46%。")
    assert found(tmp_path / "wrong", city(text, "a", whole, part)) == [("share", "fundsInPlace", "57.46% 57.44%")]
    right = (part[0], part[1].replace("57.46", "57.44"))
    assert found(tmp_path / "right", city(text.replace("57.46", "57.44"), "a", whole, right)) == []


def test_two_names_for_one_project_until_somebody_judges(tmp_path: Path) -> None:
    draft = Draft("衡阳低碳盐碱产业园项目签约，衡阳低碳盐碱产业基地项目开工，衡阳低碳造纸产业园项目停工", "a")
    names = ("衡阳低碳盐碱产业园项目", "衡阳低碳盐碱产业基地项目", "衡阳低碳造纸产业园项目")
    one, other, _ = (draft.thing("Project", name) for name in names)
    assert found(tmp_path, draft) == [("name", "Project", "衡阳低碳盐碱产业园项目 衡阳低碳盐碱产业基地项目")]
    with open_store(tmp_path) as store:
        store.identify(store.ledger.split(one, other, "编辑", "2024-01-01T00:00:00", "两个项目"))
        store.publish()
    with open_reader(tmp_path) as reader:
        assert contests(reader) == ()


def test_a_rejected_side_ends_the_contest_and_a_page_sees_its_own(tmp_path: Path) -> None:
    one = project("海风玻璃项目总投资50亿元", "a", ("totalInvestment", Money(5e9), "总投资50亿元"))
    other = project("海风玻璃项目总投资60亿元", "b", ("totalInvestment", Money(6e9), "总投资60亿元"))

    def seen(reader: Reader) -> int:
        thing = one.thing("Project", "海风玻璃项目")
        assert contests_of(reader, [thing]) == contests(reader)
        assert contests_of(reader, []) == ()
        return len(contests(reader))

    with open_reader(shelve(tmp_path, one, other)) as reader:
        assert seen(reader) == 1
        wrong = contests(reader)[0].claims[1].fact
    from kg.quads import statement

    assert wrong is not None
    with open_store(tmp_path) as store:
        store.judge(str(statement(wrong)), "reject", "编辑", "看错")
        store.publish()
    with open_reader(tmp_path) as reader:
        assert seen(reader) == 0


def test_every_rule_is_named_in_both_languages() -> None:
    assert all(rule.zh and rule.en for rule in RULES.values())


def test_periods_as_months() -> None:
    assert months("2022-06") == months("2022-06/2022-06") == (2022 * 12 + 5, 2022 * 12 + 5)
    assert months("今年") is None
    assert overlap("2022-H2", "2022-Q3") and not overlap("2022-H1", "2022-Q3")
