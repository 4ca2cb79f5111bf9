"""The period of a figure, chosen by the shipped weights in a scene of the real pipeline."""

import pytest

from ingest.nlp import annotate, build
from ingest.relations.component import choosers
from ingest.relations.periods import period
from ingest.relations.scene import stage
from kg.article import Article

NLP = build()


def period_of(text: str, written: str, published: str | None) -> str | None:
    """The period of the figure that begins where `written` stands in `text`."""
    scene = stage(annotate(NLP, Article(text, "t", "text/plain", published=published)), choosers())
    at = text.index(written)
    return period(scene, next(v for v in scene.values if v.start <= at < v.end and v.kind != "date"))


@pytest.mark.parametrize(
    ("text", "written", "published", "expected"),
    [
        ("青禾县招商工作推进顺利。今年1—8月，全县新签约项目36个。", "36个", "2022-09-10", "2022-01/2022-08"),
        ("青禾县招商工作推进顺利。2021年，全县新签约项目36个，到位资金85亿元。", "85亿元", "2022-09-10", "2021"),
        ("今年一季度，青禾县新开工项目12个。其中，总投资超10亿元的项目3个。", "12个", "2023-05-10", "2023-Q1"),
    ],
)
def test_a_figure_takes_the_period_that_the_text_gives(text: str, written: str, published: str, expected: str) -> None:
    assert period_of(text, written, published) == expected


def test_without_any_time_there_is_no_period() -> None:
    assert period_of("青禾县现有规模以上企业36家，园区道路已经修通。", "36家", None) is None
