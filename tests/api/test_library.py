"""The server sees what the writer publishes, without a restart; and says so when there is nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx

from api.app import create_app
from api.settings import Settings
from tests.factory import progress, shelve, signing
from tests.serving import serving

JSON = {"Accept": "application/json"}


def test_a_new_snapshot_is_served_at_once(tmp_path: Path) -> None:
    store = shelve(tmp_path / "store", signing())
    count = {"query": "SELECT (COUNT(*) AS ?n) WHERE { ?a a zs:Article }"}
    with serving(store) as address, httpx.Client(base_url=address, timeout=30) as client:
        before = client.get("/healthz").json()["version"]
        assert client.get("/articles", headers=JSON).json()["total"] == 1
        assert client.get("/sparql", params=count).json()["results"]["bindings"][0]["n"]["value"] == "1"
        for _ in range(4):  # more snapshots than are kept
            shelve(store, signing(), progress())
        assert client.get("/healthz").json()["version"] != before
        assert client.get("/articles", headers=JSON).json()["total"] == 2
        assert client.get("/sparql", params=count).json()["results"]["bindings"][0]["n"]["value"] == "2"
        assert "周启明" in client.get("/search?q=zhouqiming", headers=JSON).text


def test_a_store_without_articles_says_what_to_do(tmp_path: Path) -> None:
    with serving(tmp_path / "none") as address, httpx.Client(base_url=address, timeout=30) as client:
        told = client.get("/healthz")
        assert told.status_code == 503 and told.json()["hint"]
        page = client.get("/", headers={"Accept": "text/html"})
        assert page.status_code == 503 and "<h1>" in page.text


def test_a_defect_of_ours_is_a_problem_without_its_trace(tmp_path: Path) -> None:
    app = create_app(Settings(store=shelve(tmp_path / "store", signing())))

    @app.get("/defect")
    def defect() -> None:
        raise RuntimeError("a secret of the inside")

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://kg.example") as client:
            return await client.get("/defect")

    told = asyncio.run(ask())
    app.state.library.close()
    assert told.status_code == 500
    assert told.headers["content-type"] == "application/problem+json"
    assert "secret" not in told.text
