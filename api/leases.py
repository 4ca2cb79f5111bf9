"""A worker lent to one question, and the answer that it gives: what is taken must be given back, whatever happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, Final

from api.errors import Overloaded, QueryFailed
from api.workers import Worker
from kg.errors import KgError, QueryTimeout

if TYPE_CHECKING:
    from api.pool import Pool

_FAT: Final = 300 << 20
"""A worker that has grown beyond this many bytes is replaced, so that its memory is given back."""


Begun = tuple[dict[str, Any], list[bytes], AsyncIterator[bytes] | None]
"""An answer under way: its head, the bytes held back, and the rest where there is more."""


def too_long(most: int) -> QueryFailed:
    """The error of an answer of more than `most` bytes."""
    return QueryFailed(f"the answer has more than the {most:,} bytes allowed", hint="add LIMIT")


class Lease:
    """A worker lent to one question, and the place that it takes in a lane."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._lane: asyncio.Semaphore | None = None
        self.worker: Worker | None = None
        self.expired = False
        self._alarm: asyncio.TimerHandle | None = None

    async def enter(self, lane: asyncio.Semaphore, seconds: float) -> None:
        """Take a place in a lane, leaving the one it had. Raises Overloaded after `seconds` of waiting."""
        self.leave()
        try:
            await asyncio.wait_for(lane.acquire(), max(seconds, 0.01))
        except TimeoutError as error:
            raise Overloaded("every query worker is busy", hint="try again in a moment") from error
        self._lane = lane

    def leave(self) -> None:
        """Give the place in the lane back."""
        if self._lane is not None:
            self._lane.release()
            self._lane = None

    def expire_in(self, seconds: float) -> None:
        """Kill the worker then, whatever it does."""
        self._alarm = asyncio.get_running_loop().call_later(seconds, self._expire)

    def _expire(self) -> None:
        self.expired = True
        if self.worker is not None:
            self.worker.kill()

    def end(self, *, well: bool) -> None:
        """Give everything back; a worker that is not well, has grown fat or is slowed down is replaced."""
        if self._alarm is not None:
            self._alarm.cancel()
        self.leave()
        worker, self.worker = self.worker, None
        if worker is not None:
            if well and not worker.lowered and worker.memory < _FAT:
                self._pool.keep(worker)
            else:
                self._pool.lose(worker)
        self._pool.asked -= 1


class Answer:
    """The answer to one question: its `head`, and its bytes by `pieces`, to be taken once, then `close`."""

    def __init__(self, lease: Lease, begun: Begun) -> None:
        head, held, rest = begun
        self.head, self.held, self._rest = head, held, rest
        self.whole = rest is None
        self._lease = lease

    @property
    def media_type(self) -> str:
        """In which of the wanted media types it is."""
        return str(self.head["media_type"])

    async def pieces(self, most: int) -> AsyncIterator[bytes]:
        """The bytes. Raises QueryTimeout or QueryFailed where it cannot be finished, or has more than `most` bytes."""
        size = 0
        for piece in self.held:
            size += len(piece)
            yield piece
        if self._rest is None:
            return
        try:
            async for piece in self._rest:
                size += len(piece)
                if size > most:
                    raise too_long(most)
                yield piece
        except KgError as error:
            if self._lease.expired:
                raise QueryTimeout("the query was stopped at its time limit") from error
            raise
        self._lease.end(well=True)
        self.whole = True

    def close(self) -> None:
        """Give up what has not been taken."""
        if not self.whole:
            self.whole = True
            self._lease.end(well=False)
