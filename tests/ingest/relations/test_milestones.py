"""Milestones read by the whole pipeline with the shipped weights, on invented articles."""

import pytest

from ingest.nlp import annotate, build
from kg.article import Article
from kg.facts import Milestone

NLP = build()


def milestones(text: str, published: str) -> dict[tuple[str, str], tuple[str | None, bool]]:
    """(project, kind) → (date, planned) of every milestone that the pipeline keeps."""
    doc = annotate(NLP, Article(text, "t", "text/plain", published=published))
    return {
        (doc._.entities[c.subject].name, c.object.kind): (c.object.date, c.object.planned)
        for c in doc._.candidates
        if c.predicate == "milestone" and isinstance(c.object, Milestone)
    }


def dates_of(text: str, published: str, kind: str) -> set[tuple[str | None, bool]]:
    """Date and planned of every milestone of a kind."""
    return {value for (_, found), value in milestones(text, published).items() if found == kind}


@pytest.mark.parametrize(
    ("text", "published", "kind", "expected"),
    [
        (
            "青禾新能源电池项目落户云岭县\n青禾新能源电池项目总投资20亿元，去年11月签约，今年3月开工，预计12月投产。",
            "2023-06-10", "productionStart", ("2023-12", True),
        ),
        (
            "青禾新能源电池项目落户云岭县\n青禾新能源电池项目总投资20亿元，去年11月签约，今年3月开工，预计12月投产。",
            "2023-06-10", "signed", ("2022-11", False),
        ),
        (
            "云岭县新型建材项目开工\n6月8日，云岭县新型建材项目正式开工建设，总投资5亿元，计划明年8月建成投产。",
            "2023-06-10", "constructionStart", ("2023-06-08", False),
        ),
    ],
)  # fmt: skip
def test_a_step_has_its_own_date(text: str, published: str, kind: str, expected: tuple[str | None, bool]) -> None:
    assert expected in dates_of(text, published, kind)


def test_counts_of_projects_are_no_step_of_a_project() -> None:
    text = "云岭县上半年经济运行平稳\n今年上半年，云岭县新签约项目43个，开工项目21个，竣工项目12个。"
    assert not milestones(text, "2023-07-10")


def test_what_is_only_hoped_for_is_not_done() -> None:
    text = "青禾新能源电池项目推进会召开\n青禾新能源电池项目尚未开工，双方仍在洽谈用地。"
    assert ("constructionStart" in {kind for _, kind in milestones(text, "2023-07-10")}) is False
