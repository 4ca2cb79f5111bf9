"""The arguments that several commands share, and where the store lies when none is named."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_STORE = Path(os.environ.get("KG_STORE", "kg-store"))

StoreOption = Annotated[
    Path,
    typer.Option("--store", metavar="DIR", help="The store's folder [env KG_STORE].", show_default=str(DEFAULT_STORE)),
]
Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH…", help="Files, folders, globs, or - for standard input.", show_default=False),
]
