"""A store as of a day: what the articles published by then say, and nothing that came later.

The view is a database of its own, made at the first question for a snapshot and a day and kept beside the store
as long as that snapshot is the newest:

    STORE/as-of/VERSION@DATE/

World time is what facts say; record time is when they were published: this is about the second. An article counts
by its day of publication, stated or inferred; one that is not dated is left out, for nothing tells when it was
known. Verdicts and merges of reviewers hold for every day: they correct how an old article was read.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg import namespaces as ns
from kg.background import background
from kg.corrections import corrections_graph
from kg.errors import InvalidQuery, StoreError
from kg.identity import Ledger
from kg.judgements import read_judgements, read_verdicts, rejected
from kg.store import snapshots
from kg.store.catalogue import describe
from kg.store.merged import contributes, engine
from kg.store.reader import Reader, open_reader
from kg.store.view import View
from kg.store.whole import merged_whole
from kg.terms import Quad

_DAY: Final = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

_KEPT: Final = 7
"""Views of one snapshot that stay on the disk beside the one being made."""


def open_past(path: str | Path, day: str) -> Reader:
    """A reader of the store as of a day (YYYY, YYYY-MM or YYYY-MM-DD, the last day of it counting).

    Raises InvalidQuery for what is no day, StoreError where the store has no snapshot.
    """
    if not _DAY.fullmatch(day):
        raise InvalidQuery(f"not a day: {day}", hint="2021, 2021-12 or 2021-12-31")
    path = Path(path)
    if not path.is_dir():
        raise StoreError("only a store on this machine can be seen as of a day", where=str(path))
    with open_reader(path) as newest:
        place = path / "as-of" / f"{newest.version}@{day}"
        if not place.is_dir():
            _make(newest, day, place)
    return Reader(place)


def known_by(published: str, day: str) -> bool:
    """Whether an article of this date (YYYY, YYYY-MM or YYYY-MM-DD) was out by the end of a day.

    >>> known_by("2021-03-24", "2021"), known_by("2022", "2021-12-31"), known_by("2021-12", "2021-12-31")
    (True, False, True)
    """
    return published <= day or published.startswith(day)


def _make(newest: Reader, day: str, place: Path) -> None:
    """Makes the database beside its place and renames it, so that nobody opens half of it."""
    making = place.with_name(f".making-{secrets.token_hex(4)}")
    try:
        making.mkdir(parents=True)
        _clear(place.parent, newest.version)
        store = ox.Store(str(making))
        store.bulk_extend(_engine(quad) for quad in _held(newest, day))
        store.bulk_extend(_engine(quad) for quad in list(describe(store, datetime.now(UTC))))
        store.flush()
        del store
        snapshots.make_leasable(making)
        making.rename(place)
    except OSError as error:
        shutil.rmtree(making, ignore_errors=True)
        if not place.is_dir():  # else another process was faster
            raise StoreError(f"no view of that day can be made: {error}", where=str(place)) from error


def _clear(folder: Path, version: str) -> None:
    """Removes the views of snapshots that are no longer the newest, and all but the latest made of this one; who
    reads one keeps its files open."""
    views = sorted((path for path in folder.glob("*@*")), key=lambda path: path.stat().st_mtime)
    current = [path for path in views if path.name.startswith(version)]
    for old in (set(views) - set(current)) | set(current[:-_KEPT]):
        shutil.rmtree(old, ignore_errors=True)


def _held(newest: Reader, day: str) -> Iterator[Quad]:
    """Everything that the store held of what was known by a day, the merged graph included."""
    dates = newest.rows("SELECT ?g ?date WHERE { ?a zs:graph ?g ; dcterms:issued ?date }")
    articles = [row.text("g") for row in dates if known_by(row.text("date"), day)]
    view = View(
        rejected(read_verdicts(newest.quads(graph=ns.CURATION_GRAPH))),
        Ledger(read_judgements(newest.quads(graph=ns.IDENTITY_GRAPH))).redirects(),
    )
    contributing: list[set[Quad]] = []
    behind: set[Quad] = set()
    for graph in articles:
        stated = set(newest.quads(graph=graph))
        behind |= background(stated)
        contributing.append(stated)
        contributing.append(set(newest.quads(graph=corrections_graph(graph.removeprefix(ns.GRAPH)))))
    contributing.append(behind)
    contributing += [set(newest.quads(graph=graph)) for graph in _undated(newest)]
    for quads in contributing:
        yield from quads
    for own in (ns.ONTOLOGY_GRAPH, ns.IDENTITY_GRAPH, ns.CURATION_GRAPH):
        yield from newest.quads(graph=own)
    yield from (Quad(*triple) for triple in merged_whole(contributing, view))


def _undated(newest: Reader) -> list[str]:
    """Graphs that no article states and that are no record of time: imported catalogues."""
    named = (row.text("g") for row in newest.rows("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"))
    articles = {row.text("g") for row in newest.rows("SELECT ?g WHERE { ?a zs:graph ?g }")}
    ours = {*articles, *(corrections_graph(graph.removeprefix(ns.GRAPH)) for graph in articles), ns.GAZETTEER_GRAPH}
    return sorted(graph for graph in named if contributes(graph) and graph not in ours)


def _engine(quad: Quad) -> ox.Quad:
    name = ox.DefaultGraph() if quad.graph is None else ox.NamedNode(quad.graph)
    return ox.Quad(ox.NamedNode(quad.subject), ox.NamedNode(quad.predicate), engine(quad.object), name)
