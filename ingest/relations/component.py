"""Component "relations": reads the facts of an annotated Doc, writes `doc._.candidates`.

The weights stand in `ingest/models/relations`, one file a family and a chooser, written by
`benchmarks/train_relations.py`.
A proposal that just fails its threshold is not dropped in silence: it goes to `doc._.skipped`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from ingest.document import Candidate, LocalEntity, Skipped
from ingest.linear import Linear, load
from ingest.relations import RELATIONS
from ingest.relations.decide import Judge, Scored, decide
from ingest.relations.scene import Scene, stage

WEIGHTS = Path(__file__).parent.parent / "models" / "relations"
CHOOSERS = ("dates", "kinds", "periods")


@cache
def _weights(name: str) -> dict[str, Any]:
    return load(WEIGHTS / f"{name}.json.gz")


@cache
def judges() -> Mapping[str, Judge]:
    """The trained judge of every family."""
    return {name: Judge.from_json(_weights(name)) for name in RELATIONS}


@cache
def choosers() -> dict[str, Linear]:
    """The trained choosers: the date of a milestone, what a value is, the period of a figure."""
    return {name: Linear.from_json(_weights(name)) for name in CHOOSERS}


@cache
def thresholds() -> Mapping[str, float]:
    """The least probability that a fact of each predicate must have."""
    return {predicate: least for name in RELATIONS for predicate, least in _weights(name)["thresholds"].items()}


def judged(scene: Scene) -> list[Scored]:
    """What every family proposes for a scene, with its probability."""
    scored: list[Scored] = []
    for name, propose in RELATIONS.items():
        proposals = list(propose(scene))
        odds = judges()[name].probabilities(proposals)
        scored += [Scored(p, name, probability) for p, probability in zip(proposals, odds, strict=True)]
    return scored


@Language.component(
    "relations",
    requires=["doc._.entities", "doc._.values", "doc._.sentences", "doc._.clauses"],
    assigns=["doc._.candidates"],
)
def relations(doc: Doc) -> Doc:
    """Write `doc._.candidates`; doubtful ones go to `doc._.skipped`."""
    scene = stage(doc, choosers())
    kept, doubtful = decide(judged(scene), thresholds())
    doc._.candidates = sorted(kept, key=lambda c: (c.start, c.subject, c.predicate))
    doc._.skipped = (doc._.skipped or []) + [
        Skipped(
            _said(c, scene.entities),
            f"confidence {c.confidence:.2f} is below the threshold",
            c.start,
            c.end,
            doubtful=True,
        )
        for c in doubtful
    ]
    return doc


def _said(c: Candidate, entities: Sequence[LocalEntity]) -> str:
    """A candidate in words."""
    target = entities[c.object].name if isinstance(c.object, int) else str(c.object)
    return f"{entities[c.subject].name} {c.predicate} {target}"
