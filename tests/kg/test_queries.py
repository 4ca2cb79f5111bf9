"""The named questions, on hand-made articles: their logic, their parameters, their headers."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rdflib import Dataset

from kg import queries
from kg.errors import NotFound
from kg.facts import Capacity, Indicator, Milestone, Money, Quantity, Text
from kg.queries import NamedQuery
from kg.store import Reader, open_reader
from tests.factory import Draft, newsroom, shelve

FOLDER = Path(queries.__file__).parent


def valley() -> Draft:
    """A county with two parks, a plant with two lines, and firms from elsewhere."""
    text = (
        "青石县有东坡经济开发区和西坡工业园。东坡经开区主攻玻璃和铝加工，西坡工业园承接电子信息。"
        "浙江甲玻有限公司投资的甲玻光伏玻璃项目总投资38.2亿元，2021年3月1日签约，2021年4月10日开工，一线已于2022年投产。"
        "二线日产1000吨超白玻璃，计划2023年底投产。甲玻公司来自杭州。"
        "乙铝公司总投资8亿元的铝板项目提供800个岗位，位于西坡工业园。丙电子在西坡工业园。"
        "1—6月全县签约30个项目，另据统计签约32个。"
    )
    draft = Draft(text, "valley", date="2023-01-05", home="凯里市")
    county = draft.thing("Region", "凯里市", "青石县", code="522601")
    away = draft.thing("Region", "杭州市", "杭州", code="330100")
    east = draft.thing("Park", "东坡经济开发区", "东坡经开区")
    west = draft.thing("Park", "西坡工业园")
    firm = draft.thing("Company", "浙江甲玻有限公司", "甲玻公司", "甲玻")
    second = draft.thing("Company", "乙铝公司")
    third = draft.thing("Company", "丙电子")
    plant = draft.thing("Project", "甲玻光伏玻璃项目")
    line = draft.thing("Project", "甲玻光伏玻璃项目二线", "二线")
    plate = draft.thing("Project", "铝板项目")
    for park in (east, west):
        draft.fact(park, "locatedIn", county, "青石县有东坡经济开发区和西坡工业园。")
    for industry in ("玻璃", "铝加工"):
        draft.fact(east, "industry", Text(industry), "东坡经开区主攻玻璃和铝加工")
    draft.fact(west, "industry", Text("电子信息"), "西坡工业园承接电子信息")
    draft.fact(plant, "investor", firm, "浙江甲玻有限公司投资的甲玻光伏玻璃项目总投资38.2亿元")
    draft.fact(plant, "locatedIn", east, "青石县有东坡经济开发区和西坡工业园。")
    draft.fact(plant, "totalInvestment", Money(3_820_000_000), "总投资38.2亿元")
    draft.fact(plant, "milestone", Milestone("signed", "2021-03-01", False), "2021年3月1日签约")
    draft.fact(plant, "milestone", Milestone("constructionStart", "2021-04-10", False), "2021年4月10日开工")
    draft.fact(plant, "milestone", Milestone("productionStart", "2022", False), "一线已于2022年投产")
    draft.fact(line, "phaseOf", plant, "二线日产1000吨超白玻璃")
    draft.fact(line, "capacity", Capacity("超白玻璃", 1000, "吨", "day"), "二线日产1000吨超白玻璃")
    draft.fact(line, "milestone", Milestone("productionStart", "2023", True), "计划2023年底投产")
    draft.fact(firm, "locatedIn", away, "甲玻公司来自杭州。")
    draft.fact(plate, "investor", second, "乙铝公司总投资8亿元的铝板项目")
    draft.fact(plate, "totalInvestment", Money(800_000_000), "总投资8亿元")
    draft.fact(plate, "jobs", Quantity(800, True), "提供800个岗位")
    draft.fact(plate, "locatedIn", west, "位于西坡工业园")
    draft.fact(third, "locatedIn", west, "丙电子在西坡工业园。")
    for number in (30, 32):
        draft.fact(
            county, "indicator", Indicator("signedProjects", number, "个", "2023-01/2023-06"), "1—6月全县签约30个项目"
        )
    return draft


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return open_reader(shelve(tmp_path_factory.mktemp("store"), *newsroom(), valley()))


ASKED = {
    "placeName": "贵州省",
    "name": "凯里市",
    "firmName": "甲玻",
    "words": "甲玻光伏",
    "least": "100",
    "day": "2023-12-31",
}


@pytest.fixture(scope="module")
def dataset(reader: Reader) -> Dataset:
    stream = io.BytesIO()
    reader.dump("application/n-quads", stream)
    found = Dataset()
    found.parse(data=stream.getvalue(), format="nquads")
    return found


def ask(reader: Reader, question: str, columns: str, **values: str | list[str]) -> list[tuple[str, ...]]:
    rows = reader.rows(queries.get(question).fill(values))
    return [tuple(row.text(column) for column in columns.split()) for row in rows]


@pytest.mark.parametrize("query", queries.names(), ids=lambda query: query.name)
def test_every_file_runs_as_it_stands_and_says_what_it_asks(reader: Reader, query: NamedQuery) -> None:
    rows = reader.rows(query.text)
    assert rows.variables
    for lang in ("zh", "en"):
        assert query.title(lang) and query.description(lang)
    assert not query.title("zh").isascii() and query.title("en").isascii()


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib warns of itself
@pytest.mark.parametrize("query", queries.names(), ids=lambda query: query.name)
def test_another_engine_gives_the_same_answer(reader: Reader, dataset: Dataset, query: NamedQuery) -> None:
    """rdflib, given the file alone and the store as N-Quads."""
    text = query.fill({name: value for name, value in ASKED.items() if name in query.parameters})
    rows = reader.rows(text)
    other = dataset.query(text)
    assert [str(variable) for variable in other.vars or ()] == list(rows.variables)
    mine = sorted(tuple(row.text(variable) for variable in rows.variables) for row in rows)
    theirs = sorted(tuple("" if cell is None else str(cell) for cell in row) for row in other)  # type: ignore[union-attr]
    assert [tuple(map(_comparable, row)) for row in theirs] == [tuple(map(_comparable, row)) for row in mine]


def _comparable(text: str) -> object:
    """Numbers by value; joined lists without their order, which SPARQL leaves open."""
    try:
        return round(float(text), 6)
    except ValueError:
        return tuple(sorted(text.split("、")))


@pytest.mark.parametrize("query", queries.names(), ids=lambda query: query.name)
def test_filling_in_what_the_file_asks_gives_the_file(query: NamedQuery) -> None:
    assert query.fill(query.parameters) == query.text
    assert query.fill({}) == query.text


def test_values_cannot_break_out_of_their_line(reader: Reader) -> None:
    evil = '"@zh } ?s ?p ?o . VALUES ?x { "\n\\'
    assert ask(reader, "q01", "park", placeName=evil) == []
    assert queries.get("q01").fill({"placeName": "贵\n港"}).count("\n") == queries.get("q01").text.count("\n")


def test_an_unknown_question_or_parameter_is_told() -> None:
    with pytest.raises(NotFound, match="q99"):
        queries.get("q99")
    with pytest.raises(NotFound, match="no parameter"):
        queries.get("q01").fill({"town": "贵港"})
    with pytest.raises(ValueError, match="float"):
        queries.get("q05").fill({"least": "many } UNION {"})


def test_q01_parks_of_a_place_with_industries_and_firms(reader: Reader) -> None:
    found = {
        name: (set(industries.split("、")), set(firms.split("、")))
        for name, industries, firms in ask(reader, "q01", "parkName industries firms", placeName="凯里市")
    }
    assert found == {
        "东坡经济开发区": ({"玻璃", "铝加工"}, {"浙江甲玻有限公司"}),
        "西坡工业园": ({"电子信息"}, {"乙铝公司", "丙电子"}),
    }
    assert {name for (name,) in ask(reader, "q01", "parkName", placeName="黔东南苗族侗族自治州")} == set(found)
    assert {name for (name,) in ask(reader, "q01", "parkName", placeName="贵州省")} == set(found)


def test_q02_total_and_start_of_each_line(reader: Reader) -> None:
    found = ask(reader, "q02", "projectName amount date planned product capacity per", firmName="甲玻公司")
    assert found == [
        ("甲玻光伏玻璃项目", "3820000000", "2022", "false", "", "", ""),
        ("甲玻光伏玻璃项目二线", "", "2023", "true", "超白玻璃", "1000", "day"),
    ]


def test_q03_who_invests_how_much_with_the_sentence(reader: Reader) -> None:
    found = ask(reader, "q03", "investorName amount quote", words="光伏玻璃")
    assert found == [("浙江甲玻有限公司", "3820000000", "浙江甲玻有限公司投资的甲玻光伏玻璃项目总投资38.2亿元")]


def test_q04_milestones_in_order(reader: Reader) -> None:
    found = ask(reader, "q04", "milestone date", words="甲玻光伏玻璃")
    steps = [(kind.rpartition("#")[2], date) for kind, date in found]
    assert [step for step in steps if step[0] in ("signed", "constructionStart")] == [
        ("signed", "2021-03-01"),
        ("constructionStart", "2021-04-10"),
    ]


def test_q05_projects_of_a_place_over_an_amount(reader: Reader) -> None:
    for name in ("贵港", "贵港市"):  # the short name is the gazetteer's
        assert ask(reader, "q05", "projectName amount", placeName=name) == [("星河光电产业园项目", "1250000000")]
    assert [name for (name,) in ask(reader, "q05", "projectName", placeName="贵州省", least="700000000")] == [
        "甲玻光伏玻璃项目",
        "铝板项目",
    ]
    assert [name for (name,) in ask(reader, "q05", "projectName", placeName="贵州省")] == ["甲玻光伏玻璃项目"]


def test_q06_firms_of_parks(reader: Reader) -> None:
    found = ask(reader, "q06", "parkName firmName", name=["东坡经开区", "西坡工业园"])
    assert found == [("东坡经济开发区", "浙江甲玻有限公司"), ("西坡工业园", "丙电子"), ("西坡工业园", "乙铝公司")]


def test_q07_stage_and_source(reader: Reader) -> None:
    (row,) = ask(reader, "q07", "projectName source published stages", least="3800000000")
    assert row[:3] == ("甲玻光伏玻璃项目", "valley", "2023-01-05")
    assert set(row[3].split("、")) == {"签约", "开工", "投产"}


def test_q08_flows_where_stated_or_named(reader: Reader) -> None:
    """A stated place goes before the one that a firm's name begins with."""
    assert ask(reader, "q08", "fromName toName basis projects") == [
        ("广东省", "贵港市", "name", "1"),
        ("杭州市", "凯里市", "stated", "1"),
        ("深圳市", "贵港市", "name", "1"),
    ]


