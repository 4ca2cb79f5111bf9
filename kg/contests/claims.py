"""The nouns of disagreement: a claim is what one article says, a contest sets two claims side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kg import namespaces as ns
from kg.assembly import article_of, span_of
from kg.canonical import fact_id
from kg.facts import Evidence, Fact, Span
from kg.identity import Judgement, Ledger
from kg.judgements import read_judgements
from kg.lookup import article
from kg.store import Reader


@dataclass(frozen=True, slots=True)
class Claim:
    """One side: what is said or computed, in words that need no language (`52天`, `57.46%`) or as a fact, and
    the sentence. `computed` tells what the program reckoned from other facts."""

    said: str
    evidence: Evidence
    fact: Fact | None = None
    computed: bool = False

    @property
    def fact_id(self) -> str:
        """The id of the fact; empty where the claim is none."""
        return fact_id(self.fact.subject, self.fact.predicate, self.fact.object) if self.fact else ""


@dataclass(frozen=True, slots=True)
class Contest:
    """Two claims that cannot both hold. `thing` is the IRI they are about, `about` the local name of the property,
    kind of milestone or measure; `gap` how far they differ (0 to 1): small gaps are sure to speak of one thing.
    `other` is the second thing where two names may be one."""

    rule: str
    thing: str
    about: str
    claims: tuple[Claim, Claim]
    period: str = ""
    gap: float = 0.0
    other: str = ""

    @property
    def things(self) -> tuple[str, ...]:
        """Every thing that it concerns."""
        return (self.thing, self.other) if self.other else (self.thing,)

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles on its sides."""
        return tuple(dict.fromkeys(claim.evidence.article for claim in self.claims))


@dataclass(frozen=True, slots=True)
class Named:
    """A project as an article names it: its IRI, its name there and where (characters of the original)."""

    iri: str
    name: str
    places: list[Span]


@dataclass(frozen=True)
class Ground:
    """What the rules look at: the facts by subject (survivors of merges), and the store they are of."""

    reader: Reader
    facts: Mapping[str, list[Fact]]

    def text(self, article_id: str) -> str:
        """The original text of an article."""
        return article(self.reader, article_id).text

    @cached_property
    def projects(self) -> dict[str, list[Named]]:
        """The projects that each article names, by the article's id, each at its first place."""
        rows = self.reader.rows(
            "SELECT ?p ?name ?target WHERE { GRAPH ?g { ?p a zs:Project ; rdfs:label ?name ."
            " ?note oa:hasBody ?p ; oa:motivatedBy oa:identifying ; oa:hasTarget ?target } }"
        )
        found: dict[str, dict[str, Named]] = defaultdict(dict)
        for row in rows:
            iri, article_id, span = row.text("p"), article_of(row.text("target")), span_of(row.text("target"))
            named = found[article_id].setdefault(iri, Named(iri, row.text("name"), []))
            named.places.append(span)
        return {a: sorted(found[a].values(), key=lambda one: (min(one.places), one.iri)) for a in sorted(found)}

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger of identity."""
        return Ledger(read_judgements(self.reader.quads(graph=ns.IDENTITY_GRAPH)))

    def opinion(self, one: str, other: str) -> Judgement | None:
        """What was judged of two things."""
        return self.ledger.opinion(one, other)


def claim(fact: Fact) -> Claim:
    """A fact as a claim, with its surest sentence."""
    best = max(fact.evidence, key=lambda piece: piece.confidence)
    return Claim("", best, fact)


def apart(one: Fact, other: Fact) -> bool:
    """Whether no article states both facts."""
    return not {piece.article for piece in one.evidence} & {piece.article for piece in other.evidence}
