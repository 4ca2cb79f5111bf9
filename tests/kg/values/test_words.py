"""Every value module reads its golden list in tests/words as the list says, the negative cases too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.values import area, count, dates, money, percent, quantity
from kg.values.regions import gazetteer

WORDS = Path(__file__).parents[2] / "words"


def rows(name: str) -> list[list[str]]:
    lines = (WORDS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def number(x: float) -> str:
    return str(int(x)) if x == int(x) else str(round(x, 1 if x > 1000 else 4))


READ: dict[str, Callable[[str], list[str]]] = {
    "money": lambda t: [f"{number(f.value.value)} {f.value.currency}" for f in money.find(t)],
    "areas": lambda t: [number(f.value.value) for f in area.find(t)],
    "quantities": lambda t: [
        " ".join(filter(None, (number(f.value.value), f.value.unit, f.value.per))) for f in quantity.find(t)
    ],
    "counts": lambda t: [f"{number(f.value.value)} {f.value.unit}" for f in count.find(t)],
    "percents": lambda t: [number(f.value.value) + (" points" if f.value.points else "") for f in percent.find(t)],
    "regions": lambda t: [f.value[0].name for f in gazetteer().find(t)],
}


@pytest.mark.parametrize(("name", "text", "expected"), [(n, *row) for n in READ for row in rows(n)])
def test_golden(name: str, text: str, expected: str) -> None:
    assert ("; ".join(READ[name](text)) or "-") == expected


@pytest.mark.parametrize(("text", "anchor", "expected"), rows("dates"))
def test_golden_dates(text: str, anchor: str, expected: str) -> None:
    found = dates.find(text, None if anchor == "-" else anchor)
    assert ("; ".join(f.value.iso or "none" for f in found) or "-") == expected


@pytest.mark.parametrize("name", [*READ, "dates"])
def test_lists_hold_negative_cases(name: str) -> None:
    assert any(row[-1] == "-" for row in rows(name))
    assert len(rows(name)) >= 18
