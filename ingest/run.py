"""The story of one article: clean, annotate, link, and turn candidates into facts with their evidence.

    read_article(article, nlp)            what the article states; touches no store
    examine(article, nlp)                 the same, with what was doubtful and what was skipped
    ingest_article(article, nlp, store)   the same, written to the store
    ingest_paths(paths, store)            the same for every article of many files

Evidence is given in the ORIGINAL text: the smallest sentence or clause that states the fact, led back
character by character. Two candidates that state one fact are two pieces of evidence for it.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from spacy.language import Language
from spacy.tokens import Doc

from ingest.crew import annotated
from ingest.document import Candidate, Skipped
from ingest.imprint import complete
from ingest.linking import link
from ingest.nlp import annotate, build
from ingest.outcome import Left, Outcome
from ingest.readers import read
from kg.article import Article
from kg.errors import KgError, UnreadableArticle
from kg.facts import Entity, Evidence, Fact, Object, Reading, Ref, Role, Span, Text
from kg.names_index import Names
from kg.sifting import sift


class Keeps(Protocol):
    """What a store must offer to keep a reading; `kg.store` does."""

    def replace(self, article: Article, reading: Reading) -> bool:
        """Write what the article states in place of what it stated; whether anything changed."""
        ...


def read_article(article: Article, nlp: Language) -> Reading:
    """What the article states. Raises UnreadableArticle where it holds no text."""
    outcome = examine(article, nlp)
    if outcome.reading is None:
        raise outcome.error or UnreadableArticle("no reading", where=article.name)
    return outcome.reading


def examine(article: Article, nlp: Language, names: Names | None = None) -> Outcome:
    """What the article states, and what was seen and left; never raises for what an article holds.

    `names` is what other articles name, so that one thing has one IRI in all of them; it learns from this one.
    """
    return _conclude(annotate(nlp, article), names)


def _conclude(doc: Doc, names: Names | None) -> Outcome:
    """What an annotated Doc states, linked and checked."""
    article: Article = doc._.article
    if not doc._.source.text.strip():
        return Outcome(article.name, error=UnreadableArticle("没有正文 (no text of a report)", where=article.name))
    entities = link(doc, names)
    home = doc._.home.name if doc._.home else None
    whole = Reading(article.id, doc._.date, home, _distinct(entities), tuple(facts(doc, entities)))
    try:
        reading, refused = sift(article, whole)
    except KgError as error:
        return Outcome(article.name, error=error)
    doubtful = tuple(_left(doc, skip) for skip in doc._.skipped or [] if skip.doubtful)
    skipped = tuple(_left(doc, skip) for skip in doc._.skipped or [] if not skip.doubtful)
    outside = tuple(Left(aside.text, f"not the report: {aside.kind}", aside.span) for aside in doc._.source.boilerplate)
    against = tuple(_refused(item, why) for item, why in refused)
    return Outcome(article.name, reading, doubtful, skipped + against + outside)


def ingest_article(article: Article, nlp: Language, store: Keeps, names: Names | None = None) -> Outcome:
    """Read the article and write what it states; a graph that the store refuses is the outcome's failure."""
    doc = annotate(nlp, article)
    return _keep(doc, _conclude(doc, names), store)


def _keep(doc: Doc, outcome: Outcome, store: Keeps) -> Outcome:
    """The outcome after writing; the article is written with its headline and publisher."""
    article: Article = doc._.article
    if outcome.reading is None:
        return outcome
    try:
        changed = store.replace(complete(article, doc._.source), outcome.reading)
    except KgError as error:
        return Outcome(article.name, None, outcome.doubtful, outcome.skipped, error=error)
    return Outcome(article.name, outcome.reading, outcome.doubtful, outcome.skipped, changed=changed)


def ingest_paths(
    paths: Iterable[Path],
    store: Keeps,
    *,
    started: Callable[[int], None] | None = None,
    names: Names | None = None,
    workers: int = 1,
) -> Iterator[Outcome]:
    """The outcome of every article of the files, in order, and of every file or line that is none.

    `started` is told, before each file is read, how many have been, and at the end how many there were.
    `names` is what the store knows already (`ingest.linking.remember`), `workers` the number of processes
    that annotate; the outcomes do not depend on it.
    """
    names = Names() if names is None else names
    broken: deque[UnreadableArticle] = deque()
    for doc in annotated(_articles(paths, broken, started), build(), workers):
        yield _keep(doc, _conclude(doc, names), store)
        while broken:
            yield _failed(broken.popleft())
    while broken:
        yield _failed(broken.popleft())


