"""High recall: every stretch of an article that might be a name, with what speaks for it.

Three sources are pooled: the sequence model (every stretch whose probability is not negligible), the
gazetteer's hits, and a few grammars (definitions such as 以下简称“X”, brands in lists, office names).
Judging is left to `verifier.py`. Candidates are names, not places: all places of one string in the
article are one candidate, so that evidence from one sentence helps in another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from ingest.components.columns import brands, cues, words
from ingest.components.tagger import KINDS, LABELS, Lattice

LEAST = 0.03
"""Stretches that the sequence model finds less probable than this are not proposed by it."""

LONGEST = {"Region": 14, "Park": 26, "Company": 30, "Organization": 26, "Project": 48, "Person": 12, "Phase": 12}

_POINTING = re.compile(
    r"(?:[本该此被把”、）]|上述|前述|这[些个家批]|那[些个家条批]|其他|其它|一批|[\d一二两三四五六七八九十百]+[多余]?[个家项批])."
)
"""What begins so points at something named elsewhere, counts, or begins too early: 本项目, 24项项目, 被环保局."""

Spot = tuple[int, int]


@dataclass(slots=True)
class Proposal:
    """A string that may name a thing of type `kind`: where it stands and how probable each place is."""

    kind: str
    text: str
    spots: list[Spot] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)

    @property
    def chance(self) -> float:
        """The probability of its best place."""
        return max(self.chances, default=0.0)


_DEFINED = re.compile(r"(?:简称|下称|简称为|又称|原名|曾用名)[:：]?[“\"'‘「]?([一-鿿A-Za-z0-9·]{2,14}?)[”\"'’」）)]")
_PHASES = re.compile(
    r"(?:(?:项目|工程)?(?:第|头)?[一二三四五六][、和及]?(?:[一二三四五六])?期(?:工程|项目)?|首期(?:工程|项目)?"
    r"|(?:首|第[一二三四五六七八])条(?:[一-鿿]{0,8}?生产线|产线)?|(?:二|三)线)"
)
_OFFICES = re.compile(
    r"[一-鿿]{0,12}?(?:人民政府|管理委员会|管委会|党工委|人大常委会|政协|发改委|发改局|工信局|工信厅|商务局|商务厅"
    r"|投资促进局|投促局|招商局|招商服务中心|投资促进中心|工商联|贸促会|市政府|县政府|区政府|省政府|州政府|市委|县委|区委|省委|州委)"
)
_SEATS = (
    (
        "Park",
        re.compile(
            r"^(.{2,}?(?:开发区|经开区|高新区|农高区|工业园区?|产业园区?|科技园区?|物流园区?|保税区|综保区|集聚区|集中区|示范区|新区|新城|功能区|片区))"
            r"(?:管委会|管理委员会|党工委|工委|投资促进局|投促局|招商局|企业服务中心|经济发展局|经发局|产业发展局|商务局|服务中心"
            r"|.{0,6}(?:局|办|中心)$|[一-鿿]{2,8}(?:园区?|片区|基地)$)"
        ),
    ),
    (
        "Company",
        re.compile(r"^(.{2,}(?:公司|集团))(?:董事会|监事会|党委|研究院|研究所|第[一二三四五六七八九十]+研究院)"),
    ),
)
"""Names that begin with another name: 某开发区管委会 names a park too, 某公司董事会 a firm."""

_HEADS = (
    ("Company", re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|总公司|公司|集团)")),
    (
        "Organization",
        re.compile(
            r"(?:委员会|管委会|党工委|办公室|指挥部|工作队|工作组|联络组|小分队|领导小组|专班|代表团|考察团|协会|商会|联合会|促进会|学会|联盟"
            r"|研究院|研究所|大学|学院|医院|人民政府|政府|局|厅|市委|县委|区委|省委|政协|人大常委会|服务中心|促进中心)"
        ),
    ),
    (
        "Park",
        re.compile(
            r"(?:开发区|经开区|高新区|工业园区?|产业园区?|科技园区?|物流园区?|创业园|孵化园|软件园|保税区|综保区|保税港区|示范区|集聚区"
            r"|集中区|工业区|新区|新城|科技城|科学城|产业城|孵化器|自贸区|试验区|片区|合作区|化工园区?|功能区|港区|智造园|生态城)"
        ),
    ),
    ("Project", re.compile(r"(?:项目|工程|生产线|基地|产业园|综合体|总部)")),
)
_SMALL = frozenset("在与和由对向从为的及把将被给跟同至到于是有了经按据以并而等建投签")
_LOOSE = frozenset("vwfdeh")
_LEADS = frozenset(("Invest", "Sign", "Locate", "Naming", "Speak", "Generic", "Title"))
_NEVER_NAMES = frozenset("都也曾对等的就还再又已被把则拿坐向为到带率")
_AFTER_NAMES = _NEVER_NAMES | frozenset("同作先共说将与和在从")
"""What rather follows a name of two characters than ends one of three: 局长张鹏曾带队."""
_OWNED = re.compile(r"^(.{2,}?(?:公司|集团|股份|（集团）)|[^的]{2,14}(?=的))的?(.{4,})$")
"""A project's name that begins with the firm's: 某公司的年产…项目."""
_VILLAGES = re.compile(r"[一-鿿]{1,4}(?:街道|镇|乡|村)")


def _probable(lattice: Lattice, text: str) -> Iterator[tuple[int, int, str, float]]:
    """Every stretch whose probability under the sequence model is at least LEAST."""
    marginals = lattice.marginals()
    for kind in KINDS:
        first = LABELS.index(f"B-{kind}")
        starts = np.flatnonzero(marginals[:, first] > LEAST)
        if not len(starts):
            continue
        ends = np.flatnonzero(marginals[:, first + 2] > LEAST)
        longest = LONGEST[kind]
        low = np.searchsorted(ends, starts, side="right")
        high = np.searchsorted(ends, starts + longest, side="left")
        for start, a, b in zip(starts.tolist(), low.tolist(), high.tolist(), strict=True):
            for end in ends[a:b].tolist():
                chance = lattice.probability(start, end + 1, kind)
                if chance >= LEAST:
                    yield start, end + 1, kind, chance


def _ruled(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Stretches that a grammar proposes: start, end, type, rule."""
    for match in _DEFINED.finditer(text):
        for kind in ("Company", "Park", "Project", "Organization"):
            yield match.start(1), match.end(1), kind, "defined"
    for match in _PHASES.finditer(text):
        yield match.start(), match.end(), "Phase", "phase"
    for match in _OFFICES.finditer(text):
        yield match.start(), match.end(), "Organization", "office"
    for match in _VILLAGES.finditer(text):
        yield match.start(), match.end(), "Region", "village"


