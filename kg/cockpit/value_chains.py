"""Industry chains (产业链): which links along each have projects, and which are missing as far as articles tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg import industries
from kg.cockpit.projects import Item
from kg.industries import IndustryClass


@dataclass(frozen=True, slots=True)
class ChainView:
    """A chain with its links, each a division of GB/T 4754-2017 and the projects in it."""

    name: str
    links: tuple[tuple[IndustryClass, tuple[Item, ...]], ...]

    @property
    def held(self) -> int:
        """Links with a project."""
        return sum(bool(items) for _, items in self.links)


def chains(items: Iterable[Item]) -> list[ChainView]:
    """The chains with at least one link held, the fullest first."""
    by_division: dict[str, dict[str, Item]] = defaultdict(dict)
    for item in items:
        for trade in item.groups["industry"]:
            code = industries.division(trade.label)
            if code is not None and not item.reason:
                by_division[code][item.iri] = item
    known = industries.classes()
    views = [
        ChainView(chain.name, tuple((known[code], tuple(by_division.get(code, {}).values())) for code in chain.codes))
        for chain in industries.chains()
    ]
    return sorted((view for view in views if view.held), key=lambda view: (-view.held / len(view.links), view.name))
