"""A store kept in order: rebuilt to the same bytes, validated with a readable report, given a catalogue of parks."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app
from api.cli.keeping import digest
from kg import iris, lookup
from kg.quads import statement
from kg.store import open_reader, open_store
from tests.factory import newsroom, shelve

SAMPLES = Path(__file__).parents[2] / "benchmarks" / "articles" / "own"


def kg(*words: str) -> Result:
    done = CliRunner().invoke(app, list(words), env={**os.environ, "COLUMNS": "200"})
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def dump(store: Path) -> list[bytes]:
    stream = io.BytesIO()
    with open_reader(store) as reader:
        reader.dump("application/n-quads", stream)
    return sorted(stream.getvalue().split(b"\n"))


@pytest.mark.slow
def test_two_rebuilds_give_the_same_bytes_and_keep_what_reviewers_said(tmp_path: Path) -> None:
    store, copy = tmp_path / "store", tmp_path / "copy"
    articles = sorted(SAMPLES.glob("b00*.txt"))[:4]
    assert kg("ingest", *map(str, articles), "--store", str(store)).exit_code == 0
    with open_reader(store) as reader:
        wrong = next(fact for fact in lookup.all_facts(reader) if fact.predicate == "investor")
    with open_store(store) as writer:
        writer.judge(str(statement(wrong)), "reject", "编辑", "看错")
        writer.publish()
    kg("rebuild", "--store", str(store))
    shutil.copytree(store, copy)
    first = dump(store)
    assert "0 of 4 articles read differently" in kg("rebuild", "--store", str(store)).stdout
    assert dump(store) == first
    kg("rebuild", "--store", str(copy))
    assert dump(copy) == first
    with open_reader(store) as reader:
        assert statement(wrong) not in {statement(fact) for fact in lookup.all_facts(reader)}


def test_equal_graphs_have_equal_digests_whenever_they_were_published(tmp_path: Path) -> None:
    one, other = shelve(tmp_path / "a", *newsroom()), shelve(tmp_path / "b", *reversed(newsroom()))
    less = shelve(tmp_path / "c", *newsroom()[:2])
    with open_reader(one) as a, open_reader(other) as b, open_reader(less) as c:
        assert digest(a) == digest(b) != digest(c)


def test_a_sound_store_is_valid_and_a_broken_graph_is_reported(tmp_path: Path) -> None:
    store = shelve(tmp_path / "store", *newsroom())
    assert "3 graphs checked, 0 broken" in kg("validate", "--store", str(store)).stdout
    for suffix in ("nq", "trig", "jsonld"):
        kg("export", "--format", suffix, "--out", str(tmp_path / f"all.{suffix}"), "--store", str(store))
    assert "3 graphs checked, 0 broken" in kg("validate", str(tmp_path / "all.nq")).stdout
    broken = tmp_path / "broken.nq"
    broken.write_bytes((tmp_path / "all.nq").read_bytes().replace(b'"CNY"', '"人民币"'.encode()))
    for options in ([], ["--thorough"]):
        told = kg("validate", str(broken), *options)
        assert told.exit_code == 1 and "3 graphs checked, 2 broken" in told.stdout
        assert "zs:currency" in told.stdout and "a currency is three capital letters" in told.stdout
    assert kg("validate", str(tmp_path / "all.jsonld")).exit_code in (0, 1)


def test_a_catalogue_of_parks(tmp_path: Path) -> None:
    store = shelve(tmp_path / "store", *newsroom())
    table = tmp_path / "parks.csv"
    table.write_text(
        "name,level,kind,region,aliases\n覃塘产业园,省级,,450800,贵港覃塘产业园\n凯里经济开发区,,,凯里市,\n"
        "某地开发区,,,不存在县,\n,,,450800,\n",
        encoding="utf-8-sig",
    )
    told = kg("import", "parks", str(table), "--store", str(store))
    assert "2 parks, 1 of them named by articles" in told.stdout
    assert "line 4: no such region: 不存在县" in told.output and "line 5: no name" in told.output
    park = iris.entity("Park", "覃塘产业园")
    with open_reader(store) as reader:
        (row,) = reader.rows(f"SELECT ?level ?kind WHERE {{ <{park}> zs:parkLevel ?level ; zs:parkKind ?kind }}")
        assert (row.text("level"), row.text("kind")) == ("省级", "产业园区")
        assert "贵港覃塘产业园" in lookup.entity(reader, park).aliases
        select = "SELECT ?p WHERE { ?x rdfs:label '凯里经济开发区'@zh ; zs:inProvince/rdfs:label ?p }"
        assert [row.text("p") for row in reader.rows(select)] == ["贵州省"]
    assert "nothing changed" in kg("import", "parks", str(table), "--store", str(store)).stdout
    table.write_text("park\nx\n", encoding="utf-8")
    with pytest.raises(Exception, match="columns"):
        kg("import", "parks", str(table), "--store", str(store))
