"""`kg info`: the store, and one article with the sentences that gave no fact."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from kg.errors import NotFound
from tests.factory import newsroom, shelve, signing


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelve(tmp_path_factory.mktemp("info") / "store", *newsroom())


@pytest.mark.parametrize("wanted", ["signing", signing().article.id])
def test_an_article_is_told_by_name_or_id(store: Path, wanted: str) -> None:
    result = CliRunner().invoke(app, ["info", wanted, "--store", str(store)])
    assert result.exit_code == 0, result.output
    told = dict(
        line.split(maxsplit=1) for line in result.output.splitlines() if line.startswith((" facts", " coverage"))
    )
    assert int(told["facts"]) == len(signing().facts)
    assert told["coverage"].strip().endswith("%")


def test_no_such_article_and_the_whole_store(store: Path) -> None:
    missing = CliRunner().invoke(app, ["info", "nothing", "--store", str(store)])
    assert isinstance(missing.exception, NotFound)
    whole = CliRunner().invoke(app, ["info", "--store", str(store)])
    assert whole.exit_code == 0
    assert "articles" in whole.output
