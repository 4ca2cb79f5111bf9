"""A query worker: a process of its own that answers SPARQL queries over a snapshot, one after another.

Started by `api.workers` as `python -m api.worker STORE SETTINGS`; asked through standard input, answers
on standard output. A message is eight bytes of length, then JSON in one line, then raw bytes. It locks
itself in before it reads its first query, and ends when its server does.
"""

from __future__ import annotations

import json
import os
import struct
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

from api import jail
from kg.errors import KgError
from kg.store import Dataset, open_reader


def send(pipe: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """Write one message."""
    line = json.dumps(head, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    pipe.write(struct.pack(">Q", len(line) + len(body)) + line)
    pipe.write(body)
    pipe.flush()


def receive(pipe: IO[bytes]) -> dict[str, Any] | None:
    """Read one message without a body; None at the end of the stream."""
    size = pipe.read(8)
    if len(size) < 8:
        return None
    message: dict[str, Any] = json.loads(pipe.read(struct.unpack(">Q", size)[0]))
    return message


def serve(store: Path, memory: int, questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer until the stream of questions ends. Each question names the snapshot version it wants."""
    reader = open_reader(store)
    send(answers, {"ready": True, "jailed": jail.lock(memory)})
    while (question := receive(questions)) is not None:
        try:
            if question["version"] != reader.version:
                reader.close()
                reader = open_reader(store)
            graphs = Dataset(tuple(question["default_graphs"]), tuple(question["named_graphs"]))
            body, media_type = reader.answer(question["sparql"], question["media_types"], graphs)
        except KgError as error:
            send(answers, {"error": type(error).__name__, "what": error.what, "where": error.where, "hint": error.hint})
        except MemoryError:
            send(answers, {"error": "QueryFailed", "what": "the query needs more memory than a query may use"})
        else:
            send(answers, {"media_type": media_type}, body)


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
