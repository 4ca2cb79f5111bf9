"""An answer under way: its media type is known, its bytes are written to a stream as the engine finds them.

Nothing is collected, so ten million rows take no more memory than ten. Rows are counted as they pass, in the
bytes (`RowCount`) because the engine hands out whole serialisations only.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import IO, Final, cast

import pyoxigraph as ox

from kg.errors import InvalidQuery
from kg.namespaces import PREFIXES
from kg.store import formats

_NO_LIMIT: Final = 1 << 62

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class RowCount:
    """Counts the rows of a serialised answer as its bytes go by.

    >>> count = RowCount("text/csv")
    >>> count.add(b'name\\r\\n"one\\nrow"\\r\\nano'); count.add(b'ther\\r\\n'); count.rows
    2
    """

    def __init__(self, media_type: str) -> None:
        self._csv = media_type == "text/csv"
        self._marks = _MARKS.get(media_type, ())
        self._quoted, self._tail, self._seen = False, b"", 0

    @property
    def rows(self) -> int:
        """Rows so far; 0 for a form that has none."""
        return max(self._seen - 1, 0) if self._csv or self._marks == (b"\n",) else self._seen

    def add(self, data: bytes) -> None:
        """Count the rows that end in the next bytes."""
        if self._csv:
            for piece in data.split(b'"'):  # a line break between quotes belongs to its cell
                if not self._quoted:
                    self._seen += piece.count(b"\n")
                self._quoted = not self._quoted
            self._quoted = not self._quoted
        elif self._marks:
            text = self._tail + data
            self._seen += sum(text.count(mark) for mark in self._marks)
            # Only what could begin a mark is kept, never a whole one: nothing counts twice.
            keep = len(self._marks[0]) - 1
            self._tail = text[-keep:] if keep else b""


_MARKS: Final = {
    # What begins a row. A quote in a JSON string has a backslash before it, so these never stand in one.
    "application/sparql-results+json": (b'},{"', b':[{"'),
    "application/sparql-results+xml": (b"<result>",),
    "text/tab-separated-values": (b"\n",),
}


class _Counted(io.RawIOBase):
    """Passes bytes on and stops at one row too many."""

    def __init__(self, stream: IO[bytes], media_type: str, most: int) -> None:
        self._stream, self._count, self._most = stream, RowCount(media_type), most
        self.over = False

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Write on, counting."""
        taken = bytes(data)
        self._count.add(taken)
        if self._count.rows > self._most:
            self.over = True
            raise OSError("too many rows")
        self._stream.write(taken)
        return len(taken)


class Prepared:
    """The answer to one query, in `media_type`, not yet written."""

    def __init__(self, results: Results, wanted: list[str]) -> None:
        self._results = results
        if isinstance(results, ox.QueryTriples):
            self.media_type = _choose(wanted, formats.GRAPHS, "CONSTRUCT and DESCRIBE")
            return
        allowed = dict(formats.RESULTS)
        if isinstance(results, ox.QueryBoolean):
            del allowed["text/csv"], allowed["text/tab-separated-values"]
        self.media_type = _choose(wanted, allowed, "SELECT and ASK")

    def write(self, stream: IO[bytes], most: int = _NO_LIMIT) -> None:
        """Write the answer; in a graph every triple stands once.

        Raises InvalidQuery where the query fails under way, or has more than `most` rows or triples: then part
        of the answer may have been written.
        """
        counted = _Counted(stream, self.media_type, most)
        out = cast(IO[bytes], counted)
        try:
            if isinstance(self._results, ox.QueryTriples):
                triples = _once(self._results, most)
                ox.serialize(triples, out, format=formats.GRAPHS[self.media_type], prefixes=PREFIXES)
            else:
                self._results.serialize(out, format=formats.RESULTS[self.media_type])
        except (OSError, RuntimeError, ValueError) as error:
            if counted.over or isinstance(error, _TooMany):
                told = f"the answer has more than the {most:,} rows allowed"
                raise InvalidQuery(told, hint="add LIMIT, or narrow the query") from None
            raise InvalidQuery(f"the query failed: {error}") from error


class _TooMany(ValueError):
    """A graph of more triples than allowed."""


def _once(triples: ox.QueryTriples, most: int) -> Iterator[ox.Triple]:
    seen: set[ox.Triple] = set()
    for triple in triples:
        if triple not in seen:
            seen.add(triple)
            if len(seen) > most:
                raise _TooMany
            yield triple


def _choose(wanted: list[str], known: Mapping[str, object], form: str) -> str:
    for name in wanted:
        if name in known:
            return name
    raise InvalidQuery(f"{form} cannot answer with {', '.join(wanted)}", hint=f"ask for {', '.join(known)}")
