"""The same program over every kind of store: a folder, the oxigraph server, Virtuoso; each must say the same."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.settings import QueryLimits
from kg import iris, lookup, queries, search
from kg.errors import InvalidQuery, StoreError
from kg.quads import statement
from kg.store import open_reader, open_store
from kg.store.dialects import STANDARD, VIRTUOSO
from tests.factory import newsroom, progress, shelve, signing
from tests.servers import server, there
from tests.serving import serving

MAKERS = ["folder", "oxigraph", "virtuoso"]


@pytest.fixture(scope="module", params=MAKERS)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A store of every kind with the same three articles."""
    if request.param == "folder":
        yield shelve(tmp_path_factory.mktemp("folder") / "store", *newsroom())
        return
    if not there(request.param):
        pytest.skip(f"{request.param} is not installed")
    changed = {"KG_STORE_USER": "dba", "KG_STORE_PASSWORD": "dba"} if request.param == "virtuoso" else {}
    before = {name: os.environ.get(name) for name in changed}
    os.environ.update(changed)
    try:
        with server(request.param) as address:
            yield shelve(Path(address), *newsroom())
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelve(tmp_path_factory.mktemp("same") / "store", *newsroom())


def lines(place: Path, graph: str | None = None) -> set[bytes]:
    stream = io.BytesIO()
    with open_reader(place) as reader:
        reader.dump("application/n-triples", stream, graph, alone=True)
    return set(stream.getvalue().splitlines())


def test_the_merged_graph_and_those_of_articles_are_the_same(place: Path, folder: Path) -> None:
    assert lines(place) == lines(folder)
    for draft in newsroom():
        assert lines(place, iris.graph(draft.article.id)) == lines(folder, iris.graph(draft.article.id))


def test_everything_is_read_back_as_it_was_written(place: Path) -> None:
    with open_reader(place) as reader:
        for draft in newsroom():
            assert lookup.article(reader, draft.article.id).text == draft.article.text
            found = lookup.reading(reader, draft.article.id)
            assert len(found.facts) == len(draft.facts)
        assert search.search(reader, "星河光电集团")[0].label == "广东星河光电集团有限公司"
        assert lookup.summary(reader)["articles"] == 3


@pytest.mark.parametrize("question", queries.names(), ids=lambda q: q.name)
def test_named_questions_have_the_same_answers(place: Path, folder: Path, question: queries.NamedQuery) -> None:
    with open_reader(place) as one, open_reader(folder) as other:
        found, wanted = one.rows(question.text), other.rows(question.text)
    assert found.variables == wanted.variables

    def shown(rows: object) -> list[str]:
        # In which order GROUP_CONCAT strings its values together is nobody's promise.
        plain = ({k: "、".join(sorted(row.text(k).split("、"))) for k in row} for row in rows)  # type: ignore[attr-defined]
        return sorted(json.dumps(row, sort_keys=True) for row in plain)

    assert shown(found) == shown(wanted)


def test_articles_come_go_and_are_judged(place: Path) -> None:
    kept, gone = iris.entity("Company", "贵港星河显示科技有限公司"), iris.entity("Company", "桂西新材料有限公司")
    (operator,) = [fact for fact in signing().facts if fact.predicate == "operator"]
    before = lines(place)
    with open_store(place) as store:
        assert not store.replace(signing().article, signing().reading())
        assert store.withdraw(progress().article.id) and not store.withdraw(progress().article.id)
        store.publish()
    without = lines(place)
    assert without < before
    with open_store(place) as store:
        assert store.replace(progress().article, progress().reading())
        store.publish()
    assert lines(place) == before
    with open_store(place) as store:
        store.judge(statement(operator), "reject", "reviewer", "for a test")
        store.identify(store.ledger.merge(kept, gone, "reviewer", "2026-01-01T00:00:00Z", "for a test"))
        store.publish()
    with open_store(place) as store:
        store.judge(statement(operator), "accept", "reviewer", "for a test")
        store.identify(store.ledger.split(kept, gone, "reviewer", "2026-01-02T00:00:00Z", "for a test"))
        store.publish()
    assert lines(place) == before


def test_the_server_serves_every_store(place: Path) -> None:
    limits = QueryLimits(seconds=20, anonymous=20, memory=1 << 30)
    with serving(place, limits, token="t") as address, httpx.Client(base_url=address, timeout=60) as http:
        ask = {"query": "SELECT (COUNT(*) AS ?n) WHERE { ?a a zs:Article }"}
        assert http.get("/sparql", params=ask).json()["results"]["bindings"][0]["n"]["value"] == "3"
        assert http.get("/articles", headers={"Accept": "application/json"}).json()["total"] == 3
        assert http.get("/readyz").status_code == 200
        assert "星河光电" in http.get("/exports/ttl").text
        assert http.get("/sparql", params={"query": "SELECT"}).status_code == 400
        turtle = {"Content-Type": "text/turtle", "Authorization": "Bearer t"}
        assert http.put("/gsp?graph=urn:x", content="<urn:a> <urn:b> 1 .", headers=turtle).status_code in (201, 204)
        assert "<urn:a>" in http.get("/gsp?graph=urn:x", headers={"Accept": "application/n-triples"}).text
        assert http.delete("/gsp?graph=urn:x", headers=turtle).status_code == 204


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not answer"):
        open_reader(Path("http://127.0.0.1:9/query"))


def test_what_does_not_parse_is_told(place: Path) -> None:
    with open_reader(place) as reader, pytest.raises(InvalidQuery):
        reader.rows("SELECT WHERE {")


def test_where_updates_go_follows_from_the_dialect() -> None:
    assert STANDARD.update_at("http://a.example/query") == "http://a.example/update"
    assert VIRTUOSO.update_at("http://a.example/sparql") == "http://a.example/sparql-auth"
