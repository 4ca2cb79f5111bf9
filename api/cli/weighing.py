"""`kg contested`, `kg sum` and `kg overdue`: what disagrees, what may be added, what was promised and not heard of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from api.cli.places import DEFAULT_STORE, AsOf, StoreOption, reading

if TYPE_CHECKING:
    from kg.counting import Observed, Sums

out = Console(highlight=False)

_LONGEST = 160


def contested(
    rule: Annotated[
        str, typer.Option("--rule", help="Only what this rule finds; `kg contested --rules` lists them.")
    ] = "",
    rules: Annotated[bool, typer.Option("--rules", help="List the rules.")] = False,
    as_of: AsOf = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """List statements that disagree, both sides with their sentences and articles.

    Example: kg contested --rule figure
    """
    from kg.citations import cited
    from kg.contests import RULES, contests
    from kg.export import plain
    from kg.lookup import entities
    from kg.ontology import ontology

    if rules:
        for name, known in RULES.items():
            out.print(f"{name:<10} {known.zh}  {known.en}", markup=False)
        return
    with reading(store, as_of) as reader:
        found = [row for row in contests(reader) if not rule or row.rule == rule]
        names = {iri: thing.name for iri, thing in entities(reader, {row.thing for row in found}).items()}
        articles = cited(reader, {claim.evidence.article for row in found for claim in row.claims})
        for row in found:
            about = " ".join(filter(None, (ontology().label(row.about), row.period)))
            out.print(
                f"{names[row.thing]} · {about} · {RULES[row.rule].zh}", style="bold", markup=False, soft_wrap=True
            )
            for claim in row.claims:
                said = plain(claim.fact.object, names) if claim.fact else claim.said
                said += "（算得）" if claim.computed else ""
                source = articles[claim.evidence.article]
                quote = " ".join(claim.evidence.quote.split())
                quote = quote if len(quote) <= _LONGEST else "…" + quote[-_LONGEST:]
                out.print(f"  {said}", markup=False, soft_wrap=True)
                out.print(f"    “{quote}” {source.name} {source.date or ''}", style="dim", markup=False, soft_wrap=True)
    out.print(f"{len(found)} contested", style="dim")


class By(StrEnum):
    """By what money is summed."""

    province = "province"
    park = "park"
    industry = "industry"
    investor = "investor"
    year = "year"


def sum_(
    by: Annotated[By, typer.Option("--by", help="How to group.")] = By.province,
    lines: Annotated[
        bool, typer.Option("--lines", help="Every project that went in or was left out, and why.")
    ] = False,
    most: Annotated[int, typer.Option("--most", min=1, help="Groups to show.")] = 40,
    as_of: AsOf = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Sum money by province, park, industry, investor or year: promised, in place and actual apart.

    A project counts once; phases, talks and twins are left out; figures that may overlap are not added.
    Example: kg sum --by province --lines
    """
    from kg.counting import GROUPINGS, sums

    with reading(store, as_of) as reader:
        found = sums(reader, by.value)
    table = Table(GROUPINGS[by.value].zh, "promised", "projects", "left out", "in place", "actual output", box=None)
    for group in found.groups[:most]:
        cells = [escape(group.label), _money(group.promised), str(len(group.counted)), str(len(group.left))]
        table.add_row(*cells, _observed(group.in_place), _observed(group.actual))
    out.print(table)
    if len(found.groups) > most:
        out.print(f"… and {len(found.groups) - most} more groups", style="dim")
    several = "; groups share projects and must not be added" if found.overlapping else ""
    out.print(f"all: {_money(found.promised)} promised by {len(found.counted)} projects, ", end="")
    out.print(f"{len(found.left)} left out{several}")
    if lines:
        _lines(found)


def _lines(found: Sums) -> None:
    from kg.counting import LEFT, NOTES, STAGES

    stages = {stage.name: stage.zh for stage in STAGES}
    names = {line.project: line.name for line in (*found.counted, *found.left)}
    for title, rows in (("counted", found.counted), ("left out", found.left)):
        out.print(f"\n{title}", style="bold")
        for line in sorted(rows, key=lambda row: -row.amount):
            why = "".join(f" · {NOTES[note][0]}" for note in line.notes)
            if line.reason:
                why += f" · {LEFT[line.reason][0]}" + (f"（{names[line.because]}）" if line.because in names else "")
            said = f"  {_money({line.currency: line.amount})}  {line.name} · {stages[line.stage]}{why}"
            out.print(said, markup=False, soft_wrap=True)


def _observed(rows: Iterable[Observed]) -> str:
    from kg.counting import REASONS

    said = []
    for row in rows:
        if row.total is None:
            said.append(f"{len(row.figures)} figures in {row.unit} are not added: {REASONS[row.reason][0]}")
        else:
            said.append(_money({row.unit: row.total}))
    return escape("; ".join(said))


def _money(sums: dict[str, float]) -> str:
    return " + ".join(f"{amount / 1e8:,.2f}亿 {currency}" for currency, amount in sums.items()) or "–"


def overdue(
    day: Annotated[str, typer.Option("--day", metavar="DATE", help="Due before it.", show_default="today")] = "",
    as_of: AsOf = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """List promised milestones that have passed without later evidence: unknown, not broken.

    Example: kg overdue --day 2024-06-30
    """
    from kg.citations import cited
    from kg.ontology import ontology
    from kg.overdue import overdue as passed

    with reading(store, as_of) as reader:
        found = passed(reader, day or datetime.now(UTC).date().isoformat())
        articles = cited(reader, {row.evidence.article for row in found})
    for row in found:
        heard = row.heard or "undated"
        said = f"{row.promised:<10}  {row.name} · {ontology().label(row.milestone)} · unknown as of {heard}"
        out.print(said, markup=False, soft_wrap=True)
        quote = " ".join(row.evidence.quote.split())[-_LONGEST:]
        source = f"            “{quote}” {articles[row.evidence.article].name}"
        out.print(source, style="dim", markup=False, soft_wrap=True)
    out.print(f"{len(found)} promises of which nothing later is known", style="dim")


sum_.__name__ = "sum"

COMMANDS = (contested, sum_, overdue)
