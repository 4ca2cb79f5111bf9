"""Changes over HTTP: off by default, only with the token, whole or not at all, seen at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.store import open_store
from tests.api.conftest import LIMITS, TOKEN
from tests.factory import shelve, signing
from tests.serving import serving

G = "https://a.example/图/一"
TURTLE = {"Content-Type": "text/turtle"}
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelve(tmp_path_factory.mktemp("changing") / "store", signing())


@pytest.fixture(scope="module")
def writable(path: Path) -> Iterator[httpx.Client]:
    with serving(path, LIMITS, token=TOKEN) as address, httpx.Client(base_url=address, timeout=60) as http:
        yield http


def test_where_there_is_no_token_nothing_changes(client: httpx.Client) -> None:
    for headers in ({}, BEARER):
        assert client.post("/sparql", data={"update": "DROP ALL"}, headers=headers).status_code == 403
        assert client.put("/gsp?default", content="<a:b> <a:b> 1 .", headers=TURTLE | headers).status_code == 403
        assert client.delete("/gsp?default", headers=headers).status_code == 403


@pytest.mark.parametrize(
    "shown", [None, "Bearer wrong", f"Bearer {TOKEN}x", "Basic bm86bm8=", "Basic %%%", "Bearer", TOKEN]
)
def test_only_the_token_opens(writable: httpx.Client, shown: str | None) -> None:
    headers = {} if shown is None else {"Authorization": shown}
    for answer in (
        writable.post("/sparql", data={"update": "DROP ALL"}, headers=headers),
        writable.post("/gsp", content="<a:b> <a:b> 1 .", headers=TURTLE | headers),
        writable.delete("/gsp?default", headers=headers),
    ):
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.headers["content-type"] == "application/problem+json"
    assert writable.get("/articles", headers={"Accept": "application/json"}).json()["total"] == 1


@pytest.mark.parametrize(
    "form", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "application/trig"]
)
def test_a_graph_comes_back_as_it_was_sent(writable: httpx.Client, form: str) -> None:
    turtle = f'<{G}#我> <urn:p> "贵港\\n市"@zh, 1.5, [] .'
    assert writable.put("/gsp", params={"graph": G}, content=turtle, headers=TURTLE | BEARER).status_code in (201, 204)
    sent = writable.get("/gsp", params={"graph": G}, headers={"Accept": form})
    assert sent.status_code == 200 and sent.headers["content-type"].split(";")[0] == form
    again = writable.put(
        "/gsp", params={"graph": G + form}, content=sent.content, headers={"Content-Type": form} | BEARER
    )
    assert again.status_code == 201, again.text
    ask = f'ASK {{ GRAPH <{G + form}> {{ <{G}#我> <urn:p> "贵港\\n市"@zh, 1.5, ?b FILTER isBlank(?b) }} }}'
    assert writable.get("/sparql", params={"query": ask}).json()["boolean"] is True
    assert writable.delete("/gsp", params={"graph": G + form}, headers=BEARER).status_code == 204
    assert writable.get("/gsp", params={"graph": G + form}).status_code == 404


def test_an_update_that_fails_half_way_leaves_nothing(writable: httpx.Client) -> None:
    both = "INSERT DATA { <urn:half> <urn:p> 1 } ; CREATE GRAPH <urn:there> ; CREATE GRAPH <urn:there>"
    assert writable.post("/sparql", data={"update": both}, headers=BEARER).status_code == 400
    assert writable.get("/sparql", params={"query": "ASK { <urn:half> ?p ?o }"}).json()["boolean"] is False


def test_a_writer_beside_us_is_waited_for_not_fought(writable: httpx.Client, path: Path) -> None:
    with open_store(path):
        told = writable.post("/sparql", data={"update": "INSERT DATA { <urn:a> <urn:p> 1 }"}, headers=BEARER)
        assert told.status_code == 503 and told.headers["retry-after"]
    assert (
        writable.post("/sparql", data={"update": "INSERT DATA { <urn:a> <urn:p> 1 }"}, headers=BEARER).status_code
        == 204
    )


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        ("<a:b> <a:b> .", "text/turtle", 400),
        ("<a:b> <a:b> 1 .", "text/plain", 415),
        ("<a:b> <a:b> 1 .", "text/turtle; charset=utf-16", 415),
        (b"<a:b> <a:b> '\xff' .", "text/turtle", 400),
        ('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa">]><r/>', "application/rdf+xml", 400),
    ],
)
def test_what_is_no_graph_is_refused(writable: httpx.Client, content: str | bytes, kind: str, status: int) -> None:
    answer = writable.put("/gsp?graph=urn:bad", content=content, headers={"Content-Type": kind} | BEARER)
    assert answer.status_code == status and answer.headers["content-type"] == "application/problem+json"
    assert writable.get("/gsp?graph=urn:bad").status_code == 404


@pytest.mark.parametrize(
    "query", ["", "?graph=relative", "?graph=urn:a&default", "?graph=urn:a&graph=urn:b", "?graph=a b"]
)
def test_which_graph_must_be_said_once(writable: httpx.Client, query: str) -> None:
    assert writable.get("/gsp" + query).status_code == 400


NAMES = ["query", "update", "graph", "default", "default-graph-uri", "named-graph-uri", "format", "using-graph-uri"]
VALUES = ["ASK {}", "SELECT * {?s ?p ?o} LIMIT 1", "urn:x", "", "CLEAR ALL"]
KINDS = ["", "application/sparql-query", "application/sparql-update", "application/x-www-form-urlencoded"]
KINDS += ["text/turtle", "multipart/form-data; boundary=x"]
ACCEPTS = ["*/*", "text/csv", "text/turtle;q=0", "application/*;q=0.1", ";;,"]
BODIES = [b"query=ASK%7B%7D", b"ASK {}", b"<a:b> <a:b> 1 ."]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"]),
    path=st.sampled_from(["/sparql", "/sparql/", "/gsp", "/gsp/图/一"]),
    pairs=st.lists(
        st.tuples(st.sampled_from(NAMES), st.one_of(st.sampled_from(VALUES), st.text(max_size=20))), max_size=4
    ),
    kind=st.sampled_from(KINDS),
    accept=st.one_of(st.none(), st.sampled_from(ACCEPTS)),
    body=st.one_of(st.binary(max_size=40), st.sampled_from(BODIES)),
)
def test_nothing_that_is_sent_is_an_error_of_ours(
    client: httpx.Client,
    method: str,
    path: str,
    pairs: list[tuple[str, str]],
    kind: str,
    accept: str | None,
    body: bytes,
) -> None:
    headers = {name: value for name, value in (("Content-Type", kind), ("Accept", accept)) if value}
    answer = client.request(
        method, path, params=pairs, headers=headers, content=body if method not in ("GET", "HEAD") else None
    )
    assert answer.status_code < 500, (answer.status_code, answer.text)
    if answer.status_code >= 400 and method != "HEAD" and answer.content:
        told = answer.headers["content-type"]
        assert told.startswith(("application/problem+json", "text/html", "text/plain"))
