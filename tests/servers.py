"""SPARQL servers of other makers, run for real on loopback for the tests of remote stores."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

OXIGRAPH = shutil.which("oxigraph") or str(Path(sys.executable).with_name("oxigraph"))
VIRTUOSO = shutil.which("virtuoso-t")

_INI = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 20
MaxCheckpointRemap = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
MaxCheckpointRemap = 200
[Parameters]
ServerPort = {isql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = .
ServerThreads = 10
CheckpointInterval = 0
[HTTPServer]
ServerPort = {http}
ServerThreads = 8
MaxClientConnections = 8
[SPARQL]
ResultSetMaxRows = 100000
DefaultQuery = select 1 where {{}}
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def there(maker: str) -> bool:
    return Path(OXIGRAPH).exists() if maker == "oxigraph" else VIRTUOSO is not None


@contextmanager
def server(maker: str) -> Iterator[str]:
    """The address of the queries of a fresh, empty server."""
    with tempfile.TemporaryDirectory() as room:
        if maker == "virtuoso":
            with virtuoso_in(Path(room)) as (address, _):
                yield address
            return
        port = free_port()
        command = [OXIGRAPH, "serve", "--location", f"{room}/db", "--bind", f"127.0.0.1:{port}"]
        with _running(command, Path(room), f"http://127.0.0.1:{port}/query") as address:
            yield address


@contextmanager
def virtuoso_in(room: Path) -> Iterator[tuple[str, int]]:
    """A fresh Virtuoso in a folder: the address of its queries, and the port of its own language."""
    port, isql = free_port(), free_port()
    (room / "virtuoso.ini").write_text(_INI.format(http=port, isql=isql))
    command = [str(VIRTUOSO), "+foreground", "+configfile", "virtuoso.ini"]
    with _running(command, room, f"http://127.0.0.1:{port}/sparql") as address:
        yield address, isql


@contextmanager
def _running(command: list[str], room: Path, address: str) -> Iterator[str]:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=room, stdout=quiet, stderr=quiet)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                if httpx.get(address, params={"query": "ASK {}"}, timeout=5).status_code == 200:
                    break
            except httpx.HTTPError:
                assert process.poll() is None and time.monotonic() < deadline, f"{command[0]} does not start"
            time.sleep(0.1)
        yield address
    finally:
        process.kill()
        process.wait()
