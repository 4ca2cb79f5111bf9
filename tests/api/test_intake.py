"""Articles posted over HTTP: a job with progress, the same ingest as on the command line, seen when it is done."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.api.conftest import LIMITS, TOKEN
from tests.factory import shelve, signing
from tests.serving import serving

BEARER = {"Authorization": f"Bearer {TOKEN}"}
TEXT = (
    "湖北红安集中签约\n\n3月4日，湖北省黄冈市红安县举行集中签约仪式，武汉星河电池有限公司投资12亿元的固态电池项目"
    "落户红安经济开发区，占地200亩，投产后年产值20亿元。"
)


@pytest.fixture(scope="module")
def open_server(news_store: Path) -> Iterator[str]:
    with serving(news_store, LIMITS, token=TOKEN) as address:
        yield address


def wait(http: httpx.Client, job: str) -> dict[str, object]:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        told: dict[str, object] = http.get(job, headers=BEARER).json()
        if told["ended"]:
            return told
        time.sleep(0.1)
    raise AssertionError("the job does not end")


def test_a_posted_article_becomes_facts(tmp_path: Path) -> None:
    store = shelve(tmp_path / "store", signing())
    with serving(store, LIMITS, token=TOKEN) as address, httpx.Client(base_url=address, timeout=60) as http:
        article = {"text": TEXT, "name": "hongan", "date": "2024-03-05"}
        posted = http.post("/articles", json=[article, {"text": "\x00\x01", "name": "bad"}], headers=BEARER)
        assert posted.status_code == 202, posted.text
        assert posted.json()["progress"] == {"done": 0, "total": 2}
        told = wait(http, posted.headers["location"])
        assert told["state"] == "done", told
        good, bad = told["outcomes"]  # type: ignore[misc]
        assert good["status"] == "written" and good["facts"] >= 3 and bad["status"] == "failed" and bad["reason"]
        ask = "ASK { ?p a zs:Project ; zs:investmentYuan ?v FILTER(?v = 1200000000) }"
        assert http.get("/sparql", params={"query": ask}).json()["boolean"] is True
        assert (
            http.get(f"/articles/{good['article']}", headers={"Accept": "application/json"}).json()["article"]
            == "hongan"
        )
        again = wait(http, http.post("/articles", json=article, headers=BEARER).headers["location"])
        assert again["outcomes"][0]["status"] == "unchanged"  # type: ignore[index]
        assert [row["state"] for row in http.get("/jobs", headers=BEARER).json()["jobs"]] == ["done", "done"]
        lines = "\n".join(json.dumps({"text": TEXT + "。" * n}) for n in range(3))
        kind = {"Content-Type": "application/x-ndjson"}
        long = http.post("/articles", content=lines, headers=BEARER | kind).headers["location"]
        assert http.delete(long, headers=BEARER).status_code == 202
        assert wait(http, long)["state"] == "stopped"


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{", "application/json", 400),
        ('{"title": "no text"}', "application/json", 400),
        ('{"text": "a", "path": "/etc/passwd"}', "application/json", 400),
        ('{"text": "a", "name": 1}', "application/json", 400),
        ("[]", "application/json", 400),
        ("%PDF", "application/pdf", 415),
    ],
)
def test_what_is_no_article_is_refused(open_server: str, body: str, kind: str, status: int) -> None:
    answer = httpx.post(open_server + "/articles", content=body, headers=BEARER | {"Content-Type": kind})
    assert answer.status_code == status, answer.text


def test_nobody_posts_without_the_token(client: httpx.Client) -> None:
    assert client.post("/articles", json={"text": TEXT}).status_code == 403
    assert client.get("/jobs").status_code == 403
