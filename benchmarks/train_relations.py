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
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from relation_data import Sample, label, samples
from relation_figures import Figures, Row
from relation_fit import Choice, Matrix, dense, fit_features, fit_numbers, platt

from ingest.linear import save
from ingest.relations import RELATIONS
from ingest.relations.component import WEIGHTS
from ingest.relations.decide import distinct, standing

HERE = Path(__file__).parent
FOLDS = 4
CHOOSERS = {"dates": 0.15, "kinds": 0.15, "periods": 0.5}
"""The choosers and the inverse regularisation of each."""
STRENGTH = {"first": 0.25, "second": 1.0}
"""Inverse regularisation of the two models."""
CAUTIOUS = {"places": 0.08}
"""The first model's, for families with very many features."""
WEIGHT = {"train": 1.0}
"""How much a proposal counts by the folder of its article: `train` comes from where `dev` comes from."""
THIN = 2
"""Of the wrong proposals the first model learns from one in so many; the second weighs that up."""


def choosers(data: Sequence[Sample], parts: Sequence[int]) -> dict[str, Choice]:
    """The choosers, from what the gold explains; choices that decide nothing are left out."""
    groups: dict[str, list[tuple[int, list[list[str]], list[bool]]]] = {name: [] for name in CHOOSERS}
    for sample, part in zip(data, parts, strict=True):
        for name, found in sample.choices().items():
            for options, marks in found:
                if any(marks) and (name == "kinds" or not all(marks)):
                    groups[name].append((part, [f for _, f in options], marks))
    return {name: Choice(groups[name], strength) for name, strength in CHOOSERS.items()}


def folds(data: Sequence[Sample]) -> list[int]:
    """The fold of each article: articles of one name (in both readings) share it."""
    names = sorted({s.name for s in data})
    rank = {name: n % FOLDS for n, name in enumerate(names)}
    return [rank[s.name] for s in data]


def train_family(name: str, data: Sequence[Sample], parts: Sequence[int], pool: list[list[Row]]) -> dict[str, Any]:
    """Both models of one family and their calibration; its out-of-fold proposals go to `pool`, by article."""
    proposals = [list(RELATIONS[name](s.scene)) for s in data]
    marks = [m for s, ps in zip(data, proposals, strict=True) for m in label(s, ps)]
    every = [p for ps in proposals for p in ps]
    ends = np.cumsum([len(ps) for ps in proposals])
    owner = np.repeat(np.arange(len(data)), [len(ps) for ps in proposals])
    part = np.array(parts)[owner]
    place = np.arange(len(every)) - np.concatenate([[0], ends])[owner]
    used = np.array([m.target is not None for m in marks])
    truth = np.array([bool(m.target) for m in marks])
    weight = np.array([WEIGHT.get(s.folder, 1.0) for s in data])[owner]
    lean = used & (truth | (place % THIN == owner % THIN))
    features = Matrix([[f for block in p.blocks for f in block] for p in every])

    def first(rows: np.ndarray) -> Any:
        return fit_features(features.data[rows], truth[rows], weight[rows], CAUTIOUS.get(name, STRENGTH["first"]))

    firsts = np.zeros(len(every))
    for fold in range(FOLDS):
        firsts[part == fold] = first(np.flatnonzero(lean & (part != fold))).scores(features.data[part == fold])
    stands = [
        row
        for ps, end in zip(proposals, ends.tolist(), strict=True)
        for row in standing(ps, firsts[end - len(ps) : end].tolist())
    ]
    numbers, columns = dense(stands)

    def second(rows: np.ndarray) -> Any:
        return fit_numbers(numbers[rows], truth[rows], weight[rows], STRENGTH["second"])

    seconds = np.zeros(len(every))
    for fold in range(FOLDS):
        seconds[part == fold] = second(np.flatnonzero(used & (part != fold))).scores(numbers[part == fold])
    judge = second(np.flatnonzero(used)).named(columns)
    met = used & np.array([s.mode == data[-1].mode for s in data])[owner]  # what a probability will be said of
    judge.scale = platt(seconds[met], truth[met])
    for d, p, mark, value in zip(owner.tolist(), every, marks, seconds.tolist(), strict=True):
        pool[d].append(Row(p, mark, judge.probability(value) * p.odds))
    return {
        "first": first(np.flatnonzero(lean)).named(features.column).as_json(),
        "second": judge.as_json(),
        "predicates": {p.predicate for p in every},
    }


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
    pool: list[list[Row]] = [[] for _ in data]
    families: dict[str, dict[str, Any]] = {}
    for name in RELATIONS:
        if not args.only or name in args.only:
            families[name] = train_family(name, data, parts, pool)
            print(f"{name} {time.time() - began:.0f} s", flush=True)
    for d, rows in enumerate(pool):
        kept = distinct([r.proposal for r in rows], [r.probability for r in rows])
        pool[d] = [rows[n] for n in kept]
    figures = Figures(data, pool)
    thresholds = figures.thresholds()
    for predicate in args.errors:
        figures.explain(predicate, thresholds[predicate])
    for name, family in families.items():
        own = family.pop("predicates")
        family["thresholds"] = {p: t for p, t in thresholds.items() if p in own}
        save(args.out / f"{name}.json.gz", family)
    if args.cv:
        figures.show(thresholds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
