"""Backup and restore of a store, while it is served and while an ingest writes to it.

A backup is a tar archive of the newest snapshot, whose files never change, with a `backup.json` that says what
it holds. Restoring unpacks it beside the store, looks whether it is whole, and only then puts it in the place
of the writer's database and publishes it: readers go over to it at their next request.
"""

from __future__ import annotations

import io
import json
import secrets
import shutil
import tarfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store import snapshots
from kg.store.reader import open_reader

_ABOUT: Final = "backup.json"
_DATA: Final = "data"
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds: the version of its snapshot, its number of quads, when it was made (ISO)."""

    version: str
    quads: int
    made: str
    format: int = _FORMAT


def backup(store: Path, out: Path) -> Backup:
    """Write the newest snapshot of a store to the archive `out` (`.tar`, or `.tar.gz` and `.tgz` compressed).

    The archive gets its name only when it is whole. Raises StoreError where there is no snapshot.
    """
    with open_reader(store) as reader:
        about = Backup(reader.version, len(reader), datetime.now(UTC).isoformat(timespec="seconds"))
        part = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
        mode: Literal["w:gz", "w"] = "w:gz" if out.suffix in (".gz", ".tgz") else "w"
        try:
            with tarfile.open(part, mode) as archive:
                told = json.dumps(asdict(about)).encode()
                head = tarfile.TarInfo(_ABOUT)
                head.size = len(told)
                archive.addfile(head, io.BytesIO(told))
                archive.add(reader.path, _DATA)
            part.replace(out)
        except OSError as error:
            raise StoreError(f"no backup was made: {error}", where=str(out)) from error
        finally:
            part.unlink(missing_ok=True)
    return about


def restore(archive: Path, store: Path) -> Backup:
    """Make the store hold what the archive holds, in place of whatever it held.

    Raises StoreError, having changed nothing, where the archive is none of ours or not whole, or where a writer
    holds the store.
    """
    store.mkdir(parents=True, exist_ok=True)
    room = store / f".restore-{secrets.token_hex(4)}"
    try:
        about = _unpack(archive, room)
        _swap(room / _DATA, store)
    finally:
        shutil.rmtree(room, ignore_errors=True)
    return about


def _unpack(archive: Path, room: Path) -> Backup:
    try:
        with tarfile.open(archive) as packed:
            packed.extractall(room, filter="data")  # nothing outside the room, no links, no devices
        about = Backup(**json.loads((room / _ABOUT).read_text(encoding="utf-8")))
    except (OSError, tarfile.TarError, EOFError, ValueError, TypeError) as error:
        raise StoreError(f"not a backup: {error}", where=str(archive)) from error
    if about.format != _FORMAT:
        raise StoreError(f"a backup of format {about.format}, not {_FORMAT}", where=str(archive))
    try:
        found = len(ox.Store.read_only(str(room / _DATA)))
    except OSError as error:
        raise StoreError(f"the backup is damaged: {error}", where=str(archive)) from error
    if found != about.quads:
        raise StoreError(f"the backup has {found} quads where it says {about.quads}", where=str(archive))
    return about


def _swap(data: Path, store: Path) -> None:
    live, old = snapshots.live(store), store / f".old-{secrets.token_hex(4)}"
    try:
        if live.exists():
            ox.Store(str(live))  # says so where another writer holds it
            live.rename(old)
        data.rename(live)
        engine = ox.Store(str(live))
    except OSError as error:
        raise StoreError(f"the store cannot be replaced: {error}", where=str(store)) from error
    snapshots.take(engine, store)
    shutil.rmtree(old, ignore_errors=True)
