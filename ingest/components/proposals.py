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

import numpy as np

from ingest.components.columns import cues, words
from ingest.components.tagger import KINDS, LABELS, Lattice

LEAST = 0.03
"""Stretches that the sequence model finds less probable than this are not proposed by it."""

LONGEST = {"Region": 14, "Park": 26, "Company": 30, "Organization": 26, "Project": 48, "Person": 12, "Phase": 12}

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
_OWNED = re.compile(r"^(.{2,}?(?:公司|集团|股份|（集团）)|[^的]{2,14}(?=的))的?(.{4,})$")
"""A project's name that begins with the firm's: 某公司的年产…项目."""
_LIST = re.compile(r"[^\s，。；：、！？“”（）()]{2,24}(?:[、和及与][^\s，。；：、！？“”（）()]{2,24})+")
_LIST_END = re.compile(
    r"(?:等.*|这些.*|[一二两三四五六七八九十]+家.*|在内.*|都.*|也.*|均.*|先后.*|纷纷.*|签.*|落.*|相继.*)$"
)
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
    """Names inside a name: the park of its 管委会, the firm and the bare project of 某公司的某项目."""
    if kind in ("Organization", "Park"):
        for inner, pattern in _SEATS:
            if (match := pattern.match(name)) and (inner, match[1]) != (kind, name):
                yield 0, len(match[1]), inner, "seat"
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


def _listed(text: str, breaks: set[int]) -> Iterator[tuple[int, int, str, str]]:
    """The members of lists A、B、C, without the words that lead into the list or out of it."""
    for match in _LIST.finditer(text):
        items = [(m.start() + match.start(), m[0]) for m in re.finditer(r"[^、]+", match[0])]
        for i, (start, item) in enumerate(items):
            parts = [(start, item)]
            if i == len(items) - 1:
                parts.append((start, _LIST_END.sub("", item)))
                parts += [(start + m.start(), m[0]) for m in re.finditer(r"[^和及与]+", parts[-1][1])]
            if i == 0:
                parts += [(j, item[j - start :]) for j in range(start + 1, start + len(item) - 1) if j in breaks]
            for first, part in parts:
                if 2 <= len(part) <= 12:
                    yield first, first + len(part), "Company", "list"


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
        if end - start < 2 or "\n" in name:
            return
        proposal = pool.get((kind, name))
        if proposal is None:
            proposal = pool[kind, name] = Proposal(kind, name)
        proposal.sources.add(source)

    for start, end, kind, _ in _probable(lattice, text):
        add(start, end, kind, "sequence")
    for start, end, kind, source in _ruled(text):
        add(start, end, kind, source)
    given = list(given)
    breaks = _breaks(text, (row[0] for row in given))
    for start, end, kind, source in [*given, *_listed(text, breaks), *_headed(text, breaks)]:
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
    return list(pool.values())
