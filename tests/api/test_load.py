"""Sixty-four clients at once for a few seconds: no error. `benchmarks/server_load.py` runs the same for a minute."""

from __future__ import annotations

from pathlib import Path

from benchmarks.server_load import load, served


def test_sixty_four_clients_meet_no_error(news_store: Path) -> None:
    with served(news_store) as (address, process):
        report = load(address, process, clients=64, seconds=5)
    assert report.errors == 0, report.statuses
    assert len(report.seconds) >= 64
    assert report.memory and max(report.memory) < 1 << 30
