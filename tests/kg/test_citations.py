"""Where evidence comes from."""

from __future__ import annotations

from pathlib import Path

from kg.citations import cited
from kg.lookup import articles
from kg.store import open_reader
from tests.factory import newsroom, progress, shelve, signing


def test_the_rows_are_those_of_the_list_latest_first(tmp_path: Path) -> None:
    with open_reader(shelve(tmp_path / "store", *newsroom())) as reader:
        every = {row.id: row for row in articles(reader)}
        some = [signing().article.id, progress().article.id]
        assert list(cited(reader, some).values()) == [every[progress().article.id], every[signing().article.id]]
        assert cited(reader, [*some, "0000"]).keys() == set(some)
        assert cited(reader, []) == {}
