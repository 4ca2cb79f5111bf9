"""A real Chromium before a real server. Skipped, and said so, only where there is no Chromium."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.factory import newsroom, shelve
from tests.serving import serving

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("KG_CHROMIUM") or next((found for name in NAMES if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        path = path or playwright.chromium.executable_path
        if not Path(path).exists():
            pytest.skip("no Chromium on this machine: install one (apt-get install chromium) to run the browser tests")
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(shelve(tmp_path_factory.mktemp("browser") / "store", *newsroom())) as where:
        yield where


@dataclass
class Watch:
    """What a page asked for and complained about."""

    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@dataclass
class Visitor:
    """A page in a browser of its own, watched: `go` opens a path of the server."""

    page: Page
    address: str
    watch: Watch

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        return self.page


class Visitors:
    """Makes visitors, and at the end checks that none of them saw an error or asked another server."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.made: list[Visitor] = []

    def __call__(
        self, *, width: int = 1440, height: int = 900, locale: str = "zh-CN", scheme: str = "light"
    ) -> Visitor:
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale=locale,
            color_scheme=scheme,  # type: ignore[arg-type]
        )
        page, watch = context.new_page(), Watch()
        page.set_default_timeout(15_000)

        def asked(request: Request) -> None:
            if not request.url.startswith((self.address, "data:", "file:", "blob:")):
                watch.outside.append(request.url)

        def said(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                watch.complaints.append(message.text)

        page.on("request", asked)
        page.on("console", said)
        page.on("pageerror", lambda error: watch.complaints.append(str(error)))
        self.made.append(Visitor(page, self.address, watch))
        return self.made[-1]

    def close(self) -> None:
        for visitor in self.made:
            visitor.page.context.close()
        assert [url for visitor in self.made for url in visitor.watch.outside] == []
        assert [text for visitor in self.made for text in visitor.watch.complaints] == []


def until(page: Page, script: str) -> None:
    """Wait until `script` is true. (Playwright's own waiting evaluates a string, which our policy forbids.)"""
    deadline = time.monotonic() + 10
    while not page.evaluate(script):
        assert time.monotonic() < deadline, f"never came true: {script}"
        page.wait_for_timeout(30)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visitors]:
    visitors = Visitors(browser, address)
    yield visitors
    visitors.close()
