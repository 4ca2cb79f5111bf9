"""The five seed articles through the whole pipeline into a store, once; skipped where they are not at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.run import ingest_paths
from kg.store import Reader, open_reader, open_store

SHARED = Path(os.environ.get("KG_SHARED", Path(__file__).parents[3] / "shared"))


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A reader of the store that holds the seeds."""
    paths = sorted((SHARED / "seeds").glob("*.txt"))
    if not paths:
        pytest.skip(f"no seed articles in {SHARED}")
    place = tmp_path_factory.mktemp("seeds")
    with open_store(place) as store:
        outcomes = list(ingest_paths(paths, store))
        assert [outcome.error for outcome in outcomes] == [None] * 5
        store.publish()
    return open_reader(place)
