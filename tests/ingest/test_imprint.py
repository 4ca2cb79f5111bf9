"""Headline and publisher, as far as the text says them; the text and the id stay."""

from __future__ import annotations

import pytest

from ingest.clean import clean
from ingest.imprint import complete
from kg.article import Article

HEAD = "某县签下八个项目"
SITE = f"{HEAD}_某网"
BODY = "某县昨天举行重点项目集中签约仪式，八个项目签约，总投资45亿元，其中制造业项目五个。"


@pytest.mark.parametrize(
    ("article", "title", "publisher"),
    [
        (Article(f"{HEAD}\n2023-03-19 18:32:08 来源:某州日报\n{BODY}", "x"), HEAD, "某州日报"),
        (Article(f"{HEAD}\n时间：2023-10-08　来源：综合　字号：大\n{BODY}", "x"), HEAD, None),
        (Article(BODY, "x"), None, None),
        (Article(BODY, "x", title="集中签约", publisher="某报"), "集中签约", "某报"),
        (Article(f"{HEAD}\n来源：某网\n{BODY}", "x", title="集中签约", publisher="某报"), "集中签约", "某报"),
        (
            Article(f"<html><body><h1>{HEAD}</h1><p>{BODY}</p></body></html>", "x", "text/html", title=SITE),
            HEAD,
            None,
        ),
    ],
)  # fmt: skip
def test_completed(article: Article, title: str | None, publisher: str | None) -> None:
    found = complete(article, clean(article))
    assert (found.title, found.publisher) == (title, publisher)
    assert (found.text, found.id) == (article.text, article.id)
