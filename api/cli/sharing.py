"""`kg export`, `kg draw` and `kg serve`: the graph for others."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from api.cli.places import DEFAULT_STORE, AsOf, StoreOption, reading

err = Console(stderr=True, highlight=False)


class ExportFormat(StrEnum):
    """Formats of the whole graph: RDF (with or without named graphs), networks, tables."""

    nq = "nq"
    trig = "trig"
    ttl = "ttl"
    jsonld = "jsonld"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"
    nodes = "nodes"
    edges = "edges"
    parquet = "parquet"


def export(
    format: Annotated[
        ExportFormat, typer.Option("--format", help="nq and trig keep the named graphs.")
    ] = ExportFormat.nq,
    out: Annotated[Path | None, typer.Option("--out", help="A file; standard output where left out.")] = None,
    as_of: AsOf = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Write the graph out: RDF, GraphML and GEXF for Gephi, CSV or Parquet of facts with their sentences, CSV of nodes
    and edges.

    Example: kg export --format gexf --out graph.gexf
    """
    from kg.export import export as write

    reader = reading(store, as_of)
    if out is None:
        write(reader, format.value, sys.stdout.buffer)
        return
    part = out.with_name(out.name + ".part")
    with part.open("wb") as stream:
        write(reader, format.value, stream)
    part.replace(out)
    err.print(f"wrote {out} ({out.stat().st_size:,} bytes)")


def draw(
    entity: Annotated[
        str | None, typer.Argument(help="A name or IRI; the best connected things where left out.")
    ] = None,
    depth: Annotated[int, typer.Option(min=1, max=3, help="Steps away from the entity.")] = 1,
    out: Annotated[Path, typer.Option("--out", help="The HTML file to write.")] = Path("graph.html"),
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Draw a neighbourhood as one HTML file that opens anywhere, offline.

    Example: kg draw 贵港市 --depth 2 --out 贵港.html
    """
    from kg.search import find_one
    from kg.store import open_reader
    from viz.export import page
    from viz.view import neighbourhood, overview

    reader = open_reader(store)
    view = neighbourhood(reader, find_one(reader, entity), depth=depth) if entity else overview(reader)
    out.write_text(page(view), encoding="utf-8")
    err.print(f"wrote {out}: {len(view.nodes)} nodes, {len(view.edges)} edges")


def serve(
    store: StoreOption = DEFAULT_STORE,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.")] = 8000,
    log: Annotated[bool, typer.Option("--log/--no-log", help="One JSON line a request on standard error.")] = False,
) -> None:
    """Serve pages, REST and SPARQL over a store.

    KG_TOKEN in the environment is the token that opens what changes things; other KG_ variables set the limits.
    Example: kg serve --store kg-store --port 8080 --log
    """
    import logging
    import socket
    from dataclasses import replace

    import uvicorn

    from api.app import create_app
    from api.settings import Settings
    from kg.errors import KgError
    from kg.store import open_reader

    open_reader(store).close()  # a store that is not there is said before the server starts
    if log:
        access = logging.getLogger("kg.access")
        access.addHandler(logging.StreamHandler())
        access.setLevel(logging.INFO)
    settings = replace(Settings.from_environment(), store=store, host=host, port=port)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named, or asyncio would leave Nagle's algorithm on: 40 ms an answer.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
        except OSError as error:
            raise KgError(f"cannot listen: {error.strerror}", where=f"{host}:{port}") from error
        listening.listen(1024)
        named = f"[{host}]" if ":" in host else host
        err.print(f"serving {store} at [bold]http://{named}:{listening.getsockname()[1]}[/bold]  (Ctrl-C stops)")
        # Ctrl-C or SIGTERM: no new connection is taken, answers under way are finished, then the workers end.
        config = uvicorn.Config(create_app(settings), log_level="warning", timeout_graceful_shutdown=30)
        uvicorn.Server(config).run(sockets=[listening])


COMMANDS = (export, draw, serve)
