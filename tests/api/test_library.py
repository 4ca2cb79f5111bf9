"""The server sees what the writer publishes, without a restart; and says so when there is nothing."""

from __future__ import annotations

from pathlib import Path

import httpx

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
