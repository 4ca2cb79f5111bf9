"""`kg path`, `kg rank`, `kg communities` and `kg shared`: the graph as a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from api.cli.places import DEFAULT_STORE, AsOf, StoreOption, reading

if TYPE_CHECKING:
    from kg.edges import Edge

out = Console(highlight=False)

_LONGEST = 160


def path(
    a: Annotated[str, typer.Argument(help="A name or IRI.")],
    b: Annotated[str, typer.Argument(help="A name or IRI.")],
    most: Annotated[int, typer.Option("--most", min=1, max=6, help="Edges at the most.")] = 3,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100, help="Ways at the most.")] = 10,
    as_of: AsOf = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """How one thing leads to another: the shortest ways, every edge with its sentence.

    Example: kg path 深圳市 贵州省 --most 3
    """
    from kg.lookup import entities
    from kg.network import paths
    from kg.search import find_one

    with reading(store, as_of) as reader:
        start, end = find_one(reader, a), find_one(reader, b)
        ways = paths(reader, start, end, most, limit)
        things = {iri for way in ways for edge in way for iri in (edge.subject, edge.object)}
        names = {iri: thing.name for iri, thing in entities(reader, {start, end, *things}).items()}
    for number, way in enumerate(ways, start=1):
        out.print(f"{number}. {_line(way, start, names)}", style="bold", markup=False, soft_wrap=True)
        for edge in way:
            _proof(edge, names)
    out.print(f"{len(ways)} ways from {names[start]} to {names[end]} over at most {most} edges", style="dim")


def _line(way: list[Edge], start: str, names: dict[str, str]) -> str:
    at, said = start, names[start]
    for edge in way:
        forth = edge.subject == at
        at = edge.object if forth else edge.subject
        said += f" —{edge.label}→ {names[at]}" if forth else f" ←{edge.label}— {names[at]}"
    return said


def _proof(edge: Edge, names: dict[str, str]) -> None:
    best = max(edge.evidence, key=lambda piece: piece.confidence, default=None)
    quote = " ".join(best.quote.split())[-_LONGEST:] if best else "行政区划"
    said = f"   {names[edge.subject]} {edge.label} {names[edge.object]}: “{quote}”"
    out.print(said, style="dim", markup=False, soft_wrap=True)


def rank(
    by: Annotated[str, typer.Option("--by", help="degree, betweenness or core.")] = "degree",
    type: Annotated[str | None, typer.Option("--type", help="Only things of this class: Company, Park …")] = None,
    most: Annotated[int, typer.Option("--most", min=1, help="How many.")] = 20,
    as_of: AsOf = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Rank things by how they stand in the network of stated facts.

    Example: kg rank --by betweenness --type Company
    """
    from kg.centrality import rank as ranked

    with reading(store, as_of) as reader:
        rows = ranked(reader, by, type, most)
    table = Table("", by, "", "", box=None, show_header=False)
    for place, row in enumerate(rows, start=1):
        table.add_row(str(place), f"{row.score:.4g}", row.type, escape(row.label))
    out.print(table)


def communities(
    most: Annotated[int, typer.Option("--most", min=1, help="How many groups.")] = 10,
    as_of: AsOf = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Groups of things tied more closely among themselves than to others, each led by its best connected thing.

    Example: kg communities --most 5
    """
    from kg.centrality import communities as grouped

    with reading(store, as_of) as reader:
        groups = grouped(reader)
    for group in groups[:most]:
        shown = "、".join(row.label for row in group[:8]) + ("…" if len(group) > 8 else "")
        out.print(f"{len(group):>4}  {shown}", markup=False, soft_wrap=True)
    out.print(f"{len(groups)} communities", style="dim")


def shared(
    most: Annotated[int, typer.Option("--most", min=1, help="How many pairs.")] = 20,
    as_of: AsOf = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Pairs of prefectures and the investors that have projects in both.

    Example: kg shared --most 10
    """
    from kg.centrality import shared_investors

    with reading(store, as_of) as reader:
        rows = shared_investors(reader)
    for one, other, firms in rows[:most]:
        out.print(f"{len(firms):>3}  {one} – {other}: {'、'.join(firms)}", markup=False, soft_wrap=True)
    out.print(f"{len(rows)} pairs", style="dim")


COMMANDS = (path, rank, communities, shared)
