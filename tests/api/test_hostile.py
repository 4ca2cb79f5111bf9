"""Queries made to hurt, over HTTP: each ends in time with the right status, memory comes back, others go on.

They are the ones of the project's measurements: cross products, sorts and strings without end, a regex a row,
walls of brackets, patterns beyond planning, unions beyond parsing, and a server that never answers.
"""

from __future__ import annotations

import socket
import statistics
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from api.settings import QueryLimits
from tests.api.conftest import TOKEN
from tests.serving import serving

LIMITS = QueryLimits(seconds=3.0, anonymous=2.0, memory=512 << 20, answer=64 << 20, length=400_000, workers=2, slow=3)
BROKEN_OFF = 0
"""What stands for the status of an answer that was cut while its rows were leaving."""
STOPPED = {400, 503, 504}
_ALL = "CONCAT(STR(?a), STR(?f), STR(?i))"
_TRIPLES = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i ."


def doubled(times: int) -> str:
    binds = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(times))
    return f"SELECT (STRLEN(?x{times}) AS ?n) WHERE {{ BIND('招商引资' AS ?x0) {binds} }}"


NINES = " ".join(f"VALUES ?v{i} {{ 1 2 3 4 5 6 7 8 9 }}" for i in range(14))
HOSTILE = {
    "cross product": f"SELECT (COUNT(*) AS ?n) WHERE {{ {_TRIPLES} ?j ?k ?l }}",
    "cross product of filters": f"SELECT * WHERE {{ {_TRIPLES} FILTER(STRLEN({_ALL}) < 0) }}",
    "huge sort": f"SELECT ?c ?f ?i WHERE {{ {_TRIPLES} }} ORDER BY DESC(STR(?i)) STR(?f)",
    "huge distinct": f"SELECT (COUNT(*) AS ?n) WHERE {{ SELECT DISTINCT ?a ?c ?d ?f ?g WHERE {{ {_TRIPLES} }} }}",
    "group concat": f"SELECT (GROUP_CONCAT({_ALL}) AS ?x) WHERE {{ {_TRIPLES} }}",
    "doubling": doubled(40),
    "a regex a row": f"SELECT (COUNT(*) AS ?n) WHERE {{ {_TRIPLES} FILTER REGEX({_ALL}, '(a+)+(b+)+(.*)*项目.*$') }}",
    "nested groups": "SELECT * WHERE " + "{ " * 3000 + "?s ?p ?o" + " }" * 3000,
    "nested calls": "SELECT (" + "IF(true," * 1500 + "1" + ",0)" * 1500 + " AS ?x) WHERE {}",
    "patterns on one subject": "SELECT * WHERE { " + " ".join(f"?s ?p{i} ?o{i} ." for i in range(300)) + " }",
    "unions": "SELECT * WHERE { " + " UNION ".join("{ ?s ?p ?o }" for _ in range(5000)) + " }",
    "paths": "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<x:y>|^!<x:y>)* ?b . ?c (!<x:y>|^!<x:y>)* ?d }",
    "values": "SELECT (COUNT(*) AS ?n) WHERE { " + NINES + " }",
}  # fmt: skip


@pytest.fixture(scope="module")
def strong(news_store: Path) -> Iterator[str]:
    with serving(news_store, LIMITS, token=TOKEN) as address:
        yield address


def ask(http: httpx.Client, sparql: str) -> httpx.Response:
    headers = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"}
    return http.post("/sparql", content=sparql.encode(), headers=headers)


@pytest.mark.parametrize("name", HOSTILE)
def test_each_ends_in_time_with_a_status(strong: str, name: str) -> None:
    with httpx.Client(base_url=strong, timeout=30) as http:
        began = time.monotonic()
        status = _status(http, HOSTILE[name])
        took = time.monotonic() - began
        assert status in STOPPED | ({200, BROKEN_OFF} if name == "unions" else set())
        assert took < LIMITS.anonymous + 1.5  # a second, and what a busy machine adds
        assert ask(http, "ASK { ?s ?p ?o }").json()["boolean"] is True


