"""The only room that imports a store engine: one writer, snapshots by hard links, many readers.

A store is a directory:

    STORE/live/                 the writer's database; nobody else opens it
    STORE/snapshots/VERSION/    read-only copies, the newest three; readers open only these
    STORE/snapshots/.new-*      a snapshot being made; removed by the next writer if left over
    STORE/as-of/VERSION@DAY/    what was known by a day, made when somebody asks (kg.store.past)
    STORE/unpublished           there while something written is not in a snapshot yet

`VERSION` is `000042-1a2b3c4d`: a counter that sorts and a random part, so that a store that was
made anew never repeats a version. Every write is one transaction of the engine: after a crash at
any moment the store holds an article's graph and its share of the merged graph whole or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.store.reader import Dataset, Reader, Row, Rows, newest_version, open_reader

if TYPE_CHECKING:
    from kg.store.past import open_past
    from kg.store.writer import Store, open_store

__all__ = ["Dataset", "Reader", "Row", "Rows", "Store", "newest_version", "open_past", "open_reader", "open_store"]


def __getattr__(name: str) -> object:
    """The writer is imported when it is first wanted: processes that only read start in half the time."""
    if name in ("Store", "open_store"):
        from kg.store import writer

        return getattr(writer, name)
    if name == "open_past":
        from kg.store import past

        return past.open_past
    raise AttributeError(name)
