"""Runs strangers' SPARQL queries in worker processes that can be killed.

The engine has no timeout, and some small queries end the process that parses them (docs: decision 3). So
a query goes to a worker; when its time is up the worker is killed and another one starts. The server's own
process never parses a stranger's query.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import select
import struct
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api import guard
from api.errors import Overloaded, QueryFailed
from api.settings import QueryLimits
from kg.errors import InvalidQuery, KgError, QueryTimeout, StoreError

_BOOT_SECONDS = 30.0
_ERRORS: dict[str, type[KgError]] = {kind.__name__: kind for kind in (InvalidQuery, QueryFailed, StoreError)}


@dataclass(frozen=True, slots=True)
class Question:
    """A SPARQL query, the media types its answer may have, best first, and the snapshot version it is put to.

    `default_graphs` and `named_graphs` are those of the SPARQL protocol; empty means the store's own.
    """

    sparql: str
    media_types: tuple[str, ...]
    version: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, serialised in one of the media types asked for."""

    body: bytes
    media_type: str


class Worker:
    """One process. Not safe to share between threads: the pool lends it to one at a time."""

    def __init__(self, store: Path, memory: int) -> None:
        command = [sys.executable, "-X", "utf8", "-m", "api.worker", str(store), str(memory)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.ready = False

    def ask(self, question: Question, limits: QueryLimits) -> Answer:
        """The serialised answer. Raises the error that the worker reports, QueryTimeout or QueryFailed."""
        if not self.ready:
            self._boot()
        asked = {name: getattr(question, name) for name in Question.__slots__}
        line = json.dumps({**asked, "sparql": guard.spelled(question.sparql)}).encode()
        try:
            assert self.process.stdin is not None
            self.process.stdin.write(struct.pack(">Q", len(line)) + line)
            self.process.stdin.flush()
            head, body = self._receive(time.monotonic() + limits.seconds, limits.answer)
        except BrokenPipeError as error:
            raise QueryFailed("the query worker had gone", hint="try again") from error
        if "error" in head:
            kind = _ERRORS.get(head["error"], KgError)
            raise kind(head["what"], where=head.get("where", ""), hint=head.get("hint", ""))
        return Answer(body, head["media_type"])

    def _boot(self) -> None:
        try:
            head, _ = self._receive(time.monotonic() + _BOOT_SECONDS, 1 << 20)
        except KgError as error:
            raise StoreError("a query worker does not start", hint="see the server's log") from error
        self.ready = bool(head["ready"])

    def _receive(self, deadline: float, most: int) -> tuple[dict[str, Any], bytes]:
        size = struct.unpack(">Q", self._read(8, deadline))[0]
        if size > most:
            raise QueryFailed(f"the answer has {size:,} bytes, more than the {most:,} allowed", hint="add LIMIT")
        head, _, body = self._read(size, deadline).partition(b"\n")
        return json.loads(head), body

    def _read(self, size: int, deadline: float) -> bytes:
        """Exactly `size` bytes before `deadline` (monotonic seconds)."""
        assert self.process.stdout is not None
        pipe, parts = self.process.stdout.fileno(), []
        while size:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                raise QueryTimeout("the query was stopped at its time limit", hint="narrow it, or add LIMIT")
            part = os.read(pipe, min(size, 1 << 20))
            if not part:
                raise QueryFailed(
                    "the query needs more memory than a query may use, or nests too deep", hint="ask in smaller steps"
                )
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def kill(self) -> None:
        """End the process now and forget it."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):  # bytes of a question that nobody read any more
                    pipe.close()


class Pool:
    """A few workers over one store, started at the first question. Safe to use from many threads."""

    def __init__(self, store: Path, limits: QueryLimits) -> None:
        self.store, self.limits = store, limits
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self._all: set[Worker] = set()
        self._lock = threading.Lock()
        self._asking = 0

    def ask(self, question: Question) -> Answer:
        """The serialised answer to one question.

        Raises InvalidQuery, QueryTimeout, QueryFailed, StoreError, or Overloaded where too many wait.
        """
        guard.check(question.sparql, self.limits.length)
        with self._lock:
            if self._asking >= self.limits.workers + self.limits.waiting:
                raise Overloaded("more queries are waiting than this server takes on", hint="try again in a moment")
            self._asking += 1
            while len(self._all) < min(self.limits.workers, self._asking):
                self._hire()
        try:
            return self._lend(question)
        finally:
            with self._lock:
                self._asking -= 1

    def _hire(self) -> None:
        worker = Worker(self.store, self.limits.memory)
        self._all.add(worker)
        self._idle.put(worker)

    def _lend(self, question: Question) -> Answer:
        try:
            worker = self._idle.get(timeout=self.limits.seconds * 2)
        except queue.Empty as error:
            raise Overloaded("every query worker is busy", hint="try again in a moment") from error
        try:
            answer = worker.ask(question, self.limits)
        except (InvalidQuery, StoreError):  # the worker said so itself: it is well
            self._idle.put(worker)
            raise
        except BaseException:
            self._replace(worker)
            raise
        self._idle.put(worker)
        return answer

    def _replace(self, worker: Worker) -> None:
        worker.kill()
        with self._lock:
            self._all.discard(worker)
            self._hire()

    def close(self) -> None:
        """End every worker."""
        with self._lock:
            for worker in self._all:
                worker.kill()
            self._all.clear()
            self._idle = queue.SimpleQueue()