def _articles(
    paths: Iterable[Path], broken: deque[UnreadableArticle], started: Callable[[int], None] | None
) -> Iterator[Article]:
    """The articles of the files; what cannot be read goes to `broken`."""
    done = 0
    for path in paths:
        if started:
            started(done)
        try:
            yield from read(path, broken.append)
        except UnreadableArticle as error:
            broken.append(error)
        done += 1
    if started:
        started(done)


def _failed(error: UnreadableArticle) -> Outcome:
    return Outcome(error.where, error=error)


def facts(doc: Doc, entities: list[Entity]) -> Iterator[Fact]:
    """The facts of a Doc's candidates, each once, with all its evidence, the best first and captions last.

    `entities[i]` is what `doc._.entities[i]` was linked to.
    """
    found: dict[tuple[str, str, Object], dict[tuple[bool, int, int], Evidence]] = {}
    for candidate in doc._.candidates or []:
        subject, value = entities[candidate.subject].id, _object(candidate, entities)
        if isinstance(value, Ref) and value.id == subject:
            continue  # linking found both ends to be one thing
        ends = [entities[candidate.subject]]
        if isinstance(candidate.object, int):
            ends.append(entities[candidate.object])
        evidence = _evidence(doc, candidate, tuple(ends))
        pieces = found.setdefault((subject, candidate.predicate, value), {})
        piece = (doc._.source.in_caption(candidate.start, candidate.end), evidence.start, evidence.end)
        best = pieces.get(piece)
        if best is None or evidence.confidence > best.confidence:
            pieces[piece] = evidence
    for (subject, predicate, value), pieces in found.items():
        ranked = sorted(pieces.items(), key=lambda item: (item[0][0], -item[1].confidence, item[1].start))
        yield Fact(subject, predicate, value, tuple(evidence for _, evidence in ranked))


def _object(candidate: Candidate, entities: list[Entity]) -> Object:
    """The object with IRIs in place of indices."""
    value = candidate.object
    if isinstance(value, int):
        return Ref(entities[value].id)
    if isinstance(value, Role):
        return Role(entities[candidate.org_index].id if candidate.org_index is not None else None, value.title)
    return value


def _evidence(doc: Doc, candidate: Candidate, ends: tuple[Entity, ...]) -> Evidence:
    """The piece of evidence of a candidate, in the original text; `ends` are the entities it links.

    A sentence that names none of the ends and holds no figure is widened to the nearest place that names
    one, so that a reader sees what the fact is about; a figure speaks for itself, its subject stands beside it.
    """
    article: Article = doc._.article
    span = doc._.source.original(candidate.start, candidate.end)
    mentions = [mention for entity in ends for mention in entity.mentions]
    told = not isinstance(candidate.object, int | Text) and _FIGURE.search(article.text, span.start, span.end)
    if mentions and not told and not any(span.start <= m.start and m.end <= span.end for m in mentions):
        near = min(mentions, key=lambda m: (max(span.start - m.start, m.end - span.end), m.start))
        span = Span(min(span.start, near.start), max(span.end, near.end))
    quote = article.text[span.start : span.end]
    return Evidence(article.id, span.start, span.end, quote, candidate.extractor, candidate.confidence)


_FIGURE = re.compile(r"[0-9０-９一二三四五六七八九十百两]")


def _distinct(entities: list[Entity]) -> tuple[Entity, ...]:
    """Each entity once: where two local things were linked to one, the mentions of both."""
    merged: dict[str, Entity] = {}
    for entity in entities:
        known = merged.get(entity.id)
        if known is None:
            merged[entity.id] = entity
            continue
        names = dict.fromkeys((*known.aliases, entity.name, *entity.aliases))
        merged[entity.id] = Entity(
            known.id,
            known.type,
            known.name,
            tuple(name for name in names if name != known.name),
            known.code or entity.code,
            tuple(sorted({*known.mentions, *entity.mentions})),
            max(known.confidence, entity.confidence),
        )
    return tuple(merged.values())


def _refused(item: Entity | Fact, why: str) -> Left:
    """What the shapes refuse, with the message of the shape."""
    if isinstance(item, Entity):
        return Left(item.name, why, item.mentions[0] if item.mentions else None)
    best = item.evidence[0]
    return Left(f"{item.predicate}: {best.quote}", why, Span(best.start, best.end))


def _left(doc: Doc, skip: Skipped) -> Left:
    span = doc._.source.original(skip.start, skip.end) if 0 <= skip.start < skip.end <= len(doc._.source.text) else None
    return Left(skip.what, skip.reason, span)
