"""A worker process as the server sees it: asked one question at a time, its answer read frame by frame.

The engine has no timeout, and some small queries end the process that parses them (docs: decision 3). So a
query goes to a worker; when its time is up the worker is killed and another one starts. The server's own
process never parses a stranger's query. Who gets a worker, and when, is `api.pool`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import struct
import sys
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from api import guard
from api.errors import QueryFailed
from api.worker import FRAME
from kg.errors import InvalidQuery, KgError, StoreError

_BOOT_SECONDS: Final = 30.0
_LOWER: Final = 10
_BUFFER: Final = 1 << 16
_ERRORS: Final[dict[str, type[KgError]]] = {kind.__name__: kind for kind in (InvalidQuery, QueryFailed, StoreError)}


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
    kind: str = "query"

    def message(self) -> dict[str, Any]:
        """What is sent to the worker."""
        return {**asdict(self), "sparql": guard.spelled(self.sparql)}


@dataclass(frozen=True, slots=True)
class Graph:
    """A whole graph (None: the default graph) of a snapshot, in one media type."""

    graph: str | None
    media_type: str
    version: str
    kind: str = "graph"

    def message(self) -> dict[str, Any]:
        """What is sent to the worker."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Update:
    """A SPARQL Update."""

    sparql: str
    kind: str = "update"

    def message(self) -> dict[str, Any]:
        """What is sent to the worker."""
        return {**asdict(self), "sparql": guard.spelled(self.sparql)}


@dataclass(frozen=True, slots=True)
class Put:
    """RDF documents, each text with its media type, to be stored as one graph (None: the default graph)."""

    graph: str | None
    parts: tuple[tuple[str, str], ...]
    base: str
    replace: bool
    kind: str = "put"

    def message(self) -> dict[str, Any]:
        """What is sent to the worker."""
        return {**asdict(self), "parts": [{"text": text, "media_type": kind} for text, kind in self.parts]}


@dataclass(frozen=True, slots=True)
class Drop:
    """A graph to be removed."""

    graph: str | None
    kind: str = "drop"

    def message(self) -> dict[str, Any]:
        """What is sent to the worker."""
        return asdict(self)


class Worker:
    """One process. Not to be shared: the pool lends it to one question at a time."""

    def __init__(self, process: asyncio.subprocess.Process, transport: asyncio.SubprocessTransport) -> None:
        self.process, self._transport = process, transport
        self.lowered = False
        self.memory = 0
        """The most memory it has used, in bytes, as it said at the end of its last answer."""

    @classmethod
    async def start(cls, store: Path, memory: int) -> Worker:
        """A new process over a store, in which a query may use `memory` bytes."""
        command = [sys.executable, "-X", "utf8", "-m", "api.worker", str(store), str(memory)]
        loop, pipe = asyncio.get_running_loop(), asyncio.subprocess.PIPE
        # One step below create_subprocess_exec, which keeps the transport to itself: a worker that is killed while
        # nobody reads its pipe must be closed by hand.
        transport, protocol = await loop.subprocess_exec(
            lambda: asyncio.subprocess.SubprocessStreamProtocol(_BUFFER, loop),
            *command,
            stdin=pipe,
            stdout=pipe,
            stderr=None,
        )
        return cls(asyncio.subprocess.Process(transport, protocol, loop), transport)

    async def ask(self, message: dict[str, Any]) -> dict[str, Any]:
        """The head of the answer. Raises the error that the worker reports, or QueryFailed where it ends."""
        assert self.process.stdin is not None
        line = json.dumps(message).encode()
        try:
            self.process.stdin.write(struct.pack(">Q", len(line)) + line)
            await self.process.stdin.drain()
        except (BrokenPipeError, ConnectionResetError) as error:
            raise QueryFailed("the query worker had gone", hint="try again") from error
        _, body = await self._frame()
        head: dict[str, Any] = json.loads(body)
        return head

    async def data(self) -> AsyncIterator[bytes]:
        """The pieces of the answer, to its end."""
        while True:
            kind, body = await self._frame()
            if kind == b"E":
                self.memory = json.loads(body)["memory"]
                return
            yield body

    async def boot(self) -> None:
        """Wait until it is ready for its first question. Raises StoreError where it does not start."""
        try:
            await asyncio.wait_for(self._frame(), _BOOT_SECONDS)
        except (KgError, TimeoutError) as error:
            raise StoreError("a query worker does not start", hint="see the server's log") from error

    async def _frame(self) -> tuple[bytes, bytes]:
        """The next frame of the answer; one that tells an error is raised."""
        assert self.process.stdout is not None
        try:
            kind, size = FRAME.unpack(await self.process.stdout.readexactly(FRAME.size))
            body = await self.process.stdout.readexactly(size)
        except asyncio.IncompleteReadError as error:
            raise QueryFailed(
                "the query needs more memory than a query may use, or nests too deep", hint="ask in smaller steps"
            ) from error
        if kind == b"X":
            told = json.loads(body)
            failure = _ERRORS.get(told["error"], KgError)
            raise failure(told["what"], where=told.get("where", ""), hint=told.get("hint", ""))
        return kind, body

    def lower(self) -> None:
        """Let others go first from now on: it has taken long enough."""
        self.lowered = True
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.setpriority(os.PRIO_PROCESS, self.process.pid, _LOWER)

    def sleep(self) -> None:
        """Stand still, keeping what was found so far."""
        self._signal(signal.SIGSTOP)

    def wake(self) -> None:
        """Go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(number)

    def kill(self) -> None:
        """End the process now."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self._transport.close()

    async def ended(self) -> None:
        """Wait until the process, having been killed, has gone."""
        await self.process.wait()
