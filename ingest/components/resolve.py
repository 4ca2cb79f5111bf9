"""Component "resolve": the mentions of one article grouped into things, each with its fullest name.

Regions group by their reading in the gazetteer, people by name, everything else by the judgements of
`aliases.py` and `seats.py`; phases (一期, 第二条生产线) are named whole + phase and know their whole by `parent`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from ingest.components.aliases import same_firm, same_project
from ingest.components.phases import attach_phases
from ingest.components.readings import read_region
from ingest.components.seats import GENERIC, local_form, same_office, same_park
from ingest.document import LocalEntity, Mention, text_of
from kg.values.regions import gazetteer

SAME = 0.5
"""Two names are merged where the judgement reaches this."""

Judge = Callable[[str, str, frozenset[str]], float]

JUDGES: dict[str, Judge] = {
    "Company": same_firm,
    "Park": same_park,
    "Organization": same_office,
    "Project": lambda short, full, _: same_project(short, full),
    "Person": lambda short, full, _: float(short == full),
}


def group(text: str, mentions: list[Mention], home: object = None) -> list[LocalEntity]:
    """The things that the mentions name, in the order of their first mention."""
    by_type: dict[str, list[Mention]] = defaultdict(list)
    phases: list[Mention] = []
    for mention in mentions:
        (phases if mention.source == "phase" else by_type[mention.type]).append(mention)
    entities = _regions(by_type.pop("Region", []), home)
    places = _places(entities)
    for kind, members in by_type.items():
        entities += _named(text, kind, members, places)
    entities = [e for e in entities if e.type not in ("Park", "Organization") or {e.name, *e.aliases} - GENERIC]
    entities.sort(key=lambda entity: entity.mentions[0].start)
    for entity in entities:
        if entity.type in ("Park", "Organization"):
            _also(entity, [local_form(name, places) for name in (entity.name, *entity.aliases)])
    _owned_forms(text, entities)
    return attach_phases(text, entities, phases)


def _also(entity: LocalEntity, forms: list[str]) -> None:
    """Add further forms of the name, each once."""
    known = {entity.name, *entity.aliases}
    entity.aliases += [form for form in dict.fromkeys(forms) if form not in known]


def _owned_forms(text: str, entities: list[LocalEntity]) -> None:
    """Give every project the forms with and without its firm's name: 某公司的某项目, 某项目, as the text has them."""
    firms = [mention for entity in entities if entity.type == "Company" for mention in entity.mentions]
    ends = {mention.end: mention.text for mention in firms}
    starts: dict[int, int] = defaultdict(int)
    for mention in firms:
        starts[mention.start] = max(starts[mention.start], mention.end)
    for entity in entities:
        forms = []
        for mention in entity.mentions if entity.type == "Project" else ():
            before = mention.start - (text[mention.start - 1 : mention.start] == "的")
            if before in ends and len(mention.text) >= SPECIFIC:
                forms.append(ends[before] + mention.text)
            if mention.start < starts[mention.start] < mention.end:
                forms.append(text[starts[mention.start] : mention.end].removeprefix("的"))
        _also(entity, [form for form in forms if len(form) > SPECIFIC])


SPECIFIC = 4
"""A project's name of so many characters says more than 项目, 二期项目."""


def _places(regions: list[LocalEntity]) -> frozenset[str]:
    """The forms under which names may begin with a place: those of this article, and all larger cities."""
    return _cities() | {form for region in regions for form in (region.name, *region.aliases)}


@cache
def _cities() -> frozenset[str]:
    """The names, long and short, of provinces, prefectures and countries."""
    levels = ("province", "prefecture", "country")
    return frozenset(name for region in gazetteer() if region.level in levels for name in gazetteer().names_of(region))


def _regions(mentions: list[Mention], home: object) -> list[LocalEntity]:
    groups: dict[str, LocalEntity] = {}
    names = [mention.text for mention in mentions]
    for mention in mentions:
        if mention.text in _BARE:
            continue
        region = read_region(mention.text, names, home)
        name, code = (region.name, region.code) if region else (mention.text, None)
        key = code or next((n for n in groups if n == name or (n.startswith(name) and len(n) == len(name) + 1)), name)
        entity = groups.setdefault(key, LocalEntity("Region", name, code=code))
        _add(entity, mention)
    return list(groups.values())


_BARE = frozenset(("自治区", "新区", "特区", "城区"))
"""Kinds of regions, no names."""


def _add(entity: LocalEntity, mention: Mention) -> None:
    entity.mentions.append(mention)
    entity.confidence = max(mention.confidence, entity.confidence if len(entity.mentions) > 1 else 0.0)
    if mention.text != entity.name and mention.text not in entity.aliases:
        entity.aliases.append(mention.text)


def _named(text: str, kind: str, mentions: list[Mention], places: frozenset[str]) -> list[LocalEntity]:
    """Group one type: every name joins the fuller name that it most surely means."""
    by_name: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_name[mention.text].append(mention)
    order = sorted(by_name, key=lambda name: (-len(name), by_name[name][0].start))
    owner: dict[str, str] = {}
    for i, name in enumerate(order):
        best, whom = SAME, name
        for full in order[:i]:
            if owner[full] != full:
                continue
            surety = JUDGES[kind](name, full, places)
            if _defines(text, full, name):
                surety = 1.0
            if surety < SAME and by_name[full][0].start < by_name[name][0].start:
                surety += 0.1  # the fuller name was introduced first
            surety -= _far(by_name[full], by_name[name][0].start)
            if surety > best:
                best, whom = surety, full
        owner[name] = whom
    entities: dict[str, LocalEntity] = {}
    for name in order:
        entity = entities.setdefault(owner[name], LocalEntity(mentions[0].type, owner[name]))
        for mention in by_name[name]:
            _add(entity, mention)
    for entity in entities.values():
        entity.mentions.sort(key=lambda mention: mention.start)
    return list(entities.values())


def _far(mentions: list[Mention], place: int) -> float:
    """A small penalty for a full name that is spoken of long before or only after the short one."""
    gaps = [place - mention.end for mention in mentions if mention.end <= place]
    return min(min(gaps) / 100_000, 0.01) if gaps else 0.015


def _defines(text: str, full: str, short: str) -> bool:
    """Whether the text defines `short` right after `full`: 全名（以下简称“短名”）."""
    start = text.find(full)
    while start >= 0:
        end = start + len(full)
        window = text[end : end + 40]
        close = window.find("）")
        if window[:1] in "（(" and close > 0 and "称" in window[:close]:
            inside = window[:close]
            place = inside.find(short)
            if place > 0 and inside[place - 1] in "“\"‘'称为「":
                after = inside[place + len(short) :][:1]
                if after in ("", "”", '"', "’", "'", "」", "，", "、"):
                    return True
        start = text.find(full, end)
    return False


@Language.component("resolve", requires=["doc._.mentions"], assigns=["doc._.entities"])
def resolve(doc: Doc) -> Doc:
    """Write `doc._.entities`."""
    doc._.entities = group(text_of(doc), doc._.mentions, doc._.home)
    return doc
