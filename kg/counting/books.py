"""What counting looks at: the facts of projects and the published figures, read once, by survivors of merges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from kg import namespaces as ns
from kg.facts import Evidence, Fact, Ref
from kg.identity import Ledger
from kg.judgements import read_judgements
from kg.lookup import ArticleRow, articles
from kg.statements import facts_with, redirects
from kg.store import Reader

UNSTATED: Final = "未写明"
_READ: Final = (
    "totalInvestment", "phaseOf", "increases", "milestone", "locatedIn", "industry", "investor", "indicator",
    "outputValue",
)  # fmt: skip

_TELLING: Final = "洽谈|洽談|在谈|在談|磋商|谈判|談判|意向|终止|終止|停工|搁置|擱置"
_FAR: Final = 120
"""Characters before a total in which its sentence says how far the project is."""


class Place(NamedTuple):
    """A group: its IRI (or text, where it is no thing) and its name."""

    key: str
    label: str


@dataclass(frozen=True)
class Books:
    """The facts of a snapshot that counting needs."""

    reader: Reader

    @cached_property
    def facts(self) -> Mapping[str, list[Fact]]:
        """Facts by subject, then in the order of the store."""
        found = defaultdict(list)
        for fact in facts_with(self.reader, _READ):
            found[self.head(fact.subject)].append(fact)
        return dict(sorted(found.items()))

    def head(self, iri: str) -> str:
        """The IRI that stands for this one."""
        return redirects(self.reader).get(iri, iri)

    def refs(self, thing: str, predicate: str) -> list[str]:
        """The things that one is linked to by a predicate, survivors in place of what was merged away."""
        found = (f.object for f in self.facts.get(thing, ()) if f.predicate == predicate)
        return list(dict.fromkeys(self.head(value.id) for value in found if isinstance(value, Ref)))

    def wholes(self, project: str) -> list[str]:
        """The projects that this one is a phase of, the nearest first."""
        found: list[str] = []
        todo = self.refs(project, "phaseOf")
        while todo:
            whole = todo.pop(0)
            if whole not in found and whole != project:
                found.append(whole)
                todo += self.refs(whole, "phaseOf")
        return found

    @cached_property
    def above(self) -> Mapping[str, frozenset[str]]:
        """All that a thing lies in, by places and parts of places."""
        up: dict[str, set[str]] = defaultdict(set)
        for row in self.reader.rows("SELECT ?s ?o WHERE { ?s zs:locatedIn|zs:partOf ?o }"):
            up[row.text("s")].add(row.text("o"))
        found: dict[str, frozenset[str]] = {}
        for thing in up:
            seen: set[str] = set()
            todo = list(up[thing])
            while todo:
                place = todo.pop()
                if place not in seen:
                    seen.add(place)
                    todo += up.get(place, ())
            found[thing] = frozenset(seen)
        return found

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The label of every thing."""
        return {row.text("s"): row.text("l") for row in self.reader.rows("SELECT ?s ?l WHERE { ?s rdfs:label ?l }")}

    @cached_property
    def provinces(self) -> Mapping[str, str]:
        """The province of every thing that lies in one."""
        return {row.text("s"): row.text("p") for row in self.reader.rows("SELECT ?s ?p WHERE { ?s zs:inProvince ?p }")}

    @cached_property
    def homes(self) -> Mapping[str, str]:
        """The region that each article is at home in, by the article's id."""
        rows = self.reader.rows("SELECT ?a ?r WHERE { ?a zs:home ?name . ?r a zs:Region ; rdfs:label ?name }")
        return {row.text("a").removeprefix(ns.ARTICLE): row.text("r") for row in rows}

    @cached_property
    def articles(self) -> Mapping[str, ArticleRow]:
        """Every article by its id."""
        return {row.id: row for row in articles(self.reader)}

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger of identity."""
        return Ledger(read_judgements(self.reader.quads(graph=ns.IDENTITY_GRAPH)))

    def around(self, project: str) -> str:
        """The sentences that state a project's total, from their beginnings to where the total ends."""
        pieces = (e for f in self.facts.get(project, ()) if f.predicate == "totalInvestment" for e in f.evidence)
        return " ".join(self._sentence(piece) for piece in pieces)

    def _sentence(self, piece: Evidence) -> str:
        text = self.texts.get(piece.article, "")
        start = max(text.rfind(end, 0, piece.start) for end in "。！？；\n") + 1
        return text[max(start, piece.start - _FAR) : piece.end]

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The original text of every article that says how far some project is in words (`stages.STAGES`)."""
        rows = self.reader.rows(
            f'SELECT ?a ?text WHERE {{ GRAPH ?g {{ ?a zs:text ?text FILTER(REGEX(?text, "{_TELLING}")) }} }}'
        )
        return {row.text("a").removeprefix(ns.ARTICLE): row.text("text") for row in rows}

    def place(self, thing: str) -> Place:
        """A thing as a group."""
        return Place(thing, self.names.get(thing, thing.rpartition("/")[2]))

    def date(self, fact: Fact) -> str:
        """The latest day on which an article stated a fact; empty where none is dated."""
        rows = (self.articles.get(piece.article) for piece in fact.evidence)
        return max((row.date or "" for row in rows if row), default="")
