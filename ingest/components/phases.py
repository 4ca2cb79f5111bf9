"""Phases and lines of projects: 一期, 二期项目, 第二条生产线, each attached to the whole that is meant.

A phase by itself belongs to the project spoken of last before it; in its own paragraph if there is
one. A project whose own name holds a phase (某项目二期) gets its whole as parent if the article names it.
"""

from __future__ import annotations

import itertools
import re

from ingest.components.aliases import phase_of, project_stem, without_phase
from ingest.document import LocalEntity, Mention

_WHOLE_TYPES = ("Project", "Park", "Company")


def attach_phases(text: str, entities: list[LocalEntity], phases: list[Mention]) -> list[LocalEntity]:
    """`entities` and the phases as further entities; `parent` of every phase is set where it is known."""
    wholes = [(mention.start, mention.end, i) for i, entity in enumerate(entities) for mention in entity.mentions]
    wholes = sorted(row for row in wholes if entities[row[2]].type in _WHOLE_TYPES)
    result = list(entities)
    known: dict[tuple[int | None, str], int] = {}
    for i, entity in enumerate(entities):
        if entity.type == "Project" and (phase := phase_of(entity.name)):
            entity.parent = _whole_of(entities, i)
            known.setdefault((i, phase), i)
            if entity.parent is not None:
                known.setdefault((entity.parent, phase), i)
    last: tuple[int, str, int | None] = (-LONG, "", None)
    for mention in phases:
        phase = phase_of(mention.text) or mention.text
        if _continues(text, last, mention, phase):
            owner = last[2]
        else:
            owner, sure = _owner(text, entities, wholes, mention.start)
            holders = [whole for whole, known_phase in known if known_phase == phase]
            if not sure and holders and owner not in holders:
                owner = holders[-1]  # the article's 二期 is spoken of again, far from its whole
        if owner is not None and entities[owner].type == "Company":
            owner = _project_of(entities, owner)
        last = (mention.start, phase, owner)
        key = (owner, phase)
        if key not in known:
            known[key] = len(result)
            base = without_phase(entities[owner].name) if owner is not None else ""
            result.append(LocalEntity("Project", base + phase if base else mention.text, parent=owner))
            result[-1].confidence = mention.confidence
        index = known[key]
        entity = result[index]
        entity.mentions.append(mention)
        entity.confidence = max(entity.confidence, mention.confidence)
        if mention.text != entity.name and mention.text not in entity.aliases:
            entity.aliases.append(mention.text)
    return _without_repeats(text, result, {mention.start for mention in phases})


def _without_repeats(text: str, entities: list[LocalEntity], phases: set[int]) -> list[LocalEntity]:
    """The things, where a line spoken of again (这条…生产线) has joined the line that it points back to.

    The line meant is the phase by order (第二条生产线) or the line named last before, at most `LONG` characters away.
    """
    spots = sorted(
        (m.start, i) for i, e in enumerate(entities) if e.type == "Project" for m in e.mentions if _LINE.search(m.text)
    )
    joined: dict[int, int] = {}
    for (place, whole), (start, i) in itertools.pairwise(spots):
        first = entities[i].mentions[0].start == start and start not in phases
        if i != whole and first and _POINTS.search(text, max(0, start - 3), start) and start - place <= LONG:
            joined[i] = joined.get(whole, whole)
    kept = [i for i in range(len(entities)) if i not in joined]
    for i, whole in joined.items():
        target, repeat = entities[whole], entities[i]
        target.mentions = sorted([*target.mentions, *repeat.mentions], key=lambda m: m.start)
        target.aliases += [n for n in (repeat.name, *repeat.aliases) if n != target.name and n not in target.aliases]
    number = {old: new for new, old in enumerate(kept)}
    for i in kept:
        parent = entities[i].parent
        entities[i].parent = None if parent is None else number[joined.get(parent, parent)]
    return [entities[i] for i in kept]


_LINE = re.compile(r"(?:生产线|产线|条线)$")
_POINTS = re.compile(r"[这该此](?:一?条)?$")

LONG = 250
"""Characters within which a second phase belongs to the project of the first."""

_ORDER = "一二三四五六七八九"


def _continues(text: str, last: tuple[int, str, int | None], mention: Mention, phase: str) -> bool:
    """Whether this phase goes on counting where the last one stopped: 一期…，二期…."""
    place, before, owner = last
    if owner is None or not before or mention.start - place > LONG or "\n" in text[place : mention.start]:
        return False
    first, second = _ORDER.find(before[0]), _ORDER.find(phase[0])
    if before[-1] == phase[-1] == "期":
        return second == first + 1
    return before.startswith("第") and phase.startswith("第") and phase != before


def _project_of(entities: list[LocalEntity], firm: int) -> int:
    """The one project that goes by a firm's name (某某项目 of 某某公司), else the firm: its 一期 is the project's."""
    names = {_FIRM_TAIL.sub("", name) for name in (entities[firm].name, *entities[firm].aliases)}
    called = [
        i
        for i, entity in enumerate(entities)
        if entity.type == "Project" and any(project_stem(name) in names for name in (entity.name, *entity.aliases))
    ]
    return called[0] if len(called) == 1 else firm


_FIRM_TAIL = re.compile(r"(?:股份|有限|责任)*(?:公司|集团)$")


def _whole_of(entities: list[LocalEntity], index: int) -> int | None:
    """The project that entity `index` (whose name holds a phase) is a phase of."""
    stem = project_stem(without_phase(entities[index].name))
    for i, other in enumerate(entities):
        if i != index and other.type == "Project" and phase_of(other.name) is None and len(stem) > 2:
            names = {project_stem(name) for name in (other.name, *other.aliases)}
            if stem in names or any(name.endswith(stem) or stem.endswith(name) for name in names if len(name) > 4):
                return i
    return None


def _owner(
    text: str, entities: list[LocalEntity], wholes: list[tuple[int, int, int]], place: int
) -> tuple[int | None, bool]:
    """The whole that a phase at `place` belongs to, and whether it stands in the same paragraph.

    What stands right before it (某项目的一期, 某公司一期); else the last project before it in its
    paragraph, not counting lines and plants if there is another; else the last project, park or firm.
    """
    before = [row for row in wholes if row[0] < place]
    for _, end, i in reversed(before):
        if end <= place and text[end:place] in ("", "的", "（", "，", "，其中", "，其", "（其中"):
            return _top(entities, i), True
        if end < place - 5:
            break
    paragraph = text.rfind("\n", 0, place) + 1
    near = [i for start, _, i in before if start >= paragraph and entities[i].type == "Project"]
    grand = [i for i in near if not _PART.search(entities[i].name)]
    for pool in (grand, near, [i for _, _, i in before if entities[i].type == "Project"], [i for _, _, i in before]):
        if pool:
            return _top(entities, pool[-1]), bool(near)
    return None, False


_PART = re.compile(r"(?:车间|生产线|产线|厂房|装置|设备|条线|大楼|号楼)$")


def _top(entities: list[LocalEntity], index: int) -> int:
    """The whole of a phase, else the thing itself."""
    parent = entities[index].parent
    return index if parent is None else parent
