"""Every page before axe, the checker of the field: nothing serious, nothing critical, in both schemes and languages."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visitors, until
from tests.browser.test_atlas import PROJECT

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PAGES = [
    "/",
    "/?entity=" + quote(PROJECT),
    "/overview",
    "/sparql?show=q05",
    "/queries",
    "/queries/q05",
    "/path",
    "/search?q=星河",
]


def findings(page: Page) -> list[str]:
    """What axe finds serious or critical, with the elements."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({ resultTypes: ['violations'] }).then((answer) => answer.violations)")
    return [
        f"{item['id']}: {node['html'][:150]} {node['failureSummary'][:200]}"
        for item in found
        if item["impact"] in ("serious", "critical")
        for node in item["nodes"]
    ]


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in the checkout")
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("locale", "scheme"), [("zh-CN", "light"), ("en-GB", "dark")])
def test_nothing_serious(visit: Visitors, path: str, locale: str, scheme: str) -> None:
    page = visit(locale=locale, scheme=scheme).go(path)
    if path == "/overview":
        until(page, "'drawn' in document.documentElement.dataset")
    for menu in page.locator("details.menu").all():
        menu.evaluate("(it) => (it.open = true)")
    page.wait_for_timeout(250)  # colours fade in
    assert findings(page) == []


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm ci in the checkout")
def test_the_evidence_and_the_telephone_too(visit: Visitors) -> None:
    page = visit(width=390, height=844).go("/?entity=" + quote(PROJECT))
    page.locator(".why").first.click()
    page.locator("#shown mark").first.wait_for()
    assert re.search("fact=", page.url)
    page.wait_for_timeout(250)
    assert findings(page) == []
