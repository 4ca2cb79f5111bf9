"""After `kill -9` at any moment of an ingest every article stands whole or not at all; a second run completes it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")
"""What the kernel has been given survives a killed process, on a disk or not; so the test need not wait for one."""
ROOT = Path(__file__).parents[3]


@pytest.mark.slow
def test_fifty_kills_leave_no_article_half_written() -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as room:
        command = [sys.executable, "-m", "tests.kg.store.killed_ingest", room, "52", "20261125"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=500, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert int(done.stdout.split()[0]) >= 50
