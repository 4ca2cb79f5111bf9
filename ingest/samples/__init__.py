"""Sample articles that are shipped with the program, so that it can be tried without any of one's own."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

_SUFFIXES = (".txt", ".html")


def samples() -> list[Path]:
    """The files of the sample articles, by name."""
    folder = Path(str(files(__name__)))
    return sorted(path for path in folder.iterdir() if path.suffix in _SUFFIXES)
