"""Values that a text states, one kind a file: each offers `parse(text) -> Value | None` for a whole
string and `find(text) -> Iterator[Found]` for every place in a running text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value and the characters `start` to `end` (exclusive) that state it."""

    start: int
    end: int
    value: T
