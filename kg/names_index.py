"""Everything known so far by name: proposes, for a name, the things that it could be.

Only things that share a key with a name are compared: a spelling, the first characters of a brand, a park's
own name or place, a project's investor. The comparison itself is `kg.matching`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from kg.facts import EntityType
from kg.likeness import Named, bodies, parks, projects
from kg.likeness.firms import known_name
from kg.matching import Verdict, decide
from kg.values.names import firm, park, project


@dataclass(slots=True)
class Known:
    """A thing known: its IRI, all that articles said of its names, places and kin, and which articles."""

    iri: str
    named: Named
    articles: set[str] = field(default_factory=set)

    @property
    def forms(self) -> frozenset[str]:
        """All its names, normalised."""
        return self.named.spellings


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two things kept apart though they may be one: for a reviewer to judge, or the ledger to hold as unsure."""

    left: str
    right: str
    score: float
    reasons: tuple[str, ...]


class Names:
    """The index. Grows with every article; never forgets within a run. `doubts` are pairs left undecided."""

    def __init__(self) -> None:
        self.doubts: list[Doubt] = []
        self._known: dict[str, Known] = {}
        self._keys: dict[tuple[EntityType, str], dict[str, None]] = defaultdict(dict)

    def __len__(self) -> int:
        return len(self._known)

    def get(self, iri: str) -> Known | None:
        """What is known under an IRI."""
        return self._known.get(iri)

    def learn(self, iri: str, named: Named, article: str) -> None:
        """Add what one article says of a thing."""
        known = self._known.get(iri)
        if known is None:
            known = self._known[iri] = Known(iri, named)
        else:
            old = known.named
            fullest = max((old.name, named.name), key=len)
            forms = dict.fromkeys((*old.aliases, old.name, named.name, *named.aliases))
            forms.pop(fullest, None)
            known.named = replace(
                old,
                name=fullest,
                aliases=tuple(forms),
                code=old.code or named.code,
                places=old.places | named.places,
                kin=old.kin | named.kin,
            )
        known.articles.add(article)
        for key in _keys(known.named):
            self._keys[known.named.type, key].setdefault(iri)

    def judged(self, named: Named) -> list[tuple[Known, Verdict]]:
        """What the known things that share a key with `named` are judged to be to it, the surest first, of
        equals the one known first; those that are surely others are left out."""
        proposed = dict.fromkeys(iri for key in _keys(named) for iri in self._keys.get((named.type, key), ()))
        rows = [(self._known[iri], decide(named, self._known[iri].named)) for iri in proposed]
        return sorted((row for row in rows if row[1].decision != "different"), key=lambda row: -row[1].score)

    def doubt(self, iri: str, named: Named) -> None:
        """Note the known things that a new one may be, though nothing makes it sure."""
        for known, verdict in self.judged(named):
            if known.iri != iri:
                self.doubts.append(Doubt(known.iri, iri, verdict.score, verdict.reasons))

    def doubt_all(self) -> None:
        """Note, of everything known, the pairs kept apart that may be one thing after all."""
        for iri, known in list(self._known.items()):
            self.doubt(iri, known.named)

    def are_one(self, a: Known, b: Known) -> bool:
        """Whether two known things are themselves judged one."""
        return decide(a.named, b.named).decision == "same"


def _keys(named: Named) -> Iterator[str]:
    """The keys under which a thing is found. A name that many things have is a key only with its place, so
    that no key leads to all the 高新区 or all the 王伟 of the country."""
    if named.type == "Company":
        yield from named.spellings
        for form in (named.name, *named.aliases):
            yield "brand " + firm(form).core[:3]
        if full := known_name(named):
            yield "known " + full
    elif named.type == "Park":
        yield from _with_place(named, parks.is_bare)
        parts = park(named.name)
        if parts.core:
            yield "park " + parts.core
        if parts.place:
            yield f"at {parts.place} {parts.kind}"
    elif named.type == "Project":
        if projects.is_generic(named.name):
            return  # 一期 is never one with another 一期
        yield from (form for form in named.spellings if not projects.is_generic(form))
        yield "project " + project(named.name).core
        yield from ("of " + owner for owner in named.kin)
    elif named.type == "Organization":
        code, body = bodies.parts(named.name)
        for place in (code,) if code or not bodies.is_bare(named.name) else named.places:
            yield f"body {place} {body}"
            yield f"body {place} {body[:2]} {body[-3:]}"
    elif named.type == "Person":
        yield from (f"{named.normal} {place[:2]}" for place in named.places)
        yield from (f"{named.normal} of {owner}" for owner in named.kin)
    else:
        yield from named.spellings


def _with_place(named: Named, says_little: Callable[[str], bool]) -> Iterator[str]:
    """The spellings, those that say little only with the prefecture."""
    for form in named.spellings:
        if says_little(form):
            yield from (f"{form} {place[:4]}" for place in named.places)
        else:
            yield form
