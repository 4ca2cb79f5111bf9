"""Pairs of names, same or different, as a domain expert would judge them; and what holds for every judgement."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from kg.facts import EntityType
from kg.likeness import Named
from kg.matching import FEATURES, decide

PAIRS = Path(__file__).parents[1] / "words" / "name_pairs.tsv"


def named(kind: str, text: str) -> Named:
    """Reads 高新区@450800 (stands there) and 凯里市#522601 (has that code)."""
    name, _, code = text.partition("#")
    name, _, place = name.partition("@")
    return Named(cast(EntityType, kind), name, code=code or None, places=frozenset([place] if place else []))


def pairs() -> list[list[str]]:
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def test_f1_over_the_list() -> None:
    """Where this fails, the pairs printed show which feature to mend; false merges weigh most."""
    false_merges, missed, right = [], [], 0
    for kind, a, b, expected in pairs():
        verdict = decide(named(kind, a), named(kind, b))
        if verdict.decision == "same":
            if expected == "same":
                right += 1
            else:
                false_merges.append((a, b, verdict.reasons))
        elif expected == "same":
            missed.append((a, b, verdict.decision, verdict.score, verdict.reasons))
    precision = right / (right + len(false_merges))
    recall = right / (right + len(missed))
    print(f"precision {precision:.3f}, recall {recall:.3f}", *false_merges, *missed, sep="\n")
    assert len(pairs()) >= 300
    assert len(false_merges) <= 2
    assert 2 * precision * recall / (precision + recall) >= 0.95


@pytest.mark.parametrize(("kind", "a", "b"), [row[:3] for row in pairs()])
def test_order_does_not_matter(kind: str, a: str, b: str) -> None:
    x, y = named(kind, a), named(kind, b)
    assert decide(x, y) == decide(y, x) or decide(x, y).decision == decide(y, x).decision
    assert decide(x, y).score == decide(y, x).score


def test_reasons_are_given() -> None:
    verdict = decide(named("Company", "国药集团"), named("Company", "国药控股"))
    assert verdict.decision == "different" and all(verdict.reasons)


def test_types_never_mix() -> None:
    assert decide(named("Company", "海生玻璃"), named("Project", "海生玻璃")).decision == "different"


def test_every_type_has_features() -> None:
    assert set(FEATURES) == {"Company", "Park", "Project", "Organization", "Person", "Region"}
