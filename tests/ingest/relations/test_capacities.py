"""How the product of a capacity is read, in scenes of the real pipeline."""

import pytest

from ingest.nlp import annotate, build
from ingest.relations.capacities import amount, products
from ingest.relations.scene import Scene, stage
from kg.article import Article

NLP = build()


def scene_of(text: str) -> Scene:
    return stage(annotate(NLP, Article(text, "t", "text/plain", published="2023-05-10")))


def offered(text: str, written: str) -> list[str]:
    """The readings of the product of the quantity that begins where `written` stands."""
    scene = scene_of(text)
    return [product for _, product in products(scene, next(v for v in scene.values if v.start == text.index(written)))]


@pytest.mark.parametrize(
    ("text", "written", "product"),
    [
        ("青禾玻璃项目日产1000吨光伏玻璃。", "1000吨", "光伏玻璃"),
        ("项目5月投产，胶囊剂的年产量定在5亿粒。", "5亿粒", "胶囊剂"),
        ("投产以后，发动机一年造600台，另有400台出口。", "600台", "发动机"),
        ("建成后，可形成年产2万吨锂电铜箔的生产能力。", "2万吨", "锂电铜箔"),
    ],
)
def test_the_product_is_among_those_offered(text: str, written: str, product: str) -> None:
    assert product in offered(text, written)


def test_an_earlier_clause_lends_its_product() -> None:
    assert offered("发动机一年造600台，明年400台。", "400台")[-1] == "发动机"


def test_money_and_land_are_no_capacity() -> None:
    scene = scene_of("青禾玻璃项目总投资10亿元，占地300亩，日产1000吨玻璃。")
    assert [amount(v) for v in scene.values if v.kind != "date"] == [None, None, (1000.0, "吨", "day")]
