"""The projects behind one figure of a view: each figure is a name and a few keys, so that it can be an address."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from kg import industries
from kg.cockpit.cohorts import STEPS, promised, reached, signed_in, steps_by_year
from kg.cockpit.movements import flows
from kg.cockpit.projects import Desk, Item
from kg.errors import NotFound

Keys = Mapping[str, str]
ANY: Final = "any"
"""The cohort of every project that was signed, whenever."""
UNDATED: Final = "none"
"""The cohort of those whose signing no article dates."""


def _all(desk: Desk, items: Sequence[Item], keys: Keys) -> list[Item]:
    return list(items)


def _counted(desk: Desk, items: Sequence[Item], keys: Keys) -> list[Item]:
    found = [item for item in items if item.line is not None and not item.line.reason]
    return sorted(found, key=lambda item: -item.line.amount if item.line else 0.0)


def _left(desk: Desk, items: Sequence[Item], keys: Keys) -> list[Item]:
    return [item for item in items if item.line is not None and item.line.reason]


def _apart(desk: Desk, items: Sequence[Item], keys: Keys) -> list[Item]:
    return [item for item in items if item.reason]


def _unpriced(desk: Desk, items: Sequence[Item], keys: Keys) -> list[Item]:
    return [item for item in items if item.line is None and not item.reason]


def _reached(desk: Desk, items: Sequence[Item], keys: Keys) -> list[Item]:
    return [item for item in _cohort(items, keys) if reached(item, keys["step"])]


def _planned(desk: Desk, items: Sequence[Item], keys: Keys) -> list[Item]:
    return [item for item in _cohort(items, keys) if promised(item, keys["step"])]


def _silent(desk: Desk, items: Sequence[Item], keys: Keys) -> list[Item]:
    plain = [item for item in items if not item.reason]
    return [item for item in plain if not any(reached(item, step) or promised(item, step) for step in STEPS)]


def _flow(desk: Desk, items: Sequence[Item], keys: Keys) -> list[Item]:
    for flow in flows(desk, items)[0]:
        if (flow.source.key, flow.target.key) == (keys.get("source"), keys.get("target")):
            return list(flow.items)
    return []


def _homeless(desk: Desk, items: Sequence[Item], keys: Keys) -> list[Item]:
    return flows(desk, items)[1]


def _link(desk: Desk, items: Sequence[Item], keys: Keys) -> list[Item]:
    trades = [(item, [industries.division(trade.label) for trade in item.groups["industry"]]) for item in items]
    return [item for item, codes in trades if not item.reason and keys.get("code") in codes]


def _year(desk: Desk, items: Sequence[Item], keys: Keys) -> list[Item]:
    done, planned = steps_by_year(items).get(keys.get("at", ""), ([], []))
    return planned if keys.get("planned") == "true" else done


def _cohort(items: Sequence[Item], keys: Keys) -> list[Item]:
    plain = [item for item in items if not item.reason]
    cohort = keys.get("cohort", ANY)
    if cohort == ANY:
        return plain
    year = "" if cohort == UNDATED else cohort
    return [item for item in plain if reached(item, STEPS[0]) and signed_in(item) == year]


_MONEY: Final = ("totalInvestment", "phaseOf", "increases")
_PLACE: Final = ("investor", "locatedIn")
FIGURES: Final[dict[str, tuple[Callable[[Desk, Sequence[Item], Keys], list[Item]], tuple[str, ...]]]] = {
    "all": (_all, ("totalInvestment", "milestone", "investor", "locatedIn")),
    "counted": (_counted, _MONEY),
    "left": (_left, _MONEY),
    "apart": (_apart, _MONEY),
    "unpriced": (_unpriced, ("milestone", "investor")),
    "reached": (_reached, ("milestone",)),
    "planned": (_planned, ("milestone",)),
    "silent": (_silent, ("totalInvestment", "investor")),
    "flow": (_flow, _PLACE),
    "homeless": (_homeless, _PLACE),
    "link": (_link, ("industry",)),
    "year": (_year, ("milestone",)),
}
"""Every figure: what it holds, and the predicates of the facts that it rests on."""


def behind(desk: Desk, items: Sequence[Item], figure: str, keys: Keys) -> tuple[list[Item], tuple[str, ...]]:
    """The projects of a figure and the predicates it rests on. Raises NotFound for no figure or step of this name."""
    if figure not in FIGURES or ("step" in keys and keys["step"] not in STEPS):
        raise NotFound(f"no figure {figure}", hint=", ".join(FIGURES))
    if figure in ("reached", "planned") and "step" not in keys:
        raise NotFound("no step", hint=", ".join(STEPS))
    choose, predicates = FIGURES[figure]
    return choose(desk, items, keys), predicates
