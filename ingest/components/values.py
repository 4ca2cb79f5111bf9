"""Component "values": every amount of money, area, quantity, count and percentage that the text states.

The finders are those of `kg.values`. Where two of them read the same characters, the earlier one of
`FINDERS` has its way: 5亿元 is money, not 5亿 of something; 3万平方米 is an area, not a quantity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.values import Found, area, count, money, percent, quantity

FINDERS: tuple[Callable[[str], Iterator[Found[Any]]], ...] = (
    money.find,
    percent.find,
    area.find,
    quantity.find,
    count.find,
)
"""The finders by rank."""


@Language.component("values", assigns=["doc._.values"])
def values(doc: Doc) -> Doc:
    """Write `doc._.values`, by position, none overlapping another."""
    doc._.values = find_values(doc.text)
    return doc


def find_values(text: str) -> list[Found[Any]]:
    """Every value of the text by position; where two overlap, the one whose finder ranks first."""
    taken = bytearray(len(text))
    kept: list[Found[Any]] = []
    for find in FINDERS:
        for found in find(text):
            if not any(taken[found.start : found.end]):
                taken[found.start : found.end] = b"\x01" * (found.end - found.start)
                kept.append(found)
    return sorted(kept, key=lambda found: found.start)
