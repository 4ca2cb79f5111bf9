"""What whoever runs the server relies on: probes, counters, logs, limits on traffic, headers, an orderly end."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from api.settings import Traffic
from tests.api.conftest import LIMITS, TOKEN
from tests.serving import serving

JSON = {"Accept": "application/json"}


def test_the_probes_answer(client: httpx.Client) -> None:
    version = client.get("/healthz").json()["version"]
    assert client.get("/readyz").json() == {"status": "ready", "version": version}


def test_the_counters_count(client: httpx.Client) -> None:
    def read(name: str) -> float:
        lines = client.get("/metrics").text.splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))

    before = read('kg_queries_total{kind="query",outcome="ok"}')
    assert client.get("/sparql", params={"query": "ASK { ?a a ?b }"}).status_code == 200
    assert read('kg_queries_total{kind="query",outcome="ok"}') == before + 1
    assert read("kg_articles") == 3
    assert client.get("/metrics").headers["content-type"].startswith("text/plain")


def test_the_catalogue_tells_what_is_served_and_how_fresh(client: httpx.Client) -> None:
    told = client.get("/catalog", headers=JSON)
    assert told.json()["counts"]["articles"] == 3 and told.json()["age_seconds"] >= 0
    assert told.headers["last-modified"] and told.headers["etag"]
    again = client.get("/catalog", headers=JSON | {"If-None-Match": told.headers["etag"]})
    assert again.status_code == 304
    turtle = client.get("/catalog", headers={"Accept": "text/turtle"})
    assert "dcat:Dataset" in turtle.text


@pytest.mark.parametrize(
    "path", ["/", "/sparql", "/articles", "/nowhere", "/healthz", "/openapi.json", "/static/site.css"]
)
def test_every_answer_carries_the_security_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'" and policy["script-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"] and policy["frame-ancestors"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "no-referrer"
    assert re.fullmatch(r"[0-9a-f]{16}", headers["x-request-id"])


def test_answers_from_the_snapshot_say_when_it_was_published(client: httpx.Client) -> None:
    ask = {"query": "SELECT * WHERE { ?s a zs:Project }"}
    first = client.get("/sparql", params=ask)
    assert first.headers["etag"] and first.headers["last-modified"]
    for condition in ({"If-None-Match": first.headers["etag"]}, {"If-Modified-Since": first.headers["last-modified"]}):
        again = client.get("/sparql", params=ask, headers=condition)
        assert again.status_code == 304 and not again.content
    other = client.get("/sparql", params=ask, headers={"Accept": "text/csv", "If-None-Match": first.headers["etag"]})
    assert other.status_code == 200
    now = [client.get("/sparql", params={"query": "SELECT (UUID() AS ?t) {}"}) for _ in range(2)]
    assert now[0].headers["etag"] != now[1].headers["etag"]  # of its bytes, not of the snapshot
    assert client.get("/articles").headers["last-modified"] == first.headers["last-modified"]


def test_answers_are_compressed_and_head_has_no_body(client: httpx.Client) -> None:
    ask = {"query": "SELECT * WHERE { ?s ?p ?o } LIMIT 300"}
    assert client.get("/sparql", params=ask).headers["content-encoding"] == "gzip"
    head = client.head("/sparql", params=ask)
    assert head.status_code == 200 and not head.content


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_a_wrong_method_is_405_and_says_which_are_right(client: httpx.Client, method: str) -> None:
    answer = client.request(method, "/sparql")
    assert answer.status_code == 405 and "GET" in answer.headers["allow"]


def test_who_asks_too_fast_is_told_when_to_come_again(news_store: Path) -> None:
    with (
        serving(news_store, LIMITS, traffic=Traffic(rate=2, burst=5)) as address,
        httpx.Client(base_url=address) as http,
    ):
        answers = [http.get("/queries", headers=JSON) for _ in range(8)]
        assert [answer.status_code for answer in answers].count(200) in (5, 6)
        refused = next(answer for answer in answers if answer.status_code == 429)
        assert int(refused.headers["retry-after"]) >= 1
        assert refused.headers["content-type"] == "application/problem+json"
        assert "content-security-policy" in refused.headers
        assert http.get("/healthz").status_code == 200
        time.sleep(1.2)
        assert http.get("/queries", headers=JSON).status_code == 200


def test_a_body_that_is_too_long_is_413(client: httpx.Client) -> None:
    for path in ("/sparql", "/gsp?default"):
        headers = {"Content-Type": "application/sparql-query"}
        assert client.post(path, content=b"#" * (2 << 20), headers=headers).status_code == 413


@contextmanager
def process(store: Path, **variables: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`kg serve` as a process of its own, with the log of its requests."""
    code = "from api.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--store", str(store), "--port", "0", "--log"]
    started = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ | variables)
    try:
        assert started.stderr is not None
        line = started.stderr.readline()
        found = re.search(r"http://\S+:\d+", line)
        assert found, line
        yield found[0], started
    finally:
        started.kill()
        started.wait()
        if started.stderr:
            started.stderr.close()


def test_the_log_tells_everything_but_secrets(news_store: Path) -> None:
    with process(news_store, KG_TOKEN=TOKEN) as (address, server):
        with httpx.Client(base_url=address, timeout=30) as http:
            headers = {"Authorization": f"Bearer {TOKEN}", "X-Request-ID": "my-own.1"}
            assert http.post("/sparql", data={"query": "ASK {}"}, headers=headers).status_code == 200
            assert http.get("/search", params={"q": "秘密"}, auth=("me", TOKEN)).status_code == 200
            assert http.get("/nowhere").status_code == 404
        server.send_signal(signal.SIGTERM)
        _, log = server.communicate(timeout=30)
    assert server.returncode == 0 or server.returncode == -signal.SIGTERM
    assert TOKEN not in log and "秘密" not in log and "Traceback" not in log
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    assert [(line["path"], line["status"]) for line in lines] == [("/sparql", 200), ("/search", 200), ("/nowhere", 404)]
    assert lines[0]["id"] == "my-own.1" and all(line["ms"] >= 0 for line in lines)


def test_an_answer_under_way_is_finished_before_the_server_ends(news_store: Path) -> None:
    sparql = "SELECT ?a ?d WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT 60000"
    with process(news_store) as (address, server):
        with httpx.stream("GET", address + "/sparql", params={"query": sparql, "format": "csv"}, timeout=60) as answer:
            pieces = answer.iter_raw()
            next(pieces)
            threading.Timer(0.2, lambda: server.send_signal(signal.SIGTERM)).start()
            time.sleep(0.6)
            for _ in pieces:
                pass  # the whole answer comes, or this raises
        server.communicate(timeout=40)
    assert server.returncode in (0, -signal.SIGTERM)


@pytest.mark.parametrize(
    "path",
    [
        "/static/..%2f..%2f..%2fetc/passwd",
        "/static/%2e%2e/%2e%2e/settings.py",
        "/static/vendor/..%5c..%5cx",
        "/queries/..%2f..%2fq01.rq",
        "/exports/..%2fnq",
        "/articles/..%2f..%2fetc%2fpasswd",
        "/jobs/..%2f..%2fx",
    ],
)
def test_no_path_leads_out(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers=JSON)
    assert answer.status_code in (400, 403, 404)
    assert "root:" not in answer.text and "dataclass" not in answer.text
