"""The scene: one article as the relation families look at it.

It holds, in plain Python, what every family asks again and again: in which sentence, clause and
paragraph a character stands, which things are spoken of where (`Spot`: a mention, or a generic word
such as 该项目 that stands for the thing last mentioned), which spots form a list (A、B和C), and which
values stand where.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc

from ingest.document import LocalEntity, text_of
from ingest.linear import Linear
from kg.facts import Money
from kg.values import dates
from kg.values.area import Area
from kg.values.count import Count
from kg.values.percent import Percent
from kg.values.quantity import Amount

KINDS: dict[type, str] = {Money: "money", Area: "area", Count: "count", Percent: "percent", Amount: "quantity"}
"""The value types of kg.values → what they are called here."""


@dataclass(slots=True)
class Spot:
    """Characters `start` to `end` that speak of entity `entity`.

    `generic` marks a stand-in (项目, 该公司). `first` and `last` bound the list that the spot belongs
    to (its own bounds where it stands alone), `place` is its position in it, `size` the list's length.
    """

    start: int
    end: int
    entity: int
    type: str
    generic: bool = False
    first: int = 0
    last: int = 0
    place: int = 0
    size: int = 1


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the text: `kind` is money, area, quantity, count, percent or date.

    `value` is a kg.facts.Money, a number (areas in m², counts, percents), or for dates the point in
    time as YYYY, YYYY-MM or YYYY-MM-DD. `unit` is the unit as written, for dates the period
    (2022-H1, 2022-01/2022-10) or the point again; `per` is day, month, year or None.
    """

    start: int
    end: int
    kind: str
    value: Any
    unit: str = ""
    per: str | None = None


GENERIC = re.compile(
    r"(?P<Project>(?:该|此|这个|这一|整个|上述)?(?:项目|工程)(?!数|库|部|个|总数|经理|办|建设年|落地|谋划|招引|引进))"
    r"|(?P<Company>(?:该|这家|本|我们|两家)?(?:公司|企业|集团)(?!数|家|家数|户|所得|的?总数))"
    r"|(?P<Park>(?:该|本|我)?(?:园区|开发区|经开区|高新区|工业园|产业园|新区)(?!的?总数))"
)
LINK = re.compile(r"[、]|[和与及同跟]|以及|以及|[，,]?并?和|（[^（）]{0,12}）[、和]")
COUNTED = re.compile(r"[0-9０-９一二三四五六七八九十百千多余几数两个批家类级大型各些等]$")


def index_by_character(spans: Sequence[tuple[int, int]], length: int) -> list[int]:
    """For every character the number of the last span that starts at or before it (0 before the first)."""
    owner = [0] * (length + 1)
    for number, (start, _) in enumerate(spans):
        stop = spans[number + 1][0] if number + 1 < len(spans) else length + 1
        for i in range(start, min(stop, length + 1)):
            owner[i] = number
    return owner


