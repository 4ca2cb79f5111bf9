"""What a view is about: any of a place, a park, an industry, an investor and a year, all of them together."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """IRIs of a region, a park and an investor, the name of an industry, a year; empty where anything will do."""

    region: str = ""
    park: str = ""
    industry: str = ""
    investor: str = ""
    year: str = ""

    def __bool__(self) -> bool:
        return any((self.region, self.park, self.industry, self.investor, self.year))
