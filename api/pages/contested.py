"""What disagrees, to read: both claims in words, each with its sentence and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.library import Library
from api.pages.proofs import story, titled
from api.pages.render import labels
from kg import lookup
from kg.citations import cited
from kg.contests import RULES, Claim, Contest, contests_of
from kg.facts import Entity
from kg.lookup import ArticleRow
from kg.store import Reader
from viz.wording import say

_LONGEST = 160
"""Characters of a sentence that are shown, the last ones: what is stated stands at its end."""


@dataclass(frozen=True, slots=True)
class Side:
    """One claim: its words, whether it was computed, its sentence, the article and the way there."""

    words: str
    computed: bool
    quote: str
    title: str
    date: str | None
    href: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two claims about one thing. `rule` says in words how they disagree, `about` of what they speak."""

    rule: str
    thing: Entity
    about: str
    period: str
    sides: tuple[Side, ...]


def disputes(library: Library, reader: Reader, rows: Sequence[Contest], language: str) -> list[Dispute]:
    """The contests as a reader of this language reads them, in their order."""
    names = lookup.entities(reader, {row.thing for row in rows})
    found = cited(reader, {claim.evidence.article for row in rows for claim in row.claims})
    articles = {row.id: row for row in titled(library, found.values())}
    made = []
    for row in rows:
        rule = RULES[row.rule]
        title = rule.zh if language == "zh" else rule.en
        sides = tuple(_side(library, claim, articles[claim.evidence.article], language) for claim in row.claims)
        made.append(Dispute(title, names[row.thing], labels(language)(row.about), row.period, sides))
    return made


def marks(reader: Reader, things: Iterable[str]) -> dict[str, str]:
    """Id of a contested fact → the IRI of what it is about, for the facts of these things."""
    found = contests_of(reader, things)
    return {claim.fact_id: row.thing for row in found for claim in row.claims if claim.fact is not None}


def _side(library: Library, claim: Claim, row: ArticleRow, language: str) -> Side:
    piece, fact = claim.evidence, claim.fact
    quote = story(library, piece.article).context(piece.start, piece.end).quote  # as repaired, without line breaks
    return Side(
        words=say(fact.predicate, fact.object, language, labels(language)) if fact else claim.said,
        computed=claim.computed,
        quote=quote if len(quote) <= _LONGEST else "…" + quote[-_LONGEST:],
        title=row.title,
        date=row.date,
        href=f"/articles/{piece.article}?char={piece.start},{piece.end}#here",
    )
