"""Working on a picture: collapse, pin, hide, undo, filter, find a way, judge a fact, take the picture away."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

from kg import iris
from tests.browser.conftest import Visitors, until
from tests.browser.test_atlas import FIRM, PROJECT, middle_of_edge, spot
from tests.factory import Draft, newsroom, shelve
from tests.serving import serving

pytestmark = pytest.mark.browser

PARK = "Park/覃塘产业园"
TOKEN = "only-for-this-test"


def count(page: Page, kind: str = "nodes") -> int:
    return int(page.evaluate(f"atlas.{kind}.length"))


def node(page: Page, iri: str) -> tuple[float, float]:
    return spot(page, f'atlas.network.getPositions(["{iri}"])["{iri}"]')


@pytest.fixture
def open_to_reviewers(browser: Browser, tmp_path: Path) -> Iterator[Visitors]:
    with serving(shelve(tmp_path / "store", *newsroom()), token=TOKEN) as where:
        visitors = Visitors(browser, where)
        yield visitors
        visitors.close()


@pytest.mark.parametrize("typed", ["星河光电产业园", "xinghe", "xhgd", "星河光电集团"])
def test_search_knows_chinese_pinyin_initials_and_aliases(visit: Visitors, typed: str) -> None:
    page = visit().go("/")
    page.locator("input[type=search]").type(typed)
    expect(page.locator("#hits li").first).to_contain_text("星河光电")
    page.keyboard.press("Escape")
    expect(page.locator("#hits")).to_be_hidden()


def test_an_opened_thing_collapses_and_every_step_can_be_undone_and_redone(visit: Visitors) -> None:
    page = visit().go("/?entity=" + quote(PROJECT))
    expect(page.locator("[data-tool=undo]")).to_be_disabled()
    first = count(page)
    page.mouse.dblclick(*node(page, iris.entity("Park", "覃塘产业园")))
    until(page, f"atlas.nodes.length > {first}")
    opened = count(page)
    page.locator("#shown [data-do=collapse]").click()
    until(page, f"atlas.nodes.length === {first}")
    page.keyboard.press("Control+z")
    until(page, f"atlas.nodes.length === {opened}")
    page.locator("[data-tool=redo]").click()
    until(page, f"atlas.nodes.length === {first}")
    expect(page.locator("[data-tool=redo]")).to_be_disabled()
    page.keyboard.press("Control+z")
    expect(page.locator("[data-tool=redo]")).to_be_enabled()


@pytest.fixture
def crowded(browser: Browser, tmp_path: Path) -> Iterator[Visitors]:
    """A park with forty projects."""
    text = "今年以来，" + "".join(f"第{n}号光电项目落户覃塘产业园。" for n in range(1, 41))
    draft = Draft(text, "crowd.txt", date="2024-05-06", publisher="贵港日报")
    park = draft.thing("Park", "覃塘产业园")
    for n in range(1, 41):
        draft.fact(draft.thing("Project", f"第{n}号光电项目"), "locatedIn", park, f"第{n}号光电项目落户覃塘产业园。")
    with serving(shelve(tmp_path / "store", draft)) as where:
        visitors = Visitors(browser, where)
        yield visitors
        visitors.close()


def test_neighbours_come_in_pages(crowded: Visitors) -> None:
    page = crowded(width=390, height=844).go("/?entity=" + quote(PARK))
    before = count(page)
    rest = page.evaluate("atlas.view.hidden")
    assert rest > 0
    expect(page.locator("#note")).to_contain_text(str(rest))
    more = page.locator("#shown [data-do=expand]")
    expect(more).to_contain_text(str(rest))
    more.click()
    until(page, f"atlas.nodes.length > {before}")
    assert page.evaluate("atlas.view.hidden") < rest
    expect(page).to_have_url(re.compile("open=Park"))


def test_a_node_that_was_dragged_stays_where_it_was_put(visit: Visitors) -> None:
    page = visit().go("/?entity=" + quote(PROJECT))
    x, y = node(page, FIRM)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=4)
    page.mouse.up()
    until(page, f'atlas.node("{FIRM}")?.pinned')
    again = visit()
    again.page.goto(page.url)
    until(again.page, f'window.atlas && atlas.node("{FIRM}")?.pinned')
    there = page.evaluate(f'atlas.node("{FIRM}")')
    here = again.page.evaluate(f'atlas.node("{FIRM}")')
    assert (there["x"], there["y"]) == (here["x"], here["y"])
    page.go_back()
    until(page, f'!atlas.node("{FIRM}").pinned')


def test_keys_pin_and_hide_and_what_is_hidden_comes_back(visit: Visitors) -> None:
    page = visit().go("/?entity=" + quote(PROJECT))
    before = count(page)
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowUp")
    (chosen,) = page.evaluate("atlas.network.getSelectedNodes()")
    page.keyboard.press("p")
    until(page, f'atlas.node("{chosen}").pinned')
    page.evaluate(f'atlas.select(["{chosen}"])')
    page.keyboard.press("Delete")
    until(page, f"atlas.nodes.length === {before - 1}")
    page.locator("#filters summary").click()
    expect(page.locator("#hidden")).to_be_visible()
    page.locator("[data-tool=unhide]").click()
    until(page, f"atlas.nodes.length === {before}")


def test_filters_by_relation_day_and_confidence(visit: Visitors) -> None:
    page = visit().go("/?entity=" + quote(PROJECT))
    all_edges = count(page, "edges")
    page.locator("#filters summary").click()
    page.locator("#relations [value=investor]").uncheck()
    until(page, f"atlas.edges.length === {all_edges} - 1")
    expect(page.locator("#note")).to_contain_text("1")
    expect(page.locator("#filters .badge")).to_have_text("1")
    page.locator("#relations [value=investor]").check()
    until(page, f"atlas.edges.length === {all_edges}")
    page.locator("[name=since]").fill("2023-09-01")
    until(page, f"atlas.edges.length < {all_edges}")
    page.locator("[data-tool=reset]").click()
    until(page, f"atlas.edges.length === {all_edges}")
    page.locator("[name=sure]").fill("0.95")
    until(page, f"atlas.edges.length < {all_edges}")
    sure = page.evaluate("atlas.view.edges.map((e) => e.evidence.map((p) => p.confidence)).flat()")
    assert sure and min(sure) >= 0.95
    page.keyboard.press("Escape")
    expect(page.locator("#relations")).to_be_hidden()


def test_sizes_show_money_and_colours_communities(visit: Visitors) -> None:
    page = visit().go("/?entity=" + quote(PARK))
    page.locator("#filters summary").click()
    page.locator("[name=size]").select_option("amount")
    iri = iris.entity("Project", "星河光电产业园项目")
    until(page, f'atlas.nodes.get("{iri}").size > 18')
    assert page.evaluate(f'atlas.node("{iri}").amount') == 1_250_000_000
    page.locator("[name=colour]").select_option("community")
    expect(page).to_have_url(re.compile("size=amount&colour=community"))


def test_the_ways_between_two_chosen_things(visit: Visitors) -> None:
    page = visit().go("/?entity=" + quote(PROJECT))
    page.locator("#shown [data-do=path]").click()
    expect(page.locator("#choosing")).to_be_visible()
    page.locator("input[type=search]").type("贵港市")
    expect(page.locator("#hits li").first).to_contain_text("贵港市")
    page.keyboard.press("Enter")
    until(page, "atlas.view.focus.length === 2 && atlas.view.edges.length >= 2")
    expect(page.locator("#choosing")).to_be_hidden()
    page.mouse.click(*middle_of_edge(page, "locatedIn"))
    expect(page.locator("#shown mark").first).to_be_visible()
    page.locator("#note a").click()
    expect(page.locator("q").first).to_be_visible()


def test_the_picture_is_taken_away_as_it_is_seen(visit: Visitors) -> None:
    page = visit().go("/?entity=" + quote(PROJECT))
    page.locator("#filters summary").click()
    page.locator("#relations [value=locatedIn]").uncheck()
    until(page, "!atlas.view.edges.some((edge) => edge.predicate === 'locatedIn')")
    shown = page.evaluate("atlas.view.nodes.map((node) => node.label)")
    files = {}
    for form in ("svg", "gexf", "csv", "html"):
        page.locator("#exports").evaluate("(menu) => (menu.open = true)")
        with page.expect_download() as download:
            page.locator(f"[data-format={form}]").click()
        assert download.value.suggested_filename == f"graph.{form}"
        files[form] = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert all("覃塘产业园" not in ElementTree.fromstring(files[form]).itertext() for form in ("svg", "gexf"))
    gexf = ElementTree.fromstring(files["gexf"])
    assert sorted(element.get("label", "") for element in gexf.iter() if element.tag.endswith("}node")) == sorted(shown)
    rows = list(csv.DictReader(io.StringIO(files["csv"])))
    assert {row["客体"] for row in rows} | {row["主体"] for row in rows} == set(shown)
    assert any(row["原句"] == "该项目由广东星河光电集团有限公司投资，总投资12.5亿元。" for row in rows)
    assert "星河光电产业园项目" in files["html"] and "http://cdn" not in files["html"]
    page.locator("#exports").evaluate("(menu) => (menu.open = true)")
    with page.expect_download() as download:
        page.locator("[data-tool=png]").click()
    assert Path(download.value.path()).read_bytes()[:4] == b"\x89PNG"


def test_who_has_the_token_accepts_and_rejects_a_fact_from_its_sentence(open_to_reviewers: Visitors) -> None:
    visitor = open_to_reviewers()
    page = visitor.go("/?entity=" + quote(PROJECT))
    page.mouse.click(*middle_of_edge(page, "investor"))
    page.locator(".verdict summary").click()
    page.locator("[name=by]").fill("张三")
    page.locator("[name=token]").fill("wrong")
    page.locator("button[value=accept]").click()
    expect(page.locator(".verdict [role=status]")).not_to_be_empty()
    assert any("401" in text for text in visitor.watch.complaints)  # the browser itself reports the status
    visitor.watch.complaints.clear()
    page.locator("[name=token]").fill(TOKEN)
    page.locator("button[value=accept]").click()
    expect(page.locator("#shown")).to_contain_text("已接受 · 张三")
    before = count(page, "edges")
    page.locator(".verdict summary").click()
    expect(page.locator("[name=by]")).to_have_value("张三")
    page.locator("[name=reason]").fill("说的是另一家企业")
    page.locator("button[value=reject]").click()
    until(page, f"atlas.edges.length < {before}")
    assert page.evaluate("atlas.view.edges.every((edge) => edge.predicate !== 'investor')")


def test_without_a_token_nothing_offers_to_judge(visit: Visitors) -> None:
    page = visit().go("/?entity=" + quote(PROJECT))
    page.mouse.click(*middle_of_edge(page, "investor"))
    expect(page.locator("#shown mark").first).to_be_visible()
    assert page.locator(".verdict").count() == 0
