"""The cockpit to read: every figure of a scope in words, with the address of the facts behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from api.pages.charts import Columns, Sankey, Tile, columns, sankey, tiles
from api.pages.ledgers import promised
from kg.cockpit import (
    STEPS,
    ChainView,
    Cohort,
    Desk,
    Flow,
    Funnel,
    Item,
    Ledger,
    Scope,
    chains,
    flows,
    funnel,
    money,
    steps_by_year,
)
from kg.counting import LEFT, STAGES
from kg.counting.books import Place
from kg.overdue import Promise, overdue_in

GROUPS: Final = ("region", "park", "industry", "investor", "year")
_BARS: Final = 8
_LARGEST: Final = 12
_FLOWS: Final = 24
_YEARS: Final = 16


@dataclass(frozen=True, slots=True)
class Bar:
    """A group: its name, the narrower scope, its sum in words, and how wide its bar is in percent."""

    label: str
    scope: Scope
    amount: str
    projects: int
    width: float


@dataclass(frozen=True, slots=True)
class Board:
    """All that the page shows of a scope. `flows` cross from one province into another, `stays` do not."""

    scope: Scope
    title: str
    items: tuple[Item, ...]
    funnel: Funnel
    money: Ledger
    bars: dict[str, tuple[Bar, ...]]
    flows: tuple[Flow, ...]
    homeless: int
    stays: tuple[Flow, ...]
    sankey: Sankey
    tiles: tuple[Tile, ...]
    years: Columns
    largest: tuple[Item, ...]
    chains: tuple[ChainView, ...]
    overdue: tuple[Promise, ...]
    as_of: str


def board(desk: Desk, scope: Scope, day: str, language: str) -> Board:
    """The board of a scope as of a day (YYYY-MM-DD), by which promises have passed or not."""
    items = desk.within(scope)
    zh = language == "zh"
    all_flows, homeless = flows(desk, items)
    moved = [flow for flow in all_flows if flow.source != flow.target]
    ours = {item.iri for item in items}
    priced = sorted(
        (item for item in items if item.line is not None and not item.line.reason),
        key=lambda item: (item.line.currency != "CNY", -item.line.amount) if item.line else (True, 0.0),
    )
    rows = [(year, len(done), len(planned)) for year, (done, planned) in steps_by_year(items).items()]
    return Board(
        scope=scope,
        title=" · ".join(names(desk, scope)),
        items=tuple(items),
        funnel=funnel(items),
        money=money(desk, scope, items),
        bars={by: _bars(desk, by, priced, scope, zh) for by in GROUPS},
        flows=tuple(moved[:_FLOWS]),
        homeless=len(homeless),
        stays=tuple(flow for flow in all_flows if flow.source == flow.target),
        sankey=sankey([(flow.source.label, flow.target.label, float(len(flow.items))) for flow in moved[:_FLOWS]]),
        tiles=tuple(tiles(_by_province(desk, items))),
        years=columns(rows[-_YEARS:]),
        largest=tuple(priced[:_LARGEST]),
        chains=tuple(chains(items)),
        overdue=tuple(row for row in overdue_in(desk.books, day) if row.project in ours),
        as_of=max((row.date or "" for row in desk.books.articles.values()), default=""),
    )


def address(scope: Scope, path: str = "/cockpit", **more: str) -> str:
    """The address of a page about a scope.

    >>> address(Scope(year="2023"), "/cockpit/facts", figure="all")
    '/cockpit/facts?year=2023&figure=all'
    """
    held = {name: value for name in GROUPS if (value := str(getattr(scope, name)))}
    query = urlencode(held | {name: value for name, value in more.items() if value})
    return f"{path}?{query}" if query else path


def rate(cohort: Cohort, step: str) -> str:
    """The share of a cohort that reached a step; empty where the cohort is empty."""
    whole = len(cohort.reached[STEPS[0]])
    return f"{100 * len(cohort.reached[step]) / whole:.0f}%" if whole else ""


def stage_word(name: str, zh: bool) -> str:
    """A stage in words."""
    known = next(stage for stage in STAGES if stage.name == name)
    return known.zh if zh else known.en


def reasons(items: Sequence[Item], zh: bool) -> list[tuple[str, int]]:
    """Why projects or their money are left out, in words, with how many."""
    found: dict[str, int] = defaultdict(int)
    for item in items:
        reason = item.reason or (item.line.reason if item.line else "")
        if reason:
            found[LEFT[reason][0 if zh else 1]] += 1
    return sorted(found.items(), key=lambda row: -row[1])


def names(desk: Desk, scope: Scope) -> list[str]:
    """What a scope is, in names."""
    keys = [key for name in GROUPS if (key := str(getattr(scope, name)))]
    return [desk.books.place(key).label if "/" in key else key for key in keys]


def _bars(desk: Desk, by: str, items: Sequence[Item], scope: Scope, zh: bool) -> tuple[Bar, ...]:
    """The groups of what counts, the largest first, in yuan."""
    sums: dict[Place, float] = defaultdict(float)
    numbers: dict[Place, int] = defaultdict(int)
    for item in items:
        if item.line is None or item.line.currency != "CNY":
            continue
        for place in _regions(desk, item, scope) if by == "region" else item.groups[by]:
            sums[place] += item.line.amount
            numbers[place] += 1
    order = sorted(sums, key=lambda place: (-sums[place], place.label))[:_BARS]
    if by == "year":
        order.sort(key=lambda place: place.label, reverse=True)
    most = max(sums.values(), default=1.0) or 1.0
    return tuple(
        Bar(
            place.label,
            narrowed(scope, by, place.key),
            promised({"CNY": sums[place]}, zh),
            numbers[place],
            round(100 * sums[place] / most, 1),
        )
        for place in order
    )


def narrowed(scope: Scope, by: str, key: str) -> Scope:
    """The scope with one more condition."""
    held = {name: str(getattr(scope, name)) for name in GROUPS}
    return Scope(**(held | {by: key}))


def _regions(desk: Desk, item: Item, scope: Scope) -> list[Place]:
    """Provinces; below a region that was chosen, what lies directly in it."""
    above = desk.books.above
    if not scope.region:
        return [desk.books.place(iri) for iri in sorted(item.regions & desk.provinces)]
    inside = [iri for iri in item.regions if scope.region in above.get(iri, ())]
    nearest = [iri for iri in inside if not any(other in above.get(iri, ()) for other in inside)]
    return [desk.books.place(iri) for iri in nearest]


def _by_province(desk: Desk, items: Sequence[Item]) -> dict[str, tuple[str, float]]:
    found: dict[str, float] = defaultdict(float)
    for item in items:
        if not item.reason:
            for iri in item.regions & desk.provinces:
                found[iri] += 1
    return {desk.books.place(iri).label: (iri, number) for iri, number in found.items()}
