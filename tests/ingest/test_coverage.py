"""Coverage: which sentences with a number gave a fact, which gave none; numbers in figures and in characters."""

from __future__ import annotations

from ingest.clean import clean
from ingest.coverage import coverage
from kg.article import Article
from kg.facts import Evidence, Fact, Money

TEXT = "项目总投资12.5亿元。\n天气晴好，人们来了。\n园区新来了三家企业，\n都很满意。占地约百亩。"


def _fact(article: Article, quote: str) -> Fact:
    start = article.text.index(quote)
    piece = Evidence(article.id, start, start + len(quote), quote, "rule:test", 0.9)
    return Fact("https://zhaoshang.example/id/Project/甲", "totalInvestment", Money(1.25e9), (piece,))


def test_sentences_with_a_number_that_gave_no_fact_are_listed_at_their_place() -> None:
    article = Article(text=TEXT, name="a")
    found = coverage(clean(article), article.id, [_fact(article, "总投资12.5亿元")])
    assert [sentence.facts for sentence in found.sentences] == [1, 0, 0]
    assert found.share is not None
    assert abs(found.share - 1 / 3) < 1e-9
    for sentence in found.silent:
        told = article.text[sentence.span.start : sentence.span.end].replace("\n", "")
        assert told == sentence.text.replace("\n", "")
    assert "天气晴好" not in " ".join(sentence.text for sentence in found.sentences)


def test_facts_of_another_article_cover_nothing_and_no_number_is_no_share() -> None:
    article, other = Article(text=TEXT, name="a"), Article(text="又及。" + TEXT, name="b")
    assert coverage(clean(article), article.id, [_fact(other, "总投资12.5亿元")]).share == 0
    plain = Article(text="天气晴好，人们来了。", name="c")
    assert coverage(clean(plain), plain.id, []).share is None
