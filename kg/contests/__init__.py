"""Which statements disagree: a table of rules, each a pure function over what all articles state.

Nothing is decided here: both sides stay in the graph, each with its sentence, and the pair is listed. `RULES` is
the table; a rule is a name, what it finds in Chinese and English, its function, and whether it looks at the facts
of one thing alone, so that a page can be marked without a look at the whole store.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.contests import naming, stated, values
from kg.contests.claims import Claim, Contest, Ground
from kg.facts import Fact
from kg.statements import facts_of, facts_with, redirects, survivor
from kg.store import Reader

__all__ = ["RULES", "Claim", "Contest", "Ground", "Rule", "contests", "contests_of", "ground", "judged"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to disagree: what it is called in Chinese and English, and what finds it."""

    zh: str
    en: str
    find: Callable[[Ground], Iterator[Contest]]
    alone: bool = True


RULES: Final[dict[str, Rule]] = {
    "value": Rule("同一数值说法不一", "different values of one thing", values.singles),
    "date": Rule("同一节点日期不一", "different dates of one milestone", values.dates),
    "figure": Rule("同一时期的指标数值不一", "different figures for one measure and period", values.figures),
    "period": Rule("同一数字归于不同时期", "one figure for different periods", values.periods),
    "duration": Rule(
        "所述天数与日期不符", "a number of days that does not fit the dates", stated.durations, alone=False
    ),
    "share": Rule("所述占比与数字不符", "a stated share does not fit the figures", stated.shares),
    "name": Rule("一个项目两种名称", "two names for what may be one project", naming.variants, alone=False),
}
"""Every rule, by name."""

_COMPARED: Final = (*values.SINGLES, "milestone", "indicator")
"""The properties that the rules compare."""


def ground(reader: Reader, facts: Iterable[Fact]) -> Ground:
    """What the rules look at: facts by what they are about."""
    heads = redirects(reader)
    by_subject = defaultdict(list)
    for fact in facts:
        by_subject[heads.get(fact.subject, fact.subject)].append(fact)
    return Ground(reader, dict(sorted(by_subject.items())))


def judged(about: Ground, *, alone: bool = False) -> tuple[Contest, ...]:
    """Everything that disagrees on this ground, rule by rule, the closest values first.

    `alone` leaves out the rules that look beyond the facts of one thing.
    """
    order = list(RULES)
    found = [contest for rule in RULES.values() if rule.alone or not alone for contest in rule.find(about)]
    return tuple(sorted(found, key=lambda row: (order.index(row.rule), row.gap, row.thing, row.about)))


@lru_cache(maxsize=4)
def contests(reader: Reader) -> tuple[Contest, ...]:
    """Everything that disagrees in a snapshot."""
    return judged(ground(reader, facts_with(reader, _COMPARED)))


def contests_of(reader: Reader, things: Iterable[str]) -> tuple[Contest, ...]:
    """What disagrees about some things (IRIs), by the rules that need no look at the whole store."""
    heads = {survivor(reader, thing) for thing in things}
    if not heads:
        return ()
    about = ground(reader, (fact for fact in facts_of(reader, heads) if fact.predicate in _COMPARED))
    return tuple(row for row in judged(about, alone=True) if row.thing in heads)
