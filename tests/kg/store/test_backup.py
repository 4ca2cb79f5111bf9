"""Backup and restore beside a writer and beside readers; archives that are none are refused before anything changes."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.store import open_reader, open_store
from kg.store.backup import backup, restore
from tests.factory import progress, shelve, signing


def held(store: Path) -> bytes:
    stream = io.BytesIO()
    with open_reader(store) as reader:
        reader.dump("application/n-quads", stream)
    return b"\n".join(sorted(stream.getvalue().splitlines()))


@pytest.mark.parametrize("name", ["all.tar", "all.tar.gz"])
def test_what_was_backed_up_comes_back(tmp_path: Path, name: str) -> None:
    store = shelve(tmp_path / "store", signing())
    before = held(store)
    with open_store(store) as writer:  # an ingest runs
        writer.replace(progress().article, progress().reading())
        about = backup(store, tmp_path / name)
        writer.publish()
    assert held(store) != before
    with open_reader(store) as reading:  # a server serves
        assert restore(tmp_path / name, store) == about
        assert reading.rows("SELECT (COUNT(*) AS ?n) WHERE { ?a a zs:Article }")[0].text("n") == "2"
    assert held(store) == before
    restore(tmp_path / name, tmp_path / "new")
    assert held(tmp_path / "new") == before
    with open_store(store) as writer:  # it is a store like any other
        assert writer.replace(progress().article, progress().reading())


def test_what_is_no_backup_changes_nothing(tmp_path: Path) -> None:
    store = shelve(tmp_path / "store", signing())
    good = tmp_path / "good.tar"
    backup(store, good)
    before = held(store)
    with tarfile.open(good) as archive:
        archive.extractall(tmp_path / "parts", filter="data")
    about = json.loads((tmp_path / "parts" / "backup.json").read_text())
    bad = {
        "text.tar": b"no archive",
        "cut.tar": good.read_bytes()[: good.stat().st_size // 2],
        "empty.tar": b"",
    }
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
    for name, change in {"count.tar": {"quads": 3}, "format.tar": {"format": 9}}.items():
        (tmp_path / "parts" / "backup.json").write_text(json.dumps(about | change))
        with tarfile.open(tmp_path / name, "w") as archive:
            archive.add(tmp_path / "parts" / "backup.json", "backup.json")
            archive.add(tmp_path / "parts" / "data", "data")
        bad[name] = b""
    with tarfile.open(tmp_path / "out.tar", "w") as archive:
        archive.add(tmp_path / "text.tar", "../escaped")
    for name in [*bad, "out.tar"]:
        with pytest.raises(StoreError):
            restore(tmp_path / name, store)
        assert held(store) == before
    assert not (tmp_path / "escaped").exists() and not list(store.glob(".restore-*"))


def test_a_store_that_is_being_written_is_not_replaced(tmp_path: Path) -> None:
    store = shelve(tmp_path / "store", signing())
    backup(store, tmp_path / "all.tar")
    with open_store(store), pytest.raises(StoreError, match="replaced"):
        restore(tmp_path / "all.tar", store)


def test_an_empty_store_has_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        backup(tmp_path / "none", tmp_path / "all.tar")
    assert not list(tmp_path.glob("*.part"))
