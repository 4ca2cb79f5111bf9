"""The SPARQL 1.1 Protocol: every way in, every form out, Chinese in both spellings, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import httpx
import pytest
from rdflib import Graph

RAW = "https://zhaoshang.example/id/Region/贵港市"
ENCODED = "https://zhaoshang.example/id/Region/" + quote("贵港市")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
LABEL = "SELECT ?name WHERE {{ <{iri}> rdfs:label ?name }}"


def ask(client: httpx.Client, way: str, sparql: str, accept: str = "application/sparql-results+json") -> httpx.Response:
    headers = {"Accept": accept}
    if way == "get":
        return client.get("/sparql", params={"query": sparql}, headers=headers)
    if way == "form":
        return client.post("/sparql", content=urlencode({"query": sparql}), headers=headers | FORM)
    return client.post("/sparql", content=sparql.encode(), headers=headers | DIRECT)


@pytest.mark.parametrize("way", ["get", "form", "direct"])
@pytest.mark.parametrize("iri", [RAW, ENCODED])
def test_a_chinese_iri_is_found_in_both_spellings_by_every_way_in(client: httpx.Client, way: str, iri: str) -> None:
    answer = ask(client, way, LABEL.format(iri=iri))
    assert answer.status_code == 200
    assert [row["name"]["value"] for row in answer.json()["results"]["bindings"]] == ["贵港市"]


def test_chinese_literals_and_percent_signs_in_strings_stay_as_they_are(client: httpx.Client) -> None:
    sparql = 'SELECT ("%E8%B4%B5 贵+港 100%" AS ?x) WHERE {}'
    for way in ("get", "form", "direct"):
        assert ask(client, way, sparql).json()["results"]["bindings"][0]["x"]["value"] == "%E8%B4%B5 贵+港 100%"


def test_select_answers_in_every_form_of_results(client: httpx.Client) -> None:
    sparql = LABEL.format(iri=RAW)
    assert ask(client, "get", sparql, "text/csv").text.split() == ["name", "贵港市"]
    assert "贵港市" in ask(client, "get", sparql, "text/tab-separated-values").text
    xml = ask(client, "get", sparql, "application/sparql-results+xml")
    assert "贵港市" in "".join(ElementTree.fromstring(xml.content).itertext())
    assert ask(client, "get", sparql, "application/json").json()["results"]["bindings"]
    for response in (xml, ask(client, "get", sparql, "text/csv")):
        assert response.headers["content-type"].split(";")[0] in ("application/sparql-results+xml", "text/csv")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own reading of JSON-LD
@pytest.mark.parametrize("form", ["CONSTRUCT {{ <{iri}> ?p ?o }} WHERE {{ <{iri}> ?p ?o }}", "DESCRIBE <{iri}>"])
@pytest.mark.parametrize(
    ("accept", "syntax"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        ("*/*", "turtle"),
    ],
)
def test_graphs_answer_in_every_form_of_rdf(client: httpx.Client, form: str, accept: str, syntax: str) -> None:
    answer = ask(client, "direct", form.format(iri=RAW), accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] in (accept, "text/turtle")
    triples = Graph().parse(data=answer.text, format=syntax)
    assert any(str(o) == "贵港市" for o in triples.objects())


def test_ask_is_a_boolean(client: httpx.Client) -> None:
    assert ask(client, "get", f"ASK {{ <{RAW}> ?p ?o }}").json()["boolean"] is True


def test_the_best_wanted_form_wins(client: httpx.Client) -> None:
    answer = ask(
        client, "get", LABEL.format(iri=RAW), "text/csv;q=0.5, application/sparql-results+xml;q=0.9, text/turtle"
    )
    assert answer.headers["content-type"].startswith("application/sparql-results+xml")


def test_the_dataset_can_be_named(client: httpx.Client) -> None:
    (row,) = ask(client, "get", "SELECT ?g WHERE { ?a a zs:Article ; zs:graph ?g } LIMIT 1").json()["results"][
        "bindings"
    ]
    graph = row["g"]["value"]
    every = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"

    def count(**dataset: str) -> int:
        answer = client.get("/sparql", params={"query": every, **dataset}, headers={"Accept": "application/json"})
        return int(answer.json()["results"]["bindings"][0]["n"]["value"])

    assert 0 < count(**{"default-graph-uri": graph}) != count()
    assert count(**{"default-graph-uri": "https://zhaoshang.example/graph/none"}) == 0


def test_without_a_query_the_service_describes_itself(client: httpx.Client) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    triples = Graph().parse(data=answer.text, format="turtle", publicID=str(answer.url))
    assert any(str(o).endswith("sparql-service-description#Service") for o in triples.objects())
    assert client.get("/sparql").headers["content-type"].startswith("text/turtle")
    assert "<textarea" in client.get("/sparql", headers={"Accept": "text/html"}).text


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (urlencode([("query", "ASK {}"), ("query", "ASK {}")]), FORM, 400),
        ("", FORM, 400),
        ("update=DROP%20ALL", FORM, 403),
        ("SELECT * WHERE {", DIRECT, 400),
        ("INSERT DATA { <a:b> <a:b> 1 }", DIRECT, 400),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", DIRECT, 400),
        ("ASK {}", {"Content-Type": "text/plain"}, 415),
        ("DROP ALL", {"Content-Type": "application/sparql-update"}, 403),
        ("ASK {}", {"Content-Type": "application/sparql-query; charset=utf-16"}, 415),
        ("ASK {}", DIRECT | {"Accept": "image/png"}, 406),
        ("SELECT * WHERE { ?s ?p ?o } #" + "x" * 30_000, DIRECT, 400),
    ],
)
def test_what_is_refused_is_refused_as_a_problem(
    client: httpx.Client, body: str, headers: dict[str, str], status: int
) -> None:
    answer = client.post("/sparql", content=body, headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status and answer.json()["detail"]


def test_bytes_that_are_no_text_are_refused(client: httpx.Client) -> None:
    assert client.post("/sparql", content=b"ASK { ?s ?p '\xff' }", headers=DIRECT).status_code == 400


def test_a_body_without_a_stated_length_is_read_only_so_far(client: httpx.Client) -> None:
    endless = (b"#" * 65_536 for _ in range(64))
    told = client.post("/sparql", content=endless, headers=DIRECT)
    assert told.status_code == 413 and "bytes" in told.json()["detail"]
    pieces = iter([b"ASK { ?s ", b"?p ?o }"])
    assert client.post("/sparql", content=pieces, headers=DIRECT).json()["boolean"] is True


def test_a_query_past_its_time_is_a_504(client: httpx.Client) -> None:
    sparql = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    answer = ask(client, "direct", sparql)
    assert answer.status_code == 504
    assert answer.json()["title"] == "The query took too long"


def test_named_questions_answer_as_table_and_as_data(client: httpx.Client) -> None:
    listed = client.get("/queries", headers={"Accept": "application/json"}).json()["queries"]
    assert {q["name"] for q in listed} >= {"q01", "q05", "q07"}
    for question in listed:
        answer = client.get(f"/queries/{question['name']}", headers={"Accept": "application/json"})
        assert answer.status_code == 200, question["name"]
    rows = list(csv.reader(io.StringIO(client.get("/queries/q05?placeName=贵港市&least=1e9&format=csv").text)))
    assert len(rows) == 2 and "星河光电产业园项目" in rows[1]
    page = client.get("/queries/q05?placeName=贵港市", headers={"Accept": "text/html"}).text
    assert "星河光电产业园项目" in page and 'value="贵港市"' in page
    assert client.get("/queries/q05?least=many").status_code == 400
    assert client.get("/queries/q05?nothing=1").status_code == 404
    assert client.get("/queries/q999").status_code == 404
    assert json.dumps(listed)
