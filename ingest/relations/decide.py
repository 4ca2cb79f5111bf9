"""From proposals to candidates: score, look again knowing the rivals, keep what passes the threshold.

1. Every proposal gets a first score from its own features.
2. A second, small model scores it again from the first score and how that stands among its rivals
   (the other subjects of the same value, the other values of the same subject …): so that one choice
   weakens another without a rule that says how many there may be.
3. Proposals above the threshold of their predicate become candidates, the best evidence first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.document import Candidate
from ingest.linear import Linear, logistic
from ingest.relations.proposal import Proposal

LEAST = -6.0
"""The score of a rival that is not there."""

DOUBT = 0.6
"""Proposals that reach this share of their threshold are reported as doubtful."""


@dataclass(slots=True)
class Judge:
    """The two models of one family."""

    first: Linear
    second: Linear

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Judge:
        """The judge that training wrote. Raises KeyError where a part is missing."""
        return cls(Linear.from_json(data["first"]), Linear.from_json(data["second"]))

    def probabilities(self, proposals: Sequence[Proposal]) -> list[float]:
        """The calibrated probability of each proposal, odds included."""
        firsts = score(self.first, proposals)
        seconds = [self.second.weigh(row) for row in standing(proposals, firsts)]
        return [self.second.probability(s) * p.odds for s, p in zip(seconds, proposals, strict=True)]


@dataclass(frozen=True, slots=True)
class Scored:
    """A proposal, the name of the family that made it, and its probability."""

    proposal: Proposal
    family: str
    probability: float

    def candidate(self) -> Candidate:
        """It as a candidate fact."""
        p, confidence = self.proposal, round(min(self.probability, 1.0), 4)
        return Candidate(p.subject, p.predicate, p.object, p.start, p.end, self.family, confidence, p.org_index)


def decide(scored: Sequence[Scored], thresholds: Mapping[str, float]) -> tuple[list[Candidate], list[Candidate]]:
    """The proposals of all families that pass the threshold of their predicate, and those that just fail."""
    kept: list[Candidate] = []
    doubtful: list[Candidate] = []
    for number in distinct([s.proposal for s in scored], [s.probability for s in scored]):
        one = scored[number]
        least = thresholds.get(one.proposal.predicate, 0.5)
        if one.probability >= least * DOUBT:
            (kept if one.probability >= least else doubtful).append(one.candidate())
    return kept, doubtful


def score(model: Linear, proposals: Sequence[Proposal]) -> list[float]:
    """The score of each proposal from its own blocks; a shared block is added up once."""
    parts: dict[int, float] = {}
    totals = []
    for p in proposals:
        total = model.bias
        for block in p.blocks:
            part = parts.get(id(block))
            if part is None:
                part = parts[id(block)] = model.part(block)
            total += part
        totals.append(total)
    return totals


def standing(proposals: Sequence[Proposal], scores: Sequence[float]) -> list[dict[str, float]]:
    """How each proposal's score stands on its own and among its rivals, as numbers by name."""
    groups: dict[Hashable, list[float]] = defaultdict(list)
    for p, value in zip(proposals, scores, strict=True):
        for rival in p.rivals:
            groups[rival].append(value)
    for members in groups.values():
        members.sort(reverse=True)
    out = []
    for p, mine in zip(proposals, scores, strict=True):
        row = {"low": min(mine, 0.0), "high": max(mine, 0.0), f"is {p.predicate}": 1.0, f"score {p.predicate}": mine}
        for which, rival in enumerate(p.rivals):
            members = groups[rival]
            first = members[0] == mine
            other = max(LEAST, (members[1] if len(members) > 1 else LEAST) if first else members[0])
            row[f"{which} behind"] = max(0.0, other - mine)
            row[f"{which} ahead"] = min(max(0.0, mine - other), 4.0)
            row[f"{which} other"] = logistic(other)
            row[f"{which} first"] = float(first)
        out.append(row)
    return out


def distinct(proposals: Sequence[Proposal], odds: Sequence[float]) -> list[int]:
    """The numbers of the proposals that stay, best first: one for each fact, and one for each `only` key."""
    seen: set[Hashable] = set()
    kept = []
    for number in sorted(range(len(proposals)), key=lambda n: (-odds[n], n)):
        p = proposals[number]
        keys = [(p.subject, p.predicate, p.object, p.org_index), *(("only", key) for key in p.only)]
        if seen.isdisjoint(keys):
            seen.update(keys)
            kept.append(number)
    return kept
