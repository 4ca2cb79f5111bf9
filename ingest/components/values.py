"""Component "values": every amount, count, percentage and date that the text states.

The finders are those of `kg.values`. Where two of them read the same characters, the earlier one of
`FINDERS` has its way: 5亿元 is money, not 5亿 of something; 3万平方米 is an area, not a quantity.
Dates are reckoned from the day of publication; where a date and an amount overlap, the date goes first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from ingest.document import text_of
from kg.values import Found, area, count, dates, money, percent, quantity

FINDERS: tuple[Callable[[str], Iterator[Found[Any]]], ...] = (
    money.find,
    percent.find,
    area.find,
    quantity.find,
    count.find,
)
"""The finders by rank."""


@Language.component("values", requires=["doc._.date"], assigns=["doc._.values"])
def values(doc: Doc) -> Doc:
    """Write `doc._.values`, by position, none overlapping another."""
    doc._.values = find_values(text_of(doc), doc._.date)
    return doc


def find_values(text: str, published: str | None = None) -> list[Found[Any]]:
    """Every value of the text by position; where two overlap, the one whose finder ranks first.

    `published` is the day from which relative dates are reckoned.
    """
    taken = bytearray(len(text))
    kept: list[Found[Any]] = []
    for found in chain(dates.find(text, published), *(find(text) for find in FINDERS)):
        if not any(taken[found.start : found.end]):
            taken[found.start : found.end] = b"\x01" * (found.end - found.start)
            kept.append(found)
    return sorted(kept, key=lambda found: found.start)
