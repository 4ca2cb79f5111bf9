"""The command line `kg`: each command is a function of its own, grouped one file a theme.

Exit status: 0 all done, 1 some articles failed (they are listed) or the store lacks what was asked for,
2 wrong use.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Annotated

import typer
from rich.console import Console

from api.cli import asking, backing, connecting, deciding, identifying, ingesting, keeping, measuring, sharing, weighing
from kg.errors import KgError

EXAMPLES = """
[bold]Examples[/bold]

  kg up                                    the sample articles, in a browser
  kg ingest articles/ report.pdf           read files and folders into the store
  kg query --name q05                      a named question
  kg query 'SELECT ?p WHERE {?p a zs:Project}' --format csv
  kg facts report.txt                      what one article states, as JSON
  kg draw 贵港市 --out 贵港.html             a picture to send to a colleague
"""

app = typer.Typer(
    name="kg",
    help="Chinese investment-promotion news (招商引资) as a knowledge graph with sources." + EXAMPLES,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    add_completion=True,
)
for module in (ingesting, asking, weighing, connecting, sharing, deciding, identifying, keeping, backing, measuring):
    for command in module.COMMANDS:
        app.command()(command)
app.add_typer(keeping.imports, name="import")


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"kg {version('zhaoshang-kg')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print it.")
    ] = False,
) -> None:
    """Options before the command."""


def main() -> None:
    """The entry point: runs a command; an error of ours is one readable line, not a traceback."""
    try:
        app()
    except KgError as error:
        console = Console(stderr=True, highlight=False)
        console.print(f"[red]error:[/red] {error.what}", soft_wrap=True)
        if error.where:
            console.print(f"   in: {error.where}", soft_wrap=True, markup=False)
        if error.hint:
            console.print(f"   do: {error.hint}", soft_wrap=True, markup=False)
        sys.exit(1)
    except KeyboardInterrupt:
        Console(stderr=True).print("stopped: what was finished is kept; the same command goes on from there")
        sys.exit(130)
