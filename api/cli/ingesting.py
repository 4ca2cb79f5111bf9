"""`kg up` and `kg ingest`: articles into the store."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from api.cli.places import DEFAULT_STORE, Paths, StoreOption
from ingest.outcome import Outcome, Status

err = Console(stderr=True, highlight=False)


def up(
    paths: Paths = None,
    store: StoreOption = DEFAULT_STORE,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.")] = 8000,
) -> None:
    """Ingest articles (the shipped samples where no PATH is given) and open the server.

    Example: kg up ~/articles --port 8080
    """
    from api.cli.sharing import serve

    summary(load(paths, store), store)
    serve(store=store, host=host, port=port)


def ingest(
    paths: Paths = None,
    store: StoreOption = DEFAULT_STORE,
    workers: Annotated[int, typer.Option(min=0, help="Processes that read; 0 takes one a core for much text.")] = 0,
) -> None:
    """Read articles into the store: text, HTML, PDF, DOCX and JSON Lines, UTF-8 or GB18030.

    A second run over the same input changes nothing and says so. Examples: kg ingest articles/ 'news/*.html';
    cat report.txt | kg ingest -
    """
    outcomes = load(paths, store, workers)
    summary(outcomes, store)
    if any(outcome.status is Status.FAILED for outcome in outcomes):
        raise typer.Exit(1)


MUCH = 500_000
"""Bytes of input from which on starting further processes is worth the seconds that it takes."""


def load(paths: list[str] | None, store: Path, workers: int = 0) -> list[Outcome]:
    """Ingest with a progress bar; what was finished is published even where the run is interrupted.

    `workers` is the number of processes that read; 0 takes one a core where there is `MUCH` to read.
    """
    from ingest.linking import remember
    from ingest.readers import expand
    from ingest.run import ingest_paths
    from ingest.samples import samples
    from kg.store import open_store

    found = list(expand(paths, _passed_over)) if paths else samples()
    if not workers:
        size = sum(path.stat().st_size for path in found if path.is_file())
        workers = (os.cpu_count() or 1) if size > MUCH else 1
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    outcomes: list[Outcome] = []
    with open_store(store) as writer, Progress(*columns, console=err, transient=True) as progress:
        task, names = progress.add_task("reading", total=len(found), rate=""), remember(store)
        move = _advance(progress, task)
        try:
            for outcome in ingest_paths(found, writer, started=move, names=names, workers=workers):
                outcomes.append(outcome)
        finally:  # an interrupted run keeps what it finished, and readers see it
            writer.doubt(names.doubts)
            writer.publish()
    return outcomes


def _passed_over(path: Path, reason: str) -> None:
    err.print(f"passed over {path}: {reason}", markup=False, style="dim")


def _advance(progress: Progress, task: object) -> Callable[[int], None]:
    """A callback that moves the bar and shows the rate in articles a second."""

    def step(done: int) -> None:
        speed = progress.tasks[0].speed
        progress.update(task, completed=done, rate=f"{speed:.0f}/s" if speed else "")  # type: ignore[arg-type]

    return step


def summary(outcomes: list[Outcome], store: Path) -> None:
    """Print what was kept, doubtful, skipped and failed, with reasons."""
    status = Counter(outcome.status for outcome in outcomes)
    written = status[Status.WRITTEN]
    if outcomes and written == 0 and not status[Status.FAILED]:
        err.print(f"nothing changed: {len(outcomes)} articles were already in {store}")
        return
    kept = sum(len(outcome.kept) for outcome in outcomes)
    doubtful = sum(len(outcome.doubtful) for outcome in outcomes)
    skipped = Counter(re.sub(r" \([\d.]+\)$", "", item.reason) for outcome in outcomes for item in outcome.skipped)
    err.print(
        f"[green]{written}[/green] articles written, {status[Status.UNCHANGED]} unchanged, "
        f"{status[Status.FAILED]} failed · {kept} facts kept, {doubtful} doubtful, {skipped.total()} skipped → {store}"
    )
    for reason, count in skipped.most_common(6):
        err.print(f"  skipped {count}: {reason}", markup=False)
    for outcome in outcomes:
        if outcome.status is Status.FAILED:
            err.print(f"  failed {outcome.name}: {outcome.reason}", markup=False, style="red")


COMMANDS = (up, ingest)
