"""An empty store for the W3C's tests, in memory where there is room for it: they write some 400 times."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store import changes

_MEMORY = Path("/dev/shm")


@pytest.fixture(scope="module")
def store() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as room:
        path = Path(room) / "store"
        changes.update(path, "")
        yield path
