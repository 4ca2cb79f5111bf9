"""The annotated articles as training material: clean text, gold entities, and where their names stand.

The gold gives names and aliases, not places; `project` finds them in the clean text, the longest
name first, so that every character belongs to one name at the most.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import score as ruler

from ingest.components.proposals import Proposal

FOLDER = Path(__file__).parent / "articles"
PHASE = re.compile(
    r"(?:项目|工程)?(?:第|头)?[一二三四五六首1-6]期(?:项目|工程)?|(?:首|第[一二三四五六])条(?:生产线|产线)?|首期"
)
_RANK = {"Region": 3, "Person": 4, "Organization": 2, "Company": 1, "Project": 0, "Park": 2}


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated article: its clean text and its gold, as in FORMAT.md."""

    name: str
    text: str
    gold: dict[str, Any]
    folder: str


def sources(folder: str) -> list[tuple[str, Path, dict[str, Any]]]:
    """Name, source file and gold of every article of a folder, by name."""
    found = []
    for path in sorted((FOLDER / folder if "/" not in folder else Path(folder)).glob("*.json")):
        if path.name.endswith(".src.json"):
            continue
        source = next((p for p in (path.with_suffix(".txt"), path.with_suffix(".html")) if p.exists()), None)
        if source:
            found.append((path.stem, source, json.loads(path.read_text(encoding="utf-8"))))
    return found


def project(text: str, gold: dict[str, Any]) -> list[tuple[int, int, str]]:
    """Start, end and type of every place where a gold name stands, the longest names first."""
    names: list[tuple[int, int, int, str, str]] = []
    regions = {n for e in gold["entities"] if e["type"] == "Region" for n in (e["name"], *e.get("aliases", []))}
    for entity in gold["entities"]:
        for name in {entity["name"], *entity.get("aliases", [])}:
            if len(name) < 2 or (
                name in regions and any(name[: len(r)] == r and name[len(r) :] in regions for r in regions)
            ):
                continue  # 黄冈市英山县 is two regions, each with a name of its own
            kind = "Phase" if entity["type"] == "Project" and PHASE.fullmatch(name) else entity["type"]
            names.append((-len(name), bool(entity.get("optional")), _RANK[entity["type"]], name, kind))
    taken = bytearray(len(text))
    spans = []
    for _, _, _, name, kind in sorted(names):
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * len(name)
                spans.append((start, end, kind))
            start = text.find(name, start + 1)
    return sorted(spans)


def label(proposals: list[Proposal], gold: dict[str, Any]) -> list[int | None]:
    """For every proposal 1 (a required name), 0 (none) or None (optional, or one of two good readings).

    A project within the ruler's tolerance counts as right only where no exact name is proposed.
    """
    names = [(e["type"], ruler.names(e), bool(e.get("optional"))) for e in gold["entities"]]
    proposed = {(p.kind, ruler.norm(p.text)) for p in proposals}
    truth: list[int | None] = []
    for proposal in proposals:
        name = ruler.norm(proposal.text)
        kind = "Project" if proposal.kind == "Phase" else proposal.kind
        exact = [optional for type_, forms, optional in names if type_ == kind and name in forms]
        if exact:
            truth.append(None if all(exact) else 1)
            continue
        near = [
            (forms, optional)
            for type_, forms, optional in names
            if proposal.kind == type_ == "Project" and any(ruler.dice(name, form) >= 0.7 for form in forms)
        ]
        if not near:
            truth.append(0)
        elif any(("Project", form) in proposed for forms, _ in near for form in forms):
            truth.append(None)
        else:
            truth.append(None if all(optional for _, optional in near) else 1)
    return truth
