"""By what money can be summed: each grouping says where a project belongs, and which published figures go with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.canonical import fact_id
from kg.counting.books import Books, Place
from kg.counting.lines import Line
from kg.counting.observed import Figure
from kg.facts import Fact, Indicator, Milestone, Money, Text

Figures = Mapping[Place, list[Figure]]
_IN_PLACE: Final = ("fundsInPlace", "foreignInvestment")


@dataclass(frozen=True, slots=True)
class Grouping:
    """One way to group: its name in Chinese and English, where a line belongs (nowhere: an empty list), and the
    figures of each group, None where published figures do not come by it."""

    zh: str
    en: str
    places: Callable[[Books, Line], list[Place]]
    figures: Callable[[Books, str], Figures] | None = None


def _province(books: Books, line: Line) -> list[Place]:
    """The province stated for the project or its whole; else that of the article's home."""
    for project in (line.project, *books.wholes(line.project)):
        if project in books.provinces:
            return [books.place(books.provinces[project])]
    home = books.homes.get(line.evidence.article, "")
    return [books.place(books.provinces[home])] if home in books.provinces else []


def _park(books: Books, line: Line) -> list[Place]:
    for project in (line.project, *books.wholes(line.project)):
        parks = [place for place in books.refs(project, "locatedIn") if "/Park/" in place]
        if parks:
            return [books.place(park) for park in parks]
    return []


def _industry(books: Books, line: Line) -> list[Place]:
    found = (f.object for f in books.facts.get(line.project, ()) if f.predicate == "industry")
    return [Place(value.value, value.value) for value in found if isinstance(value, Text)]


def _investor(books: Books, line: Line) -> list[Place]:
    for project in (line.project, *books.wholes(line.project)):
        firms = books.refs(project, "investor")
        if firms:
            return [books.place(firm) for firm in firms]
    return []


def _year(books: Books, line: Line) -> list[Place]:
    """The year of its signing, else of its first milestone reached, else of the article."""
    steps = [f.object for f in books.facts[line.project] if isinstance(f.object, Milestone) and not f.object.planned]
    dates = sorted(((step.kind != "signed"), step.date) for step in steps if step.date)
    row = books.articles.get(line.evidence.article)
    year = dates[0][1][:4] if dates else ((row.date or "")[:4] if row else "")
    return [Place(year, year)] if year else []


def _by_province(books: Books, kind: str) -> Figures:
    return _figures(books, kind, lambda fact, thing: books.provinces.get(thing))


def _by_park(books: Books, kind: str) -> Figures:
    return _figures(books, kind, lambda fact, thing: thing if "/Park/" in thing else None)


def _by_year(books: Books, kind: str) -> Figures:
    return _figures(books, kind, lambda fact, thing: (getattr(fact.object, "period", None) or "")[:4] or None)


def _figures(books: Books, kind: str, place_of: Callable[[Fact, str], str | None]) -> Figures:
    """The figures of money in place, or of actual output, by group."""
    found: dict[Place, list[Figure]] = defaultdict(list)
    for thing, fact, figure in published(books, kind):
        place = place_of(fact, thing)
        if place is not None:
            found[books.place(place) if "/" in place else Place(place, place)].append(figure)
    return found


def published(books: Books, kind: str) -> Iterator[tuple[str, Fact, Figure]]:
    """Every published figure of money `in_place` or of `actual` output: whose it is, its fact, and itself."""
    for thing, facts in books.facts.items():
        for fact in facts:
            value, id_ = fact.object, fact_id(fact.subject, fact.predicate, fact.object)
            if kind == "in_place" and isinstance(value, Indicator) and value.measure in _IN_PLACE:
                yield thing, fact, Figure(thing, value.value, value.unit, value.period, id_)
            elif kind == "actual" and isinstance(value, Money) and fact.predicate == "outputValue":
                if value.planned is False:
                    yield thing, fact, Figure(thing, value.value, value.currency, None, id_)
            elif kind == "actual" and isinstance(value, Indicator) and value.measure == "outputValue":
                yield thing, fact, Figure(thing, value.value, value.unit, value.period, id_)


GROUPINGS: Final[dict[str, Grouping]] = {
    "province": Grouping("省份", "province", _province, _by_province),
    "park": Grouping("园区", "park", _park, _by_park),
    "industry": Grouping("产业", "industry", _industry),
    "investor": Grouping("投资方", "investor", _investor),
    "year": Grouping("年份", "year", _year, _by_year),
}
"""Every grouping, by name."""
