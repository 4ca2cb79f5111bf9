"""What the components write on a Doc: mentions, values, entities of one article, fact candidates.

All offsets here count characters of the CLEAN text (`text_of(doc)`); `doc._.source.original(start, end)`
leads back to the original. The spaCy Doc is segmented by character, so token i is character i.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc

from kg.facts import EntityType, Object


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that names a thing. `source` says which rule or model proposed it."""

    start: int
    end: int
    type: EntityType
    text: str
    confidence: float = 1.0
    source: str = ""


@dataclass(slots=True)
class LocalEntity:
    """One thing as this article speaks of it: its mentions grouped, before it gets an IRI.

    `name` is the fullest official name known, `aliases` the other surface forms, `code` the
    GB/T 2260 code of a Region. `parent` is the index of the whole for a phase or line, if known.
    """

    type: EntityType
    name: str
    aliases: list[str] = field(default_factory=list)
    code: str | None = None
    mentions: list[Mention] = field(default_factory=list)
    confidence: float = 1.0
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact as read, before linking.

    `subject` and, for links, `object` are indices into `doc._.entities`; other objects are values of
    `kg.facts` (a Role keeps its organisation's index in `org_index`). `start` and `end` bound the
    smallest sentence or clause that states it; `extractor` names the rule or model.
    """

    subject: int
    predicate: str
    object: int | Object
    start: int
    end: int
    extractor: str
    confidence: float
    org_index: int | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was seen and not kept, with the reason; nothing is dropped in silence.

    `doubtful` tells a fact that was read but not believed enough from what was passed over.
    """

    what: str
    reason: str
    start: int = 0
    end: int = 0
    doubtful: bool = False


ATTRIBUTES: dict[str, Any] = {
    "article": None,  # kg.article.Article
    "source": None,  # ingest.clean.CleanText: the clean text with its map to the original
    "date": None,  # str | None: day of publication, stated or inferred
    "home": None,  # kg.values.regions.Region | None: what 我市 means here
    "sentences": None,  # list[tuple[int, int]]
    "clauses": None,  # list[tuple[int, int]]: the pieces of sentences between ，；：
    "values": None,  # list[kg.values.Found]: money, areas, quantities, dates, percents
    "mentions": None,  # list[Mention], by position
    "entities": None,  # list[LocalEntity]
    "candidates": None,  # list[Candidate]
    "skipped": None,  # list[Skipped]
}
"""Every `doc._` attribute, declared on the Doc by `ingest.nlp`."""


def text_of(doc: Doc) -> str:
    """The clean text of a Doc. `doc.text` puts it together from one token a character at every access."""
    source = doc._.source
    return source.text if source is not None else str(doc.text)
