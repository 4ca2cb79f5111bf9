"""Strangers' queries: what they may do, what ends them, and that the server goes on whatever they are."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from api.errors import Overloaded, QueryFailed
from api.pool import Pool
from api.settings import QueryLimits
from api.workers import Question
from kg.errors import InvalidQuery, QueryTimeout
from kg.store import open_reader

JSON = ("application/sparql-results+json",)
SMALL = QueryLimits(
    seconds=1.5, memory=256 << 20, answer=400_000, rows=2_000, length=200_000, workers=2, slow=2, waiting=2
)

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
CROSS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
MANY_PATTERNS = "SELECT * WHERE { " + " ".join(f"?s ?p{i} ?o{i} ." for i in range(256)) + " }"
LONG_ANSWER = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }"
HUNGRY = "SELECT ?x WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?x"


@pytest.fixture(scope="module")
def version(news_store: Path) -> str:
    with open_reader(news_store) as reader:
        return reader.version


Ask = Callable[[str], Awaitable[bytes]]


Test = Callable[[Pool, Ask], Awaitable[None]]


def pooled(store: Path, version: str, test: Test, limits: QueryLimits = SMALL) -> None:
    """Run a test with a pool of its own and a way to ask it."""

    async def run() -> None:
        pool = Pool(store, limits)

        async def ask(sparql: str) -> bytes:
            return (await pool.whole(Question(sparql, JSON, version)))[0]

        try:
            await pool.warm()
            await test(pool, ask)
        finally:
            await pool.close()

    asyncio.run(run())


def test_a_query_is_answered(news_store: Path, version: str) -> None:
    async def test(pool: Pool, ask: Ask) -> None:
        assert b'"n"' in await ask(COUNT)
        assert pool.asked == 0

    pooled(news_store, version, test)


@pytest.mark.parametrize("sparql", [CROSS, MANY_PATTERNS, HUNGRY])
def test_a_query_that_does_not_end_is_stopped_in_time(news_store: Path, version: str, sparql: str) -> None:
    async def test(pool: Pool, ask: Ask) -> None:
        await ask(COUNT)
        began = time.monotonic()
        with pytest.raises((QueryTimeout, QueryFailed)):
            await ask(sparql)
        assert time.monotonic() - began < SMALL.seconds + 1
        assert await ask(COUNT)
        assert pool.asked == 0

    pooled(news_store, version, test)


def test_too_many_rows_or_bytes_are_refused(news_store: Path, version: str) -> None:
    async def test(pool: Pool, ask: Ask) -> None:
        with pytest.raises(InvalidQuery, match="rows allowed"):
            await ask("SELECT ?x WHERE { ?a ?b ?c . ?d ?e ?f BIND(1 AS ?x) }")
        with pytest.raises(QueryFailed, match="bytes allowed"):
            await ask(LONG_ANSWER + " LIMIT 1900")
        assert await ask(COUNT)

    pooled(news_store, version, test)


WALLS = [
    "SELECT * WHERE " + "{ " * 3000 + "?s ?p ?o" + " }" * 3000,
    "SELECT (" + "IF(true," * 1500 + "1" + ",0)" * 1500 + " AS ?x) WHERE {}",
]


@pytest.mark.parametrize("sparql", WALLS)
def test_walls_of_brackets_are_refused_before_they_reach_a_parser(news_store: Path, version: str, sparql: str) -> None:
    async def test(pool: Pool, ask: Ask) -> None:
        with pytest.raises(InvalidQuery, match="nest"):
            await ask(sparql)

    pooled(news_store, version, test)


def test_a_query_that_kills_its_parser_harms_nobody_else(
    news_store: Path, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.guard.check", lambda sparql, longest: None)  # as if it had found a way past the guard
    deadly = "SELECT * WHERE " + "{ " * 20_000 + "?s ?p ?o" + " }" * 20_000

    async def test(pool: Pool, ask: Ask) -> None:
        with pytest.raises((QueryFailed, InvalidQuery)):
            await ask(deadly)
        assert await ask(COUNT)

    pooled(news_store, version, test)


@pytest.mark.parametrize("way", ["SELECT * WHERE {{ SERVICE <{address}> {{ ?s ?p ?o }} }}", "LOAD <{address}>"])
def test_the_jail_alone_keeps_queries_off_the_network(
    news_store: Path, version: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.guard.check", lambda sparql, longest: None)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(1.0)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"

        async def test(pool: Pool, ask: Ask) -> None:
            with pytest.raises((InvalidQuery, QueryTimeout)):
                await ask(way.format(address=address))

        pooled(news_store, version, test)
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize("clause", ["FROM <{address}>", "FROM NAMED <{address}>", "FROM <file:///etc/passwd>"])
def test_from_never_fetches(news_store: Path, version: str, clause: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"

        async def test(pool: Pool, ask: Ask) -> None:
            answer = await ask(f"SELECT * {clause.format(address=address)} WHERE {{ ?s ?p ?o }}")
            assert b'"bindings":[]' in answer

        pooled(news_store, version, test)
        with pytest.raises(TimeoutError):
            listener.accept()


def test_updates_do_not_parse_as_queries(news_store: Path, version: str) -> None:
    async def test(pool: Pool, ask: Ask) -> None:
        for sparql in ("INSERT DATA { <a:b> <a:b> <a:b> }", "DROP ALL", "CLEAR ALL"):
            with pytest.raises(InvalidQuery):
                await ask(sparql)

    pooled(news_store, version, test)


def test_a_full_queue_says_so_at_once(news_store: Path, version: str) -> None:
    async def test(pool: Pool, ask: Ask) -> None:
        results = await asyncio.gather(*(ask(CROSS) for _ in range(9)), return_exceptions=True)
        kinds = [type(result) for result in results]
        assert kinds.count(Overloaded) >= 3
        assert set(kinds) <= {Overloaded, QueryTimeout}
        assert await ask(COUNT)
        assert pool.asked == 0

    pooled(news_store, version, test)


def test_short_queries_do_not_wait_for_long_ones(news_store: Path, version: str) -> None:
    limits = QueryLimits(seconds=4, memory=256 << 20, workers=2, slow=2, waiting=50)

    async def test(pool: Pool, ask: Ask) -> None:
        long = [asyncio.create_task(ask(CROSS)) for _ in range(6)]
        await asyncio.sleep(1.0)
        seconds = []
        for _ in range(40):
            began = time.monotonic()
            await ask("ASK { ?s ?p ?o }")
            seconds.append(time.monotonic() - began)
        for task in long:
            task.cancel()
        await asyncio.gather(*long, return_exceptions=True)
        assert sorted(seconds)[len(seconds) // 2] < 0.25  # beside two processes at full load

    pooled(news_store, version, test, limits)


def test_who_gives_up_ends_the_work(news_store: Path, version: str) -> None:
    async def test(pool: Pool, ask: Ask) -> None:
        task = asyncio.create_task(ask(CROSS))
        await asyncio.sleep(0.3)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert pool.asked == 0
        assert await ask(COUNT)

    pooled(news_store, version, test)


def test_workers_end_with_their_server(news_store: Path, version: str) -> None:
    script = (
        "import asyncio, os; from pathlib import Path; from api.pool import Pool; from api.workers import Question\n"
        "from api.settings import QueryLimits\n"
        "async def main():\n"
        f"    pool = Pool(Path({str(news_store)!r}), QueryLimits(workers=1, seconds=60))\n"
        "    await pool.warm()\n"
        "    print(next(iter(pool._all)).process.pid, flush=True)\n"
        f"    task = asyncio.create_task(pool.ask(Question({CROSS!r}, {JSON!r}, {version!r})))\n"
        "    await asyncio.sleep(0.5); os._exit(1)\n"
        "asyncio.run(main())\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    worker = Path("/proc") / done.stdout.strip()
    assert done.stdout.strip().isdigit(), done.stderr
    deadline = time.monotonic() + 10
    while (worker / "cmdline").exists() and b"api.worker" in (worker / "cmdline").read_bytes():
        assert time.monotonic() < deadline, "the worker outlived its server"
        time.sleep(0.1)
