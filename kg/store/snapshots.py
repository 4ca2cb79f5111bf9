"""Where snapshots lie, how the newest is found, leased by a reader and pruned by the writer."""

from __future__ import annotations

import fcntl
import os
import re
import secrets
import shutil
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import StoreError

KEEP: Final = 3
_VERSION: Final = re.compile(r"\d{6,}-[0-9a-f]{8}")
_LEASE: Final = "LEASE"


def live(store: Path) -> Path:
    """The writer's database."""
    return store / "live"


def versions(store: Path) -> list[Path]:
    """The snapshots there are, oldest first."""
    folder = store / "snapshots"
    if not folder.is_dir():
        return []
    found = (path for path in folder.iterdir() if _VERSION.fullmatch(path.name))
    return sorted(found, key=lambda path: (int(path.name.split("-")[0]), path.name))


def next_version(store: Path) -> tuple[Path, Path]:
    """A temporary place for the coming snapshot and the place it gets by renaming."""
    known = versions(store)
    number = int(known[-1].name.split("-")[0]) + 1 if known else 1
    token = secrets.token_hex(4)
    folder = store / "snapshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f".new-{token}", folder / f"{number:06d}-{token}"


def lease(snapshot: Path) -> int:
    """Takes a shared lease on a snapshot, so that it is not pruned while open; close the returned
    file descriptor to end it. Raises FileNotFoundError where the snapshot is gone."""
    descriptor = os.open(snapshot / _LEASE, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    if not snapshot.is_dir():
        os.close(descriptor)
        raise FileNotFoundError(snapshot)
    return descriptor


def make_leasable(snapshot: Path) -> None:
    """Puts the file on which readers take their lease."""
    (snapshot / _LEASE).touch()


def take(engine: ox.Store, store: Path) -> Path:
    """Makes a snapshot of the writer's database and publishes it by renaming; returns its path.

    Raises StoreError where the file system does not let it.
    """
    making, place = next_version(store)
    try:
        engine.flush()
        engine.backup(str(making))
        make_leasable(making)
        making.rename(place)
    except OSError as error:
        raise StoreError(f"no snapshot could be made: {error}", where=str(place)) from error
    prune(store)
    return place


def prune(store: Path) -> None:
    """Removes all but the newest snapshots, sparing those that a reader holds, and leftovers."""
    for path in versions(store)[:-KEEP]:
        _retire(path)
    for path in (store / "snapshots").glob(".*-*"):
        shutil.rmtree(path)


def _retire(snapshot: Path) -> None:
    """Takes a snapshot out of sight, unless a reader holds it."""
    descriptor = os.open(snapshot / _LEASE, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Under the lock: a reader that comes now finds the snapshot gone, never half gone.
        snapshot.rename(snapshot.with_name(f".old-{snapshot.name}"))
    except BlockingIOError:
        return
    finally:
        os.close(descriptor)