def test_q11_what_one_sentence_publishes_is_paired(tmp_path_factory: pytest.TempPathFactory) -> None:
    draft = Draft("衡阳市大会签约32个，328亿元；论坛签约20个；上年签约9个", "events")
    city = draft.thing("Region", "衡阳市", "衡阳", code="430400")
    for measure, value, period, quote in (
        ("signedProjects", 32, "2023", "大会签约32个，328亿元"),
        ("signedInvestment", 3.28e10, "2023", "大会签约32个，328亿元"),
        ("signedProjects", 20, "2023-09", "论坛签约20个"),
        ("signedProjects", 9, "2022", "上年签约9个"),
    ):
        unit = "CNY" if measure.endswith("Investment") else "个"
        draft.fact(city, "indicator", Indicator(measure, value, unit, period), quote)
    with open_reader(shelve(tmp_path_factory.mktemp("events"), draft)) as reader:
        assert ask(reader, "q11", "period number amount quote") == [
            ("2023", "32", "32800000000", "大会签约32个，328亿元"),
            ("2023-09", "20", "", "论坛签约20个"),
        ]


def test_q19_ways_of_two_and_three_steps_with_their_sentences(tmp_path_factory: pytest.TempPathFactory) -> None:
    draft = Draft("深圳市盛屯公司在福泉市建设电池项目，总部设在深圳。盛屯公司在贵阳市设分部。", "ways")
    start = draft.thing("Region", "深圳市", "深圳", code="440300")
    goal = draft.thing("Region", "福泉市", code="522702")
    draft.thing("Region", "贵州省", "贵州", code="520000")
    other = draft.thing("Region", "贵阳市", code="520100")
    firm, project = draft.thing("Company", "盛屯公司"), draft.thing("Project", "电池项目")
    draft.fact(firm, "locatedIn", start, "总部设在深圳")
    draft.fact(project, "investor", firm, "盛屯公司在福泉市建设电池项目")
    draft.fact(project, "locatedIn", goal, "在福泉市建设电池项目")
    draft.fact(firm, "locatedIn", other, "盛屯公司在贵阳市设分部")
    with open_reader(shelve(tmp_path_factory.mktemp("ways"), draft)) as reader:
        assert ask(reader, "q19", "aName bName endName firstQuote secondQuote thirdQuote") == [
            ("盛屯公司", "", "电池项目", "总部设在深圳", "盛屯公司在福泉市建设电池项目", ""),
            ("盛屯公司", "", "贵阳市", "总部设在深圳", "盛屯公司在贵阳市设分部", ""),
            (
                "盛屯公司", "电池项目", "福泉市",
                "总部设在深圳", "盛屯公司在福泉市建设电池项目", "在福泉市建设电池项目",
            ),
        ]  # fmt: skip


