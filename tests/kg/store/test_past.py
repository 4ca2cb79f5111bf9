"""The store as of a day: what was published by then, merged as if nothing had come later."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import iris, lookup
from kg import namespaces as ns
from kg.errors import InvalidQuery
from kg.facts import Reading
from kg.quads import statement
from kg.store import Reader, Store, open_past, open_reader, open_store
from kg.store.past import known_by
from kg.store.whole import merged_whole
from kg.terms import Quad
from tests.factory import Draft, newsroom, progress, shelve, signing
from tests.kg.readings import articles
from tests.kg.store.test_merged import judge

FIRM, LOCAL = (iris.entity("Company", name) for name in ("广东星河光电集团有限公司", "贵港星河显示科技有限公司"))


def merged(reader: Reader) -> set[Quad]:
    return set(reader.quads())


def alone(path: Path, *drafts: Draft) -> set[Quad]:
    with open_reader(shelve(path, *drafts)) as reader:
        return merged(reader)


@pytest.mark.parametrize(("day", "known"), [("2023-03-18", 0), ("2023-03-19", 1), ("2023-03", 1), ("2023", 2)])
def test_only_what_was_published_by_then(tmp_path: Path, day: str, known: int) -> None:
    store = shelve(tmp_path / "store", *newsroom())  # signing 2023-03-19, progress 2023-09-02, hostile undated
    with open_past(store, day) as past:
        assert len(lookup.articles(past)) == known
        assert merged(past) == alone(tmp_path / "alone", *newsroom()[:known])
        assert past.version.endswith(f"@{day}")


def test_it_follows_the_newest_snapshot_and_old_views_go(tmp_path: Path) -> None:
    store = shelve(tmp_path, signing())
    with open_past(store, "2030") as past:
        assert len(lookup.articles(past)) == 1
    shelve(tmp_path, progress())
    with open_past(store, "2030") as past, open_reader(store) as now:
        assert merged(past) == merged(now)
        assert past.quads(graph=ns.GRAPH + signing().article.id)
    assert len(list((tmp_path / "as-of").iterdir())) == 1


def test_reviewers_are_heard_whatever_the_day(tmp_path: Path) -> None:
    store = shelve(tmp_path, *newsroom())
    total = next(fact for fact in signing().facts if fact.predicate == "totalInvestment")
    with open_store(store) as writer:
        writer.judge(str(statement(total)), "reject", "编辑", "看错")
        writer.identify(writer.ledger.merge(FIRM, LOCAL, "编辑", "2024-01-01T00:00:00", "一家"))
        writer.publish()
    with open_past(store, "2023-06") as past:
        assert not past.ask("ASK { ?p zs:investmentYuan ?v }")
        assert lookup.survivor(past, LOCAL) == FIRM


def test_a_day_is_a_day(tmp_path: Path) -> None:
    store = shelve(tmp_path, signing())
    for wrong in ("yesterday", "2023-13", "2023-3", "../x", ""):
        with pytest.raises(InvalidQuery):
            open_past(store, wrong)
    assert known_by("2021-12-31", "2021-12-31") and not known_by("2022-01", "2021-12-31")


@given(st.lists(articles(), min_size=2, max_size=3), st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_whole_is_what_the_writer_keeps_in_step(written: list[tuple[object, Reading]], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, open_store(folder) as store:
        for article, reading in written:
            store.replace(article, reading)  # type: ignore[arg-type]
            judge(store, reading, data.draw(st.sampled_from(["judge", "correct", "merge", "split"])), data)
        store.publish()
        dated = replace(written[0][1], date="2020")
        store.replace(written[0][0], dated)  # type: ignore[arg-type]
        assert merged_whole(_graphs(store), store._view) == {q[:3] for q in store.quads()}


def _graphs(store: Store) -> list[set[Quad]]:
    ids = store.articles()
    graphs = [ns.GRAPH + one for one in ids] + [f"{ns.GRAPH}{one}/corrections" for one in ids] + [ns.GAZETTEER_GRAPH]
    return [store.quads(graph) for graph in graphs]
