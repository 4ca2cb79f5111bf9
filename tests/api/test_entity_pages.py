"""The page of a thing: a glance, steps promised and done told apart, phases, figures, place, and data inside."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest

from kg import lookup
from kg.canonical import fact_id
from kg.quads import statement
from kg.store import open_reader, open_store
from tests.factory import newsroom, shelve, signing
from tests.serving import serving

PROJECT = "/entities/Project/星河光电产业园项目"
HTML = {"Accept": "text/html"}


def test_a_project_shows_its_steps_its_phases_and_where_it_stands(client: httpx.Client) -> None:
    text = client.get(PROJECT + "?lang=zh", headers=HTML).text
    steps = re.search(r'<ol class="steps">(.*?)</ol>', text, re.S)
    assert steps
    done, planned = re.findall(r"<li.*?</li>", steps[1], re.S)
    assert "2023-03-18" in done
    assert 'class="planned"' not in done
    assert "2024-06" in planned
    assert 'class="planned"' in planned
    assert "星河光电产业园项目一期" in text
    tree = re.search(r'<nav class="crumb-tree".*?</nav>', text, re.S)
    assert tree
    assert [place for place in ("广西壮族自治区", "贵港市", "覃塘产业园") if place in tree[0]] == [
        "广西壮族自治区", "贵港市", "覃塘产业园",
    ]  # fmt: skip
    assert tree[0].index("贵港市") < tree[0].index("覃塘产业园")
    assert "2023-09-02" in text  # as of the last article


def test_the_page_carries_itself_as_json_ld(client: httpx.Client) -> None:
    text = client.get(PROJECT, headers=HTML).text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    assert found
    document = json.loads(found[1])
    assert document["@type"] == "Project"
    assert document["name"] == "星河光电产业园项目"
    assert document["location"]["name"] == "覃塘产业园"
    assert [row["datePublished"] for row in document["subjectOf"]] == ["2023-09-02", "2023-03-19"]


def test_a_region_shows_its_published_figures_each_with_its_fact(client: httpx.Client) -> None:
    text = client.get("/entities/Region/贵港市?lang=zh", headers=HTML).text
    figures = re.search(r'<div class="measures">(.*?)</section>', text, re.S)
    assert figures
    facts = re.findall(r'href="(/facts/[^"]+)">([^<]+)<', figures[1])
    assert {words for _, words in facts} == {"21个", "86.4亿元"}
    for href, _ in facts:
        assert client.get(href).status_code == 200


@pytest.mark.parametrize("language", ["zh", "en"])
def test_names_never_become_markup(client: httpx.Client, language: str) -> None:
    hits = client.get("/search", params={"q": "script", "format": "json"}).json()
    text = json.dumps(hits, ensure_ascii=False)
    paths = set(re.findall(r'"path": "([^"]+)"', text)) or set(
        re.findall(r"https://zhaoshang\.example/id/([^\"]+)", text)
    )
    assert paths
    for path in paths:
        page = client.get("/entities/" + path.split("/entities/")[-1], params={"lang": language}, headers=HTML)
        assert "<script>window" not in page.text
        assert "<img src=x" not in page.text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_industry_has_a_page(client: httpx.Client, language: str) -> None:
    page = client.get(f"/entities/Industry/碳酸钙深加工?lang={language}", headers=HTML)
    assert page.status_code == 200
    assert "桂西新材料有限公司" in page.text
    assert "桂西新材料有限公司，主要从事碳酸钙深加工" in page.text
    found = client.get("/entities/Industry/碳酸钙深加工?format=json").json()
    assert found["name"] == "碳酸钙深加工"
    assert len(found["facts"]) == 1
    turtle = client.get("/entities/Industry/碳酸钙深加工?format=turtle")
    assert turtle.headers["content-type"].startswith("text/turtle")
    assert client.get("/entities/Industry/没有的产业").status_code == 404


def test_what_a_reviewer_rejected_is_not_shown(tmp_path: Path) -> None:
    store = shelve(tmp_path / "store", *newsroom())
    project = "https://zhaoshang.example/id/Project/星河光电产业园项目"
    with open_reader(store) as reader:
        wrong = next(fact for fact in lookup.facts(reader, project) if fact.predicate == "landArea")
    with open_store(store) as writer:
        writer.judge(str(statement(wrong)), "reject", "a reviewer", "wrong area")
        writer.publish()
    name = fact_id(wrong.subject, wrong.predicate, wrong.object)
    with serving(store) as address:
        for path in (PROJECT, f"/articles/{signing().article.id}"):
            page = httpx.get(address + path, headers=HTML)
            assert page.status_code == 200
            assert name not in page.text, path
        assert "占地面积" not in httpx.get(address + PROJECT + "?lang=zh", headers=HTML).text


@pytest.mark.parametrize("path", ["Park/覃塘产业园", "Region/贵港市", "Company/广东星河光电集团有限公司"])
def test_a_place_and_an_investor_list_their_projects_once(client: httpx.Client, path: str) -> None:
    text = client.get(f"/entities/{path}?lang=zh", headers=HTML).text
    listed = re.search(r'<ul class="rows">(.*?)</ul>', text, re.S)
    assert listed
    assert listed[1].count(">星河光电产业园项目<") == 1
    assert "星河光电产业园项目一期" not in listed[1]
    assert "12.5亿元" in listed[1]
