"""Component "names": everything in the text that names a park, firm, body, project or person, and the
regions among the gazetteer's hits that are really meant.

Steps: the sequence model scores every character; likely stretches and those that grammars find are
pooled into candidate names; the verifier judges each name once for the article; the best names take
their places in the text, never crossing. Each of the two models may be missing: then the other, or
the grammars alone, decide.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from ingest.components.columns import MODELS, columns
from ingest.components.proposals import Proposal, derived, propose
from ingest.components.regions import SOURCES
from ingest.components.tagger import Lattice, Tagger, sequences, silent
from ingest.components.verifier import Article, Verifier, features, plain_chance
from ingest.document import Mention, Skipped, text_of
from kg.facts import EntityType

TAGGER = "entities-tagger.npz"
VERIFIER = "entities-verifier.json"
THRESHOLD = 0.4
"""A name is kept where its probability reaches this; `entities-verifier.json` may say otherwise by type."""


@dataclass(frozen=True, slots=True)
class Models:
    """The learned parts, each None where its file is missing, and the thresholds by type."""

    tagger: Tagger | None
    verifier: Verifier | None
    thresholds: dict[str, float]

    @classmethod
    def load(cls, folder: Path, without: tuple[str, ...] = ()) -> Models:
        """Read what `folder` holds; `without` names models to leave out, for comparisons."""
        tagger = Tagger.load(folder / TAGGER) if (folder / TAGGER).exists() and "tagger" not in without else None
        verifier, thresholds = None, {}
        if tagger and (folder / VERIFIER).exists() and "verifier" not in without:
            data = json.loads((folder / VERIFIER).read_text(encoding="utf-8"))
            verifier, thresholds = Verifier(data["weights"]), data["thresholds"]
        return cls(tagger, verifier, thresholds)

    def lattice(self, text: str, regions: list[tuple[int, int, int]]) -> Lattice:
        """What the sequence model believes of a text; nothing at all where there is no model."""
        if self.tagger is None:
            return silent(len(text))
        return self.tagger.scores(self.tagger.emissions(columns(text, regions)), sequences(text))


@cache
def models() -> Models:
    """The models that are shipped."""
    return Models.load(MODELS)


def read_names(text: str, given: list[tuple[int, int, str, str]], using: Models) -> tuple[list[Mention], list[Mention]]:
    """Mentions in order of place, and the names that were judged too improbable (at their first place).

    `given` are region hits of the gazetteer (start, end, "Region", how sure).
    """
    lattice = using.lattice(text, region_rows(given))
    proposals = propose(text, lattice, given)
    article = Article(text, proposals, title_length(text))
    verifier = using.verifier
    chances = [
        verifier.chance(p.kind, features(p, article)) if verifier else plain_chance(p, using.tagger is not None)
        for p in proposals
    ]
    kept, dropped = select(len(text), proposals, chances, using.thresholds)
    doubtful = [
        Mention(*p.spots[0], _type(p), p.text, round(chance, 3), source_of(p)) for p, chance in dropped if chance > 0.1
    ]
    return mentions_of(kept), doubtful


def region_rows(given: list[tuple[int, int, str, str]]) -> list[tuple[int, int, int]]:
    """The gazetteer's hits as the sequence model wants them: start, end, class of the source."""
    return [(start, end, SOURCES.index(source) + 1) for start, end, _, source in given]


def title_length(text: str) -> int:
    """How many characters at the beginning are the headline."""
    first = text.find("\n")
    return first if 0 < first <= 70 else 0


def mentions_of(kept: list[tuple[Proposal, list[tuple[int, int]], float]]) -> list[Mention]:
    """The places of the names that were kept, in order."""
    mentions = [
        Mention(start, end, _type(p), p.text, round(chance, 3), "phase" if p.kind == "Phase" else source_of(p))
        for p, spots, chance in kept
        for start, end in spots
    ]
    return sorted(mentions, key=lambda m: (m.start, -m.end))


def source_of(proposal: Proposal) -> str:
    """The rule or model that proposed a name."""
    return "+".join(sorted(proposal.sources))


