"""A worker: a process of its own that answers SPARQL queries over a snapshot, or makes changes, one after another.

Started by `api.workers` as `python -m api.worker STORE MEMORY`; asked through standard input, answers on
standard output. A question is eight bytes of length, then JSON. An answer is a row of frames: a letter, eight
bytes of length, then so many bytes. `H` (head, JSON) comes first, `D` carries data, `E` (end, JSON) says that
all of it has come; `X` (error, JSON) takes the place of any of them. The worker locks itself in before it
reads its first question, and ends when its server does.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import struct
import sys
import threading
import time
import traceback
from pathlib import Path
from typing import IO, Any, cast

from api import jail
from kg.errors import InvalidQuery, KgError, StoreError
from kg.store import Dataset, Reader, changes, open_reader, remote

FRAME = struct.Struct(">cQ")
_PIECE = 1 << 16


class Frames:
    """The stream of answers: what is written to it leaves in frames of data, small pieces together."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._parts: list[bytes] = []
        self._size = self.sent = 0

    def send(self, kind: bytes, document: dict[str, Any]) -> None:
        """One frame of JSON, after the data that waits; an error sends the waiting data to nobody.

        It leaves with what follows: a short answer is one write, and wakes the server once.
        """
        if kind == b"X":
            self._parts, self._size = [], 0
        self._leave()
        body = json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
        self._pipe.write(FRAME.pack(kind, len(body)) + body)
        self.sent = 0

    def write(self, data: bytes) -> int:
        """Data of the answer."""
        self._parts.append(data)
        self._size += len(data)
        if self._size >= _PIECE:
            self._leave()
            self._pipe.flush()
        return len(data)

    def flush(self) -> None:
        """Send what waits."""
        self._leave()
        self._pipe.flush()

    def _leave(self) -> None:
        if self._size:
            self._pipe.write(FRAME.pack(b"D", self._size))
            self._pipe.writelines(self._parts)
            self.sent += self._size
            self._parts, self._size = [], 0


def receive(pipe: IO[bytes]) -> dict[str, Any] | None:
    """Read one question; None at the end of the stream."""
    size = pipe.read(8)
    if len(size) < 8:
        return None
    message: dict[str, Any] = json.loads(pipe.read(struct.unpack(">Q", size)[0]))
    return message


class Desk:
    """Answers the questions, keeping the newest snapshot that was asked for open."""

    def __init__(self, store: Path) -> None:
        self.store = store
        self._reader: Reader | None = None

    def prepare(self) -> None:
        """Open the newest snapshot, if there is one, so that what the store itself maps is not counted as a query's."""
        with contextlib.suppress(StoreError):
            self._reader = open_reader(self.store)

    def query(self, asked: dict[str, Any], out: Frames) -> None:
        """A query over one version of the store."""
        graphs = Dataset(tuple(asked["default_graphs"]), tuple(asked["named_graphs"]))
        answer = self._snapshot(asked).prepare(asked["sparql"], asked["media_types"], graphs)
        out.send(b"H", {"media_type": answer.media_type})
        answer.write(cast(IO[bytes], out), asked["rows"])

    def graph(self, asked: dict[str, Any], out: Frames) -> None:
        """A whole graph of one version of the store."""
        out.send(b"H", {"media_type": asked["media_type"]})
        self._snapshot(asked).dump(asked["media_type"], cast(IO[bytes], out), asked["graph"], alone=True)

    def _snapshot(self, asked: dict[str, Any]) -> Reader:
        if self._reader is None or asked["version"] != self._reader.version:
            # Over a server there is one version, the present one: another name for it is no other reader.
            if self._reader is not None:
                self._reader.close()
            day = asked["version"].partition("@")[2]  # a view of a day is a version of its own
            self._reader = self._past(day) if day else open_reader(self.store)
        return self._reader

    def _past(self, day: str) -> Reader:
        from kg.store import open_past  # seldom wanted, and what it needs would double the time to start

        return open_past(self.store, day)

    def update(self, asked: dict[str, Any], out: Frames) -> None:
        """A SPARQL Update."""
        changes.update(self.store, asked["sparql"])
        out.send(b"H", {})

    def put(self, asked: dict[str, Any], out: Frames) -> None:
        """Graphs sent to be stored under a name, in place of what stood there if `replace`."""
        found = [
            triple
            for part in asked["parts"]
            for triple in changes.triples(part["text"].encode(), part["media_type"], asked["base"])
        ]
        new = changes.write_graph(self.store, asked["graph"], found, replace=asked["replace"])
        out.send(b"H", {"new": new})

    def drop(self, asked: dict[str, Any], out: Frames) -> None:
        """A graph to be removed."""
        out.send(b"H", {"there": changes.drop_graph(self.store, asked["graph"])})

    def answer(self, asked: dict[str, Any], out: Frames) -> None:
        """Whatever was asked, errors of ours and want of memory told in words."""
        kinds = {"query": self.query, "graph": self.graph, "update": self.update, "put": self.put, "drop": self.drop}
        try:
            kinds[asked["kind"]](asked, out)
        except KgError as error:
            out.send(b"X", {"error": _name(error), "what": error.what, "where": error.where, "hint": error.hint})
        except MemoryError:
            out.send(b"X", {"error": "QueryFailed", "what": "the query needs more memory than a query may use"})
        except Exception:
            traceback.print_exc()  # to the server's log; the client is told without it
            out.send(b"X", {"error": "KgError", "what": "the server could not answer this"})
        else:
            # kilobytes at the highest: what the allocator does not give back is given back by ending the process
            out.send(b"E", {"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10})
        out.flush()


def _name(error: KgError) -> str:
    known = (InvalidQuery, StoreError)
    return next((kind.__name__ for kind in known if isinstance(error, kind)), type(error).__name__)


def serve(store: Path, memory: int, questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer until the stream of questions ends. Each question names the snapshot version it wants."""
    out, desk = Frames(answers), Desk(store)
    desk.prepare()
    # A worker over a server must reach it, so it is not locked in: what a query may do is the server's to say.
    jailed = jail.lock(memory) if remote.address(store) is None else False
    out.send(b"H", {"ready": True, "jailed": jailed})
    out.flush()
    while (question := receive(questions)) is not None:
        desk.answer(question, out)


def _end_with(parent: int) -> None:
    """End this process soon after its server has gone, even in the middle of a query."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def main() -> None:
    """Entry point: the store's directory and the memory limit in bytes are the arguments."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints does not disturb the answers
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    serve(Path(sys.argv[1]), int(sys.argv[2]), sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
