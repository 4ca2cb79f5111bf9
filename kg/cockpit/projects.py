"""Every project of a snapshot with where it belongs and whether it counts, read once for all views."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.canonical import fact_id
from kg.cockpit.scope import Scope
from kg.counting.books import Books, Place
from kg.counting.groups import GROUPINGS, published
from kg.counting.lines import SEVERAL, Line, lines
from kg.counting.observed import Figure
from kg.counting.stages import stage
from kg.facts import Fact
from kg.store import Reader


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A project. `line` is its total, None where no article states one. `reason` (a key of `kg.counting.LEFT`) says
    why it is not counted as a project of its own, `because` names what it belongs to; a stage that keeps its money
    out of sums is in the line only."""

    iri: str
    name: str
    line: Line | None
    stage: str
    facts: tuple[Fact, ...]
    regions: frozenset[str]
    groups: Mapping[str, tuple[Place, ...]]
    reason: str = ""
    because: str = ""

    def within(self, scope: Scope) -> bool:
        """Whether the project belongs to a scope."""
        if scope.region and scope.region not in self.regions:
            return False
        wanted = {"park": scope.park, "industry": scope.industry, "investor": scope.investor, "year": scope.year}
        return all(not key or any(place.key == key for place in self.groups[by]) for by, key in wanted.items())


class Desk:
    """The projects of a snapshot."""

    def __init__(self, reader: Reader) -> None:
        self.books = Books(reader)
        self.counted, self.left = lines(self.books)
        self._choices: dict[str, list[Place]] = {}

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every project by IRI."""
        judged = {line.project: line for line in (*self.counted, *self.left)}
        known = {iri: facts for iri, facts in self.books.facts.items() if "/Project/" in iri}
        twins = self._twins(set(known), judged)
        return {iri: self._item(iri, facts, judged.get(iri), twins) for iri, facts in known.items()}

    def within(self, scope: Scope) -> list[Item]:
        """The projects of a scope, by name."""
        return sorted((item for item in self.items.values() if item.within(scope)), key=lambda item: item.name)

    def nearest(self, item: Item) -> list[Place]:
        """The parks of a project, else the smallest regions that it lies in."""
        if item.groups["park"]:
            return list(item.groups["park"])
        over = {iri for region in item.regions for iri in self.books.above.get(region, ())}
        return [self.books.place(iri) for iri in sorted(item.regions - over)]

    @cached_property
    def published(self) -> Mapping[str, Sequence[Figure]]:
        """Every published figure of money `in_place` and of `actual` output."""
        return {kind: [row[2] for row in published(self.books, kind)] for kind in ("in_place", "actual")}

    @cached_property
    def provinces(self) -> frozenset[str]:
        """Every province that something lies in."""
        return frozenset(self.books.provinces.values())

    def choices(self, by: str, most: int = 200) -> list[Place]:
        """What a scope can be narrowed to: the regions, parks, industries, investors or years with the most
        projects, by name."""
        if by not in self._choices:
            found = Counter(key for item in self.items.values() for key in self._keys(item, by))
            places = [self.books.place(key) if "/" in key else Place(key, key) for key, _ in found.most_common(most)]
            self._choices[by] = sorted(places, key=lambda place: place.label, reverse=by == "year")
        return self._choices[by]

    def _keys(self, item: Item, by: str) -> Iterable[str]:
        return item.regions if by == "region" else (place.key for place in item.groups[by])

    def _item(self, iri: str, facts: list[Fact], line: Line | None, twins: Mapping[str, str]) -> Item:
        name = self.books.names.get(iri, iri.rpartition("/")[2])
        reason, because = "", ""
        if line is not None and line.reason in ("phase", "twin", "several"):
            reason, because = line.reason, line.because
        elif wholes := [whole for whole in self.books.wholes(iri) if "/Project/" in whole]:
            reason, because = "phase", wholes[0]
        elif SEVERAL.search(name):
            reason = "several"
        elif iri in twins:
            reason, because = "twin", twins[iri]
        stands = line or self._stand_in(iri, name, facts)
        groups = {
            by: tuple(grouping.places(self.books, stands)) for by, grouping in GROUPINGS.items() if by != "province"
        }
        return Item(iri, name, line, stage(facts).name, tuple(facts), self._regions(stands), groups, reason, because)

    def _stand_in(self, iri: str, name: str, facts: list[Fact]) -> Line:
        """A line of no money, so that a project without a total is grouped by the same rules."""
        piece = max((e for fact in facts for e in fact.evidence), key=lambda e: e.confidence)
        first = facts[0]
        return Line(iri, name, 0.0, "", "", fact_id(first.subject, first.predicate, first.object), piece)

    def _regions(self, line: Line) -> frozenset[str]:
        """Every region that a project or its whole lies in; that of its article where none is stated."""
        for project in (line.project, *self.books.wholes(line.project)):
            found = {place for place in self.books.above.get(project, ()) if "/Region/" in place}
            if found:
                return frozenset(found)
        home = self.books.homes.get(line.evidence.article, "")
        return frozenset([home, *self.books.above.get(home, ())]) if home else frozenset()

    def _twins(self, projects: set[str], judged: Mapping[str, Line]) -> dict[str, str]:
        """Of two that may be one and of which one has no total, the one that is not counted → the other."""
        found: dict[str, str] = {}
        for row in self.books.ledger.unsure():
            one, other = self.books.head(row.left), self.books.head(row.right)
            if one == other or not {one, other} <= projects or (one in judged and other in judged):
                continue
            keep, drop = (other, one) if other in judged else (one, other)
            if keep not in found:
                found[drop] = keep
        return found
