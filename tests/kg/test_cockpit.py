"""The views of the cockpit over a small store: who is in a scope, how far each got, what is counted and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from kg import iris
from kg.cockpit import ANY, STEPS, Desk, Scope, behind, chains, desk, flows, funnel, money, shown_by, steps_by_year
from kg.errors import NotFound
from kg.facts import Milestone, Money, Text
from kg.store import open_reader
from tests.factory import Draft, shelve


def _city() -> Draft:
    text = (
        "2022年5月，杭州云帆科技有限公司的光伏玻璃项目签约落户贵港市，总投资10亿元，该项目已于2023年3月开工。"
        "光伏玻璃项目一期总投资4亿元，已投产。生物医药项目2022年8月签约，总投资20亿元，计划2023年底投产。"
        "风电设备项目总投资30亿元，正在洽谈。钙粉项目2023年签约。2022年贵港市到位资金60亿元。"
    )
    draft = Draft(text, "city", date="2024-01-05", home="贵港市")
    city = draft.thing("Region", "贵港市", code="450800")
    home = draft.thing("Region", "杭州市", code="330100")
    firm = draft.thing("Company", "杭州云帆科技有限公司")
    glass = draft.thing("Project", "光伏玻璃项目")
    phase = draft.thing("Project", "光伏玻璃项目一期")
    drug = draft.thing("Project", "生物医药项目")
    wind = draft.thing("Project", "风电设备项目")
    lime = draft.thing("Project", "钙粉项目")
    first = "杭州云帆科技有限公司的光伏玻璃项目签约落户贵港市"
    draft.fact(glass, "investor", firm, first)
    draft.fact(firm, "locatedIn", home, "杭州云帆科技有限公司")
    draft.fact(glass, "industry", Text("光伏玻璃"), first)
    draft.fact(glass, "milestone", Milestone("signed", "2022-05", False), "2022年5月，" + first)
    draft.fact(glass, "milestone", Milestone("constructionStart", "2023-03", False), "已于2023年3月开工")
    draft.fact(glass, "totalInvestment", Money(1e9), "总投资10亿元")
    draft.fact(phase, "phaseOf", glass, "光伏玻璃项目一期总投资4亿元")
    draft.fact(phase, "totalInvestment", Money(4e8), "光伏玻璃项目一期总投资4亿元")
    draft.fact(phase, "milestone", Milestone("productionStart", None, False), "已投产")
    draft.fact(drug, "milestone", Milestone("signed", "2022-08", False), "生物医药项目2022年8月签约")
    draft.fact(drug, "milestone", Milestone("productionStart", "2023-12", True), "计划2023年底投产")
    draft.fact(drug, "totalInvestment", Money(2e9), "总投资20亿元")
    draft.fact(wind, "totalInvestment", Money(3e9), "风电设备项目总投资30亿元，正在洽谈")
    draft.fact(lime, "milestone", Milestone("signed", "2023", False), "钙粉项目2023年签约")
    for project in (glass, drug, wind, lime):
        draft.fact(project, "locatedIn", city, first)
    return draft


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_reader(shelve(tmp_path_factory.mktemp("cockpit") / "store", _city())) as reader:
        yield desk(reader)


def test_a_rate_is_of_the_projects_signed_in_one_year(table: Desk) -> None:
    found = funnel(table.within(Scope()))
    by_year = {cohort.year: cohort for cohort in found.cohorts}
    assert list(by_year) == ["2023", "2022"]
    assert [item.name for item in by_year["2022"].reached["signed"]] == ["光伏玻璃项目", "生物医药项目"]
    assert [item.name for item in by_year["2022"].reached["constructionStart"]] == ["光伏玻璃项目"]
    assert [item.name for item in by_year["2022"].planned["productionStart"]] == ["生物医药项目"]
    assert by_year["2023"].reached["constructionStart"] == ()


def test_a_phase_is_no_project_of_its_own_and_the_reason_is_given(table: Desk) -> None:
    found = funnel(table.within(Scope()))
    assert [(item.name, item.reason) for item in found.left] == [("光伏玻璃项目一期", "phase")]
    assert found.whole.reached["productionStart"] == ()
    assert [item.name for item in found.unknown] == ["风电设备项目"]


def test_what_is_in_talks_and_phases_stay_out_of_the_sum(table: Desk) -> None:
    found = money(table, Scope(), table.within(Scope()))
    assert found.promised == {"CNY": 3e9}
    assert {line.name: line.reason for line in found.left} == {"风电设备项目": "stage", "光伏玻璃项目一期": "phase"}
    assert money(table, Scope(industry="光伏玻璃"), []).in_place is None


@pytest.mark.parametrize(
    ("scope", "names"),
    [
        (Scope(region=iris.entity("Region", "浙江省")), []),
        (Scope(region=iris.entity("Region", "广西壮族自治区"), year="2023"), ["钙粉项目"]),
        (Scope(industry="光伏玻璃"), ["光伏玻璃项目"]),
        (Scope(investor=iris.entity("Company", "杭州云帆科技有限公司")), ["光伏玻璃项目", "光伏玻璃项目一期"]),
    ],
)
def test_a_scope_holds_what_fits_all_of_it(table: Desk, scope: Scope, names: list[str]) -> None:
    assert [item.name for item in table.within(scope)] == names


def test_money_flows_from_the_home_of_the_investor(table: Desk) -> None:
    found, unknown = flows(table, table.within(Scope()))
    assert [(row.source.label, row.target.label, len(row.items), row.stated) for row in found] == [
        ("浙江省", "广西壮族自治区", 1, 1)
    ]
    assert found[0].promised == 1e9
    assert len(unknown) == 3


def test_a_chain_shows_the_links_that_are_held_and_those_that_are_not(table: Desk) -> None:
    found = {view.name: view for view in chains(table.within(Scope()))}
    assert found
    for view in found.values():
        assert 0 < view.held <= len(view.links)
        assert all(item.name == "光伏玻璃项目" for _, items in view.links for item in items)


def test_every_figure_opens_the_projects_that_it_counts(table: Desk) -> None:
    items = table.within(Scope())
    for cohort in funnel(items).cohorts:
        for step, reached in cohort.reached.items():
            held, predicates = behind(table, items, "reached", {"step": step, "cohort": cohort.year})
            assert {item.iri for item in held} == {item.iri for item in reached}
            assert predicates == ("milestone",)
    for year, (done, planned) in steps_by_year(items).items():
        assert behind(table, items, "year", {"at": year, "planned": "false"})[0] == done
        assert behind(table, items, "year", {"at": year, "planned": "true"})[0] == planned
    assert [item.name for item in behind(table, items, "reached", {"step": "signed", "cohort": ANY})[0]] == [
        "光伏玻璃项目", "生物医药项目", "钙粉项目",
    ]  # fmt: skip
    for wrong in ("nothing", "reached"):
        with pytest.raises(NotFound):
            behind(table, items, wrong, {})


def test_what_scopes_can_be_chosen(table: Desk) -> None:
    assert {"广西壮族自治区", "贵港市"} <= {place.label for place in table.choices("region")}
    assert [place.label for place in table.choices("year")] == ["2024", "2023", "2022"]


def test_what_is_topped_out_was_started_and_signed() -> None:
    assert "toppedOut" in shown_by("constructionStart")
    for earlier, later in pairwise(STEPS):
        assert shown_by(later) < shown_by(earlier), (earlier, later)


def test_no_step_is_reached_by_more_than_the_one_before(table: Desk) -> None:
    for cohort in (funnel(table.within(Scope())).whole, *funnel(table.within(Scope())).cohorts):
        for earlier, later in pairwise(STEPS):
            assert set(cohort.reached[later]) <= set(cohort.reached[earlier])
