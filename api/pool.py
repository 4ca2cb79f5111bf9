"""Lends workers to questions so that long ones never stand in the way of short ones.

1. A question begins in the fresh lane (`workers` at once). Most are answered within `PATIENCE` and never leave it.
   One of a shape that took long before begins in the slow lane.
2. One that takes longer moves to the slow lane (`slow` at once) and is given less of the processor; the fresh
   lane gets another worker. Where the slow lane is full its process sleeps until its turn comes.
3. When its time is up its worker is killed. So is the worker of a client that has hung up.
4. Answers are held back until they are whole or long: a short one has its length and, if it fails, its status;
   a long one is streamed from the slow lane, at the pace of its reader, and never held in memory.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, Final, Protocol

from api import guard, metrics
from api.errors import Overloaded
from api.leases import Answer, Begun, Lease, too_long
from api.settings import QueryLimits
from api.workers import Question, Worker
from kg.errors import InvalidQuery, QueryTimeout, StoreError

PATIENCE: Final = 0.25
"""Seconds after which a question counts as long."""
_HELD: Final = 1 << 18
"""Bytes of an answer that are held back until it is known to be whole."""
_REMEMBERED: Final = 2_000
"""Shapes of long queries that are remembered, the latest."""


class Asked(Protocol):
    """Anything that a worker can be asked."""

    @property
    def kind(self) -> str:
        """What it is: query, update, put, drop."""
        ...

    def message(self) -> dict[str, Any]:
        """What is sent to the worker."""
        ...


async def _cancelled(task: asyncio.Task[Begun]) -> None:
    """End a task, whatever comes of it."""
    if not task.done():
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


class Pool:
    """Workers over one store, for one event loop. `patience` infinite: every question is let finish."""

    def __init__(self, store: Path, limits: QueryLimits, patience: float = PATIENCE) -> None:
        self.store, self.limits, self.patience = store, limits, patience
        self._fresh, self._slow = asyncio.Semaphore(limits.workers), asyncio.Semaphore(limits.slow)
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._long: OrderedDict[str, None] = OrderedDict()
        self.asked = self._asleep = self._starting = 0
        self._closed = False

    async def ask(self, question: Asked, seconds: float | None = None) -> Answer:
        """The answer to one question, begun within `seconds` of work (else the limit) and finished within them.

        Raises InvalidQuery, QueryTimeout, QueryFailed, StoreError, or Overloaded where too many wait.
        """
        if isinstance(question, Question):
            guard.check(question.sparql, self.limits.length)
        if self.asked >= self.limits.workers + self.limits.slow + self.limits.waiting:
            raise Overloaded("more queries are waiting than this server takes on", hint="try again in a moment")
        self.asked += 1
        lease, began = Lease(self), time.monotonic()
        outcome = "ok"
        try:
            answer = await self._run(lease, question, self.limits.seconds if seconds is None else seconds)
        except BaseException as error:
            outcome = type(error).__name__
            # What the worker said itself tells that it is well.
            lease.end(well=isinstance(error, InvalidQuery | StoreError))
            raise
        finally:
            metrics.asked(question.kind, outcome, time.monotonic() - began)
        if answer.whole:
            lease.end(well=True)
        return answer

    async def whole(self, question: Asked, seconds: float | None = None) -> tuple[bytes, str]:
        """The answer to one question in one piece, and its media type; for answers known to be small."""
        answer = await self.ask(question, seconds)
        try:
            body = b"".join([piece async for piece in answer.pieces(self.limits.answer)])
        finally:
            answer.close()
        return body, answer.media_type if question.kind == "query" else ""

    async def _run(self, lease: Lease, question: Asked, seconds: float) -> Answer:
        shape = guard.shape(question.sparql) if isinstance(question, Question) else ""
        long = shape in self._long
        await lease.enter(self._slow if long else self._fresh, seconds)
        lease.worker = await self._take()
        if long:
            lease.worker.lower()
        deadline = time.monotonic() + seconds  # the time that a new worker needs to start is not the query's
        task = asyncio.create_task(self._begin(lease.worker, question))
        try:
            done, _ = await asyncio.wait({task}, timeout=min(self.patience, seconds))
            if done:
                self._long.pop(shape, None)
            elif seconds > self.patience:
                self._remember(shape)
            if not done and seconds > self.patience and not long:
                deadline += await self._to_slow(lease, lease.worker, seconds)
                lease.worker.lower()
            if not done and seconds > self.patience:
                done, _ = await asyncio.wait({task}, timeout=deadline - time.monotonic())
            if not done:
                raise QueryTimeout("the query was stopped at its time limit", hint="narrow it, or add LIMIT")
            rest = task.result()[2]
            if rest is not None and not lease.worker.lowered:
                # A long answer: its worker rests while the pipe is full, so waiting costs nobody anything.
                await lease.enter(self._slow, deadline - time.monotonic())
            if rest is not None:
                lease.expire_in(deadline - time.monotonic())
            return Answer(lease, task.result())
        finally:
            await _cancelled(task)

    def _remember(self, shape: str) -> None:
        self._long[shape] = None
        self._long.move_to_end(shape)
        while len(self._long) > _REMEMBERED:
            self._long.popitem(last=False)

    async def _to_slow(self, lease: Lease, worker: Worker, seconds: float) -> float:
        """Move to the slow lane; where that is full, sleep until there is room. Returns the seconds slept."""
        if not self._slow.locked():
            await lease.enter(self._slow, seconds)
            return 0.0
        if self._asleep >= 2 * self.limits.slow:
            raise Overloaded("too many long queries are running", hint="try again in a moment")
        self._asleep += 1
        began = time.monotonic()
        worker.sleep()
        try:
            await lease.enter(self._slow, seconds)
        finally:
            self._asleep -= 1
            worker.wake()
        return time.monotonic() - began

    async def _begin(self, worker: Worker, question: Asked) -> Begun:
        """Ask, and hold back the first bytes: the head, what is held, and the rest where there is more."""
        head = await worker.ask({**question.message(), "rows": self.limits.rows})
        held, size, rest = [], 0, worker.data()
        async for piece in rest:
            held.append(piece)
            size += len(piece)
            if size > self.limits.answer:
                raise too_long(self.limits.answer)
            if size >= _HELD:
                return head, held, rest
        return head, held, None

    async def warm(self) -> None:
        """Start the workers of the fresh lane before anybody asks."""
        while len(self._idle) + self._starting < self.limits.workers and not self._closed:
            self._starting += 1
            try:
                self._idle.append(await self._start())
            finally:
                self._starting -= 1

    async def _take(self) -> Worker:
        taken = self._idle.pop() if self._idle else await self._start()
        if len(self._idle) < self.limits.workers:
            self._later(self.warm())  # the next one shall not wait for a start
        return taken

    async def _start(self) -> Worker:
        worker = await Worker.start(self.store, self.limits.memory)
        self._all.add(worker)
        metrics.WORKERS.inc()
        try:
            await worker.boot()
        except BaseException:
            self.lose(worker)
            raise
        return worker

    def keep(self, worker: Worker) -> None:
        """Take a worker back that can be asked again."""
        if len(self._idle) < self.limits.workers + self.limits.slow and not self._closed:
            self._idle.append(worker)
        else:
            self.lose(worker)

    def lose(self, worker: Worker) -> None:
        """End a worker, and see to it that the next question finds one."""
        worker.kill()
        if worker in self._all:
            self._all.discard(worker)
            metrics.WORKERS.dec()
        self._later(worker.ended())
        if not self._closed and not self._idle:
            self._later(self.warm())

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """End every worker."""
        self._closed = True
        self._idle.clear()
        for worker in list(self._all):
            self.lose(worker)
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for worker in list(self._all):  # one that was just starting
            self.lose(worker)
        await asyncio.gather(*self._tasks, return_exceptions=True)
