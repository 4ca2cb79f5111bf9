"""`kg query`, `kg facts` and `kg info`: answers on standard output."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import unquote

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from api.cli.places import DEFAULT_STORE, AsOf, Paths, StoreOption, reading
from ingest.outcome import Status
from kg import namespaces as ns

if TYPE_CHECKING:
    from kg.store import Reader

out = Console(highlight=False)


class Format(StrEnum):
    """Shapes of an answer; `table` is for people, the last three are for CONSTRUCT and DESCRIBE."""

    table = "table"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    xml = "xml"
    ttl = "ttl"
    nt = "nt"
    jsonld = "jsonld"


MEDIA_TYPES = {
    Format.json: "application/sparql-results+json",
    Format.csv: "text/csv",
    Format.tsv: "text/tab-separated-values",
    Format.xml: "application/sparql-results+xml",
    Format.ttl: "text/turtle",
    Format.nt: "application/n-triples",
    Format.jsonld: "application/ld+json",
}


def query(
    sparql: Annotated[str | None, typer.Argument(help="A SPARQL query; the usual prefixes are known.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Read the query from a file.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="A named question; `kg query` alone lists them.")] = None,
    format: Annotated[Format, typer.Option("--format", help="Shape of the answer.")] = Format.table,
    as_of: AsOf = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Ask the graph: a SPARQL query, a file with one, or a named question.

    Examples: kg query --name q05 --format csv; kg query 'SELECT ?c WHERE {?c a zs:Company} LIMIT 5'
    """
    from kg import queries

    given = [item for item in (sparql, file, name) if item]
    if len(given) > 1:
        raise typer.BadParameter("give one of SPARQL, --file and --name")
    if not given:
        for question in queries.names():
            out.print(f"[bold]{question.name}[/bold]  {question.title('zh')}  [dim]{question.title('en')}[/dim]")
        return
    text = sparql or (file.read_text(encoding="utf-8") if file else queries.get(str(name)).text)
    reader = reading(store, as_of)
    if format is not Format.table:
        sys.stdout.buffer.write(reader.query(text, MEDIA_TYPES[format]))
        return
    answer = reader.rows(text)
    table = Table(*answer.variables, show_lines=False)
    for row in answer:
        table.add_row(*(compact(row.text(variable)) for variable in answer.variables))
    out.print(table)
    out.print(f"{len(answer)} rows", style="dim")


def ask(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME…", help="q01, q02 …; all where left out.")] = None,
    rows: Annotated[int, typer.Option("--rows", min=1, help="Rows to show of each answer.")] = 10,
    as_of: AsOf = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Print the answers to named questions, all of them or some, in plain lines.

    Examples: kg ask; kg ask q05 q22 --rows 50
    """
    from kg import queries

    asked = [queries.get(name) for name in names] if names else queries.names()
    with reading(store, as_of) as reader:
        for question in asked:
            answer = reader.rows(question.text)
            shown = [name for name in answer.variables if f"{name}Name" not in answer.variables]
            out.print(f"{question.name}  {question.title('zh')}", style="bold", markup=False)
            for row in answer[:rows]:
                cells = (" ".join(row.text(name).split()) for name in shown)
                out.print("    " + " | ".join(_short(cell) for cell in cells), markup=False, soft_wrap=True)
            more = f", {len(answer) - rows} not shown" if len(answer) > rows else ""
            out.print(f"    {len(answer)} rows{more}", style="dim")


def _short(text: str) -> str:
    plain = compact(text).replace("\\[", "[")
    return plain if len(plain) <= 60 else plain[:28] + "…" + plain[-28:]


def compact(text: str) -> str:
    """An IRI by its prefix, one of ours by its path; any other text as it is, markup escaped."""
    if text.startswith(ns.ID):
        return escape(unquote(text.removeprefix(ns.ID)))
    for prefix, base in ns.PREFIXES.items():
        if text.startswith(base):
            return f"{prefix}:{escape(text.removeprefix(base))}"
    return escape(text)


def facts(paths: Paths = None, store: Annotated[Path | None, typer.Option("--store", metavar="DIR")] = None) -> None:
    """Print what articles state, one JSON object a line, read back from the store.

    Without --store the articles go through a store of their own that is thrown away; with --store and no
    PATH the articles already there are printed. Example: kg facts articles/*.txt > facts.jsonl
    """
    from api.cli.ingesting import load
    from kg import lookup
    from kg.store import open_reader

    if not paths and store is None:
        raise typer.BadParameter("give PATH… or --store DIR")
    with tempfile.TemporaryDirectory(prefix="kg-facts-") as scratch:
        place = store or Path(scratch)
        outcomes = load(paths, place) if paths else []
        for outcome in outcomes:
            if outcome.status is Status.FAILED:
                print(f"failed {outcome.name}: {outcome.reason}", file=sys.stderr)
        reader = open_reader(place)
        asked = {outcome.reading.article for outcome in outcomes if outcome.reading}
        for row in lookup.articles(reader):
            if not paths or row.id in asked:
                print(json.dumps(lookup.facts_json(reader, row.id), ensure_ascii=False))
        reader.close()
    if any(outcome.status is Status.FAILED for outcome in outcomes):
        raise typer.Exit(1)


def info(
    article: Annotated[str | None, typer.Argument(help="Name or id of an article; the store where left out.")] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Counts, sizes, versions and freshness of a store; of one article what it states and its coverage.

    Coverage is the share of sentences with a number that gave a fact; those that gave none are listed.
    Examples: kg info; kg info report.txt
    """
    from kg import lookup
    from kg.store import open_reader

    with open_reader(store) as reader:
        if article:
            _article(reader, article)
            return
        _rows(lookup.summary(reader))


def _article(reader: Reader, wanted: str) -> None:
    """Print what is known of one article. Raises NotFound."""
    from ingest.clean import clean
    from ingest.coverage import coverage
    from kg import lookup
    from kg.errors import NotFound

    known = [row for row in lookup.articles(reader) if wanted in (row.id, row.name, Path(row.name).name)]
    if not known:
        raise NotFound("no such article", where=wanted, hint="kg query 'SELECT ?n WHERE {?a dcterms:identifier ?n}'")
    row = known[0]
    found = lookup.shown(reader, row.id)
    told = coverage(clean(lookup.article(reader, row.id)), row.id, found.facts)
    share = "no sentence with a number" if told.share is None else f"{100 * told.share:.0f}%"
    given = {"id": row.id, "name": row.name, "title": row.title, "date": row.date or "", "home": found.home or ""}
    counts = {
        "entities": len(found.entities),
        "facts": len(found.facts),
        "sentences with a number": len(told.sentences),
    }
    _rows({**given, **counts, "gave no fact": len(told.silent), "coverage": share})
    for sentence in told.silent:
        out.print(f"  {sentence.span.start}-{sentence.span.end}  {sentence.text}", markup=False, soft_wrap=True)


def _rows(found: Mapping[str, int | str]) -> None:
    table = Table(show_header=False, box=None)
    for label, value in found.items():
        table.add_row(label, f"{value:,}" if isinstance(value, int) else escape(str(value)))
    out.print(table)


COMMANDS = (query, ask, facts, info)
