"""Entities, facts and their evidence, as extraction hands them on and the store gives them back.

A `Fact` links a subject to an object by a property of `ontology.ttl`; it cannot be made without
evidence. Objects are either another entity or one of the small frozen values below, whose fields
are those of the facts format (`benchmarks/FORMAT.md`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

EntityType = Literal["Region", "Park", "Company", "Organization", "Project", "Person"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of an article's ORIGINAL text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The smallest sentence or clause of an article that states a fact.

    Law: `article.text[start:end] == quote`. `article` is the article's id; `extractor` names the
    rule or model that read it; `confidence` in [0, 1] is the extractor's estimate that the fact
    is right.
    """

    article: str
    start: int
    end: int
    quote: str
    extractor: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that articles speak of, resolved. `id` is its IRI.

    `name` is the fullest official name known, `aliases` the other forms used, `code` the six-digit
    GB/T 2260 code of a Region. `mentions` are its places in the article at hand.
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    code: str | None = None
    mentions: tuple[Span, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Ref:
    """An object that is an entity, by its IRI."""

    id: str


@dataclass(frozen=True, slots=True)
class Text:
    """A plain string as the article words it: an industry."""

    value: str


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in base units of an ISO 4217 `currency`. `planned` is None where it has no meaning."""

    value: float
    currency: str = "CNY"
    planned: bool | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A plain number: persons (jobs) or square metres (landArea, floorArea)."""

    value: float
    planned: bool | None = None


@dataclass(frozen=True, slots=True)
class Capacity:
    """Output of a thing: 日产1000吨玻璃 is ("玻璃", 1000, "吨", "day")."""

    product: str
    value: float
    unit: str
    per: str | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step in a project's life. `date` is YYYY, YYYY-MM or YYYY-MM-DD, None where not inferable."""

    kind: str
    date: str | None
    planned: bool


@dataclass(frozen=True, slots=True)
class Role:
    """A person's post: `org` is the IRI of the body, firm, park or region, None where not named."""

    org: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """A published figure of a region, park or body over a period (see FORMAT.md for measures)."""

    measure: str
    value: float
    unit: str
    period: str | None = None


Object = Ref | Text | Money | Quantity | Capacity | Milestone | Role | Indicator


@dataclass(frozen=True, slots=True)
class Fact:
    """`subject` (an entity's IRI) — `predicate` (local name of a property in the ontology) → `object`."""

    subject: str
    predicate: str
    object: Object
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"a fact needs evidence: {self.subject} {self.predicate}")

    @property
    def confidence(self) -> float:
        """The best confidence among its pieces of evidence."""
        return max(e.confidence for e in self.evidence)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one article states: what extraction hands to the store, and gets back from it.

    `date` and `home` are those of FORMAT.md: the day of publication, stated or inferred, and the
    name of the region that 我市 means. Skipped candidates stand in the Outcome, not here.
    """

    article: str
    date: str | None
    home: str | None
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]

    def entity(self, iri: str) -> Entity:
        """The entity with this IRI. Raises KeyError where the article does not mention it."""
        for entity in self.entities:
            if entity.id == iri:
                return entity
        raise KeyError(iri)

    def referenced(self) -> Iterator[str]:
        """The IRIs that the facts use, subjects first; may repeat."""
        for fact in self.facts:
            yield fact.subject
            if isinstance(fact.object, Ref):
                yield fact.object.id
            elif isinstance(fact.object, Role) and fact.object.org:
                yield fact.object.org
