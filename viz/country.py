"""Every thing of a store as a dot: where it stands, of what type it is, in which province and industry.

The names are asked for by number when they are needed: a picture of 50,000 dots is sent in some hundred
kilobytes, without its words.
"""

from __future__ import annotations

import csv
import io
import json
import struct
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg import namespaces as ns
from kg.statements import redirects
from kg.store import Reader
from viz.layout import geography
from viz.style import TYPES

_MOST_INDUSTRIES: Final = 60
_STEPS: Final = 6
"""Most steps from a thing to the place that it is in."""
# From a thing to the place that it is in, the surest way first: what it says itself, then what it belongs to.
_WAYS: Final = ("zs:locatedIn", "zs:partOf", "zs:inPrefecture", "zs:phaseOf", "zs:inProvince")
_WAYS_BACK: Final = ("zs:investor", "zs:operator")
_WAYS_ON: Final = ("zs:affiliation", "zs:parent")


@dataclass(frozen=True, slots=True)
class Country:
    """`things` are IRIs and `names` their labels; the arrays follow their order. `types` counts into
    `viz.style.TYPES`; `province` and `industry` into the lists of IRI and name, 0 being none. `number` is the place
    of an IRI in the order, `placed` are those whose place is known."""

    things: tuple[str, ...]
    names: tuple[str, ...]
    spots: NDArray[np.float64]
    types: NDArray[np.uint8]
    province: NDArray[np.uint8]
    industry: NDArray[np.uint8]
    provinces: tuple[tuple[str, str], ...]
    industries: tuple[tuple[str, str], ...]
    number: Mapping[str, int]
    placed: frozenset[str]

    def encode(self) -> bytes:
        """The dots for the browser: the length of the head as four bytes (little-endian), the head as JSON, padded
        to a multiple of four; then x and y as float32, then type, province and industry as bytes."""
        head = json.dumps(
            {
                "count": len(self.things),
                "types": TYPES,
                "provinces": [name for _, name in self.provinces],
                "industries": [name for _, name in self.industries],
                "asides": geography.ASIDE,
                "marks": [{"n": self.number[i], "name": name} for i, name in self.provinces if i in self.placed],
            },
            ensure_ascii=False,
        ).encode()
        head += b" " * (-len(head) % 4)
        # A tenth of a unit is finer than any screen shows, and rounded numbers pack better.
        floats = [np.ascontiguousarray(axis.round(1), dtype="<f4").tobytes() for axis in self.spots.T]
        return b"".join(
            [
                struct.pack("<I", len(head)),
                head,
                *floats,
                *(a.tobytes() for a in (self.types, self.province, self.industry)),
            ]
        )


def country(reader: Reader) -> Country:
    """Every entity of a store, placed."""
    gone = redirects(reader)
    labels = {iri: name for iri, name in _pairs(reader, "?one rdfs:label ?other") if _kind(iri) and iri not in gone}
    known = {
        one: (float(longitude), float(latitude))
        for one, longitude, latitude in _rows(reader, "?one zs:longitude ?a ; zs:latitude ?b", "?one ?a ?b")
        if one in labels
    }
    coordinates = {iri: point for iri, point in known.items() if _at_home(*point)}
    steps = _steps(reader)
    anchors: dict[str, str] = {}
    for iri in labels:
        at = iri
        for _ in range(_STEPS):
            if at in known or at not in steps:
                break
            at = steps[at]
        if at in known:
            anchors[iri] = at if at in coordinates else geography.ABROAD
    province, provinces = _groups(reader, "?one zs:inProvince ?other", labels)
    industry, industries = _groups(reader, "?one zs:industry ?other", labels)
    things = sorted(labels, key=lambda iri: (anchors.get(iri, ""), steps.get(iri, ""), TYPES.index(_kind(iri)), iri))
    return Country(
        things=tuple(things),
        names=tuple(labels[iri] for iri in things),
        spots=geography.place(things, anchors, coordinates),
        types=np.array([TYPES.index(_kind(iri)) for iri in things], dtype=np.uint8),
        province=np.array([province.get(iri, 0) for iri in things], dtype=np.uint8),
        industry=np.array([industry.get(iri, 0) for iri in things], dtype=np.uint8),
        provinces=provinces,
        industries=industries,
        number={iri: number for number, iri in enumerate(things)},
        placed=frozenset(iri for iri, anchor in anchors.items() if anchor != geography.ABROAD),
    )


def _steps(reader: Reader) -> dict[str, str]:
    """Thing → the next thing on the way to its place."""
    found: dict[str, str] = {}
    for way in _WAYS:
        for one, other in _pairs(reader, f"?one {way} ?other"):
            found.setdefault(one, other)
    for way in _WAYS_BACK:
        for one, other in _pairs(reader, f"?other {way} ?one"):
            found.setdefault(one, other)
    for way in _WAYS_ON:
        for one, other in _pairs(reader, f"?one {way} ?other"):
            found.setdefault(one, other)
    return found


def _groups(
    reader: Reader, pattern: str, labels: Mapping[str, str]
) -> tuple[dict[str, int], tuple[tuple[str, str], ...]]:
    """Thing → the number of its group from 1 on, and the groups with their names, the largest first."""
    members: dict[str, list[str]] = defaultdict(list)
    for one, other in _pairs(reader, pattern):
        members[other].append(one)
    names = dict(_rows(reader, f"{pattern} . ?other rdfs:label ?name", "?other ?name"))
    sizes = Counter({iri: len(things) for iri, things in members.items() if iri in names})
    chosen = sorted(sizes, key=lambda iri: (-sizes[iri], iri))[:_MOST_INDUSTRIES]
    found: dict[str, int] = {}
    for number, iri in enumerate(chosen, 1):
        for one in (iri, *members[iri]):
            if one in labels:
                found.setdefault(one, number)
    return found, tuple((iri, names[iri]) for iri in chosen)


def _at_home(longitude: float, latitude: float) -> bool:
    """Whether a point is on the map: in the box around China."""
    return 73 <= longitude <= 136 and 3 <= latitude <= 54


def _kind(iri: str) -> str:
    """The type in an entity's IRI; empty for any other IRI."""
    type_ = iri.removeprefix(ns.ID).partition("/")[0] if iri.startswith(ns.ID) else ""
    return type_ if type_ in TYPES else ""


def _pairs(reader: Reader, pattern: str) -> Iterator[tuple[str, str]]:
    return ((one, other) for one, other in _rows(reader, pattern, "?one ?other"))


def _rows(reader: Reader, pattern: str, variables: str) -> Iterator[list[str]]:
    """Rows as plain text. CSV is read five times as fast as typed terms, and there are hundred thousands."""
    answer = reader.query(f"SELECT DISTINCT {variables} WHERE {{ {pattern} }}", "text/csv").decode("utf-8")
    lines = csv.reader(io.StringIO(answer, newline=""))
    next(lines, None)
    yield from lines
