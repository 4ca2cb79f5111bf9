"""The canonical form of a Reading: RDF is a set, so order and repetition carry no meaning.

What the store gives back is always in this form: entities by first mention, facts by first
evidence, each evidence once, numbers to six decimals, confidences to four.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import astuple, replace
from functools import lru_cache

from kg.facts import Capacity, Entity, Evidence, Fact, Indicator, Money, Object, Quantity, Reading, Text


def plain(text: str) -> str:
    """NFKC without blanks: the form in which short wordings (industries) are compared and kept.

    >>> plain("新 能源（电池）")
    '新能源(电池)'
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def canonical_object(value: Object) -> Object:
    """The object with its number to six decimals and an industry in its plain form."""
    if isinstance(value, Money | Quantity | Capacity | Indicator):
        return replace(value, value=round(float(value.value), 6))
    return Text(plain(value.value)) if isinstance(value, Text) else value


@lru_cache(maxsize=4096)
def fact_id(subject: str, predicate: str, value: Object) -> str:
    """24 hexadecimal digits that depend on what the fact says alone, not on who says it."""
    content = [subject, predicate, type(value).__name__, *astuple(canonical_object(value))]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()[:24]


def canonical(reading: Reading) -> Reading:
    """The same reading in canonical form; canonical readings are equal where they say the same."""
    entities: dict[str, Entity] = {}
    for entity in reading.entities:
        known = entities.get(entity.id)
        entities[entity.id] = _entity(entity, known)
    facts: dict[str, Fact] = {}
    for fact in reading.facts:
        key = fact_id(fact.subject, fact.predicate, fact.object)
        before = facts[key].evidence if key in facts else ()
        value = canonical_object(fact.object)
        facts[key] = Fact(fact.subject, fact.predicate, value, _evidence(before + fact.evidence))
    return Reading(
        article=reading.article,
        date=reading.date,
        home=reading.home,
        entities=tuple(sorted(entities.values(), key=_entity_place)),
        facts=tuple(fact for _, fact in sorted(facts.items(), key=_fact_place)),
    )


def _entity(entity: Entity, known: Entity | None) -> Entity:
    first = known or entity
    aliases = set(first.aliases) | set(entity.aliases) | {entity.name}
    return replace(
        first,
        aliases=tuple(sorted(aliases - {first.name})),
        mentions=tuple(sorted(set(first.mentions) | set(entity.mentions))),
        confidence=round(max(first.confidence, entity.confidence), 4),
    )


def _evidence(pieces: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    best: dict[tuple[str, int, int, str], Evidence] = {}
    for piece in pieces:
        key = (piece.article, piece.start, piece.end, piece.extractor)
        rounded = replace(piece, confidence=round(piece.confidence, 4))
        if key not in best or best[key].confidence < rounded.confidence:
            best[key] = rounded
    return tuple(best[key] for key in sorted(best))


def _entity_place(entity: Entity) -> tuple[int, str]:
    return (entity.mentions[0].start if entity.mentions else 1 << 40, entity.id)


def _fact_place(item: tuple[str, Fact]) -> tuple[str, int, int, str]:
    key, fact = item
    first = fact.evidence[0]
    return (first.article, first.start, first.end, key)
