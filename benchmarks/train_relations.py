"""Train the relation scorers: `python benchmarks/train_relations.py [--cv] [--only FAMILY …]`.

1. Each article is read up to its values; its things are those of the gold (`oracle`) or what the
   pipeline finds (`predicted`).
2. Every proposal of every family is compared with the gold by the ruler's own `fact_matches`: a
   required fact makes it right, an optional one leaves it out of training, anything else makes it wrong.
3. Two logistic regressions a family are fitted, the second on out-of-fold scores of the first; its
   out-of-fold scores give the calibration and the threshold of each predicate.
4. One file a family and a chooser is written to `ingest/models/relations`; with --cv the figures by
   predicate are printed too.

Deterministic; scikit-learn is needed here and nowhere else.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from relation_data import Labelled, Sample, as_fact, label, samples
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from ingest.linear import Linear, save
from ingest.relations import RELATIONS
from ingest.relations.component import WEIGHTS
from ingest.relations.decide import distinct, score, standing
from ingest.relations.proposal import Proposal

sys.path.insert(0, str(Path(__file__).parent))
from score import CORE

HERE = Path(__file__).parent
FOLDS = 4
STRENGTH = {"first": 0.25, "second": 1.0}
"""Inverse regularisation of the two models."""
LOWEST = 0.2
"""No fact is kept below this probability, whatever the F1 of a rare predicate says."""
WEIGHT = {"train": 1.0}
"""How much a proposal counts by the folder of its article: `train` comes from where `dev` comes from."""
THIN = 2
"""Of the wrong proposals the first model learns from one in so many; the second weighs that up."""
LEAST = 3
"""A feature must occur in so many proposals."""


class Matrix:
    """Proposals as sparse rows; features that occur too rarely have no column."""

    def __init__(self, rows: list[list[str]]) -> None:
        count: dict[str, int] = defaultdict(int)
        for row in rows:
            for f in row:
                count[f] += 1
        self.column = {f: n for n, f in enumerate(sorted(f for f, c in count.items() if c >= LEAST))}
        self.data = self.rows(rows)

    def rows(self, rows: list[list[str]]) -> csr_matrix:
        index, pointer = [], [0]
        for row in rows:
            index += {self.column[f] for f in row if f in self.column}
            pointer.append(len(index))
        return csr_matrix((np.ones(len(index), np.float32), index, pointer), (len(rows), len(self.column)))


def fit(rows: list[list[str]], truth: np.ndarray, weight: np.ndarray, strength: float) -> Linear:
    """A logistic regression as a Linear; `weight` says how much each row counts."""
    if truth.min() == truth.max():
        return Linear({}, 6.0 if truth.min() else -6.0)
    matrix = Matrix(rows)
    model = LogisticRegression(C=strength, solver="liblinear", max_iter=200, random_state=0, intercept_scaling=5.0)
    model.fit(matrix.data, truth, weight)
    weights = dict(zip(matrix.column, model.coef_[0].tolist(), strict=True))
    return Linear(weights, float(model.intercept_[0]))


def fit_numbers(rows: list[dict[str, float]], truth: np.ndarray, weight: np.ndarray) -> Linear:
    """A logistic regression over named numbers as a Linear; `weight` says how much each row counts."""
    names = sorted({name for row in rows for name in row})
    if not names or truth.min() == truth.max():
        return Linear({}, 6.0 if len(truth) and truth.min() else -6.0)
    dense = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    model = LogisticRegression(C=STRENGTH["second"], max_iter=500).fit(dense, truth, weight)
    return Linear(dict(zip(names, model.coef_[0].tolist(), strict=True)), float(model.intercept_[0]))


class Choice:
    """Conditional logits over groups of options, some of them right: fitted on any part of the groups."""

    def __init__(self, groups: list[tuple[int, list[list[str]], list[bool]]], strength: float) -> None:
        self.strength = strength
        self.matrix = Matrix([row for _, options, _ in groups for row in options])
        self.right = np.array([r for _, _, marks in groups for r in marks], dtype=float)
        self.owner = np.repeat(np.arange(len(groups)), [len(options) for _, options, _ in groups])
        self.part = np.array([part for part, _, _ in groups])

    def fit(self, without: int = -1) -> Linear:
        """The model from all groups but those of one fold."""
        rows = np.flatnonzero(self.part[self.owner] != without)
        data, right = self.matrix.data[rows], self.right[rows]
        owner = np.unique(self.owner[rows], return_inverse=True)[1]

        def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
            e = np.exp(np.clip(data @ w, -30, 30))
            total, good = np.bincount(owner, e), np.bincount(owner, e * right)
            gradient = data.T @ (e / total[owner] - e * right / good[owner])
            return -np.log(good / total).sum() + (w @ w) / (2 * self.strength), gradient + w / self.strength

        start = np.zeros(len(self.matrix.column))
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60})
        return Linear(dict(zip(self.matrix.column, found.x.tolist(), strict=True)))


def choosers(data: list[Sample], parts: list[int]) -> dict[str, Choice]:
    """The choosers of milestone dates and of what a value is, from what the gold explains."""
    dates = [
        (part, [f for _, f in options], marks)
        for sample, part in zip(data, parts, strict=True)
        for options, marks in sample.date_groups()
        if any(marks) and not all(marks)
    ]
    kinds = [
        (part, [f for _, f in options], marks)
        for sample, part in zip(data, parts, strict=True)
        for options, marks in sample.kind_groups()
    ]
    return {"dates": Choice(dates, 0.5), "kinds": Choice(kinds, 0.15)}


def folds(data: list[Sample]) -> list[int]:
    """The fold of each article: articles of one name (in both readings) share it."""
    names = sorted({s.name for s in data})
    rank = {name: n % FOLDS for n, name in enumerate(names)}
    return [rank[s.name] for s in data]


def flat(proposals: list[Any]) -> list[list[str]]:
    """The features of each proposal in one list."""
    return [[f for block in p.blocks for f in block] for p in proposals]


def train_family(name: str, data: list[Sample], parts: list[int], pool: list[list[Row]]) -> dict[str, Any]:
    """Both models of one family and their calibration; its out-of-fold proposals go to `pool`, by article."""
    proposals = [list(RELATIONS[name](s.scene)) for s in data]
    marks: list[list[Labelled]] = [label(s, ps) for s, ps in zip(data, proposals, strict=True)]
    used = [[n for n, m in enumerate(ms) if m.target is not None] for ms in marks]
    lean = [[n for n in ns if marks[d][n].target or n % THIN == d % THIN] for d, ns in enumerate(used)]

    def stack(which: list[int], values: list[list[Any]], chosen: list[list[int]]) -> list[Any]:
        return [values[d][n] for d in which for n in chosen[d]]

    def truth(which: list[int], chosen: list[list[int]]) -> np.ndarray:
        return np.array([marks[d][n].target for d in which for n in chosen[d]], dtype=bool)

    def weight(which: list[int], chosen: list[list[int]]) -> np.ndarray:
        return np.array([WEIGHT.get(data[d].folder, 1.0) for d in which for _ in chosen[d]])

    everything = list(range(len(data)))
    rows = [flat(ps) for ps in proposals]
    firsts: list[list[float]] = [[] for _ in data]
    for part in range(FOLDS):
        inside = [d for d in everything if parts[d] != part]
        model = fit(stack(inside, rows, lean), truth(inside, lean), weight(inside, lean), STRENGTH["first"])
        for d in everything:
            if parts[d] == part:
                firsts[d] = score(model, proposals[d])
    second_rows = [standing(ps, fs) for ps, fs in zip(proposals, firsts, strict=True)]
    seconds: list[list[float]] = [[] for _ in data]
    for part in range(FOLDS):
        inside = [d for d in everything if parts[d] != part]
        model = fit_numbers(stack(inside, second_rows, used), truth(inside, used), weight(inside, used))
        for d in everything:
            if parts[d] == part:
                seconds[d] = [model.weigh(row) for row in second_rows[d]]
    first = fit(stack(everything, rows, lean), truth(everything, lean), weight(everything, lean), STRENGTH["first"])
    second = fit_numbers(stack(everything, second_rows, used), truth(everything, used), weight(everything, used))
    second.scale = platt(np.array(stack(everything, seconds, used)), truth(everything, used))
    for d in everything:
        for p, mark, value in zip(proposals[d], marks[d], seconds[d], strict=True):
            pool[d].append(Row(p, mark, second.probability(value) * p.odds))
    predicates = {p.predicate for ps in proposals for p in ps}
    return {"first": first.as_json(), "second": second.as_json(), "thresholds": {}, "predicates": predicates}


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


def platt(scores: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Slope and intercept that turn scores into probabilities."""
    if not len(scores) or truth.min() == truth.max():
        return 1.0, 0.0
    model = LogisticRegression(C=100.0, solver="lbfgs").fit(scores[:, None], truth)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def sweep(predicate: str, data: list[Sample], pool: list[list[Row]], report: dict[Any, Any]) -> float:
    """The threshold with the best F1 by the ruler's counts; figures go to `report` by kind of reading."""
    rows = sorted(
        ((d, row) for d, own in enumerate(pool) for row in own if row.proposal.predicate == predicate),
        key=lambda pair: -pair[1].probability,
    )
    best, threshold = (-1.0, 0.0), 0.5
    kinds = sorted({(s.mode, s.folder) for s in data})
    counts = {kind: Count(sum(s.required(predicate) for s in data if (s.mode, s.folder) == kind)) for kind in kinds}
    use = [counts[kind] for kind in kinds if kind[0] == data[-1].mode]  # in use the things are predicted ones
    at_best: dict[tuple[str, str], tuple[int, int, int]] = {}
    for d, row in rows:
        counts[data[d].mode, data[d].folder].add(d, row.mark)
        f1 = Count.total(use).f1
        if f1 > best[0]:
            best, threshold = (f1, row.probability), row.probability - 1e-6
            at_best = {kind: (c.tp, c.fp, c.gold) for kind, c in counts.items()}
    for mode, count in counts.items():
        report[mode, predicate] = (*at_best.get(mode, (0, 0, count.gold)), threshold)
    return round(max(threshold, LOWEST), 4)


