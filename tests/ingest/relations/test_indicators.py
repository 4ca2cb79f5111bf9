"""Published figures of places, by the shipped weights in the real pipeline."""

import pytest

from ingest.nlp import annotate, build
from ingest.relations.component import choosers
from ingest.relations.indicators import propose
from ingest.relations.scene import stage
from ingest.relations.topical import topical
from kg.article import Article
from kg.facts import Indicator

NLP = build()


def stated(text: str) -> set[tuple[str, str, float]]:
    """Every (place, measure, value) that the pipeline reads from a text."""
    doc = annotate(NLP, Article(text, "t", "text/plain", published="2023-05-10"))
    return {
        (doc._.entities[c.subject].name, c.object.measure, c.object.value)
        for c in doc._.candidates
        if isinstance(c.object, Indicator)
    }


@pytest.mark.parametrize(
    ("rate", "expected"), [("增长8.5%", 8.5), ("下降8.5%", -8.5), ("同比下滑8.5%", -8.5), ("降低8.5%", 8.5)]
)
def test_a_fall_is_a_negative_growth(rate: str, expected: float) -> None:
    text = f"今年一季度，贵港市工业总产值{rate}。"
    scene = stage(annotate(NLP, Article(text, "t", "text/plain", published="2023-05-10")), choosers())
    values = {
        p.object.value for p in propose(scene) if isinstance(p.object, Indicator) and p.object.measure == "growth"
    }
    assert values <= {expected}


def test_the_figures_of_a_city() -> None:
    found = stated("今年1—4月，贵港市新签约项目36个，合同投资额152.6亿元，到位资金48.3亿元，同比增长12.4%。")
    assert ("贵港市", "signedProjects", 36) in found
    assert ("贵港市", "signedInvestment", 15260000000) in found
    assert ("贵港市", "fundsInPlace", 4830000000) in found


def test_the_investment_of_one_project_is_no_figure_of_the_city() -> None:
    assert stated("4月3日，贵港市举行开工仪式，青禾玻璃项目总投资10亿元。") == set()


def test_the_place_that_the_talk_is_about_is_known() -> None:
    text = "中山市下辖黄圃镇。全镇上半年签约项目19个。"
    scene = stage(annotate(NLP, Article(text, "t", "text/plain", published="2023-05-10")), choosers())
    value = next(v for v in scene.values if v.kind == "count")
    town = next(n for n, e in enumerate(scene.entities) if e.name.endswith("黄圃镇"))
    city = next(n for n, e in enumerate(scene.entities) if e.name == "中山市")
    assert "plays=here|Region" in topical(scene, town, value.start, value.end)
    assert "plays=here|Region" not in topical(scene, city, value.start, value.end)