def test_q09_figures_with_their_sentence(reader: Reader) -> None:
    found = ask(reader, "q09", "measure value unit period", name="贵港市")
    assert found == [
        ("签约投资额", "8640000000", "CNY", "2023-01/2023-02"),
        ("签约项目数", "21", "个", "2023-01/2023-02"),
    ]


def test_q14_promised_and_actual_are_kept_apart(reader: Reader) -> None:
    found = set(ask(reader, "q14", "thingName measure value planned"))
    assert ("桂西新材料有限公司", "产值", "420000000", "false") in found
    assert ("星河光电产业园项目", "产值", "3000000000", "true") in found


def test_q16_days_from_signing_to_construction(reader: Reader) -> None:
    assert ask(reader, "q16", "projectName days") == [("甲玻光伏玻璃项目", "40")]


def test_q21_jobs_for_each_hundred_million(reader: Reader) -> None:
    assert [(name, float(jobs)) for name, jobs in ask(reader, "q21", "projectName jobsPerYi")] == [
        ("铝板项目", 100.0),
        ("星河光电产业园项目", 64.0),
    ]


def test_q22_contested_figures_are_listed_once(reader: Reader) -> None:
    assert ask(reader, "q22", "thingName one other oneSource") == [("凯里市", "30", "32", "valley")]