def derived(kind: str, name: str) -> Iterator[tuple[int, int, str, str]]:
    """Names inside a name: the park of its 管委会, the firm and the bare project of 某公司的某项目, a person."""
    if kind in ("Organization", "Park"):
        for inner, pattern in _SEATS:
            if (match := pattern.match(name)) and (inner, match[1]) != (kind, name):
                yield 0, len(match[1]), inner, "seat"
    if kind == "Person" and len(name) == 3 and name[2] in _AFTER_NAMES:
        yield 0, 2, "Person", "cut"
    if kind == "Project" and (match := _OWNED.match(name)):
        yield 0, match.end(1), "Company", "seat"
        yield match.start(2), len(name), "Project", "trimmed"


def _breaks(text: str, regions: Iterable[int]) -> set[int]:
    """Places where a name may begin: after a mark, a small word, a verb, a leading cue; where a region begins."""
    breaks = set(regions)
    breaks.update(i + 1 for i, char in enumerate(text) if char in _SMALL or char in _MARKS)
    lexicon = words()
    breaks.update(end for _, end, n in lexicon.hits(text) if lexicon.classes[n - 1] in _LOOSE)
    lexicon = cues()
    breaks.update(end for _, end, n in lexicon.hits(text) if lexicon.classes[n - 1] in _LEADS)
    return breaks


def _headed(text: str, breaks: set[int]) -> Iterator[tuple[int, int, str, str]]:
    """Stretches that end like a name and begin where a name may begin; the five nearest beginnings."""
    for kind, pattern in _HEADS:
        for match in pattern.finditer(text):
            found = 0
            for start in range(match.start() - 1, max(-1, match.start() - 30), -1):
                if text[start] in _STOPS or found == 5:
                    break
                if start in breaks and match.end() - start >= 3:
                    found += 1
                    yield start, match.end(), kind, "head"


_STOPS = frozenset("，。；：！？\n、")
_MARKS = _STOPS | frozenset("“”（）()《》—·【】[]　 ")


def _mates(text: str, likely: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str, str]]:
    """What stands beside likely names in lists A、B和C, up to three items to either side."""
    for start, end, kind in likely:
        for _ in range(3):
            if text[end : end + 1] not in _JOINTS or end >= len(text):
                break
            first, end = end + 1, _item_end(text, end + 1)
            yield first, end, kind, "mate"
        for _ in range(3):
            if start < 3 or text[start - 1] not in _JOINTS:
                break
            last = start - 1
            start = 1 + max(text.rfind(mark, max(0, last - 40), last) for mark in _AROUND)
            yield start, last, kind, "mate"


