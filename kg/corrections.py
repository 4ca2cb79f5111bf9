"""What a reviewer puts in place of a wrong fact, as quads: kept beside the article's own graph, never in it.

A correction has the evidence of the fact that it replaces, with the reviewer as extractor. The curation graph
keeps it for ever; `graph/ARTICLE/corrections` holds it while the article is in the store, so that it is merged,
withdrawn and restored with its article, and an article that is read again keeps it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import get_args

from kg import iris, shapes
from kg.article import Article
from kg.facts import Entity, Evidence, Fact, Object, Reading
from kg.quads import quads, statement
from kg.terms import Iri, Quad

_KINDS = {kind.__name__: kind for kind in get_args(Object)}


@dataclass(frozen=True, slots=True)
class Correction:
    """The fact that shall hold, and the things that it is about (without their mentions)."""

    fact: Fact
    entities: tuple[Entity, ...]

    @property
    def statement(self) -> str:
        """The IRI of what it says."""
        return str(statement(self.fact))

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that its sentences stand in."""
        return tuple(sorted({piece.article for piece in self.fact.evidence}))


def corrections_graph(article_id: str) -> str:
    """The IRI of the graph of an article's corrections."""
    return f"{iris.graph(article_id)}/corrections"


def correction_quads(article: Article, correction: Correction, graph: str) -> set[Quad]:
    """The quads of a correction as far as this article is its evidence; of the article itself none.

    Raises InvalidGraph where the evidence law or a shape is broken.
    """
    pieces = tuple(piece for piece in correction.fact.evidence if piece.article == article.id)
    if not pieces:
        return set()
    fact = replace(correction.fact, evidence=pieces)
    stated = quads(article, Reading(article.id, None, None, correction.entities, (fact,)))
    shapes.check(stated)
    return {q._replace(graph=Iri(graph)) for q in stated if q.subject != iris.article(article.id)}


def spell_correction(correction: Correction) -> str:
    """A correction as JSON, for the record: a statement in the curation graph would count as a fact."""
    value = {"kind": type(correction.fact.object).__name__, **asdict(correction.fact.object)}
    fact = {**asdict(correction.fact), "object": value}
    return json.dumps(
        {"fact": fact, "entities": [asdict(one) for one in correction.entities]}, ensure_ascii=False, sort_keys=True
    )


def read_correction(spelled: str) -> Correction:
    """The inverse of `spell_correction`."""
    held = json.loads(spelled)
    value = held["fact"].pop("object")
    kind = _KINDS[value.pop("kind")]
    proofs = tuple(Evidence(**piece) for piece in held["fact"].pop("evidence"))
    things = (Entity(**{**one, "aliases": tuple(one["aliases"]), "mentions": ()}) for one in held["entities"])
    return Correction(Fact(**held["fact"], object=kind(**value), evidence=proofs), tuple(things))
