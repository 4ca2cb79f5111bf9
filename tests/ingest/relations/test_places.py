"""Which place a thing stands in, by the shipped weights in the real pipeline."""

import pytest

from ingest.nlp import annotate, build
from ingest.relations.places import introduction, propose
from ingest.relations.scene import Scene, stage
from kg.article import Article

NLP = build()


def scene(text: str) -> Scene:
    return stage(annotate(NLP, Article(text, "t", "text/plain", published="2023-05-10")))


def located(text: str) -> set[tuple[str, str]]:
    """Every (thing, place) that the pipeline reads from a text."""
    doc = annotate(NLP, Article(text, "t", "text/plain", published="2023-05-10"))
    names = [e.name for e in doc._.entities]
    return {(names[c.subject], names[c.object]) for c in doc._.candidates if c.predicate == "locatedIn"}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "湖州天衡精密机械有限公司位于长兴经济技术开发区，主要生产减速器。",
            ("湖州天衡精密机械有限公司", "长兴经济技术开发区"),
        ),
        (
            "总投资12亿元的华瑞铜箔项目落户赣州经济技术开发区，计划明年投产。",
            ("华瑞铜箔项目", "赣州经济技术开发区"),
        ),
        (
            "衡南县集中签约\n5月8日，衡南县举行集中签约仪式，宏泰智能家居项目等3个项目落户，总投资5亿元。",
            ("宏泰智能家居项目", "衡南县"),
        ),
    ],
)
def test_a_stated_place_is_read(text: str, fact: tuple[str, str]) -> None:
    assert fact in located(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("湖州天衡精密机械有限公司把产品卖到了桐城市。", "桐城市"),
        ("衡南县委书记刘明在桐城市拜访了桐城鸿达包装有限公司之后，又同宏泰智能家居项目的投资方见了面。", "衡南县"),
    ],
)
def test_a_place_that_is_only_mentioned_holds_nothing(text: str, wrong: str) -> None:
    assert not [fact for fact in located(text) if fact[1] == wrong]


def test_a_far_place_is_proposed_where_the_talk_is_about_it() -> None:
    text = (
        "长兴县一季度招商综述\n"
        + "今年以来，工作专班天天在外跑，晚上回来还要开会。" * 12
        + "\n宏泰智能家居项目总投资5亿元。"
    )
    one = scene(text)
    pairs = {
        (one.entities[p.subject].name, one.entities[p.object].name) for p in propose(one) if isinstance(p.object, int)
    }
    assert any(place == "长兴县" for thing, place in pairs if "宏泰" in thing)


def test_a_thing_is_introduced_below_the_title() -> None:
    text = "宏泰智能家居项目开工\n5月8日，宏泰智能家居项目在长兴县开工。"
    one = scene(text)
    thing = next(n for n, e in enumerate(one.entities) if e.type == "Project")
    assert introduction(one, thing).start > text.index("\n")


def test_proposals_are_the_same_each_time() -> None:
    text = "华瑞铜箔项目落户赣州经济技术开发区，总投资12亿元。"
    assert [(p.subject, p.object, p.blocks) for p in propose(scene(text))] == [
        (p.subject, p.object, p.blocks) for p in propose(scene(text))
    ]


def test_what_the_sentence_says_of_coming_and_a_posted_team_are_seen() -> None:
    one = scene("长兴县驻深圳招商工作组常年在外。深圳市的企业不少，长兴县引进了华瑞铜箔项目，明年投产。")
    features = {
        (one.entities[p.subject].name, f)
        for p in propose(one)
        if isinstance(p.object, int)
        for block in p.blocks
        for f in block
    }
    assert any(f.startswith("icomes<in|Pro") and "铜箔" in thing for thing, f in features)
    assert any(f.startswith("posted=True") and "工作组" in thing for thing, f in features)
    assert not any(f.startswith("posted=True") and "铜箔" in thing for thing, f in features)
