"""The sentence behind a fact, in its context, with where it comes from and how sure the reading is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from api.library import Library
from api.pages.story import Story
from kg import lookup
from kg.citations import cited
from kg.facts import Evidence, Fact


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence to read. `href` leads to the article with the sentence pointed out.

    `inferred` says that the date was worked out from the text, not stated with the article.
    """

    before: str
    quote: str
    after: str
    href: str
    title: str
    publisher: str | None
    date: str | None
    inferred: bool
    confidence: float
    extractor: str


def story(library: Library, article_id: str) -> Story:
    """The readable form of an article. Raises NotFound."""
    return library.remember(("story", article_id), lambda reader: Story(lookup.article(reader, article_id)))


def titled(library: Library, rows: Iterable[lookup.ArticleRow]) -> list[lookup.ArticleRow]:
    """The rows with headlines to read: where none came with an article, the one found in its text."""
    return [row if row.title != row.name else replace(row, title=_headline(library, row.id)) for row in rows]


def _headline(library: Library, article_id: str) -> str:
    # An article's id is the digest of its text, so its headline is the same in every snapshot.
    if article_id not in library.headlines:
        library.headlines[article_id] = story(library, article_id).title
    return library.headlines[article_id]


def proofs(library: Library, fact: Fact) -> list[Proof]:
    """The evidence of a fact, the surest first."""
    rows = cited(library.reader(), (piece.article for piece in fact.evidence))
    pieces = sorted(fact.evidence, key=lambda piece: -piece.confidence)
    return [_proof(story(library, piece.article), piece, rows[piece.article].date) for piece in pieces]


def _proof(told: Story, piece: Evidence, date: str | None) -> Proof:
    context = told.context(piece.start, piece.end)
    return Proof(
        before=context.before,
        quote=context.quote,
        after=context.after,
        href=f"/articles/{piece.article}?char={piece.start},{piece.end}#here",
        title=told.title,
        publisher=told.article.publisher,
        date=date,
        inferred=told.article.published is None,
        confidence=piece.confidence,
        extractor=piece.extractor,
    )
