"""The graph page as a reader uses it: search, look, click a line, read the sentence; all without a mouse too."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitors, until

pytestmark = pytest.mark.browser

PROJECT = "Project/星河光电产业园项目"
FIRM = "https://zhaoshang.example/id/Company/广东星河光电集团有限公司"
IRI = "https://zhaoshang.example/id/" + PROJECT


def spot(page: Page, script: str) -> tuple[float, float]:
    """Where on the screen something of the canvas is: `script` gives a point of the network from `atlas`."""
    point = page.evaluate(f"(() => {{ const p = {script}; return atlas.network.canvasToDOM(p); }})()")
    box = page.locator("#canvas").bounding_box()
    assert box
    return box["x"] + point["x"], box["y"] + point["y"]


def middle_of_edge(page: Page, predicate: str) -> tuple[float, float]:
    return spot(
        page,
        f"""(() => {{
          const edge = atlas.view.edges.find((e) => e.predicate === "{predicate}");
          const places = atlas.network.getPositions([edge.source, edge.target]);
          const [a, b] = [places[edge.source], places[edge.target]];
          return {{ x: a.x * 0.35 + b.x * 0.65, y: a.y * 0.35 + b.y * 0.65 }};
        }})()""",
    )


def test_the_first_page_shows_the_best_connected_things(visit: Visitors) -> None:
    page = visit().go("/")
    assert page.evaluate("atlas.view.nodes.length") >= 10
    expect(page.locator("#welcome")).to_be_visible()
    expect(page.locator("#welcome .count").first).to_have_text("3")
    assert page.locator("#canvas canvas").count() == 1


def test_from_search_to_the_sentence(visit: Visitors) -> None:
    page = visit().go("/")
    page.locator("input[type=search]").type("星河光电产业园")
    expect(page.locator("#hits li").first).to_contain_text("星河光电产业园项目")
    page.keyboard.press("Enter")
    expect(page.locator("#shown h2")).to_have_text("星河光电产业园项目")
    until(page, "atlas.view.focus.length === 1")
    page.wait_for_load_state("networkidle")
    page.mouse.click(*middle_of_edge(page, "investor"))
    proof = page.locator("#shown .proof").first
    expect(proof.locator("mark")).to_have_text("该项目由广东星河光电集团有限公司投资，总投资12.5亿元。")
    expect(proof).to_contain_text("日前，记者在星河光电产业园项目现场看到")
    expect(proof).to_contain_text("广西日报")
    expect(proof).to_contain_text("2023-09-02")
    expect(proof).to_contain_text("97%")
    proof.get_by_role("link").click()
    page.wait_for_url("**/articles/**")
    expect(page.locator("mark#here")).to_be_in_viewport()
    expect(page.locator("h1")).to_have_text("覃塘产业园：项目建设跑出加速度")


def test_clicking_a_node_tells_its_facts_and_a_double_click_expands_it(visit: Visitors) -> None:
    page = visit().go("/?entity=" + quote(PROJECT))
    page.mouse.click(*spot(page, f'atlas.network.getPositions(["{FIRM}"])["{FIRM}"]'))
    expect(page.locator("#shown h2")).to_have_text("广东星河光电集团有限公司")
    before = page.evaluate("atlas.network.getPositions()")
    page.mouse.dblclick(*spot(page, f'atlas.network.getPositions(["{FIRM}"])["{FIRM}"]'))
    until(page, "atlas.view.focus.length === 2")
    after = page.evaluate("atlas.network.getPositions()")
    assert len(after) > len(before)
    assert {iri: after[iri] for iri in before} == before
    assert "open=" in page.url
    page.go_back()
    until(page, "atlas.view.focus.length === 1")


def test_every_state_is_an_address(visit: Visitors) -> None:
    page = visit().go(f"/?entity={quote(PROJECT)}&open={quote('Park/覃塘产业园')}")
    assert page.evaluate("atlas.view.focus.length") == 2
    page.locator(".why").first.click()
    expect(page.locator("#shown mark").first).to_be_visible()
    address = page.url
    again = visit()
    again.page.goto(address)
    expect(again.page.locator("#shown mark").first).to_be_visible()
    page.go_back()
    expect(page.locator("#shown .group").first).to_be_visible()


def test_the_graph_is_reachable_by_keyboard(visit: Visitors) -> None:
    page = visit().go("/?entity=" + quote(PROJECT))
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowUp")
    selected = page.evaluate("atlas.network.getSelectedNodes()")
    assert selected and selected != [IRI]
    page.keyboard.press("Enter")
    expect(page.locator("#shown h2")).not_to_have_text("星河光电产业园项目")
    expect(page.locator("#said")).not_to_be_empty()
    page.keyboard.press(" ")
    until(page, "atlas.view.focus.length === 2")


def test_tab_reaches_search_canvas_legend_tools_and_facts(visit: Visitors) -> None:
    page = visit().go("/?entity=" + quote(PROJECT))
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "(() => { const e = document.activeElement;"
                " return e.id || e.dataset.type || e.dataset.tool || e.className || e.name || e.tagName })()"
            )
        )
    assert {"canvas", "Region", "in", "q", "why", "tongue"} <= {word for name in reached for word in name.split()}


def test_the_legend_hides_a_type(visit: Visitors) -> None:
    page = visit().go("/")
    before = page.evaluate("atlas.nodes.length")
    page.locator(".legend [data-type=Company]").click()
    until(page, f"atlas.nodes.length < {before}")
    expect(page.locator(".legend [data-type=Company]")).to_have_attribute("aria-pressed", "false")
    page.locator(".legend [data-type=Company]").click()
    until(page, f"atlas.nodes.length === {before}")


def test_the_language_switch_keeps_what_is_shown(visit: Visitors) -> None:
    page = visit().go("/?entity=" + quote(PROJECT))
    page.locator("[data-language]").click()
    page.wait_for_load_state("networkidle")
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.locator("#shown h2")).to_have_text("星河光电产业园项目")
    expect(page.locator("#shown .group h3").first).to_have_text("Located in")
    expect(page.locator("#shown")).to_contain_text("CNY 1.25 billion")
    page.locator(".bar nav a[href='/articles']").click()
    expect(page.locator("h1")).to_have_text("Articles")  # kept by the cookie


def test_the_page_speaks_the_language_of_the_browser(visit: Visitors) -> None:
    expect(visit(locale="en-GB").go("/articles").locator("h1")).to_have_text("Articles")
    expect(visit(locale="zh-CN").go("/articles").locator("h1")).to_have_text("文章")


@pytest.mark.parametrize("path", ["/", "/articles", "/queries", "/queries/q07", "/sparql", "/search?q=星河", "/docs"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_a_telephone(visit: Visitors, path: str, locale: str, scheme: str) -> None:
    page = visit(width=390, height=844, locale=locale, scheme=scheme).go(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("#content")).to_be_visible()


def test_a_telephone_reads_the_sentence_too(visit: Visitors) -> None:
    page = visit(width=390, height=844).go("/?entity=" + quote(PROJECT))
    page.locator(".why").first.click()
    expect(page.locator("#shown mark").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
