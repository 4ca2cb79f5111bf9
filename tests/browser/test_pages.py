"""The other pages in a real browser, and names that try to become scripts."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.factory import signing

pytestmark = pytest.mark.browser


def hostile_path(address: str) -> str:
    """The path of the hostile project under the server's root, as search tells it."""
    hits = httpx.get(address + "/search?q=onerror", headers={"Accept": "application/json"}).json()["hits"]
    return quote(next(hit["path"] for hit in hits if hit["type"] == "Project"))


def test_an_article_lights_facts_and_sentences(visit: Visitors) -> None:
    page = visit().go(f"/articles/{signing().article.id}")
    line = page.locator("#rail [data-fact]").filter(has_text="12.5亿元").first
    line.hover()
    lit = page.locator("#story .f.on")
    expect(lit.first).to_be_visible()
    assert "项目总投资12.5亿元" in "".join(lit.all_text_contents())
    page.locator("[data-toggle=dry]").click()
    assert page.locator("#story").get_attribute("class") == "story dry"
    page.locator("#story a.m").filter(has_text="覃塘产业园").first.click()
    expect(page.locator("h1")).to_have_text("覃塘产业园")


def test_a_named_question_is_answered_on_its_page(visit: Visitors) -> None:
    page = visit().go("/queries")
    page.locator("a[href='/queries/q05']").click()
    page.locator("input[name=placeName]").fill("贵港市")
    page.locator("input[name=least]").fill("1000000")
    page.locator("form.row button").click()
    expect(page.locator("td a").first).to_have_text("星河光电产业园项目")
    page.locator("td a").first.click()
    expect(page.locator("h1")).to_have_text("星河光电产业园项目")


def test_the_reference_is_drawn_from_our_own_files(visit: Visitors) -> None:
    page = visit().go("/docs")
    expect(page.locator("#operations-sparql-get_sparql_get, [id^=operations-sparql]").first).to_be_visible()


@pytest.mark.parametrize("room", ["/entities/", "/?entity=", "/search?q=", "/articles"])
def test_hostile_names_fire_nothing_on_pages(visit: Visitors, address: str, room: str) -> None:
    key = hostile_path(address).removeprefix("/id/")
    page = visit().go(room + ("" if room == "/articles" else key))
    page.wait_for_timeout(300)
    assert page.evaluate("window.fired") is None
    assert page.locator("img").count() == 0


def test_hostile_names_fire_nothing_in_tips_and_panels(visit: Visitors, address: str) -> None:
    key = hostile_path(address).removeprefix("/id/")
    page = visit().go(f"/?entity={key}")
    for why in range(page.locator(".why").count()):
        page.goto(f"{address}/?entity={key}")
        page.locator(".why").nth(why).click()
        expect(page.locator("#shown mark").first).to_be_visible()
        assert page.evaluate("window.fired") is None
    page.locator("input[type=search]").type("script")
    expect(page.locator("#hits li").first).to_contain_text("<script>")
    box = page.locator("#canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(200)
    assert page.evaluate("window.fired") is None


def test_the_exported_page_opens_offline_and_fires_nothing(visit: Visitors, address: str, tmp_path: Path) -> None:
    saved = tmp_path / "graph.html"
    saved.write_bytes(
        httpx.get(f"{address}{hostile_path(address).replace('/id/', '/graph/')}?format=html&depth=2").content
    )
    visitor = visit()
    visitor.page.context.set_offline(True)
    visitor.page.goto(saved.as_uri())
    page = visitor.page
    assert page.evaluate("drawn.body.nodeIndices.length") >= 3
    page.evaluate(
        "(() => { const [edge] = drawn.body.edgeIndices; drawn.selectEdges([edge]);"
        " drawn.body.emitter.emit('click', { nodes: [], edges: [edge] }); })()"
    )
    expect(page.locator("#told mark").first).to_be_visible()
    page.wait_for_timeout(300)
    assert page.evaluate("window.fired") is None
    assert page.locator("img").count() == 0
    expect(page.locator("#legend li").first).to_be_visible()


def test_the_exported_page_tells_the_sentence_of_the_line_that_is_clicked(
    visit: Visitors, address: str, tmp_path: Path
) -> None:
    saved = tmp_path / "graph.html"
    path = quote("/graph/Project/星河光电产业园项目")
    saved.write_bytes(httpx.get(f"{address}{path}?format=html").content)
    visitor = visit()
    visitor.page.goto(saved.as_uri())
    point = visitor.page.evaluate(
        """(() => {
          const edge = Object.values(drawn.body.edges).find((e) => e.options.label === "投资方");
          const [a, b] = [edge.from, edge.to];
          const at = drawn.canvasToDOM({ x: a.x * 0.35 + b.x * 0.65, y: a.y * 0.35 + b.y * 0.65 });
          const box = document.getElementById("canvas").getBoundingClientRect();
          return [box.x + at.x, box.y + at.y];
        })()"""
    )
    visitor.page.mouse.click(*point)
    expect(visitor.page.locator("#told")).to_contain_text("该项目由广东星河光电集团有限公司投资，总投资12.5亿元。")
    expect(visitor.page.locator("#told small").first).to_contain_text("广西日报 · 2023-09-02")
