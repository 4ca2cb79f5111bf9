"""Phases and lines of projects: 一期, 二期项目, 第二条生产线, each attached to the whole that is meant.

A phase by itself belongs to the project spoken of last before it; in its own paragraph if there is
one. A project whose own name holds a phase (某项目二期) gets its whole as parent if the article names it.
"""

from __future__ import annotations

import re

from ingest.components.aliases import phase_of, project_stem, without_phase
from ingest.document import LocalEntity, Mention

_LINE = re.compile(r"^(首|第[一二三四五六七八])条")
_WHOLE_TYPES = ("Project", "Park", "Company")


def attach_phases(text: str, entities: list[LocalEntity], phases: list[Mention]) -> list[LocalEntity]:
    """`entities` and the phases as further entities; `parent` of every phase is set where it is known."""
    wholes = [(mention.start, i) for i, entity in enumerate(entities) for mention in entity.mentions]
    wholes = sorted((start, i) for start, i in wholes if entities[i].type in _WHOLE_TYPES)
    result = list(entities)
    known: dict[tuple[int | None, str], int] = {}
    for i, entity in enumerate(entities):
        if entity.type == "Project" and (phase := phase_of(entity.name)):
            parent = _whole_of(entities, i)
            entity.parent = parent
            if parent is not None:
                known.setdefault((parent, phase), i)
    for mention in phases:
        owner = _owner(text, entities, wholes, mention.start)
        phase = phase_of(mention.text) or mention.text
        key = (owner, phase)
        if key not in known:
            base = entities[owner].name if owner is not None else ""
            known[key] = len(result)
            result.append(LocalEntity("Project", base + phase if base else mention.text, parent=owner))
            result[-1].confidence = mention.confidence
        entity = result[known[key]]
        entity.mentions.append(mention)
        entity.confidence = max(entity.confidence, mention.confidence)
        if mention.text != entity.name and mention.text not in entity.aliases:
            entity.aliases.append(mention.text)
        if owner is not None and owner != known[key]:
            entity.parent = owner
    return result


def _whole_of(entities: list[LocalEntity], index: int) -> int | None:
    """The project that entity `index` (whose name holds a phase) is a phase of."""
    stem = project_stem(without_phase(entities[index].name))
    for i, other in enumerate(entities):
        if i != index and other.type == "Project" and phase_of(other.name) is None and len(stem) > 2:
            names = {project_stem(name) for name in (other.name, *other.aliases)}
            if stem in names or any(name.endswith(stem) or stem.endswith(name) for name in names if len(name) > 4):
                return i
    return None


def _owner(text: str, entities: list[LocalEntity], wholes: list[tuple[int, int]], place: int) -> int | None:
    """The whole that a phase at `place` belongs to: the last project before it, else a park or firm."""
    paragraph = text.rfind("\n", 0, place) + 1
    before = [(start, i) for start, i in wholes if start < place]
    near = [i for start, i in before if start >= paragraph and entities[i].type == "Project"]
    near = [i for i in near if phase_of(entities[i].name) is None] or near
    if near:
        last = entities[near[-1]]
        return last.parent if last.parent is not None else near[-1]
    for kinds in (("Project",), ("Park", "Company")):
        found = [i for start, i in before if entities[i].type in kinds]
        if found:
            last = entities[found[-1]]
            return last.parent if last.parent is not None else found[-1]
    return None
