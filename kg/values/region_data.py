"""What a region is, and the tables of kg/data read into regions."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

LEVELS: Final = ("country", "macro", "province", "prefecture", "zone", "county", "foreign", "township")
"""Levels, the wider first. zone: 国家级新区 and their like; macro: 长三角; foreign: a city or state abroad."""


@dataclass(frozen=True, slots=True)
class Region:
    """A place. `code` is its GB/T 2260 code, None where it has none; `parent` the code of the division
    above it (for a foreign city the country's name). `lat`, `lon` in degrees, None where unknown.
    `former` are older names; `successor` the code of the division that took over an abolished one;
    `members` the codes inside a macro-region.
    """

    code: str | None
    name: str
    level: str
    parent: str | None = None
    lat: float | None = None
    lon: float | None = None
    former: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    successor: str | None = None
    members: tuple[str, ...] = ()


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(files("kg").joinpath("data", name).read_text(encoding="utf-8").splitlines())


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def read_regions() -> Iterator[Region]:
    """Every region of the four tables."""
    for r in _rows("regions.csv"):
        yield Region(
            r["code"], r["name"], r["level"], r["parent"] or None, float(r["lat"]), float(r["lon"]),
            former=_split(r["former"]), successor=r["successor"] or None,
        )  # fmt: skip
    for r in _rows("zones.csv"):
        yield Region(
            None, r["name"], "zone", r["parent"], float(r["lat"]), float(r["lon"]), aliases=_split(r["aliases"])
        )
    for r in _rows("macro_regions.csv"):
        yield Region(
            None, r["name"], "macro", None, float(r["lat"]), float(r["lon"]),
            aliases=_split(r["aliases"]), members=_split(r["members"]),
        )  # fmt: skip
    for r in _rows("abroad.csv"):
        yield Region(
            None, r["name"], r["level"], r["parent"] or None, float(r["lat"]), float(r["lon"]),
            aliases=_split(r["aliases"]),
        )  # fmt: skip


def read_words(name: str) -> frozenset[str]:
    """The words of a list in kg/data; lines that begin with # are comments."""
    text = files("kg").joinpath("data", name).read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