def explain(predicate: str, data: list[Sample], pool: list[list[Row]], threshold: float) -> None:
    """Print what was missed and what was wrong, with the text around it: for error classes, by eye."""
    found: dict[tuple[int, int], float] = {}
    for d, own in enumerate(pool):
        for row in own:
            p, mark = row.proposal, row.mark
            if p.predicate != predicate:
                continue
            if mark.fact is not None and mark.fact >= 0:
                found[d, mark.fact] = max(found.get((d, mark.fact), 0.0), row.probability)
            elif mark.fact is None and row.probability >= threshold:
                scene = data[d].scene
                print(f"+ {data[d].name} {row.probability:.2f} {scene.entities[p.subject].name} {as_fact(p)['o']}",
                      scene.entities[p.object].name if isinstance(p.object, int) else "",
                      "||", scene.text[p.start : p.end][:160].replace("\n", "/"))  # fmt: skip
    for d, sample in enumerate(data):
        for n, f in sample.wanted(predicate):
            if found.get((d, n), 0.0) < threshold:
                name = {e["id"]: e["name"] for e in sample.gold["entities"]}
                o = name.get(f["o"], f["o"]) if isinstance(f["o"], str) else f["o"]
                near = [
                    f"{r.probability:.2f} {r.proposal.odds:.2f} {as_fact(r.proposal)['o']}"
                    for r in pool[d]
                    if r.proposal.predicate == predicate
                    and sample.to_gold.get(str(r.proposal.subject), {}).get("id") == f["s"]
                ]
                print(f"- {sample.name} {found.get((d, n), -1):.2f} {name[f['s']]} {o} <- {near[:3]}")


