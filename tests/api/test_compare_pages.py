"""Comparison and timeline as pages: the counting rules hold in each column, plans and deeds are told apart."""

from __future__ import annotations

import re
from html import unescape

import httpx
import pytest

HTML = {"Accept": "text/html"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_places_stand_side_by_side_and_every_figure_opens(client: httpx.Client, language: str) -> None:
    page = client.get(
        "/compare",
        params=[("place", "Region/贵港市"), ("place", "Park/覃塘产业园"), ("lang", language)],
        headers=HTML,
    )
    assert page.status_code == 200
    assert len(re.findall(r'<th scope="col">', page.text)) == 2
    links = set(re.findall(r'href="(/cockpit/facts[^"]+)"', page.text))
    assert len(links) >= 12
    for link in links:
        assert client.get(unescape(link)).status_code == 200
    assert ("12.5亿元" if language == "zh" else "CNY 1.25 billion") in page.text


def test_what_cannot_be_compared_is_refused(client: httpx.Client) -> None:
    assert client.get("/compare?place=Person/周启明", headers=HTML).status_code == 400
    assert client.get("/compare?place=Region/无", headers=HTML).status_code == 404
    assert client.get("/compare", headers=HTML).status_code == 200
    assert client.get("/compare").status_code == 400


def test_the_timeline_of_a_place_tells_plans_from_deeds_and_shows_its_figures(client: httpx.Client) -> None:
    page = client.get("/timeline?of=Region/贵港市&lang=zh", headers=HTML).text
    years = re.findall(r'<h2 class="num">(\d{4})</h2>', page)
    assert years == ["2024", "2023"]
    entries = re.findall(r'<li(?: class="(planned)")?><span class="when">([^<]+)</span>', page)
    assert ("planned", "2024-06") in entries
    assert ("", "2023-03-18") in entries
    assert ("", "2023-02") in entries  # the figures that the city published for January and February
    only = client.get("/timeline?of=Region/贵港市&planned=true&since=&until=", headers=HTML).text
    assert re.findall(r'<span class="when">([^<]+)</span>', only) == ["2024-06"]
