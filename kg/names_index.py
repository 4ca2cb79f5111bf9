"""Everything known so far by name: proposes, for a name, the things that it could be.

Only things that share a key with a name are compared: a spelling, the first characters of a brand, a park's
own name or place, a project's investor. The comparison itself is `kg.matching`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.facts import EntityType
from kg.likeness import Named, bodies
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


class Names:
    """The index. Grows with every article; never forgets within a run."""

    def __init__(self) -> None:
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

    def same_as(self, named: Named) -> list[tuple[Known, Verdict]]:
        """The known things that `named` is judged to be, the surest first, of equals the one known first."""
        proposed = dict.fromkeys(iri for key in _keys(named) for iri in self._keys.get((named.type, key), ()))
        judged = [(self._known[iri], decide(named, self._known[iri].named)) for iri in proposed]
        same = [row for row in judged if row[1].decision == "same"]
        return sorted(same, key=lambda row: -row[1].score)

    def are_one(self, a: Known, b: Known) -> bool:
        """Whether two known things are themselves judged one."""
        return decide(a.named, b.named).decision == "same"


def _keys(named: Named) -> Iterator[str]:
    """The keys under which a thing is found."""
    yield from named.spellings
    if named.type == "Company":
        for form in (named.name, *named.aliases):
            yield "brand " + firm(form).core[:2]
        if full := known_name(named):
            yield "known " + full
    elif named.type == "Park":
        parts = park(named.name)
        yield "park " + (parts.core or parts.place)
        yield f"at {parts.place} {parts.kind}"
    elif named.type == "Project":
        yield "project " + project(named.name).core
        for owner in named.kin:
            yield "of " + owner
    elif named.type == "Organization":
        body = bodies.parts(named.name)[1]
        yield "body " + body
        yield f"body {body[:2]} {body[-3:]}"
