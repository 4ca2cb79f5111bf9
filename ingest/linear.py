"""A log-linear scorer: feature strings → weights, and the calibration of its scores.

A model file is one JSON object, `{"name": {"bias": b, "weights": {feature: w}, "scale": [a, c]}}`:
plain data that anyone can read and diff, no pickle. The score of a thing is the bias plus the
weights of its features (unknown features weigh nothing); `1 / (1 + exp(-(a·score + c)))` is the
calibrated probability that it is right.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T", bound=Hashable)


def logistic(score: float) -> float:
    """The logistic function, safe for large scores.

    >>> logistic(0.0)
    0.5
    >>> logistic(-1000.0)
    0.0
    """
    if score < -500.0:
        return 0.0
    return 1.0 / (1.0 + exp(-score))


@dataclass(slots=True)
class Linear:
    """One scorer. `scale` is the slope and intercept of its Platt calibration.

    >>> model = Linear({"左=总投资": 2.0}, bias=-1.0)
    >>> model.score(["左=总投资", "右=的"])
    1.0
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    bias: float = 0.0
    scale: tuple[float, float] = (1.0, 0.0)

    def score(self, features: Iterable[str]) -> float:
        """Bias plus the weights of `features`, in logits before calibration."""
        return self.bias + self.part(features)

    def part(self, features: Iterable[str]) -> float:
        """The weights of `features` alone: scores of shared blocks can be added up."""
        get = self.weights.get
        return sum([get(f, 0.0) for f in features])

    def weigh(self, values: Mapping[str, float]) -> float:
        """Bias plus each named number times its weight, in logits before calibration."""
        get = self.weights.get
        return self.bias + sum([get(name, 0.0) * value for name, value in values.items()])

    def probability(self, score: float) -> float:
        """The calibrated probability of a score."""
        slope, intercept = self.scale
        return logistic(slope * score + intercept)

    def as_json(self, digits: int = 3) -> dict[str, Any]:
        """The model as plain data; weights that round to nothing are left out."""
        kept = {f: round(w, digits) for f, w in sorted(self.weights.items()) if round(w, digits)}
        return {"bias": round(self.bias, digits), "scale": [round(v, digits) for v in self.scale], "weights": kept}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Linear:
        """The model that `as_json` wrote. Raises KeyError where a part is missing."""
        slope, intercept = data["scale"]
        return cls(dict(data["weights"]), float(data["bias"]), (float(slope), float(intercept)))


def shares(model: Linear, options: Sequence[tuple[T, list[str]]]) -> dict[T, float]:
    """The share of each of `options` (a thing with its features) in the soft maximum of their scores.

    Options that are the same thing share their probability. Raises ValueError where there is none.
    """
    scores = [model.part(features) for _, features in options]
    top = max(scores)
    found: dict[T, float] = {}
    for (option, _), value in zip(options, scores, strict=True):
        found[option] = found.get(option, 0.0) + exp(value - top)
    total = sum(found.values())
    return {option: value / total for option, value in found.items()}


def choose(model: Linear, options: Sequence[tuple[T, list[str]]]) -> tuple[T, float]:
    """The best of `options` and its share of the soft maximum."""
    found = shares(model, options)
    best = max(found, key=lambda option: found[option])
    return best, found[best]


def load(path: Path) -> dict[str, Any]:
    """Read a model file (JSON, gzip where the name ends in .gz) as plain data."""
    raw = path.read_bytes()
    if path.suffix == ".gz":
        raw = gzip.decompress(raw)
    data: dict[str, Any] = json.loads(raw)
    return data


def save(path: Path, data: Mapping[str, Any]) -> None:
    """Write a model file so that the same data gives the same bytes."""
    raw = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    if path.suffix == ".gz":
        raw = gzip.compress(raw, compresslevel=9, mtime=0)
    path.write_bytes(raw)
