"""Regions and parks side by side, each by the counting rules: rows of the same figure, one cell a place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.board_words import board_words
from api.pages.boards import address, rate
from api.pages.ledgers import figures, promised
from api.pages.render import labels
from api.pages.words import Language
from kg.cockpit import STEPS, Cohort, Desk, Item, Scope, flows, funnel, money
from kg.counting import Observed
from kg.facts import Entity

_TRADES = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: words, where they lead (empty: nowhere), and a remark below."""

    words: str
    href: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The table: a heading for each row, and for each place a column of cells in that order."""

    headings: tuple[str, ...]
    columns: tuple[tuple[Entity, tuple[Cell, ...]], ...]

    @property
    def rows(self) -> list[tuple[str, list[Cell]]]:
        """The table by rows."""
        return [(heading, [cells[number] for _, cells in self.columns]) for number, heading in enumerate(self.headings)]


def compared(desk: Desk, places: Sequence[Entity], language: Language) -> Comparison:
    """The comparison of some regions and parks."""
    word, label = board_words(language), labels(language)
    headings = (
        word["projects"],
        word["promised"],
        word["in_place"],
        word["actual"],
        *(label(step) for step in STEPS),
        word["from_outside"],
        word["top_industries"],
    )
    return Comparison(headings, tuple((place, tuple(_column(desk, place, language))) for place in places))


def _column(desk: Desk, place: Entity, language: Language) -> list[Cell]:
    zh, word = language == "zh", board_words(language)
    scope = Scope(park=place.id) if place.type == "Park" else Scope(region=place.id)
    items = desk.within(scope)
    ledger, steps = money(desk, scope, items), funnel(items)

    def to(words: str, figure: str, remark: str = "", **keys: str) -> Cell:
        return Cell(words, address(scope, "/cockpit/facts", figure=figure, **keys), remark)

    left = f"{word['left_out']} {len(ledger.left)}"
    return [
        to(str(len(items)), "all", f"{len(items) - len(steps.left)} {word['projects_hint']}"),
        to(promised(ledger.promised, zh), "counted", f"{word['counted']} {len(ledger.counted)} · {left}"),
        _published(ledger.in_place, zh, word),
        _published(ledger.actual, zh, word),
        *(to(str(len(steps.whole.reached[step])), "reached", _rate(steps.whole, step), step=step) for step in STEPS),
        _outside(desk, items, scope),
        Cell(" · ".join(f"{name} {number}" for name, number in _trades(items)) or "–"),
    ]


def _rate(cohort: Cohort, step: str) -> str:
    return rate(cohort, step) if step != STEPS[0] else ""


def _published(rows: Sequence[Observed] | None, zh: bool, word: dict[str, str]) -> Cell:
    told = figures(rows or (), zh)
    if not told:
        return Cell("–", remark=word["none_published"])
    sums = [total or f"{word['not_added']} ({reason})" for total, reason, _ in told]
    number = sum(len(each) for _, _, each in told)
    only = told[0][2][0][1] if number == 1 else ""
    return Cell("; ".join(sums), f"/facts/{only}" if only else "", f"{number} × {word['published_figures']}")


def _outside(desk: Desk, items: Sequence[Item], scope: Scope) -> Cell:
    moved = [flow for flow in flows(desk, items)[0] if flow.source != flow.target]
    found = {item.iri for flow in moved for item in flow.items}
    sources = Counter({flow.source.label: len(flow.items) for flow in moved}).most_common(_TRADES)
    return Cell(str(len(found)), address(scope), " · ".join(f"{name} {number}" for name, number in sources))


def _trades(items: Sequence[Item]) -> list[tuple[str, int]]:
    return Counter(trade.label for item in items for trade in item.groups["industry"]).most_common(_TRADES)
