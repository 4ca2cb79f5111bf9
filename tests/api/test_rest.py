"""The REST routes for programs: pages by cursor, facets, neighbours, evidence, time, comparison, exports."""

from __future__ import annotations

import re
from urllib.parse import quote

import httpx
import pytest
from rdflib import Dataset, Graph

from tests.factory import progress, signing

JSON = {"Accept": "application/json"}
PARK = quote("/entities/Park/覃塘产业园")
PROJECT = quote("/entities/Project/星河光电产业园项目")


def everything(client: httpx.Client, address: str, key: str) -> list[dict[str, object]]:
    """The items of every page, by `next`; the Link header says the same."""
    found: list[dict[str, object]] = []
    following: str | None = address
    while following:
        answer = client.get(following, headers=JSON)
        assert answer.status_code == 200, answer.text
        found += answer.json()[key]
        following = answer.json()["next"]
        assert ("link" in answer.headers) == (following is not None)
        assert len(found) < 1000
    return found


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/articles?limit=1", "articles"),
        ("/search?q=星河&limit=1", "hits"),
        (PARK + "/adjacent?limit=1", "edges"),
        ("/timeline?limit=1", "milestones"),
        ("/changes?since=2020&limit=1", "articles"),
    ],
)
def test_pages_by_cursor_add_up_to_the_whole(client: httpx.Client, path: str, key: str) -> None:
    pages = everything(client, path, key)
    whole = client.get(re.sub(r"limit=1$", "limit=100", path), headers=JSON).json()
    assert len(pages) > 1 and pages == whole[key] and whole["next"] is None
    assert whole["total"] == len(pages) or key == "articles"
    assert client.get(path + "&cursor=none-of-ours", headers=JSON).status_code == 400


def test_search_counts_by_type_and_province_and_forgives(client: httpx.Client) -> None:
    found = client.get("/search?q=星河&provinces=true", headers=JSON).json()
    assert found["facets"]["type"]["Company"] >= 2 and sum(found["facets"]["type"].values()) == found["total"]
    assert found["facets"]["province"] == {"广西壮族自治区": 2}
    firms = client.get("/search?q=星河&type=Company&type=Park", headers=JSON).json()
    assert {hit["type"] for hit in firms["hits"]} == {"Company"} and firms["facets"]["type"] == found["facets"]["type"]
    for typed in ("星河广电集团", "星河光电集图", "xinghe", "guigang", "gg"):
        assert client.get("/search", params={"q": typed}, headers=JSON).json()["hits"], typed


def test_neighbours_by_property(client: httpx.Client) -> None:
    around = client.get(PARK + "/adjacent").json()
    totals = {(row["property"], row["side"]): row["total"] for row in around["properties"]}
    assert totals[("locatedIn", "in")] == 3 and totals[("locatedIn", "out")] == 1
    inside = client.get(PARK + "/adjacent?property=locatedIn&side=in").json()
    assert {edge["entity"]["name"] for edge in inside["edges"]} == {
        "星河光电产业园项目", "桂西新材料有限公司", "绿能储能电池项目",
    }  # fmt: skip
    for edge in inside["edges"]:
        assert edge["quote"] and client.get(f"/facts/{edge['fact']}", headers=JSON).status_code == 200
    assert client.get(quote("/entities/Park/没有") + "/adjacent").status_code == 404


def test_evidence_of_a_fact_names_its_articles(client: httpx.Client) -> None:
    (edge,) = client.get(PROJECT + "/adjacent?property=investor").json()["edges"]
    told = client.get(f"/facts/{edge['fact']}/evidence").json()["evidence"]
    assert {piece["publisher"] for piece in told} == {"贵港日报", "广西日报"}
    texts = {draft.article.id: draft.article.text for draft in (signing(), progress())}
    for piece in told:
        assert texts[piece["article"]][piece["start"] : piece["end"]] == piece["quote"]
        assert client.get(piece["path"].partition("#")[0], headers={"Accept": "text/html"}).status_code == 200
    assert client.get("/facts/none/evidence").status_code == 404


def test_the_timeline_keeps_plans_and_deeds_apart(client: httpx.Client) -> None:
    steps = client.get("/timeline").json()["milestones"]
    assert [(step["date"], step["kind"], step["planned"]) for step in steps] == [
        ("2023-03-18", "signed", False),
        ("2024-06", "productionStart", True),
    ]
    assert steps[0]["articles"] == [signing().article.id]
    for of in ("Region/贵港市", "Region/广西壮族自治区", "Park/覃塘产业园", "Company/广东星河光电集团有限公司"):
        assert client.get("/timeline", params={"of": of}).json()["total"] == 2, of
    assert client.get("/timeline?of=Region/北京市").json()["total"] == 0
    assert client.get("/timeline?planned=true").json()["total"] == 1
    assert client.get("/timeline?since=2024-01&until=2024").json()["total"] == 1
    assert client.get("/timeline?of=Person/周启明").status_code == 400
    assert client.get("/timeline?since=yesterday").status_code == 400


def test_two_regions_side_by_side(client: httpx.Client) -> None:
    both = client.get("/compare?left=Region/贵港市&right=Region/广西壮族自治区").json()
    assert both["left"]["projects"] == both["right"]["projects"] >= 3
    assert both["left"]["promised_yuan"] == 1_250_000_000
    assert {"kind": "signed", "planned": False, "projects": 1} in both["left"]["milestones"]
    assert client.get("/compare?left=Region/贵港市&right=Park/覃塘产业园").status_code == 400
    assert client.get("/compare?left=Region/贵港市&right=Region/无").status_code == 404


def test_what_came_in_since_a_day(client: httpx.Client) -> None:
    assert client.get("/changes?since=2023-04-01").json()["total"] == 1
    assert client.get("/changes?since=2023").json()["total"] == 2
    assert client.get("/changes").status_code == 400


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own reading of JSON-LD
def test_every_export_is_streamed_whole(client: httpx.Client) -> None:
    listed = client.get("/exports").json()
    assert {"nq", "trig", "ttl", "jsonld", "graphml", "gexf", "csv"} <= set(listed)
    for name, row in listed.items():
        answer = client.get(row["path"])
        assert answer.status_code == 200 and answer.headers["content-type"] == row["media_type"], name
        assert name == "parquet" or "星河光电" in answer.text or "\\u661F" in answer.text
        assert client.get(row["path"], headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    quads = Dataset().parse(data=client.get("/exports/nq").text, format="nquads")
    assert len(list(quads.graphs())) > 3  # type: ignore[attr-defined]
    assert len(Graph().parse(data=client.get("/exports/ttl").text, format="turtle")) > 100
    assert client.get("/exports/exe").status_code == 404
