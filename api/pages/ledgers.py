"""Sums of money to read: every group with what was counted, what was left out and why, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.counting import LEFT, NOTES, REASONS, STAGES, Group, Line, Observed, Sums
from kg.facts import Money, Quantity
from viz.wording import readable, say


@dataclass(frozen=True, slots=True)
class Entry:
    """A project in a group. `why` says in words why it is left out, or what must be known of it."""

    project: str
    name: str
    amount: str
    stage: str
    why: str
    fact: str
    quote: str


@dataclass(frozen=True, slots=True)
class Account:
    """A group to read; sums are in words."""

    key: str
    label: str
    promised: str
    counted: tuple[Entry, ...]
    left: tuple[Entry, ...]
    in_place: tuple[str, ...]
    actual: tuple[str, ...]


def accounts(found: Sums, language: str) -> list[Account]:
    """The groups of an answer, in its order."""
    zh = language == "zh"
    names = {line.project: line.name for line in (*found.counted, *found.left)}
    return [_account(group, names, zh) for group in found.groups]


def promised(sums: Mapping[str, float], zh: bool) -> str:
    """Sums by currency in words."""
    return " + ".join(_money(amount, currency, zh) for currency, amount in sums.items()) or "–"


def figures(rows: Iterable[Observed], zh: bool) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """Published figures in words: their sum (empty where they are not added), why not, and each one's words, fact
    and period."""
    made = []
    for row in rows:
        total = "" if row.total is None else _money(row.total, row.unit, zh)
        reason = f"{row.unit} {REASONS[row.reason][0 if zh else 1]}" if row.reason else ""
        each = [(_money(one.value, one.unit, zh), one.fact, one.period or "") for one in row.figures]
        made.append((total, reason, each))
    return made


def sums_json(found: Sums) -> dict[str, Any]:
    """The answer as JSON: amounts in base units, reasons as keys and in words."""
    return {
        "by": found.by,
        "promised": found.promised,
        "counted": len(found.counted),
        "leftOut": len(found.left),
        "overlapping": found.overlapping,
        "groups": [
            {
                "key": group.key or None,
                "label": group.label,
                "promised": group.promised,
                "counted": [_line_json(line) for line in group.counted],
                "leftOut": [_line_json(line) for line in group.left],
                "inPlace": [_observed_json(row) for row in group.in_place],
                "actual": [_observed_json(row) for row in group.actual],
            }
            for group in found.groups
        ],
    }


def sums_rows(found: Sums) -> Iterable[tuple[str, ...]]:
    """The answer as rows of a table, one a project and group, with a heading."""
    yield ("group", "project", "amount", "currency", "counted", "stage", "reason", "notes", "article", "quote")
    for group in found.groups:
        for line in (*group.counted, *group.left):
            amount = f"{line.amount:f}".rstrip("0").rstrip(".")
            said = (amount, line.currency, "no" if line.reason else "yes", line.stage, line.reason)
            yield group.label, line.name, *said, " ".join(line.notes), line.evidence.article, line.evidence.quote


def _account(group: Group, names: Mapping[str, str], zh: bool) -> Account:
    return Account(
        group.key,
        group.label,
        promised(group.promised, zh),
        tuple(_entry(line, names, zh) for line in sorted(group.counted, key=lambda line: -line.amount)),
        tuple(_entry(line, names, zh) for line in sorted(group.left, key=lambda line: -line.amount)),
        tuple(_observed(row, zh) for row in group.in_place),
        tuple(_observed(row, zh) for row in group.actual),
    )


def _entry(line: Line, names: Mapping[str, str], zh: bool) -> Entry:
    place = 0 if zh else 1
    why = [NOTES[note][place] for note in line.notes]
    if line.reason:
        why.append(LEFT[line.reason][place] + (f": {names[line.because]}" if line.because in names else ""))
    stage = next(known for known in STAGES if known.name == line.stage)
    return Entry(
        line.project,
        line.name,
        _money(line.amount, line.currency, zh),
        stage.zh if zh else stage.en,
        "; ".join(why),
        line.fact,
        readable(line.evidence.quote),
    )


def _observed(row: Observed, zh: bool) -> str:
    if row.total is not None:
        return _money(row.total, row.unit, zh)
    reason = REASONS[row.reason][0 if zh else 1]
    each = ", ".join(_money(figure.value, figure.unit, zh) for figure in row.figures)
    return f"{each}（不相加：{reason}）" if zh else f"{each} (not added: {reason})"


def _money(amount: float, currency: str, zh: bool) -> str:
    if len(currency) != 3:
        return say("indicator", Quantity(amount), "zh" if zh else "en", str)
    return say("totalInvestment", Money(amount, currency), "zh" if zh else "en", str)


def _line_json(line: Line) -> dict[str, Any]:
    return {
        "project": line.project,
        "name": line.name,
        "amount": line.amount,
        "currency": line.currency,
        "stage": line.stage,
        "reason": line.reason or None,
        "because": line.because or None,
        "notes": list(line.notes),
        "fact": line.fact,
        "article": line.evidence.article,
        "quote": line.evidence.quote,
    }


def _observed_json(row: Observed) -> dict[str, Any]:
    return {
        "unit": row.unit,
        "total": row.total,
        "reason": row.reason or None,
        "why": REASONS[row.reason][1] if row.reason else None,
        "figures": [{"thing": f.thing, "value": f.value, "period": f.period, "fact": f.fact} for f in row.figures],
    }
