"""The newest snapshot, opened once and shared by all requests, with what is worth remembering of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, Final, TypeVar

from kg.store import Reader, newest_version, open_past, open_reader
from kg.store.remote import address

T = TypeVar("T")

_KEPT: Final = 200
"""Answers remembered per snapshot, so that strangers cannot fill the memory."""


_PAST: Final = 4
"""Days kept open."""


class _Slot:
    """One answer, or the promise of one."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.filled = False
        self.value: Any = None


class Library:
    """Readers of one store. Safe to use from many threads."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self._lock = threading.Lock()
        self._remote = address(store) is not None
        self._making = threading.Lock()
        self._readers: list[Reader] = []
        self._past: dict[str, Reader] = {}
        self._known: dict[Hashable, _Slot] = {}
        self.headlines: dict[str, str] = {}
        self.published: float | None = None
        """When the snapshot that was last given out was published, Unix time."""

    def reader(self) -> Reader:
        """The newest snapshot. Raises StoreError where the store has none."""
        newest = newest_version(self.store)
        with self._lock:
            if not self._readers or self._readers[-1].version != newest:
                self._readers.append(open_reader(self.store))
                self._known.clear()
                self.published = self._readers[-1].published
                while len(self._readers) > 2:  # the last but one may still be answering a request
                    self._readers.pop(0).close()
            return self._readers[-1]

    def as_of(self, day: str) -> Reader:
        """The newest snapshot as of a day (`kg.store.open_past`): made by one thread at a time, the last few kept.

        Raises InvalidQuery for what is no day.
        """
        key = f"{self.reader().version}@{day}"
        with self._making:
            if key not in self._past:
                self._past[key] = open_past(self.store, day)
                while len(self._past) > _PAST:
                    self._past.pop(next(iter(self._past))).close()
            return self._past[key]

    def glance(self) -> Reader | None:
        """The newest snapshot where it is open already, without waiting for anything; None where it is not."""
        if self._remote or not self._readers:
            return None
        reader = self._readers[-1]
        return reader if reader.version == newest_version(self.store) else None

    def remember(self, key: Hashable, make: Callable[[Reader], T]) -> T:
        """What `make` says of the newest snapshot, worked out once per snapshot and `key`.

        Of several threads that ask at once, one works it out and the others wait for it.
        """
        reader = self.reader()
        full = (reader.version, key)
        with self._lock:
            if len(self._known) >= _KEPT:
                self._known.clear()
            slot = self._known.setdefault(full, _Slot())
        with slot.lock:
            if not slot.filled:
                slot.value, slot.filled = make(reader), True
            found: T = slot.value
        return found

    def close(self) -> None:
        """Close every reader."""
        with self._lock:
            for reader in self._readers:
                reader.close()
            for past in self._past.values():
                past.close()
            self._readers.clear()
            self._past.clear()
            self._known.clear()
