"""Do two names name one thing? The table of features and the judgement over them.

Each feature (kg/likeness) is a pure function of two `Named` and gives a `Hint`, a score with its
reason, or None. What is certain decides: first what says same (1), then what rules it out (−1); else
the scores are added.
`decide` says same, different or unsure; unsure is never merged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from kg.facts import EntityType
from kg.likeness import Hint, Named, bodies, firms, parks, people, projects

Feature = Callable[[Named, Named], Hint | None]
Decision = Literal["same", "different", "unsure"]

FEATURES: Final[dict[EntityType, tuple[Feature, ...]]] = {
    "Company": (
        firms.well_known,
        firms.same_form,
        firms.same_core,
        firms.brand_and_trade,
        firms.group_and_member,
        firms.places_differ,
        firms.branch_of_known,
        firms.full_names_differ,
        firms.unlike,
    ),
    "Park": (parks.same_name, parks.same_parts, parks.kinds_differ, parks.cores_differ, parks.elsewhere),
    "Project": (
        projects.same_words,
        projects.phases_differ,
        projects.numbers_differ,
        projects.same_investor,
        projects.elsewhere,
    ),
    "Organization": (bodies.same_body, bodies.bodies_differ, bodies.elsewhere),
    "Person": (people.same_person, people.namesakes),
    "Region": (people.same_region,),
}
"""What is asked about two names of each type, in this order."""

SAME: Final = 0.55
"""Two names are one thing from this sum on."""

DIFFERENT: Final = 0.0
"""Two names are two things up to this sum."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judgement: what was decided, by which sum of scores, and what spoke for and against."""

    decision: Decision
    score: float
    hints: tuple[tuple[str, Hint], ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons in words, the weightiest first."""
        return tuple(hint.reason for _, hint in sorted(self.hints, key=lambda row: -abs(row[1].score)))


def decide(a: Named, b: Named) -> Verdict:
    """Whether `a` and `b` are one thing. Things of different types never are.

    >>> decide(Named("Company", "黔玻永太"), Named("Company", "贵州黔玻永太新材料有限公司")).decision
    'same'
    >>> decide(Named("Company", "国药集团"), Named("Company", "国药控股")).decision
    'different'
    """
    if a.type != b.type:
        return Verdict("different", -1.0, (("type", Hint(-1.0, f"{a.type} is no {b.type}")),))
    hints = tuple((f.__name__, hint) for f in FEATURES[a.type] if (hint := f(a, b)) is not None)
    if any(hint.score >= 1.0 for _, hint in hints):
        return Verdict("same", 1.0, hints)
    if any(hint.score <= -1.0 for _, hint in hints):
        return Verdict("different", -1.0, hints)
    total = round(sum(hint.score for _, hint in hints), 6)
    decision: Decision = "same" if total >= SAME else "different" if total <= DIFFERENT else "unsure"
    return Verdict(decision, total, hints)
