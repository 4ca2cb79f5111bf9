"""Where industries are named, and of which thing they are said, by the shipped weights in the real pipeline."""

from itertools import pairwise

import pytest

from ingest.nlp import annotate, build
from ingest.relations.industry_names import find, known_names
from ingest.relations.scene import stage
from kg.article import Article
from kg.facts import Text

NLP = build()


def named(text: str) -> list[str]:
    """The stretches that may name an industry."""
    scene = stage(annotate(NLP, Article(text, "t", "text/plain")))
    return [text[n.start : n.end] for n in find(scene)]


def stated(text: str) -> set[tuple[str, str]]:
    """Every (thing, industry) that the pipeline reads from a text."""
    doc = annotate(NLP, Article(text, "t", "text/plain", published="2023-05-10"))
    return {
        (doc._.entities[c.subject].name, c.object.value)
        for c in doc._.candidates
        if c.predicate == "industry" and isinstance(c.object, Text)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾工业园区以食用菌、竹木加工、铅笔为主导产业。", ["食用菌", "竹木加工", "铅笔"]),
        ("园区主导产业为生物医药、高端装备和新材料。", ["生物医药", "高端装备", "新材料"]),
        ("安徽青禾机电有限公司专业从事减速电机研发制造。", ["减速电机"]),
        ("形成了绿色食品、制鞋、新能源三大主导产业。", ["绿色食品", "制鞋", "新能源"]),
    ],
)
def test_lists_are_taken_apart(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize("text", ["他在会上发言。", "项目于5月开工，明年投产。", "青禾县引进企业36家。"])
def test_plain_sentences_name_no_industry(text: str) -> None:
    assert named(text) == []


def test_stretches_do_not_overlap_and_share_their_list() -> None:
    text = "青禾经济开发区重点发展新能源汽车、动力电池材料和现代物流产业，已入驻企业36家。"
    found = find(stage(annotate(NLP, Article(text, "t", "text/plain"))))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert {(n.first, n.size) for n in found} == {(found[0].first, 3)}


def test_a_park_has_the_industries_that_lead_it() -> None:
    text = (
        "青禾经济开发区位于青禾县城东，2006年设立，以食品加工、纺织服装、绿色建材为主导产业，"
        "现有入驻企业53家，去年工业总产值86亿元。"
    )
    found = stated(text)
    assert {industry for thing, industry in found if thing.endswith("青禾经济开发区")} == {
        "食品加工",
        "纺织服装",
        "绿色建材",
    }


def test_the_topic_of_a_visit_is_no_industry_of_a_firm() -> None:
    assert stated("5月8日，青禾县县长李强到安徽青禾科技有限公司走访，双方谈起了天气和路上的见闻。") == set()


def test_the_list_of_names_is_clean() -> None:
    names = [name for row in known_names().values() for name in row]
    assert len(names) == len(set(names)) > 400
    assert all(1 < len(name) <= 14 and not name.endswith(("公司", "项目")) for name in names)
