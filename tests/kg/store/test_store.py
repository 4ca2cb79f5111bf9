"""One writer, snapshots for readers, nothing half-written."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from kg import lookup
from kg import namespaces as ns
from kg.canonical import canonical
from kg.errors import InvalidQuery, StoreError
from kg.ontology import ontology
from kg.quads import is_simple
from kg.store import Dataset, newest_version, open_reader, open_store
from kg.store.snapshots import KEEP, versions
from kg.terms import Iri, Literal, Quad
from tests.factory import newsroom, progress, shelve, signing

ROOT = Path(__file__).parents[3]


def test_writing_twice_changes_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        draft = signing()
        assert store.replace(draft.article, draft.reading())
        before = store.quads()
        assert not store.replace(draft.article, draft.reading())
        assert store.quads() == before
        assert store.articles() == [draft.article.id]


def test_a_store_is_read_again_after_a_restart(tmp_path: Path) -> None:
    shelve(tmp_path, *newsroom())
    with open_store(tmp_path) as store:
        assert store.articles() == sorted(draft.article.id for draft in newsroom())
        assert store.withdraw(signing().article.id)
        assert not store.withdraw(signing().article.id)
        store.publish()
    with open_reader(tmp_path) as reader:
        assert [row.name for row in lookup.articles(reader)] == ["progress", "hostile"]


def test_two_stores_of_the_same_articles_hold_the_same(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    shelve(one, *newsroom())
    shelve(other, *reversed(newsroom()))
    with open_store(one) as first, open_store(other) as second:
        assert first.quads() == second.quads()
        for article in first.articles():
            assert first.quads(ns.GRAPH + article) == second.quads(ns.GRAPH + article)


def test_a_second_writer_is_told_so(tmp_path: Path) -> None:
    with open_store(tmp_path), pytest.raises(StoreError, match="another writer") as caught:
        open_store(tmp_path)
    assert caught.value.hint
    open_store(tmp_path).close()


def test_a_second_writer_in_another_process_is_told_so(tmp_path: Path) -> None:
    code = f"from kg.store import open_store; open_store({str(tmp_path)!r})"
    with open_store(tmp_path):
        run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode != 0 and "another writer holds the store" in run.stderr


def test_readers_see_only_what_is_published(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        with pytest.raises(StoreError, match="no snapshot"):
            open_reader(tmp_path)
        store.replace(signing().article, signing().reading())
        store.publish()
        with open_reader(tmp_path) as reader:
            store.replace(progress().article, progress().reading())
            assert len(lookup.articles(reader)) == 1
            place = store.publish()
            assert len(lookup.articles(reader)) == 1
            assert reader.version != place.name == newest_version(tmp_path)
        with open_reader(tmp_path) as reader:
            assert len(lookup.articles(reader)) == 2


def test_publishing_nothing_new_makes_no_new_version(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.replace(signing().article, signing().reading())
        first = store.publish()
        assert store.publish() == first
        store.replace(progress().article, progress().reading())
        assert store.publish() != first


def test_three_snapshots_are_kept_and_one_in_use_besides(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.replace(signing().article, signing().reading())
        store.publish()
        reader = open_reader(tmp_path)
        for _ in range(KEEP + 1):
            store.withdraw(progress().article.id) or store.replace(progress().article, progress().reading())
            store.publish()
        assert len(versions(tmp_path)) == KEEP + 1 and reader.path in versions(tmp_path)
        assert lookup.reading(reader, signing().article.id) == canonical(signing().reading())
        reader.close()
        store.withdraw(progress().article.id) or store.replace(progress().article, progress().reading())
        store.publish()
        assert len(versions(tmp_path)) == KEEP
        assert not list((tmp_path / "snapshots").glob(".*"))


READING = """
    import sys
    sys.path.insert(0, {root!r})
    from kg import lookup
    from kg.store import open_reader
    print("ready", flush=True)
    for _ in range(60):
        with open_reader({path!r}) as reader:
            rows = lookup.articles(reader)
            assert [lookup.reading(reader, row.id).article for row in rows] == [row.id for row in rows]
"""


def test_readers_come_and_go_while_snapshots_are_made_and_removed(tmp_path: Path) -> None:
    shelve(tmp_path, *newsroom())
    code = textwrap.dedent(READING.format(root=str(ROOT), path=str(tmp_path)))
    with (
        open_store(tmp_path) as store,
        subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process,
    ):
        assert process.stdout and process.stdout.readline() == b"ready\n"
        while process.poll() is None:
            store.withdraw(progress().article.id) or store.replace(progress().article, progress().reading())
            store.publish()
        assert process.stderr and process.stderr.read() == b""
        assert process.returncode == 0


KILLED = """
    import sys
    sys.path.insert(0, {root!r})
    from kg.store import open_store
    from tests.factory import newsroom
    store = open_store({path!r})
    print("ready", flush=True)
    while True:
        for draft in newsroom():
            store.replace(draft.article, draft.reading())
            store.publish()
        for draft in newsroom():
            store.withdraw(draft.article.id)
