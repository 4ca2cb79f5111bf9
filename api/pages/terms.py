"""The ontology to read: every class, property and listed value with its meaning and its ties to other vocabularies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.ontology import ontology


@dataclass(frozen=True, slots=True)
class Entry:
    """A term: its local name, labels and comments by language, what it goes from and to, and its ties."""

    name: str
    label: dict[str, str]
    comment: dict[str, str]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    ties: dict[str, list[str]]
    colour: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms, in the order of the file. `ours` are the names that have an entry to lead to."""

    version: str
    classes: tuple[Entry, ...]
    properties: tuple[Entry, ...]
    individuals: tuple[Entry, ...]

    @property
    def ours(self) -> frozenset[str]:
        """The names of all terms."""
        return frozenset(entry.name for entry in (*self.classes, *self.properties, *self.individuals))


@cache
def glossary() -> Glossary:
    """The glossary of the ontology."""
    known = ontology()
    listed = [name for kind in ("MilestoneKind", "Measure") for name in known.individuals(kind)]
    return Glossary(
        known.version,
        tuple(_entry(name, known.colour(name)) for name in known.classes),
        tuple(_entry(name) for name in known.properties),
        tuple(_entry(name) for name in listed if name not in known.properties),
    )


def _entry(name: str, colour: str = "") -> Entry:
    known = ontology()
    ends = known.properties.get(name)
    return Entry(
        name,
        {language: known.label(name, language) for language in ("zh", "en")},
        {language: known.comment(name, language) for language in ("zh", "en")},
        ends.domain if ends else (),
        ends.range if ends else (),
        known.links(name),
        colour,
    )