def show(report: dict[Any, Any]) -> None:
    for mode in sorted({m for m, _ in report}):
        print(f"{' '.join(mode):24}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'thr':>7}")
        rows = {p: r for (m, p), r in report.items() if m == mode}
        sums = {"core": [p for p in rows if p in CORE], "facts": list(rows)}
        for name in [*sorted(rows), *sums]:
            tp, fp, gold = (sum(rows[p][k] for p in sums.get(name, [name])) for k in range(3))
            precision, recall, f1 = tp / max(1, tp + fp), tp / max(1, gold), 2 * tp / max(1, tp + fp + gold)
            print(f"{name:24}{precision:7.3f}{recall:7.3f}{f1:7.3f}{gold:7}{rows[name][3] if name in rows else 0:7.2f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cv", action="store_true", help="print the out-of-fold figures")
    parser.add_argument("--only", nargs="*", default=[], help="train these families and choosers, leave the others")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="folder of the weights")
    parser.add_argument("--modes", nargs="*", default=["oracle", "predicted"], help="oracle and/or predicted things")
    parser.add_argument("--errors", nargs="*", default=[], help="print what is missed and wrong of these predicates")
    args = parser.parse_args()
    began = time.time()
    data = samples([HERE / "articles" / "train", HERE / "articles" / "own"], args.modes)
    parts = folds(data)
    main = [(s, p) for s, p in zip(data, parts, strict=True) if s.mode == args.modes[-1]]
    choices = choosers([s for s, _ in main], [p for _, p in main])
    for part in range(FOLDS):
        models = {name: choice.fit(without=part) for name, choice in choices.items()}
        for s, p in zip(data, parts, strict=True):
            if p == part:
                s.scene.models = models
    print(f"{len(data)} readings, {time.time() - began:.0f} s", flush=True)
    args.out.mkdir(parents=True, exist_ok=True)
    for name, choice in choices.items():
        if not args.only or name in args.only:
            save(args.out / f"{name}.json.gz", choice.fit().as_json())
    report: dict[Any, Any] = {}
    pool: list[list[Row]] = [[] for _ in data]
    families: dict[str, dict[str, Any]] = {}
    for name in RELATIONS:
        if not args.only or name in args.only:
            families[name] = train_family(name, data, parts, pool)
            print(f"{name} {time.time() - began:.0f} s", flush=True)
    for d, rows in enumerate(pool):
        kept = distinct([r.proposal for r in rows], [r.probability for r in rows])
        pool[d] = [rows[n] for n in kept]
    for predicate in sorted({r.proposal.predicate for rows in pool for r in rows}):
        threshold = sweep(predicate, data, pool, report)
        for family in families.values():
            if predicate in family["predicates"]:
                family["thresholds"][predicate] = threshold
        if predicate in args.errors:
            explain(predicate, data, pool, threshold)
    for name, family in families.items():
        del family["predicates"]
        save(args.out / f"{name}.json.gz", family)
    if args.cv:
        show(report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
