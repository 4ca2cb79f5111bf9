"""The gazetteer: China's divisions down to counties with GB/T 2260 codes, new areas, macro-regions,
countries and well-known cities abroad; their names in running text, and which place a name means.

Finding (`Gazetteer.find`): longest match over all names. A short form that is an ordinary word too
(东方, 合作, 资源: kg/data/common_words.txt) counts only in context: directly behind a region that holds
it (甘肃合作), before 市委 or 县政府, or where the same text spells the region out (合作市); other
two-character forms of counties also where the text names the prefecture or province that holds them,
unless they are known everywhere (昆山: kg/data/known_shorts.txt). A name that goes on (南京路, 龙里镇) is
not the region. Several places of one name are all returned, in order of level; `resolve` picks one by
the other regions of the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache, cached_property
from itertools import pairwise

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.values import Found
from kg.values.region_data import LEVELS, Region, read_regions, read_words
from kg.values.region_names import ABBREVIATIONS, other_ranks, short_forms

__all__ = ["LEVELS", "Gazetteer", "Region", "gazetteer", "township"]

_RANK = {
    level: rank
    for rank, level in enumerate(
        ("province", "country", "prefecture", "zone", "macro", "county", "foreign", "township")
    )
}
_GOES_ON = re.compile(
    r"[路街](?!道)|大[道街桥厦学]|街道|社区|[镇乡村屯寨](?!县)|(?:东|西|南|北|中)[路街]|高速|高铁|小学|中学|水库"
)
_DIRECTION = re.compile(r"[部方向角侧隅风坡]|大学|工大|油田|电力")
_OFFICE = re.compile(r"[省市县区州旗]?(?:[省市县区州旗]委|人大|政协|[省市县区州旗]政府|人民政府|[市县区州][长内])")
_BETWEEN = re.compile(r"^[省市·\s、]?$")


class Gazetteer:
    """All regions, by code, by name and in running text; `common` are names that are ordinary words too."""

    def __init__(self, regions: Iterable[Region], common: Collection[str], famous: Collection[str]) -> None:
        self._regions = tuple(regions)
        self._by_code = {r.code: r for r in self._regions if r.code}
        self._by_official = {r.name: r for r in reversed(self._regions)}
        self.common = frozenset(common)
        self._famous = frozenset(famous)
        self._names: dict[str, list[Region]] = {}
        self._full: set[str] = set()
        for region in self._regions:
            for name in (region.name, *region.former):
                self._add(name, region)
                self._full.add(name)
        for region in self._regions:
            shorts = short_forms(region.code, region.name) if region.code else []
            for name in (*shorts, *region.aliases):
                self._add(name, region)
        for region in self._regions:
            for name in other_ranks(region.name, region.level) if region.successor is None else ():
                if name not in self._full and name[:-1] not in self.common and name not in self.common:
                    self._add(name, region)
        for readings in self._names.values():
            readings.sort(key=lambda r: (r.successor is not None, _RANK[r.level], r.code or ""))
        self._words = tuple(self._names)
        self._machine = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)

    def __iter__(self) -> Iterator[Region]:
        return iter(self._regions)

    def _add(self, name: str, region: Region) -> None:
        readings = self._names.setdefault(name, [])
        if region not in readings:
            readings.append(region)

    def by_code(self, code: str) -> Region | None:
        """The division with this GB/T 2260 code, abolished ones included; None where there is none."""
        return self._by_code.get(code)

    def by_name(self, name: str) -> list[Region]:
        """Every region that goes by `name` in any form (凯里, 凯里市, 黔), also behind the regions that hold
        it (贵州凯里), the wider level first."""
        if name in ABBREVIATIONS:
            return [self._by_code[ABBREVIATIONS[name]]]
        return list(self._names.get(name, ())) or self._nested(name)

    def exact(self, name: str) -> list[Region]:
        """Every region that has exactly `name` among its forms; no abbreviation, nothing before it."""
        return list(self._names.get(name, ()))

    def _nested(self, name: str) -> list[Region]:
        """The regions that a name of several nested regions ends in."""
        hits = list(self.find(name)) if len(name) >= 4 else []
        whole = hits and hits[0].start == 0 and hits[-1].end == len(name)
        steps = list(pairwise(hits))
        joined = all(a.end == b.start and any(self.contains(a.value[0], r) for r in b.value) for a, b in steps)
        return list(hits[-1].value) if whole and joined else []

    def names_of(self, region: Region) -> list[str]:
        """Every form that `find` knows `region` by, official name first; none for a place not in here."""
        return self._forms.get(region, [])

    @cached_property
    def _forms(self) -> dict[Region, list[str]]:
        """Region → its names; made when first asked for."""
        found: dict[Region, list[str]] = {}
        for name, readings in self._names.items():
            for region in readings:
                forms = found.setdefault(region, [])
                forms.insert(0, name) if name == region.name else forms.append(name)
        return found

    def unique_name(self, region: Region) -> str:
        """The official name, behind that of the division above where several regions share it.

        >>> g = gazetteer()
        >>> g.unique_name(g.by_code("320106")), g.unique_name(g.by_code("522601"))
        ('南京市鼓楼区', '凯里市')
        """
        above = self.ancestors(region)
        shared = sum(r.name == region.name for r in self._names.get(region.name, ())) > 1
        return above[0].name + region.name if shared and above else region.name

    def ancestors(self, region: Region) -> list[Region]:
        """The divisions above `region`, nearest first: 凯里市 → 黔东南苗族侗族自治州, 贵州省."""
        found: list[Region] = []
        parent = region.parent
        while parent:
            above = self._by_code.get(parent) or self._by_official.get(parent)
            if above is None:
                break
            found.append(above)
            parent = above.parent
        return found

    def contains(self, outer: Region, inner: Region) -> bool:
        """Whether `inner` lies inside `outer`; members make up a macro-region. No region contains itself."""
        above = self.ancestors(inner)
        if outer.members:
            return any(r.code in outer.members for r in (inner, *above))
        return outer in above

    def find(self, text: str) -> Iterator[Found[tuple[Region, ...]]]:
        """Every region named in `text`, in order, each with all its readings.

        >>> [(f.value[0].name, f.value[0].code) for f in gazetteer().find("贵州凯里")]
        [('贵州省', '520000'), ('凯里市', '522601')]
        """
        hits = list(self._hits(text))
        spelled = {r for _, _, w in hits if w in self._full and w not in self.common for r in self._names[w]}
        wide = spelled.union(r for _, _, w in hits for r in self._names[w] if r.level in ("province", "prefecture"))
        before: Found[tuple[Region, ...]] | None = None
        for start, end, word in hits:
            readings = tuple(self._names[word])
            inside: tuple[Region, ...] = ()
            if before is not None and start - before.end <= 1 and _BETWEEN.match(text[before.end : start]):
                inside = tuple(r for r in readings if any(self.contains(o, r) for o in before.value))
            common = word in self.common
            if not inside and (common or (self._is_short(word) and word not in self._famous)):
                named = tuple(r for r in readings if r in spelled)
                if not named and (not common or readings[0].level == "prefecture"):
                    named = tuple(r for r in readings if not wide.isdisjoint(self.ancestors(r)))
                if not named and not _OFFICE.match(text, end):
                    continue
                readings = named or readings
            before = Found(start, end, inside or readings)
            yield before

    def _stands(self, text: str, end: int, word: str) -> bool:
        """Whether a matched name is whole: not 南京路, 龙里镇, 东北部."""
        if self._names[word][0].level == "macro":
            return not _DIRECTION.match(text, end)
        if word in self._full:
            return not (_GOES_ON.match(text, end) and text[end] in "路街")
        return not _GOES_ON.match(text, end)

    def _is_short(self, word: str) -> bool:
        """Whether a name is a two-character short form of counties only."""
        return len(word) == 2 and word not in self._full and all(r.level == "county" for r in self._names[word])

    def _hits(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Every whole name; 内江市中区 is 内江 and 市中区, which the longest match would cut as 内江市."""
        for i, start, end in self._machine.find_matches_as_indexes(text):
            word = self._words[i]
            if text[end : end + 2] in ("中区", "南区", "北区") and word[-1] == "市" and word[:-1] in self._names:
                district = "市" + text[end : end + 2]
                if any(self.contains(o, r) for o in self._names[word] for r in self._names[district]):
                    yield start, end - 1, word[:-1]
                    yield end - 1, end + 2, district
                    continue
            if self._stands(text, end, word):
                yield start, end, word

    def resolve(self, readings: Iterable[Region], context: Collection[str]) -> Region | None:
        """The reading that fits regions with the codes `context` best; None where nothing decides.

        A province is meant before anything else of its name, a prefecture before a county inside it
        (长沙). Else a reading inside a context region beats one beside it (the same prefecture, then the
        same province); without a difference the wider level wins; two of one level stay undecided.

        >>> g = gazetteer()
        >>> g.resolve(g.by_name("鼓楼区"), {"320100"}).code, g.resolve(g.by_name("鼓楼区"), set())
        ('320106', None)
        """
        choices = list(readings)
        choices = [r for r in choices if r.level == "province"] or [
            r for r in choices if not any(self.contains(o, r) for o in choices if not o.members)
        ]
        scored = sorted(
            ((-self._fit(r, context), r.successor is not None, _RANK[r.level], r.code or r.name, r) for r in choices),
            key=lambda row: row[:4],
        )
        if len(scored) > 1 and scored[0][:3] == scored[1][:3]:
            return None
        return scored[0][4] if scored else None

    def _fit(self, region: Region, context: Collection[str]) -> int:
        """How well a reading goes with the other regions: 4 itself, 3 inside, 2 beside, 1 same province."""
        code = region.code or region.parent or ""
        if code in context and region.code:
            return 4
        above = [r.code for r in self.ancestors(region)]
        if above and above[0] in context:
            return 3
        if code and not code.endswith("00") and any(c[:4] == code[:4] and not c.endswith("00") for c in context):
            return 2
        if any(c in context for c in above):
            return 2
        return 1 if code and any(c[:2] == code[:2] for c in context) else 0


def township(name: str, parent: Region | None) -> Region:
    """A township, street or village, which no list here holds: a Region without a code under `parent`."""
    return Region(None, name, "township", parent.code if parent else None)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of kg/data, read once (about 0.1 s)."""
    return Gazetteer(read_regions(), read_words("common_words.txt"), read_words("known_shorts.txt"))
