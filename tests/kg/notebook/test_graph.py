"""`kg.open`: things that draw themselves, tidy tables, the network; and the tutorial's notebook, run whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

import kg
from kg.errors import NotFound, StoreError
from kg.notebook import Graph
from kg.notebook.frames import COLUMNS
from tests.factory import newsroom, shelve

ROOT = Path(__file__).parents[3]
PROJECT = "Project/星河光电产业园项目"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelve(tmp_path_factory.mktemp("notebook") / "store", *newsroom())


@pytest.fixture(scope="module")
def graph(store: Path) -> Iterator[Graph]:
    with kg.open(store) as opened:
        yield opened


def test_a_thing_draws_itself_and_shows_its_sentences(graph: Graph) -> None:
    thing = graph[PROJECT]
    drawn = ElementTree.fromstring(thing._repr_svg_())
    words = {text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")}
    assert {"星河光电产业园项目", "覃塘产业园", "投资方"} <= words
    assert "项目总投资12.5亿元" in thing._repr_html_()
    assert "覃塘产业园" in {other.name for other in thing.neighbours}


def test_names_of_articles_never_become_markup(graph: Graph) -> None:
    for thing in graph.find("script"):
        assert "<script>" not in thing._repr_html_()
        assert "<img" not in thing._repr_html_()
        ElementTree.fromstring(thing._repr_svg_())
    assert "<script>" not in graph.facts()._repr_html_()
    assert "<script>" not in graph.query("SELECT ?s ?l WHERE { ?s rdfs:label ?l }")._repr_html_()


def test_a_table_has_one_row_for_each_piece_of_evidence(graph: Graph) -> None:
    table = graph.frame("totalInvestment")
    assert tuple(table.columns) == COLUMNS
    assert list(table["value"]) == [1.25e9, 1.25e9]
    assert set(table["unit"]) == {"CNY"}
    assert set(table["published"]) == {"2023-03-19", "2023-09-02"}
    steps = graph[PROJECT].facts.where("milestone").frame()
    assert dict(zip(steps["date"], steps["planned"], strict=True)) == {"2023-03-18": False, "2024-06": True}
    texts = {article.article.id: article.article.text for article in newsroom()}
    for row in graph.facts().frame().itertuples():
        assert texts[row.article][row.start : row.end] == row.quote


def test_questions_and_the_network(graph: Graph) -> None:
    assert graph.ask("q06", {"name": "覃塘产业园"}).variables
    network = graph.network()
    assert network.nodes[graph[PROJECT].id]["label"] == "星河光电产业园项目"
    assert graph.find("xinghe")
    with pytest.raises(NotFound):
        graph["Project/没有"]


def test_a_day_that_is_past_and_no_store(store: Path, tmp_path: Path) -> None:
    with kg.open(store, as_of="2023-06-01") as then:
        assert len(then.frame("totalInvestment")) == 1
    with pytest.raises(StoreError):
        kg.open(tmp_path / "none")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")
def test_the_tutorial_runs_from_top_to_bottom(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    monkeypatch.setenv("KG_STORE", str(store))
    book = nbformat.read(ROOT / "docs" / "tutorial" / "notebook.ipynb", as_version=4)
    assert all(not cell.get("outputs") for cell in book.cells), "clear the outputs before committing"
    nbclient.NotebookClient(book, timeout=120, kernel_name="python3").execute()
    shown = "".join(
        str(output.get("data", {})) for cell in book.cells if cell.cell_type == "code" for output in cell.outputs
    )
    assert "<svg" in shown
    assert "1250000000" in shown or "1.25" in shown