def test_a_server_that_never_answers_is_never_asked(strong: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, httpx.Client(base_url=strong, timeout=30) as http:
        listener.settimeout(0.5)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/x.ttl"
        for sparql in (
            f"SELECT * WHERE {{ SERVICE <{address}> {{ ?s ?p ?o }} }}",
            f"SELECT * WHERE {{ ?s ?p ?o }} #\n FROM <{address}>",
            f"ASK {{ ?s ?p ?o SERVICE SILENT <{address}> {{ }} }}",
        ):
            assert ask(http, sparql).status_code == 400
        assert ask(http, f"SELECT * FROM <{address}> FROM NAMED <file:///etc/passwd> {{ ?s ?p ?o }}").status_code == 200
        assert http.get("/sparql", params={"query": "ASK {?s ?p ?o}", "default-graph-uri": address}).status_code == 200
        headers = {"Authorization": f"Bearer {TOKEN}"}
        for sparql, status in (
            (f"LOAD <{address}>", 400),
            (f"LOAD SILENT <{address}> INTO GRAPH <urn:x>", 204),
            (f"INSERT {{ ?s ?p ?o }} USING <{address}> WHERE {{ ?s ?p ?o }}", 204),
            (f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{address}> {{ ?s ?p ?o }} }}", 400),
        ):
            assert http.post("/sparql", data={"update": sparql}, headers=headers).status_code == status, sparql
        context = f'{{"@context": "{address}", "@id": "urn:a", "name": "b"}}'
        sent = {"Content-Type": "application/ld+json", **headers}
        assert http.put("/gsp?graph=urn:ld", content=context, headers=sent).status_code == 400
        bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "' + address + '">]><x>&a;</x>'
        sent = {"Content-Type": "application/rdf+xml", **headers}
        assert http.put("/gsp?graph=urn:xml", content=bomb, headers=sent).status_code == 400
        with pytest.raises(TimeoutError):
            listener.accept()


def test_good_queries_keep_their_speed_beside_all_of_them(strong: str) -> None:
    good = "SELECT ?p ?name WHERE { ?p a zs:Project ; rdfs:label ?name }"
    with httpx.Client(base_url=strong, timeout=60) as http:
        alone = [_timed(http, good) for _ in range(30)]
        stop = threading.Event()

        def attack(sparql: str) -> set[int]:
            statuses = set()
            with httpx.Client(base_url=strong, timeout=60) as foe:
                while not stop.is_set():
                    statuses.add(_status(foe, sparql))
            return statuses

        with ThreadPoolExecutor(len(HOSTILE)) as threads:
            foes = [threads.submit(attack, sparql) for sparql in HOSTILE.values()]
            try:
                time.sleep(1.5)
                beside = [_timed(http, good) for _ in range(60)]
                pages = [http.get("/healthz").status_code for _ in range(20)]
            finally:
                stop.set()
            assert set().union(*(foe.result() for foe in foes)) <= STOPPED | {200, BROKEN_OFF}
    assert pages == [200] * 20
    # 20 ms where the machine is ours alone; where it is shared, in proportion to what it gives anyway.
    assert statistics.median(beside) < max(0.02, 8 * statistics.median(alone))


def _status(http: httpx.Client, sparql: str) -> int:
    """The status of the answer, `BROKEN_OFF` where its rows had left already: so no part passes for the whole."""
    try:
        return ask(http, sparql).status_code
    except httpx.RemoteProtocolError:
        return BROKEN_OFF


def _timed(http: httpx.Client, sparql: str) -> float:
    began = time.monotonic()
    answer = ask(http, sparql)
    assert answer.status_code == 200, answer.text
    assert len(answer.json()["results"]["bindings"]) >= 3
    return time.monotonic() - began


def test_a_client_that_hangs_up_ends_its_query(strong: str) -> None:
    def running(http: httpx.Client) -> float:
        lines = http.get("/metrics").text.splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if 'outcome="CancelledError"' in line)

    with httpx.Client(base_url=strong, timeout=30) as http:
        before = running(http)
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{strong}/sparql", params={"query": HOSTILE["cross product"]}, timeout=0.5)
        deadline = time.monotonic() + 1.5  # less than the query's own limit
        while running(http) == before:
            assert time.monotonic() < deadline, "the query of a client that had gone went on"
            time.sleep(0.05)


def test_a_long_answer_leaves_in_constant_memory(news_store: Path) -> None:
    """A hundred megabytes of CSV through the server, which must not hold them."""
    limits = QueryLimits(seconds=60, anonymous=60, memory=256 << 20)
    sparql = "SELECT ?a ?b ?c ?d ?e ?f WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 400000"
    headers = {"Accept": "text/csv", "Accept-Encoding": "identity"}
    with serving(news_store, limits) as address:
        before, most, size, rows = _resident(), 0, 0, -1
        with httpx.stream("GET", address + "/sparql", params={"query": sparql}, headers=headers, timeout=120) as answer:
            assert answer.status_code == 200 and answer.headers["content-type"] == "text/csv; charset=utf-8"
            for piece in answer.iter_raw():
                size += len(piece)
                rows += piece.count(b"\n")
                most = max(most, _resident())
        assert size > 80 << 20 and rows >= 400_000
        assert most - before < 48 << 20


def test_an_answer_that_cannot_be_finished_does_not_look_whole(news_store: Path) -> None:
    limits = QueryLimits(seconds=20, anonymous=20, rows=20_000)
    sparql = "SELECT ?a ?d ?c ?f WHERE { ?a ?b ?c . ?d ?e ?f }"
    with serving(news_store, limits) as address, pytest.raises(httpx.RemoteProtocolError):
        httpx.get(address + "/sparql", params={"query": sparql, "format": "csv"}, timeout=60)


def _resident() -> int:
    """Bytes of this process in memory."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) << 10
    raise AssertionError("no VmRSS")
