"""Ingests asked for over HTTP, one after another, each in a process of its own, watched until it ends.

The list of jobs is kept in memory: what they did is in the store, and a job that a stop of the server cut short is
posted again (an ingest that runs twice changes nothing).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import sys
import tempfile
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from api.errors import Overloaded
from kg.errors import NotFound

_KEPT: Final = 200
_WAITING: Final = 50


@dataclass
class Job:
    """One ingest: its `id`, the file of its articles, how many there are, what became of those that are done."""

    id: str
    file: Path
    total: int
    state: str = "waiting"
    posted: str = field(default_factory=lambda: _now())
    ended: str | None = None
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    error: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The job as clients see it."""
        return {
            "id": self.id,
            "state": self.state,
            "progress": {"done": len(self.outcomes), "total": self.total},
            "posted": self.posted,
            "ended": self.ended,
            "error": self.error,
            "outcomes": self.outcomes,
        }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


class Jobs:
    """The jobs of one server. For one event loop."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._turn = asyncio.Lock()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._room = tempfile.TemporaryDirectory(prefix="kg-jobs-")

    def post(self, articles: list[dict[str, Any]]) -> Job:
        """A new job over these articles, each an object of the JSON Lines reader. Raises Overloaded."""
        if len(self._tasks) >= _WAITING:
            raise Overloaded("too many ingests are waiting", hint="try again when some are done")
        job = Job(secrets.token_hex(8), Path(self._room.name) / f"{secrets.token_hex(8)}.jsonl", len(articles))
        lines = (json.dumps(article, ensure_ascii=False) for article in articles)
        job.file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self._jobs[job.id] = job
        while len(self._jobs) > _KEPT and next(iter(self._jobs.values())).ended:
            self._jobs.popitem(last=False)
        task = asyncio.get_running_loop().create_task(self._run(job))
        self._tasks[job.id] = task
        task.add_done_callback(lambda _: self._tasks.pop(job.id, None))
        return job

    def all(self) -> list[Job]:
        """Every job that is remembered, the latest first."""
        return list(reversed(self._jobs.values()))

    def get(self, id: str) -> Job:
        """One job. Raises NotFound."""
        if id not in self._jobs:
            raise NotFound("no such job", where=id)
        return self._jobs[id]

    def cancel(self, id: str) -> Job:
        """Stop a job: what it finished stays. Raises NotFound."""
        job = self.get(id)
        if id in self._tasks:
            self._tasks[id].cancel()
        return job

    async def _run(self, job: Job) -> None:
        try:
            async with self._turn:
                job.state = "running"
                await self._watch(job)
        except asyncio.CancelledError:
            job.state = "stopped"
            raise
        finally:
            job.ended = _now()
            job.file.unlink(missing_ok=True)

    async def _watch(self, job: Job) -> None:
        command = [sys.executable, "-X", "utf8", "-m", "api.intake", str(self.store), str(job.file)]
        process = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, limit=1 << 20
        )
        assert process.stdout is not None
        try:
            async for line in process.stdout:
                told = json.loads(line)
                if "name" in told:
                    job.outcomes.append(told)
                elif told.get("done"):
                    job.state = "done"
                job.error = told.get("error", job.error)
            await process.wait()
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.terminate()
                await process.wait()
        if job.state != "done":
            job.state, job.error = "failed", job.error or "the ingest ended before its time: see the server's log"

    async def close(self) -> None:
        """Stop every job."""
        for task in list(self._tasks.values()):
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        self._room.cleanup()
