"""The learners of the relations: logistic regressions over features, and choices between options.

Features are strings; a `Matrix` holds all proposals of a family as sparse rows once, and every fit
takes the rows of some articles, so that folds cost no second reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from ingest.linear import Linear

LEAST = 3
"""A feature must occur in so many rows."""
SURE = 6.0
"""The score where all rows are of one kind."""


@dataclass(slots=True)
class Fitted:
    """A logistic regression: a weight for each column, and a bias."""

    weights: np.ndarray
    bias: float

    def scores(self, data: csr_matrix | np.ndarray) -> np.ndarray:
        """The score of each row, in logits."""
        return np.asarray(data @ self.weights).ravel() + self.bias

    def named(self, columns: Mapping[str, int]) -> Linear:
        """The same as a Linear."""
        return Linear(dict(zip(columns, self.weights.tolist(), strict=True)), self.bias)


class Matrix:
    """Rows of features as a sparse matrix; features that occur too rarely have no column."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        count: dict[str, int] = defaultdict(int)
        for f in chain.from_iterable(rows):
            count[f] += 1
        self.column = {f: n for n, f in enumerate(sorted(f for f, c in count.items() if c >= LEAST))}
        index: list[int] = []
        pointer = [0]
        get = self.column.get
        for row in rows:
            index += {column for f in row if (column := get(f)) is not None}
            pointer.append(len(index))
        self.data = csr_matrix((np.ones(len(index), np.float32), index, pointer), (len(rows), len(self.column)))


def dense(rows: Sequence[Mapping[str, float]]) -> tuple[np.ndarray, dict[str, int]]:
    """Rows of named numbers as a dense matrix and the columns of the names."""
    columns = {name: n for n, name in enumerate(sorted({name for row in rows for name in row}))}
    data = np.zeros((len(rows), len(columns)))
    for n, row in enumerate(rows):
        for name, value in row.items():
            data[n, columns[name]] = value
    return data, columns


def fit_features(data: csr_matrix, truth: np.ndarray, weight: np.ndarray, strength: float) -> Fitted:
    """A logistic regression over sparse features; `weight` says how much each row counts."""
    if not len(truth) or truth.min() == truth.max():
        return Fitted(np.zeros(data.shape[1]), SURE if len(truth) and truth.min() else -SURE)
    model = LogisticRegression(C=strength, solver="liblinear", max_iter=200, random_state=0, intercept_scaling=5.0)
    model.fit(data, truth, weight)
    return Fitted(model.coef_[0], float(model.intercept_[0]))


def fit_numbers(data: np.ndarray, truth: np.ndarray, weight: np.ndarray, strength: float) -> Fitted:
    """A logistic regression over a few numbers; `weight` says how much each row counts."""
    if not len(truth) or truth.min() == truth.max():
        return Fitted(np.zeros(data.shape[1]), SURE if len(truth) and truth.min() else -SURE)
    model = LogisticRegression(C=strength, max_iter=500).fit(data, truth, weight)
    return Fitted(model.coef_[0], float(model.intercept_[0]))


def platt(scores: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Slope and intercept that turn scores into probabilities (Platt 1999)."""
    if not len(scores) or truth.min() == truth.max():
        return 1.0, 0.0
    model = LogisticRegression(C=100.0, solver="lbfgs").fit(scores[:, None], truth)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


class Choice:
    """Conditional logits over groups of options, some of them right: fitted on any part of the groups."""

    def __init__(self, groups: Sequence[tuple[int, list[list[str]], list[bool]]], strength: float) -> None:
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
