"""One store for all tests of pictures."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.store import Reader, open_reader
from tests.factory import newsroom, shelve


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    with open_reader(shelve(tmp_path_factory.mktemp("pictures") / "store", *newsroom())) as opened:
        yield opened
