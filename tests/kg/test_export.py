"""Exports: what is written out is the graph, in every format."""

from __future__ import annotations

import csv
import io
import json

import networkx as nx
import pytest
from rdflib import Dataset, Graph

from kg import export, lookup
from kg.errors import NotFound
from kg.network import network
from kg.store import Reader, open_reader
from kg.store.formats import parse
from tests.factory import hostile, newsroom, shelve


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return open_reader(shelve(tmp_path_factory.mktemp("store"), *newsroom()))


def written(reader: Reader, format: str) -> bytes:
    stream = io.BytesIO()
    export.export(reader, format, stream)
    return stream.getvalue()


@pytest.mark.parametrize(("format", "media_type"), [("trig", "application/trig"), ("jsonld", "application/ld+json")])
def test_dataset_formats_hold_every_quad(reader: Reader, format: str, media_type: str) -> None:
    quads = set(parse(written(reader, "nq"), "application/n-quads"))
    assert len(quads) == len(reader)
    assert set(parse(written(reader, format), media_type)) == quads


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib warns of itself
def test_other_libraries_read_them(reader: Reader) -> None:
    merged = sum(1 for _ in reader.quads())
    assert len(Graph().parse(data=written(reader, "ttl"), format="turtle")) == merged
    dataset = Dataset()
    dataset.parse(data=written(reader, "nq"), format="nquads")
    assert sum(1 for _ in dataset.quads()) == len(reader)


def test_json_ld_has_a_context_and_short_names(reader: Reader) -> None:
    document = json.loads(written(reader, "jsonld"))
    assert document["@context"]["zs"].endswith("ontology#")
    assert any("rdfs:label" in node for node in document["@graph"])


@pytest.mark.parametrize(("format", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_network_formats_hold_every_edge(reader: Reader, format: str, read) -> None:  # type: ignore[no-untyped-def]
    graph = read(io.BytesIO(written(reader, format)))
    whole = network(reader)
    assert set(graph.nodes) == set(whole.nodes)
    quotes = sorted(data["quote"] for _, _, data in graph.edges(data=True))
    assert quotes == sorted(data["quote"] for _, _, data in whole.edges(data=True))


def test_the_table_holds_every_piece_of_evidence(reader: Reader) -> None:
    text = written(reader, "csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    facts = lookup.all_facts(reader)
    assert len(rows) == sum(len(fact.evidence) for fact in facts)
    texts = {row.id: lookup.article(reader, row.id).text for row in lookup.articles(reader)}
    for row in rows:
        quote = row["quote"].removeprefix("'")
        assert texts[row["article"]][int(row["start"]) : int(row["end"])] in (quote, row["quote"])
    named = {(row["subject_name"], row["predicate"], row["object_name"]) for row in rows}
    assert ("林向南", "role", "广东星河光电集团有限公司 副总裁") in named
    assert ("星河光电产业园项目", "jobs", "800（计划）") in named
    assert ("贵港市", "indicator", "签约项目数 21 个 2023-01/2023-02") in named


def test_no_cell_is_a_formula(reader: Reader) -> None:
    assert export.cell('=HYPERLINK("x")') == '\'=HYPERLINK("x")'
    assert export.cell("贵港") == "贵港"


def test_hostile_names_survive_in_every_format(reader: Reader) -> None:
    evil = next(e.name for e in hostile().reading().entities if e.type == "Company")
    for format in ("graphml", "gexf"):
        assert evil.encode() not in written(reader, format)
    assert evil in written(reader, "csv").decode()


def test_an_unknown_format_is_told(reader: Reader) -> None:
    with pytest.raises(NotFound, match="docx"):
        written(reader, "docx")


def test_nodes_and_edges_as_tables(reader: Reader) -> None:
    nodes = list(csv.DictReader(io.StringIO(written(reader, "nodes").decode("utf-8-sig"))))
    edges = list(csv.DictReader(io.StringIO(written(reader, "edges").decode("utf-8-sig"))))
    ids = {row["Id"] for row in nodes}
    assert {row["Source"] for row in edges} | {row["Target"] for row in edges} == ids
    assert any(row["Predicate"] == "investor" and "投资建设" in row["Quote"] for row in edges)
    assert {"覃塘产业园", "贵港市"} <= {row["Label"] for row in nodes}


def test_parquet_is_the_table_of_facts_with_types(reader: Reader) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(written(reader, "parquet")))
    assert tuple(table.column_names) == export.COLUMNS
    assert [tuple(map(str, row.values())) for row in table.select(["subject", "quote"]).to_pylist()] == [
        (row[0], row[10]) for row in export.rows(reader)
    ]
    assert all(isinstance(row["start"], int) and isinstance(row["confidence"], float) for row in table.to_pylist())
