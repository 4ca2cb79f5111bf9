"""The whole graph as dots: every thing is there, found by search and by pointer, filtered, moved by hand and key."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor, Visitors, until
from tests.browser.test_atlas import PROJECT

pytestmark = pytest.mark.browser


def opened(visitor: Visitor, path: str = "/overview") -> Page:
    page = visitor.go(path)
    until(page, "'drawn' in document.documentElement.dataset")
    return page


def spot(page: Page, key: str) -> tuple[float, float]:
    """Where on the screen the dot of a thing is."""
    place: dict[str, Any] = page.evaluate(
        """async (key) => {
          const { n } = await (await fetch("/overview/where?entity=" + encodeURIComponent(key))).json();
          const at = await window.country("spot", { n }, "spot");
          const box = document.getElementById("canvas").getBoundingClientRect();
          return { x: at.x + box.x, y: at.y + box.y };
        }""",
        key,
    )
    return place["x"], place["y"]


def test_every_thing_of_the_store_is_a_dot(visit: Visitors) -> None:
    page = opened(visit())
    total = page.evaluate("fetch('/overview/dots').then((a) => a.arrayBuffer()).then((b) => b.byteLength)")
    assert total > 0
    counts = [int(text) for text in page.locator(".legend [data-count]").all_inner_texts()]
    assert str(sum(counts)) in page.locator("#note").inner_text()


def test_search_flies_to_a_thing_and_tells_of_it(visit: Visitors) -> None:
    page = opened(visit())
    page.locator("input[type=search]").type("xhgd")
    expect(page.locator("#hits li").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#shown h2")).to_contain_text("星河光电")
    box = page.locator("#canvas").bounding_box()
    assert box
    key = page.evaluate("new URLSearchParams(location.search).get('entity')")
    x, y = spot(page, key)
    assert abs(x - box["x"] - box["width"] / 2) < 3 and abs(y - box["y"] - box["height"] / 2) < 3
    page.locator("#shown .actions a").first.click()
    page.wait_for_url("**/?entity=**")


def test_a_dot_says_its_name_and_a_click_its_facts(visit: Visitors) -> None:
    page = opened(visit(), "/overview?entity=" + quote(PROJECT))
    expect(page.locator("#shown h2")).to_have_text("星河光电产业园项目")
    page.goto(page.url.split("?")[0])
    until(page, "'drawn' in document.documentElement.dataset")
    x, y = spot(page, PROJECT)
    page.mouse.move(x, y)
    expect(page.locator("#tip")).to_contain_text("项目")
    page.mouse.click(x, y)
    expect(page.locator("#shown h2")).to_be_visible()
    expect(page.locator("#welcome")).to_be_hidden()


def test_dragging_and_keys_move_the_camera(visit: Visitors) -> None:
    page = opened(visit())
    x, y = spot(page, PROJECT)
    page.mouse.move(500, 400)
    page.mouse.down()
    page.mouse.move(560, 430, steps=5)
    page.mouse.up()
    moved = spot(page, PROJECT)
    assert abs(moved[0] - x - 60) < 2 and abs(moved[1] - y - 30) < 2
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowLeft")
    assert abs(spot(page, PROJECT)[0] - moved[0] - 80) < 2
    page.keyboard.press("0")
    back = spot(page, PROJECT)
    assert abs(back[0] - x) < 2 and abs(back[1] - y) < 2


def test_types_and_provinces_are_filters_kept_in_the_address(visit: Visitors) -> None:
    page = opened(visit())
    before = page.locator("#note").inner_text()
    page.locator(".legend [data-type=Company]").click()
    expect(page.locator("#note")).not_to_have_text(before)
    page.locator("#province").select_option("广西壮族自治区")
    expect(page.locator("#note")).to_contain_text("显示")
    shown = page.locator("#note").inner_text()
    again = opened(visit(), page.url.removeprefix(page.evaluate("location.origin")))
    expect(again.locator("#note")).to_have_text(shown)
    expect(again.locator(".legend [data-type=Company]")).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_telephone(visit: Visitors, locale: str, scheme: str) -> None:
    page = opened(visit(width=390, height=844, locale=locale, scheme=scheme))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