"""


@pytest.mark.parametrize("delay", [0.02, 0.11, 0.23])
def test_nothing_is_half_written_after_a_kill(tmp_path: Path, delay: float) -> None:
    code = textwrap.dedent(KILLED.format(root=str(ROOT), path=str(tmp_path)))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout and process.stdout.readline() == b"ready\n"
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
    drafts = {draft.article.id: draft for draft in newsroom()}
    with open_store(tmp_path) as store:
        for article in store.articles():
            draft = drafts[article]
            assert not store.replace(draft.article, draft.reading())
        stated = {q[:3] for a in store.articles() for q in store.quads(ns.GRAPH + a) if is_simple(q)}
        held = {q[:3] for q in store.quads()}
        assert {t for t in stated if not t[1].endswith(("#label", "#altLabel"))} <= held
        for draft in drafts.values():
            store.withdraw(draft.article.id)
        assert all(
            q.predicate.endswith(("inProvince", "inPrefecture")) or q in _gazetteer(store) for q in store.quads()
        )
        store.publish()
    assert not list((tmp_path / "snapshots").glob(".*"))
    for place in versions(tmp_path):
        assert (place / "LEASE").exists()


def _gazetteer(store) -> set[Quad]:  # type: ignore[no-untyped-def]
    return {q._replace(graph=None) for q in store.quads(ns.GAZETTEER_GRAPH)}


def test_graphs_beside_the_articles(tmp_path: Path) -> None:
    fresh = Quad(Iri(ns.BASE + "dataset"), Iri(ns.PREFIXES["dcterms"] + "title"), Literal("图谱"))
    with open_store(tmp_path) as store:
        assert store.put(ns.CATALOGUE_GRAPH, [fresh])
        assert not store.put(ns.CATALOGUE_GRAPH, [fresh])
        assert store.quads(ns.CATALOGUE_GRAPH) == {fresh._replace(graph=Iri(ns.CATALOGUE_GRAPH))}
        assert store.quads() == set()
        for graph in (ns.GRAPH + "0" * 16, ns.CURATION_GRAPH, ns.GAZETTEER_GRAPH):
            with pytest.raises(StoreError, match="writer of its own"):
                store.put(graph, [fresh])
        assert len(store.quads(ns.ONTOLOGY_GRAPH)) == len(set(ontology().quads))


def test_the_catalogue_tells_what_was_published(tmp_path: Path) -> None:
    with open_reader(shelve(tmp_path, *newsroom())) as reader:
        select = (
            "SELECT ?n ?last ?triples WHERE { GRAPH <https://zhaoshang.example/graph/catalogue> { ?set a void:Dataset ;"
            " void:triples ?triples ; dcterms:temporal ?last ; void:classPartition ?part ."
            " ?part void:class zs:Article ; void:entities ?n } }"
        )
        (row,) = reader.rows(select)
        assert (row.text("n"), row.text("last")) == ("3", "2023-09-02")
        assert row.text("triples") == str(sum(1 for _ in reader.quads()))


def test_an_empty_store_can_be_published(tmp_path: Path) -> None:
    with open_reader(shelve(tmp_path)) as reader:
        assert lookup.articles(reader) == [] and lookup.summary(reader)["facts"] == 0


def test_a_reader_answers_in_the_media_type_that_fits(tmp_path: Path) -> None:
    with open_reader(shelve(tmp_path, *newsroom())) as reader:
        select = "SELECT ?n WHERE { ?p a zs:Park ; rdfs:label ?n }"
        assert reader.query(select, "text/csv").decode().splitlines() == ["n", "覃塘产业园"]
        assert reader.answer(select, ["text/turtle", "text/tab-separated-values"])[1] == "text/tab-separated-values"
        assert reader.query("ASK { ?x a zs:Park }", "application/sparql-results+json").endswith(b"true}")
        graph = reader.query("CONSTRUCT { ?p a zs:Park } WHERE { GRAPH ?g { ?p a zs:Park } }", "application/n-triples")
        assert graph.count(b"\n") == 1  # two articles state it, the answer holds it once
        for query, media_type in ((select, "text/turtle"), ("ASK {}", "text/csv"), ("DESCRIBE zs:Park", "text/csv")):
            with pytest.raises(InvalidQuery, match="cannot answer"):
                reader.query(query, media_type)
        for wrong in ("SELECT", "SELECT ?x WHERE { ?x nope:p ?y }", "INSERT DATA { zs:a zs:b zs:c }"):
            with pytest.raises(InvalidQuery):
                reader.query(wrong, "text/csv")
        assert reader.rows(select).variables == ("n",)
        assert reader.rows(select)[0].text("n") == "覃塘产业园"
        assert reader.rows(select)[0].text("unbound") == ""


def test_a_query_may_name_its_dataset(tmp_path: Path) -> None:
    select = "SELECT (COUNT(*) AS ?n) WHERE { ?s rdf:subject ?o }"
    with open_reader(shelve(tmp_path, *newsroom())) as reader:
        one = ns.GRAPH + signing().article.id
        count = reader.query(select, "text/csv", Dataset(default=(one,))).decode().split()[1]
        assert (count, reader.rows(select)[0].text("n")) == (str(len(signing().facts)), "0")


def test_the_merged_graph_holds_no_evidence_and_no_texts(tmp_path: Path) -> None:
    with open_reader(shelve(tmp_path, *newsroom())) as reader:
        for pattern in ("?s a rdf:Statement", "?s a oa:Annotation", "?s zs:text ?t", "?s oa:exact ?q"):
            assert not reader.ask(f"ASK {{ {pattern} }}")
            assert reader.ask(f"ASK {{ GRAPH ?g {{ {pattern} }} }}")
