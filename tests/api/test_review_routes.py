"""Decisions over HTTP: only with the token, seen at once, undone at once; disagreements on their page and as marks."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
from rdflib import Graph

from kg import iris
from kg.canonical import fact_id
from kg.facts import Money
from kg.names_index import Doubt
from kg.store import open_store
from tests.factory import Draft, newsroom, shelve, signing
from tests.serving import serving

FIRM, LOCAL = (iris.entity("Company", name) for name in ("广东星河光电集团有限公司", "贵港星河显示科技有限公司"))
PROJECT = quote("/entities/Project/星河光电产业园项目")
TOTAL = next(fact_id(f.subject, f.predicate, f.object) for f in signing().facts if f.predicate == "totalInvestment")
JSON = {"Accept": "application/json"}
HTML = {"Accept": "text/html"}


def rival() -> Draft:
    draft = Draft("星河光电产业园项目总投资15亿元", "rival", date="2023-05-01")
    draft.fact(draft.thing("Project", "星河光电产业园项目"), "totalInvestment", Money(1.5e9), "总投资15亿元")
    return draft


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    path = shelve(tmp_path_factory.mktemp("review") / "store", *newsroom(), rival())
    with open_store(path) as store:
        store.doubt([Doubt(FIRM, LOCAL, 0.4, ("同用“星河”",))])
        store.publish()
    with (
        serving(path, token="secret") as where,
        httpx.Client(base_url=where, timeout=60, headers={"Authorization": "Bearer secret"}) as client,
    ):
        yield client


def total(http: httpx.Client) -> list[float]:
    facts = http.get(PROJECT, headers=JSON).json()["facts"]
    return sorted(fact["o"]["value"] for fact in facts if fact["p"] == "totalInvestment")


def test_only_who_has_the_token_decides(http: httpx.Client, client: httpx.Client) -> None:
    said = {"decision": "reject", "by": "编辑"}
    for headers in ({"Authorization": "Bearer x"}, {"Authorization": ""}):
        told = http.post(f"/review/facts/{TOTAL}", json=said, headers=headers)
        assert (told.status_code, told.headers["content-type"]) == (401, "application/problem+json")
    assert client.post(f"/review/facts/{TOTAL}", json=said).status_code == 403  # a server without a token
    assert total(http) == [1.25e9, 1.5e9]
    assert http.post("/review/facts/" + "0" * 24, json=said).status_code == 404
    assert http.post(f"/review/facts/{TOTAL}", json={"decision": "burn", "by": "x"}).status_code == 400


def test_a_verdict_is_seen_at_once_and_leaves_every_page(http: httpx.Client) -> None:
    article = f"/articles/{signing().article.id}"
    assert TOTAL in http.get(article, headers=HTML).text
    said = {"decision": "correct", "value": "13亿元", "by": "编辑", "reason": "四舍五入"}
    told = http.post(f"/review/facts/{TOTAL}", json=said).json()
    assert told["decision"] == "correct" and told["by"] == "编辑"
    assert total(http) == [1.3e9, 1.5e9]
    page = http.get(article, headers=HTML).text
    assert TOTAL not in page and told["replacement"].rpartition("/")[2] in page
    assert http.get(f"/facts/{TOTAL}").status_code == 404
    http.post(f"/review/facts/{TOTAL}", json={"decision": "accept", "by": "编辑"})
    assert total(http) == [1.25e9, 1.5e9] and TOTAL in http.get(article, headers=HTML).text
    assert [row["decision"] for row in http.get("/review/verdicts").json()["verdicts"]] == ["correct", "accept"]


def test_a_merge_redirects_and_an_undo_brings_back(http: httpx.Client) -> None:
    (pair,) = http.get("/review", headers=JSON).json()["pairs"]
    assert (pair["left"], pair["right"], pair["opinion"]) == (FIRM, LOCAL, "unsure")
    page = http.get("/review", headers=HTML).text
    assert "同用“星河”" in page and "投资建设的星河光电产业园项目" in page
    said = {"left": FIRM, "right": LOCAL, "opinion": "same", "by": "编辑"}
    row = http.post("/review/pairs", json=said).json()
    old = quote("/id/Company/贵港星河显示科技有限公司")
    moved = http.get(old)
    assert (moved.status_code, moved.headers["location"]) == (308, quote("/entities/Company/广东星河光电集团有限公司"))
    assert http.get("/review", headers=JSON).json()["pairs"] == []
    http.post(f"/review/undo/{row['number']}", json={"by": "编辑"})
    assert http.get(old).status_code == 200
    assert len(http.get("/review/judgements").json()["judgements"]) == 3
    nobody = {**said, "right": ns_miss()}
    assert http.post("/review/pairs", json=nobody).status_code == 404


def test_every_route_answers_as_of_a_day(http: httpx.Client) -> None:
    then = {"as-of": "2023-04"}
    assert [row["name"] for row in http.get("/articles", headers=JSON, params=then).json()["articles"]] == ["signing"]
    facts = http.get(PROJECT, headers=JSON, params=then).json()["facts"]
    assert [fact["o"]["value"] for fact in facts if fact["p"] == "totalInvestment"] == [1.25e9]
    assert http.get("/contested", headers=JSON, params=then).json() == {"contests": []}
    assert http.get("/sums", headers=JSON, params=then).json()["groups"][0]["counted"][0]["notes"] == []
    rows = http.get("/queries/q25?day=2030-01-01", headers=JSON, params={**then, "day": "2030-01-01"}).json()
    assert {row["source"]["value"] for row in rows["results"]["bindings"]} == {"星河光电产业园落户覃塘"}
    count = {"query": "SELECT (COUNT(?a) AS ?n) WHERE { ?a a zs:Article }"}
    for asked, number in (({**count, **then}, "1"), (count, "4"), ({**count, "as-of": "2022"}, "0"), (count, "4")):
        assert http.get("/sparql", params=asked, headers={"Accept": "text/csv"}).text.split() == ["n", number]
        assert http.post("/sparql", data=asked, headers={"Accept": "text/csv"}).text.split() == ["n", number]
    assert http.get(quote("/entities/Project/绿能储能电池项目"), params=then).status_code == 404
    assert http.get("/articles", params={"as-of": "yesterday"}).status_code == 400


def test_a_region_is_found_by_its_code(http: httpx.Client) -> None:
    told = http.get("/id/RegionCode/450800")
    assert (told.status_code, told.headers["location"]) == (308, quote("/entities/Region/贵港市"))
    assert http.get("/id/RegionCode/999999").status_code == 404


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib warns of itself
def test_the_ontology_in_every_form(http: httpx.Client) -> None:
    page = http.get("/ontology", headers=HTML).text
    assert 'id="investor"' in page and "zs:totalInvestment" in page and "0.2.0" in page
    turtle = Graph().parse(data=http.get("/ontology", headers={"Accept": "text/turtle"}).text, format="turtle")
    for media_type, form in (("application/ld+json", "json-ld"), ("application/n-triples", "nt")):
        other = Graph().parse(data=http.get("/ontology", headers={"Accept": media_type}).text, format=form)
        assert len(other) == len(turtle)
    assert http.get("/ontology").headers["content-type"].startswith("text/turtle")
    assert http.get("/ontology/0.2.0").headers["location"] == "/ontology"


def ns_miss() -> str:
    return iris.entity("Company", "没有")


def test_what_disagrees_has_a_page_and_marks(http: httpx.Client) -> None:
    (row,) = http.get("/contested", headers=JSON).json()["contests"]
    assert (row["rule"], row["about"]) == ("value", "totalInvestment")
    assert [claim["value"]["value"] for claim in row["claims"]] == [1.25e9, 1.5e9]
    page = http.get("/contested", headers=HTML).text
    assert "12.5亿元" in page and "15亿元" in page and "总投资15亿元" in page
    assert "12.5亿元" in http.get("/contested?thing=Project/星河光电产业园项目", headers=HTML).text
    assert http.get("/contested?thing=Company/没有", headers=JSON).json() == {"contests": []}
    panel = quote("/panel/Project/星河光电产业园项目")
    for path in (PROJECT, f"/articles/{signing().article.id}", f"/facts/{TOTAL}", panel):
        assert http.get(path, headers=HTML).text.count("tag contested") >= 1
    assert http.get(PROJECT, headers=JSON).json()["contested"] == [row]


def test_sums_as_page_json_and_table(http: httpx.Client) -> None:
    found = http.get("/sums?by=province", headers=JSON).json()
    assert found["promised"] == {"CNY": 1.25e9} and found["groups"][0]["label"] == "广西壮族自治区"
    (line,) = found["groups"][0]["counted"]
    assert line["notes"] == ["contested"] and "总投资12.5亿元" in line["quote"]
    for by in ("province", "park", "industry", "investor", "year"):
        page = http.get(f"/sums?by={by}", headers=HTML).text
        assert "12.5亿元" in page and "星河光电产业园项目" in page
    table = http.get("/sums?by=year&format=csv").text.splitlines()
    assert table[0].endswith("quote") and "星河光电产业园项目,1250000000,CNY,yes" in table[1]
    assert http.get("/sums?by=colour").status_code == 404


def test_ways_with_their_sentences(http: httpx.Client) -> None:
    asked = "/path?from=广东星河光电&to=贵港市"
    (way, *_) = http.get(asked, headers=JSON).json()["paths"]
    assert [edge["predicate"] for edge in way] == ["investor", "locatedIn", "locatedIn"]
    assert all(edge["evidence"][0]["quote"] for edge in way)
    page = http.get(asked, headers=HTML).text
    assert "投资建设的星河光电产业园项目" in page and "覃塘产业园" in page
    assert http.get("/path", headers=HTML).status_code == 200
    assert http.get("/path", headers=JSON).status_code == 400
    assert http.get("/path?from=贵港市&to=贵港", headers=JSON).status_code == 400
    assert http.get("/path?from=没有这个名字&to=贵港市", headers=JSON).status_code == 404


def test_promises_that_have_passed(http: httpx.Client) -> None:
    assert http.get("/overdue?day=2024-01-01", headers=JSON).json()["promises"] == []
    (row,) = http.get("/overdue?day=2024-07-01", headers=JSON).json()["promises"]
    assert (row["milestone"], row["promised"], row["status"]) == ("productionStart", "2024-06", "unknown")
    assert row["evidence"]["quote"] == "计划2024年6月投产"
    assert "计划2024年6月投产" in http.get("/overdue?day=2024-07-01", headers=HTML).text
    assert http.get("/overdue?day=soon").status_code == 400
