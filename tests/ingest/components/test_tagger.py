"""The sequence model's arithmetic against brute force, and its file."""

import itertools
from pathlib import Path

import numpy as np
import pytest

from ingest.components.columns import columns
from ingest.components.tagger import LABELS, Lattice, Tagger, hashes, sequences, silent


def small_lattice(seed: int, spans: list[tuple[int, int]]) -> Lattice:
    dice = np.random.default_rng(seed)
    length = spans[-1][1]
    emissions = dice.normal(size=(length, len(LABELS))).astype(np.float32)
    transitions = dice.normal(size=(len(LABELS), len(LABELS))).astype(np.float32)
    return Lattice.build(emissions, transitions, spans)


def path_score(lattice: Lattice, start: int, path: tuple[int, ...]) -> float:
    score = sum(lattice.emissions[start + i, label] for i, label in enumerate(path))
    return float(score + sum(lattice.transitions[a, b] for a, b in itertools.pairwise(path)))


def test_probability_of_a_name_is_the_share_of_all_paths() -> None:
    lattice = small_lattice(1, [(0, 2), (2, 5)])
    paths = list(itertools.product(range(len(LABELS)), repeat=3))
    weights = np.exp([path_score(lattice, 2, path) for path in paths])
    begin = LABELS.index("B-Company")
    wanted = [path[:2] == (begin, begin + 2) for path in paths]
    expected = weights[wanted].sum() / weights.sum()
    assert lattice.probability(2, 4, "Company") == pytest.approx(expected, rel=1e-3)


def test_marginals_sum_to_one() -> None:
    lattice = small_lattice(2, [(0, 4), (4, 5), (5, 11)])
    assert lattice.marginals().sum(axis=1) == pytest.approx(np.ones(11), rel=1e-3)


def test_a_name_never_crosses_a_sequence() -> None:
    lattice = small_lattice(3, [(0, 4), (4, 8)])
    assert lattice.probability(3, 6, "Park") == 0.0


def test_no_model_believes_nothing() -> None:
    lattice = silent(6)
    assert lattice.probability(0, 4, "Company") == 0.0
    assert lattice.marginals().max() == 0.0


def test_weights_survive_the_file(tmp_path: Path) -> None:
    table = columns("云岭集团投资五亿元。", [])
    keys = np.unique(hashes(table))
    dice = np.random.default_rng(4)
    weights = np.zeros((len(keys) + 1, len(LABELS)), dtype=np.float32)
    weights[:-1, :4] = dice.normal(size=(len(keys), 4)).astype(np.float16)
    tagger = Tagger(keys, weights, dice.normal(size=(len(LABELS), len(LABELS))).astype(np.float32))
    tagger.save(tmp_path / "weights.npz")
    again = Tagger.load(tmp_path / "weights.npz")
    assert np.allclose(again.emissions(table), tagger.emissions(table), atol=1e-3)
    assert np.allclose(again.transitions, tagger.transitions)


def test_emissions_are_the_sums_of_known_features() -> None:
    table = columns("云岭集团", [])
    features = hashes(table)
    keys = np.unique(features[0])
    weights = np.zeros((len(keys) + 1, len(LABELS)), dtype=np.float32)
    weights[:-1, 0] = 1.0
    emissions = Tagger(keys, weights, np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)).emissions(table)
    assert emissions[:, 0] == pytest.approx([np.isin(row, keys).sum() for row in features])


def test_sequences_end_at_stops_and_commas() -> None:
    text = "云岭投资，海达签约。\n落户"
    assert [text[a:b] for a, b in sequences(text)] == ["云岭投资，", "海达签约。", "落户"]
