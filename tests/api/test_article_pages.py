"""The page of an article: marks in the original and in the repaired text, what was repaired, coverage."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.factory import Draft, hostile, progress, signing

HTML = {"Accept": "text/html"}


@pytest.mark.parametrize("draft", [signing(), progress()], ids=["signing", "progress"])
@pytest.mark.parametrize("text", ["original", "repaired"])
def test_every_fact_is_marked_in_place_and_every_entity_is_a_link(
    client: httpx.Client, draft: Draft, text: str
) -> None:
    page = client.get(f"/articles/{draft.article.id}", params={"text": text}, headers=HTML).text
    marked = {name for names in re.findall(r'data-facts="([^"]+)"', page) for name in names.split()}
    listed = set(re.findall(r'<li class="fact" data-fact="([^"]+)"', page))
    assert listed
    assert marked == listed
    story = re.search(r'<article class="story".*?</article>', page, re.S)
    assert story
    for entity in draft.reading().entities:
        assert entity.name not in draft.article.text or f">{entity.name}</a>" in story[0], entity.name


def test_coverage_names_the_sentences_without_a_fact(client: httpx.Client) -> None:
    page = client.get(f"/articles/{signing().article.id}?lang=en", headers=HTML).text
    section = re.search(r'<section class="group" id="coverage">(.*?)</section>', page, re.S)
    assert section
    assert re.search(r'<span class="num">\d+%</span>', section[1])
    listed = len(re.findall("<li>", section[1]))
    assert re.search(rf'<span class="num">{listed}</span> gave no fact', section[1])


def test_markup_of_an_article_stays_text_on_both_sides(client: httpx.Client) -> None:
    for text in ("original", "repaired"):
        page = client.get(f"/articles/{hostile().article.id}", params={"text": text}, headers=HTML).text
        assert "<script>window" not in page
        assert "<img src=x" not in page
        assert " style=" not in page
