"""One store and one server for all tests of the interface."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.settings import QueryLimits, Traffic
from tests.factory import newsroom, shelve
from tests.serving import serving

LIMITS = QueryLimits(seconds=2.0, memory=512 << 20, answer=1 << 20, length=20_000, workers=2, slow=2, waiting=20)
TRAFFIC = Traffic(body=1 << 20)
TOKEN = "an unguessable word"


@pytest.fixture(scope="session")
def news_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelve(tmp_path_factory.mktemp("news") / "store", *newsroom())


@pytest.fixture(scope="session")
def address(news_store: Path) -> Iterator[str]:
    with serving(news_store, LIMITS, traffic=TRAFFIC) as where:
        yield where


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=60) as http:
        yield http
