"""Takes out of a reading what the shapes would refuse, so that one wrong fact does not cost an article."""

from __future__ import annotations

from dataclasses import replace

from kg.article import Article
from kg.facts import Entity, Fact, Reading, Ref, Role
from kg.quads import quads
from kg.shapes import violations

Refused = tuple[Entity | Fact, str]
"""What was taken out, and the message of the shape that refused it."""


def sift(article: Article, reading: Reading) -> tuple[Reading, list[Refused]]:
    """The reading without the entities and facts that break a shape of `shapes.ttl`, and those.

    A fact about a refused entity is refused with it. Raises InvalidGraph where the evidence law is
    broken: that is an error of the program and not of the text.
    """
    if not violations(quads(article, reading)):
        return reading, []
    refused: list[Refused] = []
    entities: dict[str, Entity] = {}
    for entity in reading.entities:
        alone = replace(reading, entities=(entity,), facts=())
        if why := _broken(article, alone):
            refused.append((entity, why))
        else:
            entities[entity.id] = entity
    facts = []
    for fact in reading.facts:
        ends = [entities[iri] for iri in _ends(fact) if iri in entities]
        if why := _broken(article, replace(reading, entities=tuple(ends), facts=(fact,))):
            refused.append((fact, why))
        else:
            facts.append(fact)
    return replace(reading, entities=tuple(entities.values()), facts=tuple(facts)), refused


def _broken(article: Article, part: Reading) -> str:
    found = violations(quads(article, part))
    return found[0].message if found else ""


def _ends(fact: Fact) -> dict[str, None]:
    """The entities of a fact, each once."""
    ends = [fact.subject]
    if isinstance(fact.object, Ref):
        ends.append(fact.object.id)
    elif isinstance(fact.object, Role) and fact.object.org is not None:
        ends.append(fact.object.org)
    return dict.fromkeys(ends)
