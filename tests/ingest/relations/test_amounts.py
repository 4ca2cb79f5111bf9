"""Money, areas and persons of one thing, by the shipped weights in the real pipeline."""

import pytest

from ingest.nlp import annotate, build
from kg.article import Article
from kg.facts import Money, Quantity

NLP = build()


def stated(text: str) -> set[tuple[str, str, float]]:
    """Every (thing, predicate, number) that the pipeline reads from a text."""
    doc = annotate(NLP, Article(text, "t", "text/plain", published="2023-05-10"))
    return {
        (doc._.entities[c.subject].name, c.predicate, c.object.value)
        for c in doc._.candidates
        if isinstance(c.object, Money | Quantity)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾玻璃项目总投资10亿元。", ("青禾玻璃项目", "totalInvestment", 1e9)),
        ("总投资12亿元的青禾玻璃项目昨天开工。", ("青禾玻璃项目", "totalInvestment", 1.2e9)),
    ],
)
def test_the_investment_of_a_project(text: str, expected: tuple[str, str, float]) -> None:
    assert expected in stated(text)


def test_each_project_of_a_list_has_its_own_sum() -> None:
    found = stated("现场签约的有总投资13亿元的青禾玻璃项目、总投资8亿元的红岭铜箔项目。")
    assert {row for row in found if row[1] == "totalInvestment"} == {
        ("青禾玻璃项目", "totalInvestment", 1.3e9),
        ("红岭铜箔项目", "totalInvestment", 8e8),
    }


@pytest.mark.parametrize("text", ["全市去年财政收入10亿元。", "记者了解到，奖金共有10万元。"])
def test_money_of_nothing_named_is_no_fact(text: str) -> None:
    assert stated(text) == set()
