"""Measures linking alone: gives it the gold entities of a folder of articles, without their keys.

    python benchmarks/link_gold.py GOLD_DIR

Prints precision, recall and F1 over pairs of entities of different articles, as the ruler does, and the
pairs that were merged or missed wrongly.
"""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import Any

from ingest.document import LocalEntity
from ingest.linking import Setting, identify
from kg.names_index import Names
from kg.values.regions import gazetteer


def links(gold: dict[str, Any], index: dict[str, int]) -> list[tuple[int, str, int]]:
    """The gold's facts between entities."""
    found = []
    for fact in gold["facts"]:
        target = fact["o"] if isinstance(fact["o"], str) else fact["o"].get("org")
        if target in index:
            found.append((index[fact["s"]], fact["p"], index[target]))
    return found


def main(folder: Path) -> None:
    """Link every article in order and compare with the keys."""
    names, seen = Names(), []
    for path in sorted(p for p in folder.glob("*.json") if not p.name.endswith(".src.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        index = {e["id"]: i for i, e in enumerate(gold["entities"])}
        local = [LocalEntity(e["type"], e["name"], list(e.get("aliases", [])), e.get("code")) for e in gold["entities"]]
        ties = links(gold, index)
        for subject, predicate, whole in ties:
            if predicate == "phaseOf":
                local[subject].parent = whole
        homes = gazetteer().by_name(gold["home"]) if gold.get("home") else []
        found = identify(local, ties, Setting(path.stem, homes[0] if homes else None), names)
        for entity, iri in zip(gold["entities"], found, strict=True):
            if not entity.get("optional"):
                key = entity.get("key") or f"{entity['type']}/{entity['name']}"
                seen.append((path.stem, entity["type"], key, iri, entity["name"]))
    right = merged = missed = 0
    for a, b in itertools.combinations(seen, 2):
        if a[0] == b[0] or a[1] != b[1]:
            continue
        same, said = a[2] == b[2], a[3] == b[3]
        right += same and said
        if said and not same:
            merged += 1
            print("merged wrongly", a, b)
        if same and not said:
            missed += 1
            print("missed        ", a, b)
    precision, recall = right / max(right + merged, 1), right / max(right + missed, 1)
    print(f"P {precision:.3f}  R {recall:.3f}  F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
