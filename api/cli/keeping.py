"""`kg rebuild`, `kg validate` and `kg import`: a store kept in order."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import track

from api.cli.places import DEFAULT_STORE, StoreOption

if TYPE_CHECKING:
    from kg.shapes import Violation
    from kg.store import Reader

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

_SHOWN = 20
_ARTICLE = re.compile(r"/graph/[0-9a-f]{16}$")
imports = typer.Typer(help="Bring in catalogues of other sources.", no_args_is_help=True)


def rebuild(store: StoreOption = DEFAULT_STORE) -> None:
    """Read every stored article again, after a change of rules, models, dictionaries or the ontology.

    IRIs, judgements and verdicts stay; a second run changes nothing. Example: kg rebuild --store kg-store
    """
    from ingest.linking import remember
    from ingest.nlp import build
    from ingest.outcome import Status
    from ingest.run import ingest_article
    from kg import lookup
    from kg.store import open_reader, open_store

    nlp, names, changed = build(), remember(store), 0
    with open_store(store) as writer:
        with open_reader(store) as reader:
            rows = sorted(lookup.articles(reader), key=lambda row: row.id)
            for row in track(rows, "reading again", console=err, transient=True):
                outcome = ingest_article(lookup.article(reader, row.id), nlp, writer, names)
                changed += outcome.status is Status.WRITTEN
                if outcome.status is Status.FAILED:
                    err.print(f"  failed {row.name}: {outcome.reason}", markup=False, style="red")
        writer.refresh()
        names.doubt_all()
        writer.doubt(names.doubts)
        writer.publish()
    with open_reader(store) as reader:
        out.print(f"{changed} of {len(rows)} articles read differently; digest {digest(reader)}", soft_wrap=True)


def digest(reader: Reader) -> str:
    """SHA-256 of the sorted N-Quads of a snapshot, without when it was published: equal graphs, equal digests."""
    stream = io.BytesIO()
    reader.dump("application/n-quads", stream)
    lines = sorted(line for line in stream.getvalue().split(b"\n") if b"/terms/modified>" not in line)
    return hashlib.sha256(b"\n".join(lines)).hexdigest()


def validate(
    file: Annotated[
        Path | None, typer.Argument(exists=True, dir_okay=False, help="An RDF file; the store where left out.")
    ] = None,
    thorough: Annotated[bool, typer.Option("--thorough", help="By pyshacl, the full implementation; slow.")] = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Check graphs against the shapes and say what is wrong where; exit status 1 where anything is.

    Examples: kg validate; kg validate graph.ttl; kg validate dump.nq --thorough
    """
    from kg import shapes

    check = shapes.validate if thorough else shapes.violations
    broken = 0
    graphs = _graphs_of(file) if file else _graphs_in(store)
    for name, quads in graphs.items():
        found = check(quads)
        broken += bool(found)
        if found:
            _report(name, found)
    out.print(f"{len(graphs)} graphs checked, {broken} broken")
    if broken:
        raise typer.Exit(1)


def _report(graph: str, found: list[Violation]) -> None:
    from kg import namespaces

    out.print(f"\n{graph}: {len(found)} violations", style="bold", markup=False)
    for row in found[:_SHOWN]:
        node = row.node.removeprefix(namespaces.BASE)
        out.print(f"  {node}  {row.path}", markup=False, soft_wrap=True)
        out.print(f"      {row.message}", style="dim", markup=False, soft_wrap=True)
    if len(found) > _SHOWN:
        out.print(f"  … and {len(found) - _SHOWN} more", style="dim")


def _graphs_in(store: Path) -> dict[str, list]:  # type: ignore[type-arg]
    from kg import iris, lookup, namespaces
    from kg.store import open_reader

    with open_reader(store) as reader:
        found = {row.name: list(reader.quads(graph=iris.graph(row.id))) for row in lookup.articles(reader)}
        for own in (namespaces.IDENTITY_GRAPH, namespaces.CURATION_GRAPH):
            found[own] = list(reader.quads(graph=own))
        return {name: quads for name, quads in found.items() if quads}


def _graphs_of(file: Path) -> dict[str, list]:  # type: ignore[type-arg]
    """The graphs of articles in a file; all of it as one graph where it has none of them."""
    from kg.errors import UnreadableArticle
    from kg.store.formats import parse

    if file.suffix not in _SUFFIXES:
        raise UnreadableArticle("not an RDF file", where=str(file), hint=" ".join(_SUFFIXES))
    found: dict[str, list] = {}  # type: ignore[type-arg]
    for quad in parse(file.read_bytes(), _SUFFIXES[file.suffix]):
        found.setdefault(quad.graph or file.name, []).append(quad)
    stated = {name: quads for name, quads in found.items() if _ARTICLE.search(name)}
    return stated or {file.name: [quad for quads in found.values() for quad in quads]}


_SUFFIXES = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".nq": "application/n-quads",
    ".trig": "application/trig",
    ".jsonld": "application/ld+json",
}


@imports.command("parks")
def import_parks(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV: name, level, kind, region, aliases.")],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Import a catalogue of parks: level, kind and region of each; parks of articles get what it says of them.

    A second import replaces the first. Example: kg import parks catalogue.csv
    """
    from kg.parks import read_catalogue
    from kg.store import open_reader, open_store

    with open_reader(store) as reader:
        found = read_catalogue(file.read_text(encoding="utf-8-sig"), reader)
    with open_store(store) as writer:
        changed = writer.contribute(found.graph, found.quads)
        writer.publish()
    out.print(
        f"{found.parks} parks, {found.known} of them named by articles" + ("" if changed else "; nothing changed")
    )
    for number, reason in found.refused:
        err.print(f"  line {number}: {reason}", markup=False)


COMMANDS = (rebuild, validate)
