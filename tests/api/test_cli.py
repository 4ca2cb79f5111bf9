"""The command line as a user types it: real processes, a real store, exit statuses 0, 1 and 2."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

SIGNING = """湖北红安集中签约
2024-03-05　来源：大别山日报

3月4日，湖北省黄冈市红安县举行集中签约仪式，武汉星河电池有限公司投资12亿元的固态电池项目落户红安经济开发区，占地200亩，投产后年产值20亿元。
"""


def kg(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from api.cli import main; main()", *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False, cwd=cwd)


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("articles") / "signing.txt"
    path.write_text(SIGNING, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, article: Path) -> Path:
    path = tmp_path_factory.mktemp("cli") / "store"
    done = kg("ingest", str(article), "--store", str(path))
    assert done.returncode == 0, done.stderr
    assert "1 articles written" in done.stderr
    return path


def test_second_run_changes_nothing_and_says_so(store: Path, article: Path) -> None:
    again = kg("ingest", str(article), "--store", str(store))
    assert again.returncode == 0
    assert "nothing changed" in again.stderr


def test_query_in_every_format(store: Path) -> None:
    ask = "SELECT ?v WHERE { ?p zs:investmentYuan ?v }"
    rows = json.loads(kg("query", ask, "--store", str(store), "--format", "json").stdout)
    assert [float(row["v"]["value"]) for row in rows["results"]["bindings"]] == [1.2e9]
    assert "1200000000" in kg("query", ask, "--store", str(store), "--format", "csv").stdout
    assert "1200000000" in kg("query", ask, "--store", str(store)).stdout
    describe = "CONSTRUCT { ?p zs:investmentYuan ?v } WHERE { ?p zs:investmentYuan ?v }"
    assert "1200000000" in kg("query", describe, "--store", str(store), "--format", "nt").stdout


def test_named_questions_are_listed_and_run(store: Path) -> None:
    assert "q01" in kg("query").stdout
    assert kg("query", "--name", "q05", "--store", str(store)).returncode == 0


def test_facts_are_read_back_with_evidence(article: Path) -> None:
    done = kg("facts", str(article))
    row = json.loads(done.stdout)
    assert row["article"] == "signing" and row["date"] == "2024-03-05"
    text = article.read_text(encoding="utf-8")
    amounts = [fact for fact in row["facts"] if fact["p"] == "totalInvestment"]
    assert [fact["o"]["value"] for fact in amounts] == [1.2e9]
    start, end = amounts[0]["evidence"][0]
    assert "12亿元" in text[start:end]


def test_facts_of_a_store(store: Path) -> None:
    assert json.loads(kg("facts", "--store", str(store)).stdout)["article"] == "signing"


def test_exports(store: Path, tmp_path: Path) -> None:
    table = kg("export", "--format", "csv", "--store", str(store)).stdout
    assert any("12亿元" in cell for row in csv.reader(io.StringIO(table.lstrip("\ufeff"))) for cell in row)
    for form in ("nq", "trig", "ttl", "jsonld", "graphml", "gexf"):
        target = tmp_path / f"graph.{form}"
        done = kg("export", "--format", form, "--out", str(target), "--store", str(store))
        assert done.returncode == 0, done.stderr
        assert "红安" in target.read_text(encoding="utf-8")


def test_draws_an_offline_page(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "graph.html"
    done = kg("draw", "红安县", "--out", str(target), "--store", str(store))
    assert done.returncode == 0, done.stderr
    assert "红安" in target.read_text(encoding="utf-8")


def test_failed_articles_are_listed_and_the_rest_is_kept(tmp_path: Path, article: Path) -> None:
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\x00\x01\x02\xff\xfe" * 50)
    done = kg("ingest", str(article), str(broken), "--store", str(tmp_path / "store"))
    assert done.returncode == 1
    assert "broken.txt" in done.stderr and "1 articles written" in done.stderr


def test_info_counts(store: Path) -> None:
    assert "1" in kg("info", "--store", str(store)).stdout


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["nonsense"], 2, "No such command"),
        (["query", "--format", "nonsense"], 2, "nonsense"),
        (["facts"], 2, "PATH"),
        (["query", "SELECT", "--name", "q01"], 2, "one of"),
        (["info", "--store", "nowhere"], 1, "nowhere"),
        (["ingest", "no-such-file.txt"], 1, "no-such-file.txt"),
    ],
)
def test_wrong_use_is_told(words: list[str], status: int, says: str, tmp_path: Path) -> None:
    done = kg(*words, cwd=tmp_path)
    assert done.returncode == status, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_invalid_sparql_is_told(store: Path) -> None:
    done = kg("query", "SELECT WHERE {", "--store", str(store))
    assert done.returncode == 1 and "Traceback" not in done.stderr


def test_help_shows_examples() -> None:
    assert "Examples" in kg("--help").stdout
    assert "Example" in kg("ingest", "--help").stdout
