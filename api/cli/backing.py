"""`kg backup` and `kg restore`: a store in one file, and back, while it is served."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from api.cli.places import DEFAULT_STORE, StoreOption

err = Console(stderr=True, highlight=False)


def backup(
    out: Annotated[Path, typer.Argument(help="The archive to write: .tar, or .tar.gz compressed.")],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Write the newest published state of the store into one file; servers and an ingest go on meanwhile.

    Example: kg backup zhaoshang-2026-11-25.tar.gz
    """
    from kg.store.backup import backup as write

    about = write(store, out)
    err.print(f"wrote {out} ({out.stat().st_size:,} bytes): snapshot {about.version}, {about.quads:,} quads")


def restore(
    archive: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="An archive that kg backup wrote.")],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Make the store hold what a backup holds; a server that runs shows it at its next request.

    Example: kg restore zhaoshang-2026-11-25.tar.gz --store kg-store
    """
    from kg.store.backup import restore as read

    about = read(archive, store)
    err.print(f"restored {store} from {archive}: snapshot {about.version} of {about.made}, {about.quads:,} quads")


COMMANDS = (backup, restore)
