"""What 我市 means: the region an article is written from, at the level that its words ask for."""

from __future__ import annotations

import pytest

from ingest.components.home import WEIGHTS, home_of

KAILI = (
    "凯里市招商引资工作成效明显。今年以来，我市新签约项目12个。贵州黔玻永太公司落户炉碧经开区，凯里市委书记到场。"
    "贵州省有关部门表示祝贺，来自广东省的企业也到会。"
)
GUIGANG = "1—10月，全市新签约项目247个。贵港市港北区签约最多，覃塘区、平南县、桂平市也有突破，广西华谊公司追加投资。"


@pytest.mark.parametrize(
    ("text", "title", "publisher", "expected"),
    [
        (KAILI, "凯里市项目建设提速", "", "凯里市"),
        (GUIGANG, "贵港招商引资再上台阶", "", "贵港市"),
        (
            "全县上下抓项目。全椒县签约18个项目，滁州市领导到会。全椒县经开区建设加快。",
            "全椒县：三个一批",
            "全椒县人民政府",
            "全椒县",
        ),
        (
            "我区紧抓机遇，全区实施招商项目1210个。银川市、中卫市、吴忠市到位资金增长。宁夏回族自治区商务厅通报。",
            "前八个月宁夏招商",
            "",
            "宁夏回族自治区",
        ),
        (
            "我省一季度招商成绩单公布：贵阳市、遵义市、安顺市、毕节市签约项目居前，贵州省投资促进局通报。",
            "贵州一季度签约",
            "",
            "贵州省",
        ),
        (
            "我旗新能源产业加快布局，鄂尔多斯市伊金霍洛旗签约8个项目，伊金霍洛旗旗长出席。",
            "伊金霍洛旗签约",
            "",
            "伊金霍洛旗",
        ),
    ],
)
def test_home(text: str, title: str, publisher: str, expected: str) -> None:
    found = home_of(text, title, publisher)
    assert found is not None and found.name == expected


def test_the_publisher_tells_where_the_text_does_not() -> None:
    text = "全市项目推进会昨天举行。会议指出，要抓好覃塘区、港北区和平南县的项目。"
    found = home_of(text, "项目推进会举行", "贵港市人民政府网站")
    assert found is not None and found.name == "贵港市"


@pytest.mark.parametrize(
    "text", ["", "董事会会议决议公告。公司拟投资38亿元建设生产线。", "光伏行业三年回顾：价格跌了，产能多了。"]
)
def test_no_home(text: str) -> None:
    assert home_of(text) is None


def test_township() -> None:
    text = "我镇今年签约项目5个。黄圃镇党委书记介绍，黄圃镇智能家电产业园建设加快，黄圃镇将继续招商。中山市领导到会。"
    found = home_of(text, "中山市黄圃镇签约")
    assert found is not None and (found.name, found.level, found.parent) == ("黄圃镇", "township", "442000")


def test_firms_names_weigh_little() -> None:
    text = "凯里市签约。江苏甲有限公司、江苏乙有限公司、江苏丙有限公司、江苏丁有限公司到凯里市考察。"
    found = home_of(text, "凯里市签约")
    assert found is not None and found.name == "凯里市"


def test_every_feature_has_a_weight() -> None:
    assert all(isinstance(weight, float) for weight in WEIGHTS.values())
