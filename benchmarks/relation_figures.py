"""Figures of the relations out of fold: counts by the ruler, thresholds, and lists of errors."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from relation_data import Labelled, Sample, as_fact

from ingest.relations.proposal import Proposal

sys.path.insert(0, str(Path(__file__).parent))
from score import CORE

LOWEST = 0.15
"""No fact is kept below this probability, whatever the figures of a rare predicate say."""
PULL = 0.05
"""How strongly a threshold is drawn to half the F1, the best one for well calibrated probabilities: for each
fact asked for, facts that one unit of distance costs. It keeps flat curves from being decided by noise."""
ROUNDS = 4
"""Rounds in which the thresholds and the overall F1 that they aim at settle."""

Kind = tuple[str, str]
"""How the things of a sample were found (oracle, predicted), and the folder of its article."""


@dataclass(slots=True)
class Row:
    """A proposal with its mark and its out-of-fold probability."""

    proposal: Proposal
    mark: Labelled
    probability: float


@dataclass(slots=True)
class Count:
    """The ruler's counts of one predicate: `gold` facts asked for, right and wrong ones given."""

    gold: int
    tp: int = 0
    fp: int = 0
    seen: set[tuple[int, int]] = field(default_factory=set)

    def add(self, article: int, mark: Labelled) -> None:
        """Count one more predicted fact."""
        if mark.fact is None:
            self.fp += 1
        elif mark.fact >= 0 and (article, mark.fact) not in self.seen:
            self.seen.add((article, mark.fact))
            self.tp += mark.required

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.tp / max(1, self.tp + self.fp + self.gold)

    @staticmethod
    def total(counts: Iterable[Count]) -> Count:
        """The sum of some counts."""
        rows = list(counts)
        return Count(sum(c.gold for c in rows), sum(c.tp for c in rows), sum(c.fp for c in rows))


class Figures:
    """The out-of-fold proposals of some samples, by predicate, best first; the last sample's way of finding
    things is the one of use, and thresholds are set on it alone."""

    def __init__(self, data: Sequence[Sample], pool: Sequence[Sequence[Row]]) -> None:
        self.data = data
        self.rows: dict[str, list[tuple[int, Row]]] = defaultdict(list)
        for d, own in enumerate(pool):
            for row in own:
                self.rows[row.proposal.predicate].append((d, row))
        for rows in self.rows.values():
            rows.sort(key=lambda pair: -pair[1].probability)
        self.use = data[-1].mode
        self.kinds = sorted({(s.mode, s.folder) for s in data})
        self.gold = {
            (kind, predicate): sum(s.required(predicate) for s in data if (s.mode, s.folder) == kind)
            for kind in self.kinds
            for predicate in self.rows
        }

    def thresholds(self) -> dict[str, float]:
        """The threshold of each predicate that makes the F1 over all predicates (of core, of the others) best.

        A fact more is worth its place where its chance to be right is above half the F1 reached (Lipton et
        al. 2014, "Optimal thresholding of classifiers to maximize F1 measure"); so rare predicates are
        not bought with many wrong facts.
        """
        groups = [[p for p in self.rows if p in CORE], [p for p in self.rows if p not in CORE]]
        found: dict[str, float] = {}
        for group in groups:
            aim = 0.6
            for _ in range(ROUNDS):
                found |= {p: self._threshold(p, aim) for p in group}
                aim = Count.total(self.count(p, found[p], (self.use,)) for p in group).f1
        return {p: found[p] for p in sorted(found)}

    def _threshold(self, predicate: str, aim: float) -> float:
        count = Count(0)
        pull = PULL * sum(n for (kind, p), n in self.gold.items() if p == predicate and kind[0] == self.use)
        best, threshold = 0.0, 1.0
        for d, row in self.rows[predicate]:
            if row.probability < LOWEST:
                break
            if self.data[d].mode != self.use:
                continue
            count.add(d, row.mark)
            gain = 2 * count.tp - aim * (count.tp + count.fp) - pull * abs(row.probability - aim / 2)
            if gain > best:
                best, threshold = gain, row.probability - 1e-6
        return round(max(threshold, LOWEST), 4)

    def count(self, predicate: str, threshold: float, kind: Sequence[str]) -> Count:
        """The counts of a predicate over the samples whose kind starts with `kind`."""
        count = Count(sum(n for (k, p), n in self.gold.items() if p == predicate and k[: len(kind)] == tuple(kind)))
        for d, row in self.rows[predicate]:
            if row.probability < threshold:
                break
            if (self.data[d].mode, self.data[d].folder)[: len(kind)] == tuple(kind):
                count.add(d, row.mark)
        return count

    def show(self, thresholds: Mapping[str, float]) -> None:
        """Print precision, recall and F1 of each kind of sample and predicate, of core and of all."""
        for kind in self.kinds:
            counts = {p: self.count(p, t, kind) for p, t in thresholds.items()}
            counts["core"] = Count.total(c for p, c in counts.items() if p in CORE)
            counts["facts"] = Count.total(c for p, c in counts.items() if p != "core")
            print(f"{' '.join(kind):24}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'thr':>7}")
            for name, c in counts.items():
                precision, recall = c.tp / max(1, c.tp + c.fp), c.tp / max(1, c.gold)
                least = thresholds.get(name, 0.0)
                print(f"{name:24}{precision:7.3f}{recall:7.3f}{c.f1:7.3f}{c.gold:7}{least:7.2f}")

    def explain(self, predicate: str, threshold: float) -> None:
        """Print what was missed and what was wrong, with the text around it: for error classes, by eye."""
        found: dict[tuple[int, int], float] = {}
        near: dict[tuple[int, str], list[str]] = defaultdict(list)
        for d, row in self.rows[predicate]:
            p, mark, sample = row.proposal, row.mark, self.data[d]
            subject = sample.to_gold.get(str(p.subject), {}).get("id", "")
            near[d, subject].append(f"{row.probability:.2f} {p.odds:.2f} {as_fact(p)['o']}")
            if mark.fact is not None and mark.fact >= 0:
                found[d, mark.fact] = max(found.get((d, mark.fact), 0.0), row.probability)
            elif mark.fact is None and row.probability >= threshold:
                print(f"+ {sample.name} {row.probability:.2f} {_said(sample, p)}")
        for d, sample in enumerate(self.data):
            names = {e["id"]: e["name"] for e in sample.gold["entities"]}
            for n, f in sample.wanted(predicate):
                if found.get((d, n), 0.0) < threshold:
                    o = names.get(f["o"], f["o"]) if isinstance(f["o"], str) else f["o"]
                    rivals = near[d, f["s"]][:3]
                    print(f"- {sample.name} {found.get((d, n), -1):.2f} {names[f['s']]} {o} <- {rivals}")


def _said(sample: Sample, p: Proposal) -> str:
    """A proposal in words, with its sentence."""
    scene = sample.scene
    target = scene.entities[p.object].name if isinstance(p.object, int) else as_fact(p)["o"]
    sentence = scene.text[p.start : p.end][:160].replace("\n", "/")
    return f"{scene.entities[p.subject].name} {target} || {sentence}"
