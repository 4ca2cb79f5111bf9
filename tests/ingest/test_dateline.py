"""The day of publication, where files really state it, and None where they do not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.clean import clean
from ingest.dateline import publication_date
from ingest.publication_year import infer_year
from ingest.readers import expand, read
from ingest.stated_date import stated_date
from kg.article import Article

TRAIN = Path(__file__).parents[2] / "benchmarks" / "articles" / "train"
BODY = "某县昨天举行重点项目集中签约仪式，八个项目签约，总投资45亿元，其中制造业项目五个。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"某县签约\n时间：2023-10-08 08:40    来源：综合\n{BODY}", "2023-10-08"),
        (f"某县签约\n发布日期: 2021-03-24  来源：某报\n{BODY}", "2021-03-24"),
        (f"某县签约\n２０１９-１０-２８\n{BODY}", "2019-10-28"),
        (f"某县签约\n2023年7月\n{BODY}", "2023-07"),
        (f"某县工作报告\n（2021年）\n{BODY}", "2021"),
        (f"某县签约\n某某晚报　2020年9月3日　A06版\n{BODY}", "2020-09-03"),
        (f"某某日报 第3版 2021.07.01\n某县签约\n{BODY}", "2021-07-01"),
        (f"某县签约\n【本刊2022年1月11日讯】{BODY}", "2022-01-11"),
        (f"某县签约\n2019年11月6日上午，市政府举行新闻发布会。\n{BODY}", "2019-11-06"),
        (f"某公司公告\n{BODY}\n某公司董事会\n2021年11月9日", "2021-11-09"),
        (f"某县复函\n{BODY}\n某县人民政府\n二〇一〇年十二月六日", "2010-12-06"),
        (f"某县签约\n{BODY}\n责任编辑：小王 2022-03-31 17:26", "2022-03-31"),
        (f"2022年某某产业投资大会开幕\n本报3月5日讯 {BODY}", "2022-03-05"),
        (f"某县签约\n{BODY}去年签的都已开工。", None),
        (f"某县签约\n{BODY}项目预计2025年6月投产。", None),
        (f"某县签约\n{BODY}其中一个项目2019年签约，去年才开工。", None),
    ],
)
def test_the_date_is_found_where_it_stands(text: str, expected: str | None) -> None:
    assert publication_date(clean(Article(text, "x"))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-03-19 18:32:08", "2023-03-19"),
        ("2024-07-31T08:00:00+08:00", "2024-07-31"),
        ("2009/4/7", "2009-04-07"),
        ("20231008084000", "2023-10-08"),
        ("二〇二一年十二月", "2021-12"),
        ("二〇二三年十月二十三日", "2023-10-23"),
        ("电话 0512-57000000", None),
        ("编号2021039号", None),
        ("2023-13-45", None),
    ],
)
def test_stated_dates(text: str, expected: str | None) -> None:
    assert stated_date(text) == expected


def test_a_year_that_is_only_planned_gives_no_year() -> None:
    for text in (
        "到2025年产值过百亿元",
        "预计2026年建成",
        "2024年底投产，年产5万吨",
        "规划年产2050万平方米",
        "1900多万台",
    ):
        assert infer_year(f"某县动态。{text}，去年还没有。", 5) is None, text


@pytest.mark.slow
def test_dates_of_the_annotated_articles() -> None:
    """A regression line: of the training articles at least nine in ten have the right date."""
    right = total = 0
    for path in expand([TRAIN]):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8")).get("date")
        found = publication_date(clean(next(read(path))))
        total += 1
        right += found == gold or bool(gold and found and found.startswith(gold))
    assert right / total > 0.9