def test_q24_a_promise_without_later_evidence_is_unknown(reader: Reader) -> None:
    found = dict(ask(reader, "q24", "projectName status"))
    assert found == {"甲玻光伏玻璃项目二线": "unknown", "星河光电产业园项目": "unknown"}


def test_q25_what_was_known_as_of_a_day(reader: Reader) -> None:
    assert {name for (name,) in ask(reader, "q25", "source", day="2023-03-31")} == {"valley", "星河光电产业园落户覃塘"}
    assert ask(reader, "q25", "source") == []


def test_q15_a_phase_with_its_own_total_is_not_added(tmp_path_factory: pytest.TempPathFactory) -> None:
    draft = Draft("甲公司投资10亿元建设一期，二期再投5亿元", "phases")
    firm, whole, phase = (
        draft.thing("Company", "甲公司"),
        draft.thing("Project", "甲项目"),
        draft.thing("Project", "二期"),
    )
    draft.fact(whole, "investor", firm, "甲公司投资10亿元")
    draft.fact(whole, "totalInvestment", Money(1e9), "投资10亿元")
    draft.fact(phase, "phaseOf", whole, "二期")
    draft.fact(phase, "totalInvestment", Money(5e8), "再投5亿元")
    with open_reader(shelve(tmp_path_factory.mktemp("phases"), draft)) as reader:
        found = ask(reader, "q15", "firmName wholeAmount phaseName phaseAmount basis")
    assert found == [("甲公司", "1000000000", "二期", "500000000", "stated")]


def test_q15_a_second_phase_by_its_name(tmp_path_factory: pytest.TempPathFactory) -> None:
    draft = Draft("先导集团稀材项目17亿元，先导集团二期项目100亿元", "again")
    firm = draft.thing("Company", "先导集团")
    for name, amount, quote in (("稀材项目", 1.7e9, "稀材项目17亿元"), ("先导集团二期项目", 1e10, "二期项目100亿元")):
        project = draft.thing("Project", name)
        draft.fact(project, "investor", firm, quote)
        draft.fact(project, "totalInvestment", Money(amount), quote)
    with open_reader(shelve(tmp_path_factory.mktemp("again"), draft)) as reader:
        found = ask(reader, "q15", "firmName wholeAmount phaseName phaseAmount basis")
    assert found == [("先导集团", "1700000000", "先导集团二期项目", "10000000000", "name")]


def test_q20_the_funnel_in_its_order(reader: Reader) -> None:
    found = ask(reader, "q20", "step measure value period", **{"name": "贵港市"})
    assert found == [("3", "签约项目数", "21", "2023-01/2023-02")]


def test_q23_equal_periods_are_not_added_and_the_reason_is_given(reader: Reader) -> None:
    found = ask(reader, "q23", "one other addable reason", **{"name": "青石县"})
    assert [(addable, reason) for *_, addable, reason in found] == [("false", "同一时期，可能互相包含")]


@pytest.mark.parametrize(
    ("one", "other", "addable"),
    [
        ("2022-01", "2022-02", "true"),
        ("2021", "2022", "true"),
        ("2022", "2022-06", "false"),
        ("2022-H1", "2022-06", "false"),
        ("2022-01/2022-06", "2022-07/2022-09", "false"),
        ("2022", None, "false"),
    ],
)
def test_q23_only_what_cannot_overlap_may_be_added(
    tmp_path_factory: pytest.TempPathFactory, one: str, other: str | None, addable: str
) -> None:
    draft = Draft("衡阳签约3个，又签约4个", "sums")
    city = draft.thing("Region", "衡阳市", "衡阳", code="430400")
    draft.fact(city, "indicator", Indicator("signedProjects", 3, "个", one), "签约3个")
    draft.fact(city, "indicator", Indicator("signedProjects", 4, "个", other), "又签约4个")
    with open_reader(shelve(tmp_path_factory.mktemp("sums"), draft)) as reader:
        assert ask(reader, "q23", "addable") == [(addable,)]
