"""Strangers' queries: what they may do, what ends them, and that the server goes on whatever they are."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from api.errors import Overloaded, QueryFailed
from api.settings import QueryLimits
from api.workers import Pool, Question
from kg.errors import InvalidQuery, QueryTimeout
from kg.store import open_reader

JSON = ("application/sparql-results+json",)
SMALL = QueryLimits(seconds=1.5, memory=256 << 20, answer=100_000, length=200_000, workers=2, waiting=2)

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
CROSS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
MANY_PATTERNS = "SELECT * WHERE { " + " ".join(f"?s ?p{i} ?o{i} ." for i in range(256)) + " }"
LONG_ANSWER = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }"
HUNGRY = "SELECT ?x WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?x"


@pytest.fixture
def pool(news_store: Path) -> Iterator[Pool]:
    made = Pool(news_store, SMALL)
    yield made
    made.close()


@pytest.fixture(scope="module")
def version(news_store: Path) -> str:
    with open_reader(news_store) as reader:
        return reader.version


def test_a_query_is_answered(pool: Pool, version: str) -> None:
    answer = pool.ask(Question(COUNT, JSON, version))
    assert answer.media_type == JSON[0]
    assert b'"n"' in answer.body


@pytest.mark.parametrize("sparql", [CROSS, MANY_PATTERNS, HUNGRY])
def test_a_query_that_does_not_end_is_stopped_in_time(pool: Pool, version: str, sparql: str) -> None:
    pool.ask(Question(COUNT, JSON, version))  # the workers have started
    began = time.monotonic()
    with pytest.raises((QueryTimeout, QueryFailed)):
        pool.ask(Question(sparql, JSON, version))
    assert time.monotonic() - began < SMALL.seconds + 2
    assert pool.ask(Question(COUNT, JSON, version)).body


def test_too_long_an_answer_is_refused_whole(pool: Pool, version: str) -> None:
    with pytest.raises(QueryFailed, match="allowed"):
        pool.ask(Question(LONG_ANSWER, JSON, version))
    assert pool.ask(Question(COUNT, JSON, version)).body


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * WHERE " + "{ " * 3000 + "?s ?p ?o" + " }" * 3000,
        "SELECT (" + "IF(true," * 1500 + "1" + ",0)" * 1500 + " AS ?x) WHERE {}",
    ],
)
def test_walls_of_brackets_are_refused_before_they_reach_a_parser(pool: Pool, version: str, sparql: str) -> None:
    with pytest.raises(InvalidQuery, match="nest"):
        pool.ask(Question(sparql, JSON, version))


def test_a_query_that_kills_its_parser_harms_nobody_else(
    pool: Pool, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.guard.check", lambda sparql, longest: None)  # as if it had found a way past the guard
    deadly = "SELECT * WHERE " + "{ " * 20_000 + "?s ?p ?o" + " }" * 20_000
    with pytest.raises((QueryFailed, InvalidQuery)):
        pool.ask(Question(deadly, JSON, version))
    assert pool.ask(Question(COUNT, JSON, version)).body


@pytest.mark.parametrize("way", ["SELECT * WHERE {{ SERVICE <{address}> {{ ?s ?p ?o }} }}", "LOAD <{address}>"])
def test_the_jail_alone_keeps_queries_off_the_network(
    pool: Pool, version: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.guard.check", lambda sparql, longest: None)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(1.0)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        with pytest.raises((InvalidQuery, QueryTimeout)):
            pool.ask(Question(way.format(address=address), JSON, version))
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize("clause", ["FROM <{address}>", "FROM NAMED <{address}>", "FROM <file:///etc/passwd>"])
def test_from_never_fetches(pool: Pool, version: str, clause: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        answer = pool.ask(Question(f"SELECT * {clause.format(address=address)} WHERE {{ ?s ?p ?o }}", JSON, version))
        assert b'"bindings":[]' in answer.body
        with pytest.raises(TimeoutError):
            listener.accept()


def test_updates_do_not_parse(pool: Pool, version: str) -> None:
    for sparql in ("INSERT DATA { <a:b> <a:b> <a:b> }", "DROP ALL", "CLEAR ALL"):
        with pytest.raises(InvalidQuery):
            pool.ask(Question(sparql, JSON, version))


def test_a_full_queue_says_so_at_once(pool: Pool, version: str) -> None:
    pool.ask(Question(COUNT, JSON, version))
    results: list[type[BaseException] | None] = []

    def ask() -> None:
        try:
            pool.ask(Question(CROSS, JSON, version))
            results.append(None)
        except BaseException as error:
            results.append(type(error))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results.count(Overloaded) >= 4
    assert set(results) <= {Overloaded, QueryTimeout}


def test_workers_end_with_their_server(news_store: Path, version: str) -> None:
    script = (
        "import sys; from pathlib import Path; from api.workers import *; from api.settings import QueryLimits\n"
        "import threading, time, os\n"
        f"pool = Pool(Path({str(news_store)!r}), QueryLimits(workers=1, seconds=60))\n"
        f"pool.ask(Question({COUNT!r}, {JSON!r}, {version!r}))\n"
        "print(next(iter(pool._all)).process.pid, flush=True)\n"
        f"threading.Thread(target=pool.ask, args=(Question({CROSS!r}, {JSON!r}, {version!r}),), daemon=True).start()\n"
        "time.sleep(0.5); os._exit(1)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    worker = Path("/proc") / done.stdout.strip()
    deadline = time.monotonic() + 10
    while (worker / "cmdline").exists() and b"api.worker" in (worker / "cmdline").read_bytes():
        assert time.monotonic() < deadline, "the worker outlived its server"
        time.sleep(0.1)


def test_good_queries_are_answered_beside_hostile_ones(client: httpx.Client) -> None:
    hostile = [CROSS, MANY_PATTERNS, "SELECT * WHERE " + "{" * 5000, LONG_ANSWER]

    def ask(sparql: str) -> int:
        headers = {"Content-Type": "application/sparql-query"}
        return client.post("/sparql", content=sparql, headers=headers).status_code

    with ThreadPoolExecutor(8) as threads:
        bad = [threads.submit(ask, sparql) for sparql in hostile]
        pages = [threads.submit(lambda: client.get("/healthz").status_code) for _ in range(20)]
        assert [page.result() for page in pages] == [200] * 20
        assert all(status.result() in (400, 503, 504) for status in bad)
    assert ask(COUNT) == 200
