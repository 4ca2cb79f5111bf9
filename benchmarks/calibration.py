"""Does the confidence of a fact mean something? `python benchmarks/calibration.py [FOLDER]`.

Every fact that the pipeline keeps in the annotated articles of FOLDER (dev) is compared with the gold by
the ruler; optional ones are left out. Printed in Markdown: the reliability table with the expected
calibration error (Guo et al. 2017: mean distance of confidence and share right, weighted by facts), and
precision and recall of the facts kept from each confidence upward.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from relation_data import label, samples
from relation_figures import Count

from ingest.relations.component import choosers, judged, thresholds
from ingest.relations.decide import distinct

BINS = 10
STEPS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def kept(folder: Path) -> tuple[list[tuple[float, Count]], int]:
    """The facts kept, each with its confidence and its count of one, and how many the gold asks for."""
    found: list[tuple[float, Count]] = []
    gold = 0
    for sample in samples([folder], ["predicted"]):
        sample.scene.models = choosers()
        scored = judged(sample.scene)
        order = distinct([one.proposal for one in scored], [one.probability for one in scored])
        best = [
            scored[n] for n in order if scored[n].probability >= thresholds().get(scored[n].proposal.predicate, 0.5)
        ]
        whole = Count(0)
        for one, mark in zip(best, label(sample, [one.proposal for one in best]), strict=True):
            tp, fp = whole.tp, whole.fp
            whole.add(0, mark)
            found.append((min(one.probability, 1.0), Count(0, whole.tp - tp, whole.fp - fp)))
        gold += sum(sample.required(p) for p in {f["p"] for f in sample.gold["facts"]})
    return [(chance, count) for chance, count in found if count.tp or count.fp], gold


def expected_error(found: Sequence[tuple[float, Count]]) -> tuple[float, list[tuple[float, float, int]]]:
    """The expected calibration error, and each bin as mean confidence, share right and number of facts."""
    bins: list[list[tuple[float, Count]]] = [[] for _ in range(BINS)]
    for chance, count in found:
        bins[min(int(chance * BINS), BINS - 1)].append((chance, count))
    rows = [
        (sum(c for c, _ in group) / len(group), sum(k.tp for _, k in group) / len(group), len(group))
        for group in bins
        if group
    ]
    return sum(n * abs(mean - share) for mean, share, n in rows) / len(found), rows


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "articles" / "dev"
    found, gold = kept(folder)
    error, rows = expected_error(found)
    print("# What the confidence of a fact means\n")
    print(f"Made by `python benchmarks/calibration.py` on the articles of `{folder.name}`, which no model has seen.\n")
    print(f"Expected calibration error {error:.3f} over {len(found)} facts.\n")
    print("| confidence | right | facts |\n|---|---|---|")
    for mean, share, n in rows:
        print(f"| {mean:.2f} | {share:.2f} | {n} |")
    print("\nWho needs fewer mistakes keeps the facts from a confidence upward (SPARQL: `zs:confidence`).")
    print("\n| kept from | precision | recall |\n|---|---|---|")
    for step in STEPS:
        count = Count.total([Count(gold), *(c for chance, c in found if chance >= step)])
        print(f"| {step:.1f} | {count.tp / max(1, count.tp + count.fp):.3f} | {count.tp / max(1, gold):.3f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