LIKELY = 0.3
"""From this probability on a stretch lends its type to its neighbours in a list, and its stems to the text."""

_JOINTS = "、和与及"
_AROUND = "，。；：、！？和与及\n"
_ITEM_END = re.compile(r"[\s，。；：、！？（(和与及等]|$")


def _item_end(text: str, start: int) -> int:
    match = _ITEM_END.search(text, start, min(len(text), start + 40))
    return match.start() if match else start


def _stems(text: str, firms: Iterable[str], regions: set[str]) -> Iterator[tuple[int, int, str, str]]:
    """The short forms that firms go by elsewhere in the text: 沃尔核材, 沃尔 of 深圳市沃尔核材股份有限公司."""
    for firm in firms:
        stem = _LEGAL.sub("", firm)
        for length in range(min(6, len(stem) - 2), 1, -1):
            if stem[:length] in regions:
                stem = re.sub("^[省市县区]", "", stem[length:])
                break
        for length in {2, 3, 4, len(stem)}:
            short = stem[:length]
            if 2 <= len(short) < len(firm) and text.count(short) > text.count(firm):
                at = text.find(short)
                yield at, at + len(short), "Company", "stem"


_LEGAL = re.compile(r"(?:[（(].{1,6}[）)])?(?:集团|控股)?(?:股份|有限责任|有限)*公司$|集团$")


def places(text: str, name: str) -> list[Spot]:
    """Every place where `name` stands in `text`, not overlapping itself; at most forty."""
    found: list[Spot] = []
    start = text.find(name)
    while start >= 0 and len(found) < 40:
        found.append((start, start + len(name)))
        start = text.find(name, start + len(name))
    return found


def propose(text: str, lattice: Lattice, given: Iterable[tuple[int, int, str, str]]) -> list[Proposal]:
    """All candidates of an article; `given` are stretches known beforehand (start, end, type, source)."""
    pool: dict[tuple[str, str], Proposal] = {}

    def add(start: int, end: int, kind: str, source: str) -> None:
        name = text[start:end]
        if end - start < 2 or end - start > LONGEST[kind] or "\n" in name or _POINTING.match(name):
            return
        if kind == "Person" and len(name) == 3 and name[2] in _NEVER_NAMES:
            name, source = name[:2], "cut"
        proposal = pool.get((kind, name))
        if proposal is None:
            proposal = pool[kind, name] = Proposal(kind, name)
        proposal.sources.add(source)

    likely = []
    for start, end, kind, chance in _probable(lattice, text):
        add(start, end, kind, "sequence")
        if chance >= LIKELY and kind not in ("Region", "Phase"):
            likely.append((start, end, kind))
    given = list(given)
    regions = {text[start:end] for start, end, _, _ in given}
    firms = dict.fromkeys(text[start:end] for start, end, kind in likely if kind == "Company")
    for start, end, kind, source in chain(
        given,
        _ruled(text),
        _headed(text, _breaks(text, (row[0] for row in given))),
        _mates(text, likely),
        _stems(text, firms, regions),
        ((start, end, "Company", "brand") for start, end, _ in brands().hits(text)),
    ):
        add(start, end, kind, source)
    for proposal in list(pool.values()):
        start = text.find(proposal.text)
        for first, last, kind, source in derived(proposal.kind, proposal.text):
            add(start + first, start + last, kind, source)
        if proposal.kind in ("Project", "Park") and text[start - 1 : start] == "“" and "”" in proposal.text:
            add(start - 1, start + len(proposal.text), proposal.kind, "quoted")
    for proposal in pool.values():
        proposal.spots = places(text, proposal.text)
        proposal.chances = [lattice.probability(a, b, proposal.kind) for a, b in proposal.spots]
        if "cut" in proposal.sources:  # whether the third character is theirs, the sequence model does not know
            longer = [lattice.probability(a, b + 1, proposal.kind) for a, b in proposal.spots]
            proposal.chances = [min(a + b, 1.0) for a, b in zip(proposal.chances, longer, strict=True)]
    return [p for p in pool.values() if p.chance > HOPELESS or not lattice.spans or not p.sources <= _WEAK]


HOPELESS = 1e-5
"""What only a weak grammar proposes, and the sequence model finds less probable, is hardly ever a name."""
_WEAK = frozenset(("head", "stem", "mate", "brand", "defined", "office"))
