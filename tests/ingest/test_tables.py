"""Every file of a table stands in its table: a reader, a repair or a component that nobody calls is dead."""

from __future__ import annotations

import inspect
from pathlib import Path

import ingest
from ingest.clean import PLAIN, REPAIRS, clean
from ingest.nlp import PIPELINE
from ingest.readers import READERS, read_lines, read_pdf, read_text, read_web, read_word

ROOM = Path(ingest.__file__).parent
SHARED = {"__init__", "characters", "traced", "markup", "main_text"}
"""Files of `ingest.cleaning` that are no repair of their own; `clean` uses them by name."""


def test_every_repair_stands_in_the_table_once() -> None:
    repairs = PLAIN + REPAIRS
    assert len(set(repairs)) == len(repairs)
    used = {Path(inspect.getfile(repair)).stem for repair in repairs}
    there = {path.stem for path in (ROOM / "cleaning").glob("*.py")} - SHARED
    assert there <= used
    source = inspect.getsource(inspect.getmodule(clean))  # type: ignore[arg-type]
    assert all(f"ingest.cleaning.{name}" in source for name in SHARED & {"markup", "main_text", "traced"})


def test_every_reader_stands_in_the_table() -> None:
    readers = {Path(inspect.getfile(reader)).stem for reader in (read_text, read_web, read_pdf, read_word, read_lines)}
    assert readers == {path.stem for path in (ROOM / "readers").glob("*.py")} - {"__init__", "delivery"}
    assert len(READERS) == len(readers)


def test_every_component_stands_in_the_pipeline() -> None:
    named = {module for _, module in PIPELINE}
    for path in ROOM.rglob("*.py"):
        if "@Language.component" in path.read_text(encoding="utf-8"):
            module = ".".join(["ingest", *path.relative_to(ROOM).with_suffix("").parts])
            assert module in named, f"{module} registers a component that no pipeline names"
