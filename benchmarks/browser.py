"""Times what a reader waits for, in a real browser before a real server: run it on a store of the wanted size.

    python benchmarks/browser.py STORE [--entity Type/name] [--plain 100] [--out FILE]

Headless Chromium without a GPU. Navigation starts the clock; it stops when the picture is on the canvas. With
`--plain N` the same N nodes are also drawn by pyvis as it comes, side by side with the page that we export.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from kg import iris
from kg import namespaces as ns
from kg.store import open_reader
from tests.serving import serving
from viz.export import page as exported
from viz.links import neighbours, pairs
from viz.view import Frame, overview

ROUNDS = 3
DRAG = """async () => {
  await country("measure", { reset: true }, "measured");
  const start = performance.now();
  let turn = 0;
  while (performance.now() - start < 3000) {
    country("pan", { dx: turn % 80 < 40 ? 6 : -6, dy: turn % 60 < 30 ? 3 : -3 }, "nothing");
    turn++;
    await new Promise(requestAnimationFrame);
  }
  return country("measure", {}, "measured");
}"""


class Told(dict[str, Any]):
    """A dict that says what comes into it, so that a long run is not silent."""

    def __setitem__(self, key: str, value: Any) -> None:
        print(key, value, file=sys.stderr, flush=True)
        super().__setitem__(key, value)


def until(page: Page, script: str) -> None:
    """Wait until `script` is true."""
    deadline = time.monotonic() + 300
    while not page.evaluate(script):
        if time.monotonic() > deadline:
            raise TimeoutError(script)
        page.wait_for_timeout(5)


def opened(browser: Browser, address: str, script: str) -> tuple[float, int]:
    """Seconds from navigation until `script` gives a number of milliseconds, and bytes that came over the wire."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(address, wait_until="commit")
    until(page, f"Boolean({script})")
    seconds = float(page.evaluate(script)) / 1000
    came = "performance.getEntries().reduce((sum, e) => sum + (e.transferSize ?? 0), 0)"
    size = int(page.evaluate(came))
    context.close()
    return seconds, size


def median(browser: Browser, address: str, script: str) -> dict[str, float]:
    """The median of several visits, each in a fresh browser profile."""
    found = [opened(browser, address, script) for _ in range(ROUNDS)]
    return {"seconds": round(statistics.median(s for s, _ in found), 3), "kB": round(found[0][1] / 1000)}


def from_file(browser: Browser, text: str, script: str) -> float:
    """Seconds from navigation to the first picture of a page in a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.html"
        path.write_text(text, encoding="utf-8")
        return round(opened(browser, path.as_uri(), script)[0], 3)


def plain(view: Any) -> str:
    """The same nodes and edges drawn by pyvis with its own template and its default physics."""
    from pyvis.network import Network

    net = Network(directed=True, cdn_resources="in_line")
    net.nodes = [{"id": node.id, "label": node.label, "shape": "dot"} for node in view.nodes]
    net.edges = [{"from": edge.source, "to": edge.target} for edge in view.edges]
    html: str = net.generate_html()
    told = 'network.once("stabilizationIterationsDone", () => { window.drawn = performance.now(); });'
    return html.replace("return network;", f"{told} return network;", 1)


def main() -> None:
    """Measure and print as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("store", type=Path)
    parser.add_argument("--entity", help="Type/name; the best connected thing where left out")
    parser.add_argument("--plain", type=int, default=0, help="also draw this many nodes by pyvis as it comes")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    with open_reader(given.store) as reader:
        ends = [end for pair in pairs(reader) for end in pair]
        best = given.entity or Counter(ends).most_common(1)[0][0].removeprefix(ns.ID)
        iri = iris.entity(*best.split("/", 1))
        degree = len(neighbours(reader, [iri])[iri])
        large = overview(reader, Frame(limit=1000))
        small = overview(reader, Frame(limit=given.plain)) if given.plain else None
    found: dict[str, Any] = Told()
    found |= {
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, load {os.getloadavg()[0]:.1f}",
        "entity": {"key": best, "degree": degree},
    }
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with serving(given.store) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for path in ("/", "/graph", f"/graph/{best}", f"/panel/{best}", "/cockpit"):  # the server has started long ago
            httpx.get(address + path, timeout=120)
        dots = len(httpx.get(address + "/overview/dots", timeout=60).content)
        drawn = "window.atlas?.view.nodes.length && performance.getEntriesByName('picture')[0]?.startTime"
        found["front page"] = median(browser, address + "/", drawn)
        found["first graph of an entity"] = median(browser, f"{address}/?entity={best}", drawn)
        times = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            httpx.get(f"{address}/graph/{best}", params={"limit": 48, "open": best}, timeout=60).raise_for_status()
            times.append(time.perf_counter() - started)
        found["expand, on the server"] = {"seconds": round(statistics.median(times), 3)}
        found["overview"] = median(browser, address + "/overview", "document.documentElement.dataset.drawn")
        found["overview"]["bytes of dots"] = dots
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(address + "/overview")
        until(page, "'drawn' in document.documentElement.dataset")
        told = page.evaluate(DRAG)
        found["overview"]["draws a second while dragging"] = round(told["draws"] / told["seconds"], 1)
        found["query page"] = median(browser, address + "/sparql", "window.editor?.made && performance.now()")
        ready = "window.drawn && performance.now()"
        found["exported page"] = {"nodes": len(large.nodes), "seconds": from_file(browser, exported(large), ready)}
        if small:
            own = from_file(browser, exported(small), ready)
            found["side by side"] = {
                "nodes": len(small.nodes),
                "exported page, seconds": own,
                "pyvis as it comes, seconds": from_file(browser, plain(small), "window.drawn"),
            }
        browser.close()
    text = json.dumps(found, ensure_ascii=False, indent=2)
    print(text)
    if given.out:
        given.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
