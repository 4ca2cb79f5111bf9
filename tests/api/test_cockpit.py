"""The cockpit over HTTP: every figure is a link that opens, no markup of an article gets through, no inline style."""

from __future__ import annotations

import re
from html import unescape

import httpx
import pytest


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("query", ["", "region=Region/贵港市", "park=Park/覃塘产业园", "year=2023"])
def test_every_figure_opens_the_facts_behind_it(client: httpx.Client, language: str, query: str) -> None:
    answer = client.get(f"/cockpit?lang={language}&{query}")
    assert answer.status_code == 200
    links = set(re.findall(r'href="(/(?:cockpit|facts)[^"]*)"', answer.text))
    assert any(link.startswith("/cockpit/facts") for link in links)
    for link in sorted(links)[:25]:
        assert client.get(unescape(link)).status_code == 200, link
    assert "<style" not in answer.text
    assert " style=" not in answer.text
    assert "<script>" not in answer.text


def test_the_cockpit_as_data(client: httpx.Client) -> None:
    found = client.get("/cockpit", params={"park": "Park/覃塘产业园", "format": "json"}).json()
    assert found["promised"] == {"CNY": 1.25e9}
    assert found["reached"]["signed"] == 1
    assert found["planned"]["productionStart"] == 1
    assert [row["reason"] for row in found["apart"]] == ["phase"]
    assert found["overdue"] == [
        {"project": found["overdue"][0]["project"], "milestone": "productionStart", "due": "2024-06-30"}
    ]


def test_a_figure_as_data_and_what_is_none(client: httpx.Client) -> None:
    found = client.get("/cockpit/facts", params={"figure": "reached", "step": "signed", "format": "json"}).json()
    assert [row["name"] for row in found["projects"]] == ["星河光电产业园项目"]
    assert client.get("/cockpit/facts", params={"figure": "reached", "step": "nonsense"}).status_code == 404
    assert client.get("/cockpit", params={"year": "soon"}).status_code == 400


def test_the_cockpit_of_a_day_before_any_article(client: httpx.Client) -> None:
    answer = client.get("/cockpit", params={"as-of": "2000-01-01", "format": "json"})
    assert answer.json()["projects"] == 0
    assert client.get("/cockpit", params={"as-of": "2000-01-01"}, headers={"Accept": "text/html"}).status_code == 200


def test_the_facts_of_a_step_are_those_that_show_it(client: httpx.Client) -> None:
    page = client.get("/cockpit/facts?figure=reached&step=signed&lang=en", headers={"Accept": "text/html"}).text
    assert "signed 2023-03-18" in page
    promised = client.get("/cockpit/facts?figure=planned&step=productionStart&lang=en", headers={"Accept": "text/html"})
    assert "production start 2024-06" in promised.text
    assert "signed 2023-03-18" not in promised.text
