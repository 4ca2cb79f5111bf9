"""The whole graph to take away, streamed: RDF, networks, a table of facts."""

from __future__ import annotations

import io
import logging
import queue
import threading
from collections.abc import Iterator
from typing import IO, Any, Final, cast

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from api.deps import ReaderDep
from api.errors import Overloaded
from api.freshness import unchanged, validators
from kg.errors import NotFound
from kg.export import FORMATS, export
from kg.store import Reader

router = APIRouter(tags=["exports"])
log = logging.getLogger(__name__)

MEDIA_TYPES: Final = {
    "nq": "application/n-quads",
    "trig": "application/trig",
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "csv": "text/csv; charset=utf-8",
    "nodes": "text/csv; charset=utf-8",
    "edges": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
_SUFFIXES: Final = {"nodes": "nodes.csv", "edges": "edges.csv"}
_PIECE: Final = 1 << 16
_AHEAD: Final = 16
_AT_ONCE: Final = threading.BoundedSemaphore(2)


class _Belt(io.RawIOBase):
    """Carries bytes from the thread that writes an export to the client, a few pieces ahead of it."""

    def __init__(self) -> None:
        self._pieces: queue.Queue[bytes | BaseException | None] = queue.Queue(_AHEAD)
        self._waiting: list[bytes] = []
        self._size, self._gone = 0, False

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Take bytes; raises BrokenPipeError where the client has gone."""
        self._waiting.append(bytes(data))
        self._size += len(data)
        if self._size >= _PIECE:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Send what waits."""
        piece, self._waiting, self._size = b"".join(self._waiting), [], 0
        if piece:
            self._put(piece)

    def run(self, reader: Reader, format: str) -> None:
        """Write the export, in a thread of its own."""
        try:
            export(reader, format, cast(IO[bytes], self))
            self.flush()
            self._put(None)
        except BrokenPipeError:
            log.info("a client left in the middle of an export")
        except BaseException as error:
            self._put(error)

    def _put(self, piece: bytes | BaseException | None) -> None:
        while not self._gone:
            try:
                self._pieces.put(piece, timeout=1)
                return
            except queue.Full:
                continue
        raise BrokenPipeError

    def pieces(self, reader: Reader, format: str) -> Iterator[bytes]:
        """The export, piece by piece. Raises what the writing raised."""
        threading.Thread(target=self.run, args=(reader, format), daemon=True).start()
        try:
            while (piece := self._pieces.get()) is not None:
                if isinstance(piece, BaseException):
                    raise piece
                yield piece
        finally:
            self._gone = True
            _AT_ONCE.release()


@router.get("/exports", summary="The forms of an export")
def formats() -> dict[str, dict[str, str]]:
    """Every form in which the whole graph can be had, with its media type, and where."""
    return {name: {"media_type": MEDIA_TYPES[name], "path": f"/exports/{name}"} for name in FORMATS}


@router.get("/exports/{format}", summary="The whole graph", response_model=None)
def whole(request: Request, reader: ReaderDep, format: str) -> Response:
    """The graph in one of the forms of `/exports`: nq, trig and jsonld with every named graph, ttl the merged
    graph, graphml and gexf the network, csv and parquet a line a
    fact with its sentence, nodes and edges the network as tables. Sent as it is written."""
    if format not in MEDIA_TYPES:
        raise NotFound("no such export", where=request.url.path, hint=", ".join(MEDIA_TYPES))
    headers = validators(reader, "export", format)
    if known := unchanged(request, headers):
        return known
    if not _AT_ONCE.acquire(blocking=False):
        raise Overloaded("two exports are under way already", hint="try again in a moment")
    name = f"zhaoshang-{reader.version}.{_SUFFIXES.get(format, format)}"
    headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return StreamingResponse(_Belt().pieces(reader, format), headers=headers, media_type=MEDIA_TYPES[format])
