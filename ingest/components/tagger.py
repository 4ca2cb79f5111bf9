"""A linear-chain conditional random field over characters, decoded with numpy.

Training (`benchmarks/train_entities.py`) uses CRFsuite; the weights are kept in one compressed .npz
without pickled objects. Features are templates over the columns of `columns.py`, hashed to 32 bits
and looked up by binary search, so that a whole article is scored in a few vector operations; the
sentences of an article are decoded side by side.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.components.columns import COLUMNS

KINDS = ("Region", "Park", "Company", "Organization", "Project", "Person", "Phase")
LABELS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BIE"))
"""Outside, and beginning, inside and end of a name of each type. A Phase is 一期 standing alone."""

TEMPLATES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("char", 0),),
    (("char", -1),),
    (("char", 1),),
    (("char", -2),),
    (("char", 2),),
    (("char", -1), ("char", 0)),
    (("char", 0), ("char", 1)),
    (("char", 1), ("char", 2)),
    (("char", -2), ("char", -1)),
    (("char", -1), ("char", 0), ("char", 1)),
    (("kind", -1), ("kind", 0), ("kind", 1)),
    (("word", 0),),
    (("word", -1), ("word", 0)),
    (("word", 0), ("word", 1)),
    (("word", -2), ("word", -1), ("word", 0)),
    (("cue", 0),),
    (("cue", -1), ("cue", 0)),
    (("cue", 0), ("cue", 1)),
    (("cue", -1), ("cue", 0), ("cue", 1)),
    (("region", 0),),
    (("region", -1), ("region", 0)),
    (("region", 0), ("region", 1)),
    (("nextHead", 0),),
    (("lastCue", 0),),
    (("nextHead", 0), ("lastCue", 0)),
    (("nextHead", 0), ("word", 0)),
    (("lastCue", 0), ("word", 0)),
    (("depth", 0), ("kind", 0)),
    (("depth", 0), ("depth", -1), ("nextHead", 0)),
    (("again", 0), ("again", -1), ("kind", 0)),
    (("brand", 0),),
    (("brand", 0), ("word", 0)),
    (("surname", 0), ("cue", -1), ("word", 0)),
    (("surname", -1), ("cue", 1)),
    (("surname", 0), ("kind", 1), ("kind", 2), ("kind", 3)),
    (("surname", -2), ("cue", 1), ("word", 0)),
)
"""Conjunctions of columns at offsets from the character at hand."""

SHIFT = 12
"""Feature hashes share a bucket by their upper 20 bits: a table of buckets that stays in the cache."""

_BREAKS = "。！？\n，；,;"


def hashes(table: NDArray[np.int32]) -> NDArray[np.uint32]:
    """The feature hashes of every character: rows are characters, columns TEMPLATES."""
    length = len(table)
    padded = np.full((length + 8, table.shape[1]), -1, dtype=np.int32)
    padded[4 : 4 + length] = table
    result = np.empty((length, len(TEMPLATES)), dtype=np.uint32)
    place = {name: i for i, name in enumerate(COLUMNS)}
    views = {
        (name, offset): padded[4 + offset : 4 + offset + length, place[name]].astype(np.uint64)
        for template in TEMPLATES
        for name, offset in template
    }
    for number, template in enumerate(TEMPLATES):
        key = np.full(length, number + 1, dtype=np.uint64)
        for part in template:
            key = (key ^ views[part]) * np.uint64(0x9E3779B97F4A7C15)
            key ^= key >> np.uint64(29)
        result[:, number] = (key >> np.uint64(16)).astype(np.uint32)
    return result


def sequences(text: str) -> list[tuple[int, int]]:
    """Stretches between stops and commas: the sequences of the model, short so that many run side by side."""
    spans = []
    start = 0
    for i, char in enumerate(text):
        if char in _BREAKS:
            if i + 1 - start > 1:
                spans.append((start, i + 1))
            start = i + 1
    if start < len(text):
        spans.append((start, len(text)))
    return spans


@dataclass(frozen=True, slots=True)
class Tagger:
    """Feature hashes in rising order, their weights by label, and the weights between labels."""

    keys: NDArray[np.uint32]
    weights: NDArray[np.float32]
    transitions: NDArray[np.float32]
    _memo: dict[str, NDArray[np.int32]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(cls, path: Path) -> Tagger:
        """Read the weights that `save` wrote."""
        with np.load(path, allow_pickle=False) as data:
            keys = data["keys"]
            weights = np.zeros((len(keys) + 1, len(LABELS)), dtype=np.float32)
            weights[data["rows"], data["labels"]] = data["values"].astype(np.float32)
            return cls(keys, weights, data["transitions"].astype(np.float32))

    def save(self, path: Path) -> None:
        """Write the non-zero weights, in half precision."""
        rows, labels = np.nonzero(self.weights)
        values = self.weights[rows, labels].astype(np.float16)
        np.savez_compressed(
            path,
            keys=self.keys,
            rows=rows.astype(np.uint32),
            labels=labels.astype(np.uint8),
            values=values,
            transitions=self.transitions,
        )

    def emissions(self, table: NDArray[np.int32]) -> NDArray[np.float32]:
        """The summed weights of every character (rows) for every label.

        All features are looked up at once: the upper bits of a hash lead to its bucket, whose few keys are compared.
        """
        features = hashes(table).ravel()
        starts = self._buckets()
        bucket = features >> np.uint32(SHIFT)
        first, after = starts[bucket], starts[bucket + 1]
        known = np.flatnonzero(after > first)
        first, after, wanted = first[known], after[known], features[known]
        found = np.where(self.keys[first] == wanted, first, -1)
        open_ = np.flatnonzero((found < 0) & (after > first + 1))
        while len(open_):
            first[open_] += 1
            hit = self.keys[first[open_]] == wanted[open_]
            found[open_[hit]] = first[open_[hit]]
            open_ = open_[~hit & (after[open_] > first[open_] + 1)]
        rows, index = known[found >= 0] // len(TEMPLATES), found[found >= 0]
        total = np.zeros((len(table), len(LABELS)), dtype=np.float32)
        begins = np.flatnonzero(np.diff(rows, prepend=-1))
        if len(begins):
            total[rows[begins]] = np.add.reduceat(self.weights.take(index, axis=0), begins, axis=0)
        return total

    def _buckets(self) -> NDArray[np.int32]:
        """Where the keys of each value of the upper bits begin."""
        if "starts" not in self._memo:
            sizes = np.bincount(self.keys >> np.uint32(SHIFT), minlength=1 << (32 - SHIFT))
            self._memo["starts"] = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
        return self._memo["starts"]

    def scores(self, emissions: NDArray[np.float32], spans: list[tuple[int, int]]) -> Lattice:
        """Forward and backward sums over all sentences at once."""
        return Lattice.build(emissions, self.transitions, spans)


@dataclass(frozen=True, slots=True)
class Lattice:
    """What the model believes of one article: emissions and log forward/backward sums by character."""

    emissions: NDArray[np.float32]
    transitions: NDArray[np.float32]
    forward: NDArray[np.float32]
    backward: NDArray[np.float32]
    total: NDArray[np.float32]
    spans: list[tuple[int, int]]

    @classmethod
    def build(
        cls, emissions: NDArray[np.float32], transitions: NDArray[np.float32], spans: list[tuple[int, int]]
    ) -> Lattice:
        """Run forward and backward over the sentences `spans`, longest first, as one shrinking batch."""
        length, labels = emissions.shape
        forward = np.full((length, labels), -np.inf, dtype=np.float32)
        backward = np.zeros((length, labels), dtype=np.float32)
        total = np.zeros(length, dtype=np.float32)
        order = sorted(spans, key=lambda span: span[0] - span[1])
        starts = np.array([start for start, _ in order], dtype=np.int64)
        sizes = np.array([end - start for start, end in order], dtype=np.int64)
        if not len(order):
            return cls(emissions, transitions, forward, backward, total, spans)
        step = np.exp(transitions)
        forward[starts] = emissions[starts]
        active = _active(sizes)
        for t in range(1, int(sizes[0])):
            rows = starts[: active[t]] + t
            before = forward[rows - 1]
            top = before.max(axis=1, keepdims=True)
            forward[rows] = np.log(np.exp(before - top) @ step + 1e-30) + top + emissions[rows]
        for t in range(int(sizes[0]) - 2, -1, -1):
            rows = starts[: active[t + 1]] + t
            after = backward[rows + 1] + emissions[rows + 1]
            top = after.max(axis=1, keepdims=True)
            backward[rows] = np.log(np.exp(after - top) @ step.T + 1e-30) + top
        last = forward[starts + sizes - 1]
        top = last.max(axis=1)
        whole = top + np.log(np.exp(last - top[:, None]).sum(axis=1))
        for (start, end), value in zip(order, whole, strict=True):
            total[start:end] = value
        return cls(emissions, transitions, forward, backward, total, spans)

    def marginals(self) -> NDArray[np.float32]:
        """Probability of every label at every character."""
        return np.asarray(np.exp(np.minimum(self.forward + self.backward - self.total[:, None], 0.0)), np.float32)

    def probability(self, start: int, end: int, kind: str) -> float:
        """Probability that exactly the characters from `start` to `end` are a name of type `kind`."""
        if end - start < 2 or self.total[start] != self.total[end - 1]:
            return 0.0
        first = LABELS.index(f"B-{kind}")
        score = self.forward[start, first]
        score += self.emissions[start + 1 : end - 1, first + 1].sum() + self.emissions[end - 1, first + 2]
        inner = end - start - 2
        if inner:
            score += self.transitions[first, first + 1] + self.transitions[first + 1, first + 2]
            score += (inner - 1) * self.transitions[first + 1, first + 1]
        else:
            score += self.transitions[first, first + 2]
        score += self.backward[end - 1, first + 2] - self.total[start]
        return float(np.exp(min(score, 0.0)))

    def decode(self, bias: float = 0.0) -> list[tuple[int, int, str]]:
        """The best labelling's names, as (start, end, type); `bias` is taken from the weight of O."""
        length, labels = self.emissions.shape
        emissions = self.emissions.copy()
        emissions[:, 0] -= bias
        best = emissions.copy()
        back = np.zeros((length, labels), dtype=np.int8)
        order = sorted(self.spans, key=lambda span: span[0] - span[1])
        if not order:
            return []
        starts = np.array([start for start, _ in order], dtype=np.int64)
        sizes = np.array([end - start for start, end in order], dtype=np.int64)
        active = _active(sizes)
        for t in range(1, int(sizes[0])):
            rows = starts[: active[t]] + t
            paths = best[rows - 1][:, :, None] + self.transitions[None]
            back[rows] = paths.argmax(axis=1)
            best[rows] += paths.max(axis=1)
        found = []
        for start, end in self.spans:
            label = int(best[end - 1].argmax())
            tags = [0] * (end - start)
            for i in range(end - 1, start - 1, -1):
                tags[i - start] = label
                label = int(back[i, label])
            found += _names(tags, start)
        return found


def silent(length: int) -> Lattice:
    """The lattice of no model at all: every name has probability 0."""
    nothing = np.zeros((length, len(LABELS)), dtype=np.float32)
    transitions = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    return Lattice(nothing, transitions, nothing - np.inf, nothing, nothing[:, 0], [])


def _active(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """For every step how many of the sentences (longest first) are longer than it."""
    steps = np.arange(int(sizes[0]) + 1)
    return np.searchsorted(-sizes, -steps, side="left")


def _names(tags: list[int], offset: int) -> list[tuple[int, int, str]]:
    """Well-formed names of a label sequence."""
    found = []
    start, kind = -1, ""
    for i, tag in enumerate(tags):
        if not tag:
            start = -1
            continue
        place, name = LABELS[tag].split("-")
        if place == "B":
            start, kind = i, name
        elif start < 0 or name != kind:
            start = -1
        elif place == "E":
            found.append((offset + start, offset + i + 1, kind))
            start = -1
    return found
