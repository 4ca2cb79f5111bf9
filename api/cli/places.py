"""The arguments that several commands share, and where the store lies when none is named."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kg.store import Reader

DEFAULT_STORE = Path(os.environ.get("KG_STORE", "kg-store"))

StoreOption = Annotated[
    Path,
    typer.Option("--store", metavar="DIR", help="The store's folder [env KG_STORE].", show_default=str(DEFAULT_STORE)),
]
AsOf = Annotated[
    str,
    typer.Option("--as-of", metavar="DAY", help="Only what articles said by this day: 2021-12-31.", show_default="now"),
]
Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH…", help="Files, folders, globs, or - for standard input.", show_default=False),
]


def reading(store: Path, as_of: str = "") -> Reader:
    """A reader of the newest snapshot, or of what was known by a day. Raises StoreError where there is none."""
    from kg.store import open_past, open_reader

    return open_past(store, as_of) if as_of else open_reader(store)