@dataclass(slots=True)
class Scene:
    """One article, ready for the families. All offsets count characters of the clean text."""

    text: str
    sentences: Sequence[tuple[int, int]]
    clauses: Sequence[tuple[int, int]]
    entities: Sequence[LocalEntity]
    values: Sequence[Value]
    date: str | None = None
    home: int | None = None
    models: dict[str, Linear] = field(default_factory=dict)
    spots: list[Spot] = field(default_factory=list)
    of_entity: list[list[Spot]] = field(default_factory=list)
    sentence_at: list[int] = field(default_factory=list)
    clause_at: list[int] = field(default_factory=list)
    paragraph_at: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    cache: dict[Any, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        length = len(self.text)
        self.sentence_at = index_by_character(self.sentences, length)
        self.clause_at = index_by_character(self.clauses, length)
        paragraphs = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", self.text)]
        self.paragraph_at = index_by_character(paragraphs, length)
        spots = [
            Spot(m.start, m.end, number, entity.type, first=m.start, last=m.end)
            for number, entity in enumerate(self.entities)
            for m in entity.mentions
        ]
        spots.sort(key=lambda s: (s.start, -s.end))
        self.spots = sorted([*spots, *self._stand_ins(spots)], key=lambda s: (s.start, -s.end))
        self._lists()
        self.starts = [s.start for s in self.spots]
        self.of_entity = [[] for _ in self.entities]
        for spot in self.spots:
            self.of_entity[spot.entity].append(spot)

    def _stand_ins(self, spots: list[Spot]) -> Iterator[Spot]:
        """Generic words that no mention covers, each standing for the last thing of its type."""
        covered = bytearray(len(self.text) + 1)
        for spot in spots:
            covered[spot.start : spot.end] = b"\x01" * (spot.end - spot.start)
        latest: dict[str, int] = {}
        queue = iter(spots)
        upcoming = next(queue, None)
        for match in GENERIC.finditer(self.text):
            while upcoming is not None and upcoming.start < match.start():
                latest[upcoming.type] = upcoming.entity
                upcoming = next(queue, None)
            kind = match.lastgroup or ""
            if covered[match.start()] or covered[match.end() - 1] or kind not in latest:
                continue
            if COUNTED.search(self.text, max(0, match.start() - 1), match.start()):
                continue
            yield Spot(match.start(), match.end(), latest[kind], kind, True, match.start(), match.end())

    def _lists(self) -> None:
        """Join neighbours of one type that only a comma or 和 parts into lists."""
        run: list[Spot] = []

        def close() -> None:
            for place, spot in enumerate(run):
                spot.first, spot.last, spot.place, spot.size = run[0].start, run[-1].end, place, len(run)

        for spot in self.spots:
            if spot.generic:
                continue
            if run and spot.type == run[-1].type and spot.start >= run[-1].end:
                between = self.text[run[-1].end : spot.start]
                if len(between) <= 16 and LINK.fullmatch(between.strip()):
                    run.append(spot)
                    continue
            if run and spot.start < run[-1].end:
                continue
            close()
            run = [spot]
        close()

    def before(self, entity: int, position: int) -> Spot | None:
        """The last spot of `entity` that ends at or before `position`."""
        spots = self.of_entity[entity]
        at = bisect_left(spots, position, key=lambda s: s.start)
        while at > 0:
            at -= 1
            if spots[at].end <= position:
                return spots[at]
        return None

    def after(self, entity: int, position: int) -> Spot | None:
        """The first spot of `entity` that starts at or after `position`."""
        spots = self.of_entity[entity]
        at = bisect_left(spots, position, key=lambda s: s.start)
        return spots[at] if at < len(spots) else None

    def between(self, start: int, end: int) -> list[Spot]:
        """The spots that start inside `start`…`end`."""
        return self.spots[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def value_number(self, value: Value) -> int:
        """The place of a value in `values`."""
        return bisect_left(self.values, value.start, key=lambda v: v.start)

    def sentence(self, position: int) -> tuple[int, int]:
        """The sentence around a character."""
        return self.sentences[self.sentence_at[position]]

    def clause(self, position: int) -> tuple[int, int]:
        """The clause around a character."""
        return self.clauses[self.clause_at[position]]

    def last_before(self, position: int) -> int:
        """The index in `spots` of the first spot that starts at or after `position`."""
        return bisect_right(self.starts, position - 1)


def stage(doc: Doc, models: dict[str, Linear] | None = None) -> Scene:
    """The scene of an annotated Doc: `doc._.sentences`, `clauses`, `values`, `entities`, `date` and `home`."""
    text = text_of(doc)
    entities = doc._.entities or []
    home = doc._.home
    index = None
    if home is not None:
        index = next(
            (n for n, e in enumerate(entities) if e.type == "Region" and (e.code == home.code or e.name == home.name)),
            None,
        )
    values = sorted([*_amounts(doc, text), *_dates(text, doc._.date)], key=lambda v: v.start)
    return Scene(text, doc._.sentences, doc._.clauses, entities, values, doc._.date, index, models or {})


def _amounts(doc: Doc, text: str) -> Iterator[Value]:
    for found in doc._.values or []:
        value = found.value
        kind = KINDS.get(type(value))
        if kind == "money":
            yield Value(found.start, found.end, kind, value, value.currency)
        elif kind == "area":
            written = re.search(r"[^0-9.,万亿千百余多\s]+$", text[found.start : found.end])
            yield Value(found.start, found.end, kind, value.value, written.group() if written else "")
        elif kind is not None:
            yield Value(
                found.start, found.end, kind, value.value, getattr(value, "unit", ""), getattr(value, "per", None)
            )


def _dates(text: str, anchor: str | None) -> Iterator[Value]:
    for found in dates.find(text, anchor):
        if found.value.point:
            yield Value(found.start, found.end, "date", found.value.point, found.value.iso or "")
