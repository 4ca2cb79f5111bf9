"""Facts as lines to read: named ends, the value in words, the best sentence; grouped by what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.pages.render import labels
from kg import lookup
from kg.canonical import fact_id
from kg.facts import Entity, Fact
from kg.ontology import ontology
from kg.store import Reader
from viz.links import target_of
from viz.wording import readable, say


@dataclass(frozen=True, slots=True)
class Line:
    """One fact to read. `text` is its value in words, `object` the thing it leads to, either may be missing.

    `inverse` says that it is read from its far end: the page is about the object.
    """

    id: str
    subject: Entity
    predicate: str
    text: str
    object: Entity | None
    quote: str
    sources: int
    confidence: float
    inverse: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that say the same kind of thing."""

    title: str
    lines: tuple[Line, ...]


def lines(reader: Reader, facts: Sequence[Fact], language: str, about: str | None = None) -> list[Line]:
    """The facts as lines, in their order; `about` is the IRI that the page is about."""
    names = lookup.entities(reader, _named(facts))
    return [line(fact, names, language, about) for fact in facts]


def line(fact: Fact, names: Mapping[str, Entity], language: str, about: str | None = None) -> Line:
    """One fact as a line; `names` holds both its ends."""
    target = target_of(fact)
    best = max(fact.evidence, key=lambda piece: piece.confidence)
    return Line(
        id=fact_id(fact.subject, fact.predicate, fact.object),
        subject=names[fact.subject],
        predicate=fact.predicate,
        text=say(fact.predicate, fact.object, language, labels(language)),
        object=names[target] if target is not None else None,
        quote=readable(best.quote),
        sources=len({piece.article for piece in fact.evidence}),
        confidence=fact.confidence,
        inverse=about is not None and names[fact.subject].id != about,
    )


def groups(found: Iterable[Line], language: str) -> list[Group]:
    """The lines grouped by predicate and direction, in the order of the ontology, far ends last."""
    known = ontology()
    order = {name: place for place, name in enumerate(known.properties)}
    bundles: dict[tuple[bool, str], list[Line]] = {}
    for item in found:
        bundles.setdefault((item.inverse, item.predicate), []).append(item)
    made = []
    for (inverse, predicate), bundle in sorted(
        bundles.items(), key=lambda item: (item[0][0], order.get(item[0][1], len(order)))
    ):
        title = (known.inverse_label(predicate, language) if inverse else "") or known.label(predicate, language)
        made.append(Group(title[:1].upper() + title[1:], tuple(sorted(bundle, key=lambda item: -item.confidence))))
    return made


def _named(facts: Iterable[Fact]) -> set[str]:
    return {end for fact in facts for end in (fact.subject, target_of(fact)) if end is not None}
