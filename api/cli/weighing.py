"""`kg contested`, `kg sum` and `kg overdue`: what disagrees, what may be added, what was promised and not heard of."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from api.cli.places import DEFAULT_STORE, StoreOption

out = Console(highlight=False)

_LONGEST = 160


def contested(
    rule: Annotated[
        str, typer.Option("--rule", help="Only what this rule finds; `kg contested --rules` lists them.")
    ] = "",
    rules: Annotated[bool, typer.Option("--rules", help="List the rules.")] = False,
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
    from kg.store import open_reader

    if rules:
        for name, known in RULES.items():
            out.print(f"{name:<10} {known.zh}  {known.en}", markup=False)
        return
    with open_reader(store) as reader:
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


COMMANDS = (contested,)
