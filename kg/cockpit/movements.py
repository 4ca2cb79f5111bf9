"""From where to where investment goes: the investor's home against the place of the project.

Home is where an article says the firm or its parent is; where none does, the place that its name begins with, and
the flow says so. Both ends are provinces; money that stays in its province is a flow too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kg.cockpit.projects import Desk, Item
from kg.counting.books import Place
from kg.store import Reader


@dataclass(frozen=True, slots=True)
class Flow:
    """Projects from one place to another. `stated` tells how many of them have a home that an article states; the
    others go by the name of the firm."""

    source: Place
    target: Place
    items: tuple[Item, ...]
    stated: int

    @property
    def promised(self) -> float:
        """Yuan promised by those that count; a project of several investors is not divided."""
        lines = [item.line for item in self.items if item.line is not None]
        return sum(line.amount for line in lines if line.currency == "CNY" and not line.reason)


def flows(desk: Desk, items: Iterable[Item]) -> tuple[list[Flow], list[Item]]:
    """The flows of some projects, the largest first, and the projects whose origin or place nobody states."""
    homes, books = _homes(desk.books.reader), desk.books
    found: dict[tuple[str, str], dict[str, tuple[Item, bool]]] = defaultdict(dict)
    unknown = []
    for item in items:
        if item.reason:
            continue
        places = sorted(item.regions & desk.provinces)
        origins = [homes[firm.key] for firm in item.groups["investor"] if firm.key in homes]
        if not origins or not places:
            unknown.append(item)
            continue
        for origin, stated in origins:
            for place in places:
                found[origin, place][item.iri] = (item, stated)
    made = [
        Flow(books.place(one), books.place(other), tuple(i for i, _ in rows.values()), sum(s for _, s in rows.values()))
        for (one, other), rows in found.items()
    ]
    return sorted(made, key=lambda flow: (-len(flow.items), flow.source.label, flow.target.label)), unknown


@lru_cache(maxsize=4)
def _homes(reader: Reader) -> Mapping[str, tuple[str, bool]]:
    """Firm → its home province, and whether an article states it."""
    named = reader.rows(
        "SELECT DISTINCT ?firm ?home WHERE { ?firm zs:namedAfter/zs:partOf* ?home . ?home a zs:Province }"
        " ORDER BY ?home"
    )
    stated = reader.rows(
        "SELECT DISTINCT ?firm ?home WHERE { ?firm a zs:Company ; zs:parent*/zs:inProvince ?home } ORDER BY ?home"
    )
    found = {row.text("firm"): (row.text("home"), False) for row in named}
    return found | {row.text("firm"): (row.text("home"), True) for row in stated}
