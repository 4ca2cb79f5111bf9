"""`kg same`, `kg different`, `kg split`, `kg undo`, `kg judgements` and `kg review`: what is one thing, what is two."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from api.cli.deciding import By, Reason, reviewer
from api.cli.places import DEFAULT_STORE, StoreOption
from kg.errors import NotFound

if TYPE_CHECKING:
    from kg.identity import Judgement
    from kg.store import Reader, Store

out = Console(highlight=False)

Thing = Annotated[str, typer.Argument(help="A name, Type/name or IRI.")]
_SENTENCES = 3
_SIGNS = {"same": "=", "different": "≠", "unsure": "?"}


def same(a: Thing, b: Thing, reason: Reason = "", by: By = "", store: StoreOption = DEFAULT_STORE) -> None:
    """Say that two things are one: A stays, B leads to it; no name and no fact of either is lost.

    Example: kg same 贵州黔玻永太新材料有限公司 黔玻永太 --reason 简称
    """
    _say(a, b, "same", store, by, reason)


def different(a: Thing, b: Thing, reason: Reason = "", by: By = "", store: StoreOption = DEFAULT_STORE) -> None:
    """Say that two things are two, whatever was said before; settles a doubt.

    Example: kg different 国药集团 国药控股 --reason 母子公司
    """
    _say(a, b, "different", store, by, reason)


def split(a: Thing, b: Thing, reason: Reason = "", by: By = "", store: StoreOption = DEFAULT_STORE) -> None:
    """Part two things that were merged: B is itself again, with its names and facts.

    B may be named by its IRI or Type/name, as it no longer stands in the graph. Example: kg split 甲公司 Company/乙公司
    """
    _say(a, b, "different", store, by, reason)


def undo(
    number: Annotated[int, typer.Argument(help="The judgement's number; `kg judgements` lists them.")],
    reason: Reason = "",
    by: By = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Take back a judgement: what held before it holds again.

    Example: kg undo 12 --reason 看错了
    """
    from kg.store import open_store

    with open_store(store) as writer:
        row = writer.ledger.undo(number, reviewer(by), _now(), reason)
        writer.identify(row)
        writer.publish()
    out.print(f"{row.number}: judgement {number} is taken back")


def judgements(
    unsure: Annotated[bool, typer.Option("--unsure", help="Only the pairs that wait for a reviewer.")] = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """List the ledger of identity: which pairs are the same, different or unsure, who said so and why.

    Example: kg judgements --unsure
    """
    from kg.identity import Ledger
    from kg.store import open_reader

    with open_reader(store) as reader:
        ledger = Ledger(_rows(reader))
    rows = ledger.unsure() if unsure else list(ledger.rows())
    for row in rows:
        sign = f"undoes {row.undoes}" if row.undoes else _SIGNS[row.opinion]
        out.print(f"{row.number:>4}  {_short(row.left)} {sign} {_short(row.right)}", markup=False, soft_wrap=True)
        out.print(
            f"      {row.score:g} · {row.by} · {row.at} · {row.reason}", style="dim", markup=False, soft_wrap=True
        )
    out.print(f"{len(rows)} judgements", style="dim")


def review(
    find: Annotated[bool, typer.Option("--find", help="Compare all names again for further pairs first.")] = False,
    by: By = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Walk through the pairs that may be one thing, the two sentences side by side; every answer is kept at once.

    Example: kg review --by 李编辑
    """
    from ingest.linking import remember
    from kg.store import open_reader, open_store

    done = 0
    with open_store(store) as writer, open_reader(store) as reader:
        if find:
            names = remember(store)
            names.doubt_all()
            out.print(f"{writer.doubt(names.doubts)} new pairs")
        waiting = writer.ledger.unsure()
        out.print(f"{len(waiting)} pairs wait")
        for place, row in enumerate(waiting, start=1):
            if not _show(reader, row, f"{place}/{len(waiting)}"):
                continue
            answer = typer.prompt("[s]ame, [d]ifferent, [l]ater, [q]uit", default="l").strip().lower()[:1]
            if answer == "q":
                break
            if answer in ("s", "d"):
                why = typer.prompt("why", default=row.reason, show_default=False)
                _record(writer, row.left, row.right, "same" if answer == "s" else "different", reviewer(by), why)
                done += 1
        writer.publish()
    out.print(f"{done} decided, {len(waiting) - done} left")


def _say(a: str, b: str, opinion: str, store: Path, by: str, reason: str) -> None:
    from kg.store import open_reader, open_store

    with open_reader(store) as reader:
        left, right = _find(reader, a), _find(reader, b)
    if left == right:
        raise NotFound(f"both names mean {_short(left)}", hint="give one of them as Type/name")
    with open_store(store) as writer:
        number = _record(writer, left, right, opinion, reviewer(by), reason)
        writer.publish()
    out.print(f"{number}: {_short(left)} {_SIGNS[opinion]} {_short(right)}", markup=False, soft_wrap=True)
    out.print(f"kg undo {number} takes it back", style="dim")


def _record(writer: Store, left: str, right: str, opinion: str, by: str, reason: str) -> int:
    if opinion == "same":
        row = writer.ledger.merge(left, right, by, _now(), reason)
    else:
        row = writer.ledger.split(left, right, by, _now(), reason)
    writer.identify(row)
    return row.number


def _find(reader: Reader, given: str) -> str:
    """The IRI that a name, `Type/name` or IRI means; one that was merged away is found as itself."""
    from kg import lookup, namespaces
    from kg.search import find_one

    iri = given if given.startswith(namespaces.BASE) else namespaces.ID + given
    if iri in lookup.redirects(reader) or reader.ask(f"ASK {{ <{_safe(iri)}> a ?type }}"):
        return iri
    return find_one(reader, given)


def _safe(iri: str) -> str:
    from kg import iris

    return "/".join([*iri.split("/")[:3], *(iris.segment(part) for part in iri.split("/")[3:])])


def _show(reader: Reader, row: Judgement, place: str) -> bool:
    """Print a pair side by side; False where one of the two is no longer in the graph."""
    try:
        cells = [_card(reader, iri) for iri in (row.left, row.right)]
    except NotFound:
        return False
    grid = Table.grid(expand=True, padding=(0, 1))
    grid.add_column(ratio=1, overflow="fold")
    grid.add_column(ratio=1, overflow="fold")
    grid.add_row(*cells)
    out.rule(f"{place} · {row.score:.2f}")
    out.print(row.reason, style="dim", markup=False)
    out.print(grid)
    return True


def _card(reader: Reader, iri: str) -> Panel:
    from kg import lookup
    from kg.citations import cited, mentions

    thing = lookup.entity(reader, iri)
    lines = [f"[dim]{escape(thing.type)}[/dim] " + " · ".join(map(escape, thing.aliases))]
    found = mentions(reader, iri, _SENTENCES)
    sources = cited(reader, (piece.article for piece in found))
    for piece in found:
        row = sources[piece.article]
        lines.append(f"“{escape(piece.quote)}”\n[dim]{escape(row.title)} {row.date or ''}[/dim]")
    return Panel("\n\n".join(lines), title=escape(thing.name), title_align="left")


def _rows(reader: Reader) -> list[Judgement]:
    from kg import namespaces
    from kg.judgements import read_judgements

    return read_judgements(reader.quads(graph=namespaces.IDENTITY_GRAPH))


def _short(iri: str) -> str:
    from kg import namespaces

    return iri.removeprefix(namespaces.ID)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


COMMANDS = (same, different, split, undo, judgements, review)
