"""Cockpit, things, articles, comparison and timelines in a real browser: both languages, wide and narrow, by keyboard;
nothing runs over the edge, axe finds nothing serious, no request leaves the server, no error is told."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.test_accessibility import AXE, findings
from tests.factory import signing

pytestmark = pytest.mark.browser

PAGES = [
    "/cockpit",
    "/cockpit/facts?figure=reached&step=signed",
    "/compare?place=Region/贵港市&place=Park/覃塘产业园",
    "/timeline?of=Region/贵港市",
    "/entities/Project/星河光电产业园项目",
    "/entities/Region/贵港市",
    "/entities/Industry/碳酸钙深加工",
    f"/articles/{signing().article.id}?text=original",
]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("width", "locale", "scheme"), [(1280, "zh-CN", "light"), (390, "en-GB", "dark")], ids=["wide", "narrow"]
)
def test_a_page_fits_and_is_sound(visit: Visitors, path: str, width: int, locale: str, scheme: str) -> None:
    page = visit(width=width, locale=locale, scheme=scheme).go(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator("h1")).to_be_visible()
    if AXE.exists():
        page.wait_for_timeout(200)
        assert findings(page) == []


def test_a_figure_of_the_cockpit_leads_to_its_sentence(visit: Visitors) -> None:
    page = visit(locale="zh-CN").go("/cockpit?park=Park/覃塘产业园")
    expect(page.locator("select[name=park]")).to_have_value("Park/覃塘产业园")
    page.get_by_role("link", name="12.5亿元").first.click()
    expect(page.locator("q").first).to_contain_text("总投资12.5亿元")
    page.locator(".why").first.click()
    expect(page.locator("mark").first).to_contain_text("总投资12.5亿元")


def test_a_place_is_chosen_and_the_chart_leads_on_by_keyboard(visit: Visitors) -> None:
    page = visit(locale="zh-CN").go("/cockpit")
    page.locator("select[name=region]").select_option(label="贵港市")
    page.locator("form.scope button").click()
    expect(page.locator("h1")).to_have_text("贵港市")
    page.locator("svg.columns a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("数字背后的事实")
