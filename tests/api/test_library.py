"""The server sees what the writer publishes, without a restart; and says so when there is nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import quote

import httpx

from api.app import create_app
from api.settings import Settings
from kg import iris
from kg.quads import statement
from kg.store import open_store
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


def test_an_iri_that_was_merged_away_leads_to_its_survivor(tmp_path: Path) -> None:
    kept, gone = iris.entity("Company", "贵港星河显示科技有限公司"), iris.entity("Company", "桂西新材料有限公司")
    path = shelve(tmp_path / "store", signing(), progress())
    with open_store(path) as store:
        store.identify(store.ledger.merge(kept, gone, "reviewer", "2026-01-01T00:00:00Z", "for a test"))
        store.publish()
    with serving(path) as address, httpx.Client(base_url=address, timeout=30) as client:
        for room in ("/id/", "/entities/"):
            moved = client.get(quote(iris.to_path(gone).replace("/id/", room)), headers=JSON)
            assert moved.status_code == 308
            assert moved.headers["location"] == quote(iris.to_path(kept).replace("/id/", "/entities/"))
        found = client.get(moved.headers["location"], headers=JSON).json()
        assert {"桂西新材料有限公司"} <= set(found["aliases"])
        view = client.get(quote("/graph/Company/桂西新材料有限公司"), headers=JSON).json()
        assert view["focus"] == [kept]
        assert "覃塘产业园" in {node["label"] for node in view["nodes"]}
        page = client.get(moved.headers["location"], headers={"Accept": "text/html"}).text
        assert "4.2亿元" in page and "覃塘产业园" in page


def test_a_rejected_fact_is_shown_no_more(tmp_path: Path) -> None:
    path = shelve(tmp_path / "store", signing())
    (operator,) = [fact for fact in signing().facts if fact.predicate == "operator"]
    with open_store(path) as store:
        store.judge(statement(operator), "reject", "reviewer", "for a test")
        store.publish()
    with serving(path) as address, httpx.Client(base_url=address, timeout=30) as client:
        view = client.get(quote("/graph/Project/星河光电产业园项目一期"), headers=JSON).json()
        assert "operator" not in {edge["predicate"] for edge in view["edges"]}
