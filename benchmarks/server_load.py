"""Many clients at once against a real server: errors, speed, and whether its memory grows.

    python benchmarks/server_load.py --store kg-store --clients 64 --seconds 60

Starts `kg serve` over the store, lets every client ask a mix of queries, pages and searches one after another, and
prints requests a second, percentiles, errors, and the memory of the server with its workers in the first and the
last quarter of the time. Exit status 1 where there was an error or memory grew by more than a fifth.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

MIX = (
    "/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D",
    "/sparql?query=SELECT%20%3Fp%20%3Fn%20%7B%20%3Fp%20a%20zs%3AProject%20%3B%20rdfs%3Alabel%20%3Fn%20%7D%20LIMIT%2020",
    "/sparql?query=SELECT%20%3Fc%20(COUNT(*)%20AS%20%3Fn)%20%7B%20%3Fs%20a%20%3Fc%20%7D%20GROUP%20BY%20%3Fc",
    "/sparql?query=SELECT%20%2A%20%7B%20%3Fs%20zs%3AlocatedIn%20%3Fo%20%7D%20LIMIT%20500&format=csv",
    "/search?q=%E8%B4%B5%E6%B8%AF",
    "/search?q=guigang",
    "/articles?limit=5",
    "/timeline?limit=20",
    "/queries/q05?format=json",
    "/healthz",
)


@dataclass
class Report:
    """What came of a run: seconds of every answer, statuses, memory samples in bytes."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    memory: list[int] = field(default_factory=list)
    took: float = 0.0

    @property
    def errors(self) -> int:
        """Answers that were none, or not 200."""
        return self.statuses.total() - self.statuses["200"]

    def growth(self) -> float:
        """Memory at the end by memory at the beginning, after all is warm."""
        quarter = max(1, len(self.memory) // 4)
        return statistics.median(self.memory[-quarter:]) / statistics.median(self.memory[quarter : 2 * quarter] or [1])

    def as_json(self) -> dict[str, object]:
        """Figures for a record."""
        ranked = sorted(self.seconds)
        return {
            "requests": len(ranked),
            "per_second": round(len(ranked) / self.took, 1),
            "median_ms": round(1000 * ranked[len(ranked) // 2], 1),
            "p95_ms": round(1000 * ranked[int(len(ranked) * 0.95)], 1),
            "errors": self.errors,
            "statuses": dict(self.statuses),
            "memory_mb": [round(sample / (1 << 20)) for sample in self.memory[:: max(1, len(self.memory) // 8)]],
            "growth": round(self.growth(), 3),
            "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        }


@contextmanager
def served(store: Path) -> Iterator[tuple[str, int]]:
    """The address and the process number of a server over a store."""
    command = [sys.executable, "-c", "from api.cli import main; main()", "serve", "--store", str(store), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        found = re.search(r"http://\S+:\d+", process.stderr.readline())
        assert found, "the server does not start"
        yield found[0], process.pid
    finally:
        process.terminate()
        process.wait(timeout=40)
        if process.stderr:
            process.stderr.close()


def memory(process: int) -> int:
    """Bytes in memory of a process and its children, pages that they share counted once each."""
    total = 0
    for number in (process, *_children(process)):
        try:
            text = Path(f"/proc/{number}/smaps_rollup").read_text()
        except OSError:
            continue  # it has just ended
        found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
        total += int(found[1]) << 10 if found else 0
    return total


def _children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task").glob("*/children")
    return [int(number) for file in listed for number in file.read_text().split()]


async def _client(http: httpx.AsyncClient, number: int, until: float, report: Report) -> None:
    turn = number
    while time.monotonic() < until:
        began = time.monotonic()
        try:
            answer = await http.get(MIX[turn % len(MIX)], headers={"Accept": "application/json, text/csv;q=0.5"})
            report.statuses[str(answer.status_code)] += 1
        except httpx.HTTPError as error:
            report.statuses[type(error).__name__] += 1
        report.seconds.append(time.monotonic() - began)
        turn += 1


async def _watch(process: int, until: float, report: Report) -> None:
    while time.monotonic() < until:
        report.memory.append(memory(process))
        await asyncio.sleep(0.25)


def load(address: str, process: int, clients: int, seconds: float) -> Report:
    """Let so many clients ask for so long."""

    async def run() -> Report:
        report, began = Report(), time.monotonic()
        limits = httpx.Limits(max_connections=clients, max_keepalive_connections=clients)
        async with httpx.AsyncClient(base_url=address, timeout=60, limits=limits) as http:
            for path in MIX:  # what the first visitor waits for is not what is measured
                await http.get(path)
            until = time.monotonic() + seconds
            tasks = [_client(http, number, until, report) for number in range(clients)]
            await asyncio.gather(_watch(process, until, report), *tasks)
        report.took = time.monotonic() - began
        return report

    return asyncio.run(run())


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--store", type=Path, default=Path("kg-store"))
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=60.0)
    given = parser.parse_args()
    with served(given.store) as (address, process):
        report = load(address, process, given.clients, given.seconds)
    print(json.dumps({"clients": given.clients, "seconds": given.seconds, **report.as_json()}, indent=1))
    if report.errors or report.growth() > 1.2:
        sys.exit(1)


if __name__ == "__main__":
    main()
