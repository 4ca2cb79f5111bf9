"""The one writer: replaces and withdraws articles, and publishes snapshots."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import pyoxigraph as ox

from kg import iris, shapes
from kg import namespaces as ns
from kg.article import Article
from kg.background import background
from kg.corrections import Correction, correction_quads, corrections_graph
from kg.errors import NotFound, StoreError
from kg.facts import Reading
from kg.identity import Judgement, Ledger
from kg.judgements import (
    Decision,
    Verdict,
    corrections,
    judgement_quads,
    read_judgements,
    read_verdicts,
    rejected,
    verdict_quads,
)
from kg.names_index import Doubt
from kg.quads import TEXT, quads
from kg.sources import ontology_text
from kg.store import formats, merged, snapshots
from kg.store.catalogue import describe
from kg.store.view import View
from kg.terms import Iri, Quad, Term, nquad


class Store:
    """The database of a store directory, held for writing. Only one process can hold it.

    Every method that changes something is one transaction. Use as a context manager or `close()`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._store = self._held()
        self._unpublished = path / "unpublished"  # there while something written is not in a snapshot
        self._verdicts = read_verdicts(self._graph(ns.CURATION_GRAPH))
        self.ledger = Ledger(read_judgements(self._graph(ns.IDENTITY_GRAPH)))
        self._view = View(rejected(self._verdicts), self.ledger.redirects())
        self.put(ns.ONTOLOGY_GRAPH, formats.parse(ontology_text()))

    def _held(self) -> ox.Store:
        """The database, held by this process alone."""
        live = snapshots.live(self.path)
        live.mkdir(parents=True, exist_ok=True)
        try:
            store = ox.Store(str(live))
        except OSError as error:
            locked = "lock" in str(error).lower()
            raise StoreError(
                "another writer holds the store" if locked else f"the store cannot be opened: {error}",
                where=str(self.path),
                hint="there is one writer at a time; wait for it or stop it" if locked else "",
            ) from error
        snapshots.prune(self.path)
        return store

    def replace(self, article: Article, reading: Reading) -> bool:
        """Makes the article's graph say what `reading` says, and nothing else.

        Returns whether anything changed. Raises InvalidGraph, having written nothing, where the
        reading breaks the evidence law or a shape of `shapes.ttl`.
        """
        new = set(quads(article, reading))
        old = self._graph(iris.graph(article.id))
        if new == old:
            return False
        shapes.check(new)
        behind = {q for q in background(new) if not self._holds(q)}
        if self._verdicts:
            old |= self._graph(corrections_graph(article.id))
            new |= self._corrections(article, self._verdicts)
        self._change(old, new | behind)
        return True

    def withdraw(self, article_id: str) -> bool:
        """Drops everything that only this article states. Returns whether it was there."""
        old = self._graph(iris.graph(article_id))
        if old:
            self._change(old | self._graph(corrections_graph(article_id)), set())
        return bool(old)

    def judge(self, statement: str, decision: Decision, by: str, reason: str) -> Verdict:
        """Records a reviewer's verdict on a statement; a rejected fact leaves the merged graph.

        Raises NotFound where no article states it.
        """
        return self._judge(Verdict(len(self._verdicts) + 1, statement, decision, by, _now(), reason))

    def correct(self, statement: str, correction: Correction, by: str, reason: str) -> Verdict:
        """Records that another fact shall stand in place of a statement: the merged graph shows it instead.

        Raises NotFound where no article states it, InvalidGraph where the correction breaks a shape or its
        evidence does not stand in an article of the store.
        """
        number = len(self._verdicts) + 1
        return self._judge(Verdict(number, statement, "correct", by, _now(), reason, correction))

    def identify(self, judgement: Judgement) -> None:
        """Records a row that `ledger` has just been given (by its `merge`, `split` or `undo`): the merged
        graph shows the survivor of what is one, and again two things of what is not."""
        view = View(self._view.rejected, self.ledger.redirects())
        things = {iri for iri, _ in view.heads.items() ^ self._view.heads.items()}
        things |= {head for _, head in view.heads.items() ^ self._view.heads.items()}
        self._show(view, things, set(judgement_quads([judgement])))

    def doubt(self, doubts: Iterable[Doubt]) -> int:
        """Notes in the ledger, as unsure, the pairs that linking left undecided; returns how many were new."""
        at = _now()
        rows = [self.ledger.doubt((d.left, d.right), d.score, at, "; ".join(d.reasons)) for d in doubts]
        new = [row for row in rows if row is not None]
        if new:
            record = set(judgement_quads(new))
            shapes.check(record)
            self._write(set(), record)
        return len(new)

    def put(self, graph: str, triples: Iterable[Quad]) -> bool:
        """Makes the catalogue or the ontology graph hold exactly these triples.

        Returns whether anything changed; raises StoreError for any other graph.
        """
        if graph not in (ns.CATALOGUE_GRAPH, ns.ONTOLOGY_GRAPH):
            raise StoreError("this graph has a writer of its own", where=graph)
        old = self._graph(graph)
        new = {Quad(t.subject, t.predicate, t.object, Iri(graph)) for t in triples}
        if new == old:
            return False
        self._write(old - new, new - old)
        return True

    def contribute(self, graph: str, triples: Iterable[Quad]) -> bool:
        """Makes a graph of no article (an imported catalogue, under `ns.IMPORT`) hold exactly these triples and
        merges them. Returns whether anything changed; raises StoreError for any other graph."""
        if not graph.startswith(ns.IMPORT):
            raise StoreError("this graph has a writer of its own", where=graph)
        old, new = self._graph(graph), {q._replace(graph=Iri(graph)) for q in triples}
        if new != old:
            self._change(old, new)
        return new != old

    def refresh(self) -> bool:
        """Makes the gazetteer graph hold what the articles need of today's data, and nothing else.

        Returns whether anything changed.
        """
        old = self._graph(ns.GAZETTEER_GRAPH)
        new = set().union(*(background(self._graph(iris.graph(article))) for article in self.articles()))
        if new != old:
            self._change(old, new)
        return new != old

    def quads(self, graph: str | None = None) -> set[Quad]:
        """The quads of one named graph, or of the merged graph, as they are now."""
        return self._graph(graph)

    def articles(self) -> list[str]:
        """The ids of the articles in the store, sorted."""
        pattern = self._store.quads_for_pattern(None, ox.NamedNode(ns.ZS + "graph"), None, ox.DefaultGraph())
        return sorted(formats.quad(q).subject.removeprefix(ns.ARTICLE) for q in pattern)

    def publish(self) -> Path:
        """Makes what was written visible to readers: a new snapshot, the newest three are kept.

        Returns its path; where nothing changed since the last one, that one's.
        """
        known = snapshots.versions(self.path)
        if known and not self._unpublished.exists():
            return known[-1]
        self.put(ns.CATALOGUE_GRAPH, describe(self._store, datetime.now(UTC)))
        place = snapshots.take(self._store, self.path)
        self._unpublished.unlink(missing_ok=True)
        return place

    def optimize(self) -> None:
        """Compacts the database; worth it after many small writes."""
        self._store.optimize()

    def close(self) -> None:
        """Lets go of the database, so that another writer can open it."""
        if hasattr(self, "_store"):
            self._store.flush()
            del self._store

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _graph(self, graph: str | None) -> set[Quad]:
        return merged.graph_quads(self._store, graph)

    def _judge(self, verdict: Verdict) -> Verdict:
        """Records a verdict and shows what follows from it."""
        if not merged.graphs_about(self._store, [verdict.statement]):
            raise NotFound("no such fact", where=verdict.statement)
        verdicts = [*self._verdicts, verdict]
        rows = [row for row in verdicts if row.statement == verdict.statement and row.correction is not None]
        ids = {article_id for row in rows if row.correction for article_id in row.correction.articles}
        out: set[Quad] = set()
        into: set[Quad] = set()
        for article in filter(None, map(self._article, sorted(ids))):
            out |= self._graph(corrections_graph(article.id))
            into |= self._corrections(article, verdicts)
        if verdict.correction is not None and not any(q.subject == verdict.correction.statement for q in into):
            raise NotFound("no article holds the sentence of the correction", where=verdict.statement)
        things = [verdict.statement, *(row.correction.statement for row in verdicts if row.correction is not None)]
        record = set(verdict_quads([verdict]))
        self._show(View(rejected(verdicts), self._view.heads), things, record, (out, into))
        self._verdicts = verdicts
        return verdict

    def _corrections(self, article: Article, verdicts: Iterable[Verdict]) -> set[Quad]:
        """What the graph of an article's corrections holds by these verdicts."""
        graph = corrections_graph(article.id)
        return set().union(*(correction_quads(article, row, graph) for row in corrections(verdicts)))

    def _article(self, article_id: str) -> Article | None:
        """The text of an article of the store; None where it is not there."""
        name = ox.NamedNode(iris.graph(article_id))
        texts = self._store.quads_for_pattern(ox.NamedNode(iris.article(article_id)), ox.NamedNode(TEXT), None, name)
        return next((Article(text=_lexical(formats.term(q.object)), name=article_id) for q in texts), None)

    def _show(
        self, view: View, things: Iterable[str], record: set[Quad], change: tuple[set[Quad], set[Quad]] = (set(), set())
    ) -> None:
        """Shows the merged graph through another view, which concerns these things, and keeps the record;
        `change` is what goes out of and comes into contributing graphs with it."""
        out, into = change
        shapes.check(record)
        graphs = merged.graphs_about(self._store, things)
        quads = {q for graph in graphs for q in self._graph(graph)} | out
        gone, come = merged.change(self._store, merged.Step(quads, (quads - out) | into, self._view, view))
        leaving = (out - into) | {Quad(*triple) for triple in gone}
        self._write(leaving, record | (into - out) | {Quad(*triple) for triple in come})
        self._view = view

    def _holds(self, quad: Quad) -> bool:
        name = ox.DefaultGraph() if quad.graph is None else ox.NamedNode(quad.graph)
        subject, predicate = ox.NamedNode(quad.subject), ox.NamedNode(quad.predicate)
        return ox.Quad(subject, predicate, merged.engine(quad.object), name) in self._store

    def _change(self, old: set[Quad], new: set[Quad]) -> None:
        gone, come = merged.change(self._store, merged.Step(old, new, self._view, self._view))
        self._write((old - new) | {Quad(*triple) for triple in gone}, (new - old) | {Quad(*triple) for triple in come})

    def _write(self, out: set[Quad], into: set[Quad]) -> None:
        self._unpublished.touch()
        try:
            if out:
                # One update is one transaction, however many operations it holds.
                self._store.update(f"DELETE DATA {{ {formats.data(out)} }} ;\nINSERT DATA {{ {formats.data(into)} }}")
            else:
                # In order, so that neighbours meet in the engine's blocks: a quarter less time.
                lines = "\n".join(sorted(map(nquad, into)))
                self._store.load(lines, format=ox.RdfFormat.N_QUADS)
        except (OSError, SyntaxError) as error:
            raise StoreError(f"nothing was written: {error}", where=str(self.path)) from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _lexical(term: Term) -> str:
    return str(term) if isinstance(term, Iri) else term.value


def open_store(path: str | Path) -> Store:
    """Opens the store at `path` (a folder, or the address of a server) for writing, making it where there is none.

    Raises StoreError where another writer holds it.
    """
    from kg.store import remote, remote_writer

    return Store(Path(path)) if remote.address(path) is None else remote_writer.RemoteStore(Path(path))