def _type(proposal: Proposal) -> EntityType:
    return cast(EntityType, "Project" if proposal.kind == "Phase" else proposal.kind)


def select(
    length: int, proposals: list[Proposal], chances: list[float], thresholds: dict[str, float]
) -> tuple[list[tuple[Proposal, list[tuple[int, int]], float]], list[tuple[Proposal, float]]]:
    """Names that get places, with those places; and the names that do not.

    Every place of a believed name is a bid: the name's probability plus the sequence model's for just
    this place. The best bids are served first; a bid that overlaps a served one goes empty, unless it
    names the seat inside a longer name (the park in 某园管委会).
    """
    bids = []
    believed = {
        (p.kind, p.text): c for p, c in zip(proposals, chances, strict=True) if c >= thresholds.get(p.kind, THRESHOLD)
    }
    for i, (proposal, chance) in enumerate(zip(proposals, chances, strict=True)):
        if (proposal.kind, proposal.text) in believed and not _owned(proposal, chance, believed):
            for (start, end), here in zip(proposal.spots, proposal.chances, strict=True):
                bids.append((-(chance + here + 0.01 * (end - start)), start, end, i))
    owner = np.full(length, -1, dtype=np.int32)
    served: dict[int, list[tuple[int, int]]] = {}
    inside: list[tuple[int, int, int]] = []
    for _, start, end, i in sorted(bids):
        above = set(owner[start:end].tolist())
        if above == {-1}:
            owner[start:end] = i
            served.setdefault(i, []).append((start, end))
        elif len(above) == 1 and -1 not in above and _nested(proposals[i], proposals[above.pop()], chances[i]):
            inside.append((i, start, end))
    free = set(served)
    for i, start, end in inside:
        if i not in free:
            served.setdefault(i, []).append((start, end))
    kept = [(proposals[i], sorted(spots), chances[i]) for i, spots in served.items()]
    return kept, [(p, chances[i]) for i, p in enumerate(proposals) if i not in served]


def _owned(proposal: Proposal, chance: float, believed: dict[tuple[str, str], float]) -> bool:
    """Whether a project's name is a firm's name and a project's name, both believed: 某公司的某项目."""
    if proposal.kind != "Project":
        return False
    parts = list(derived("Project", proposal.text))
    return len(parts) == 2 and all(
        believed.get((kind, proposal.text[first:last]), 0.0) >= SPLIT * chance for first, last, kind, _ in parts
    )


SPLIT = 0.6
"""How probable, beside the whole, the parts of 某公司的某项目 must be for it to be split."""

TWOFOLD = 0.4
"""A stretch is both a park and the project that builds it where both are at least this probable."""


def _nested(inner: Proposal, outer: Proposal, chance: float) -> bool:
    """Whether a name may stand inside another: the places or the owner that the outer name begins with."""
    if inner.text == outer.text:
        return {inner.kind, outer.kind} == {"Park", "Project"} and chance >= TWOFOLD
    before, found, _ = outer.text.partition(inner.text)
    return (inner.kind, outer.kind) in _NESTED and bool(found) and (not before or _LARGER.search(before) is not None)


_LARGER = re.compile("[省市州盟县]$")
"""A name may begin with several places: 某市某区政府 names both."""


_NESTED = {
    ("Park", "Organization"),
    ("Park", "Park"),
    ("Company", "Organization"),
    ("Company", "Project"),
    ("Region", "Organization"),
    ("Region", "Park"),
    ("Region", "Project"),
}


@Language.component("names", requires=["doc._.mentions"], assigns=["doc._.mentions", "doc._.skipped"])
def names(doc: Doc) -> Doc:
    """Replace the regions' hits in `doc._.mentions` by the mentions of all types that are believed."""
    given = [(m.start, m.end, m.type, m.source) for m in doc._.mentions or []]
    doc._.mentions, doubtful = read_names(text_of(doc), given, models())
    doc._.skipped = (doc._.skipped or []) + [
        Skipped(f"{m.type} {m.text}", f"improbable name ({m.confidence:.2f})", m.start, m.end) for m in doubtful
    ]
    return doc
