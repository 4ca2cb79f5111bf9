"""Where a text names an industry: 以食用菌、竹木为主导产业, 专业从事重选设备研发, 新能源汽车.

Three readings propose stretches: the items of a list after a word such as 主攻 or 从事; the items of a
list before a word such as 产业 or 企业; and the names of `ingest/models/industries.txt` wherever they
stand. Whether a stretch names an industry *of a thing* is for the family that asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.relations.scene import Scene

WORDS = Path(__file__).parent.parent / "models" / "industries.txt"

AHEAD = re.compile(
    r"主导产业(?:是|为|有|包括|确定为|定为|定位为)?|首位产业(?:是|为)?|支柱产业(?:是|为)?|产业定位(?:是|为)?|特色产业(?:是|为)?|以(?!来|及|上|下|后|前|内|外|此|为)"
    r"|主攻(?:方向)?|主打|主营(?:业务)?(?:是|为)?|聚焦于?|专注于?|专业(?:从事|生产|做)|专门?(?:从事|做|生产)|从事|深耕|布局|涉足|涵盖|涉及|包括|覆盖|囊括"
    r"|重点(?:发展|打造|培育|引进|布局|围绕)|发展|打造|培育|做[大强优精细]+|瞄准|围绕|锁定|紧盯|依托|形成了?|构建|集聚了?|承接|定位(?:为|于|是)?|方向(?:是|为)|引进"
    r"|主要(?:生产|从事|做|经营|研发)|生产|研发|制造|经营|做的?是?|搞|干的是|属于?|是|造(?![成就])|产(?![业品能量值出地区线])"
)
"""Words after which industries stand; the longest that ends at a stretch counts."""
BEHIND = re.compile(
    r"(?:[一二三四五六七八九十两0-9]?[个大条类]?(?:主导|支柱|首位|特色|优势|重点|战略性?|新兴)*(?:产业链?|行业|领域|板块|赛道|集群))"
    r"|(?:及其|等)?(?:生产|制造|加工|研发|龙头|头部|配套)*(?:企业|公司|厂商|厂|制造商|生产商|供应商|服务商|大户|园区|基地|为主|为特色)"
)
"""Words before which industries stand."""
SPEECH = re.compile(
    r"(?P<lead>主导|首位|支柱|产业定位|主攻|主打|特色产业|定位|方向)|(?P<firm>从事|专注|主营|专[业门]|主要|深耕|布局)|(?P<cover>涵盖|涉及|包括|覆盖|囊括)"
    r"|(?P<plan>发展|打造|培育|聚焦|瞄准|围绕|锁定|紧盯|依托|形成|构建|集聚|承接|引进)|(?P<make>生产|研发|制造|经营|做|造|产|搞)|(?P<be>是|属)"
)
"""What an announcing word speaks of."""
EDGE = re.compile(r"[，。；：！？\n“”\"'（）()《》【】—…｜|,;:·]")
LINK = re.compile(r"、|以及|及其|[和与及]|兼")
JOIN = re.compile(rf"(?:产业|行业|研发|生产)*(?:{LINK.pattern})")
"""What stands between two items of one list."""
LEFT = re.compile(
    r".*(?:的|以|为|聚焦|发展|打造|培育|主攻|围绕|从事|专注于?|引进|引来|做[大强优]|推动|推进|加快|重点|主要|形成了?|构建|家|个|条|在|是|了|把|将|于|向|对|有|等|各|全[国省市县区]|我[省市县区])"
)
"""What stands left of the first item of a list that is read backwards."""
TAIL = re.compile(
    r"(?:(?:研发|设计|生产|制造|加工|销售|经营|出口|服务){2,}|等|等等|为主导?|为核心|为特色|为重点|为龙头|为支撑|为主的|的|[一二三四五六七八九十两]大?[个条大样类]?|主导|支柱|特色|优势|新兴"
    r"|重点|战略性|相关|及其|上下游|配套|产业链?|行业|领域|板块|赛道|集群|园区|企业|公司|厂商|项目|方向|业务|产品|类|研发|生产|销售|经营|出口|技术)+$"
)
"""What stands behind the name of an industry and does not belong to it; 加工 and 制造 alone do."""
CUT = re.compile(
    r"都|也|各占|还|更|不|没|已|正在|将|把|被|而|之后|以后|起家|这[一条个块类]|那|所|又|再|起来"
    r"|方面|上(?!游)|里|内(?![饰衣])|外(?![围贸延套])|两[头个类]|三[样个类]|几[样条个]"
)
"""A name of an industry ends before such a word."""
HEAD = re.compile(
    r"^(?:以(?!太)|做(?:的是)?|的是|开的是|一批|一个|一家|一些|各类|国内外?"
    r"|全国|全球|世界|目前|现有|高|新|大|以|了|着|为|的|是|其|及|在|于|和|与)"
)
WRONG = re.compile(
    r"^[已未又都也还才就只]|^(?:制造|加工|生产|服务|研发|销售|经营|技术)$|[0-9０-９％%]|[省市县区镇乡]$|公司|集团|项目|招商|投资|政府"
    r"|企业|园区|发展|工作|政策|机制|目标|任务|平台|环境|优势|机遇|我们|他们|它"
)


@dataclass(frozen=True, slots=True)
class Named:
    """Characters `start`…`end` that may name an industry.

    `first`…`last` is the list that it belongs to, `place` its place in it, `size` the list's length;
    `cue` is the word before the list that announces industries, `tail` the one behind it, "" for none;
    `known` is exact, part or no: how the stretch stands to the list of names.
    """

    start: int
    end: int
    first: int
    last: int
    place: int
    size: int
    cue: str
    tail: str
    known: str


def speech(named: Named) -> str:
    """How the list is announced: lead, firm, cover, plan, make, be, kind (before 企业 …) or none."""
    if re.search("主导|支柱|首位|为主|为特色", named.tail):
        return "lead"
    found = SPEECH.match(named.cue)
    if found is not None and found.lastgroup:
        return found.lastgroup
    return "kind" if named.tail else "none"


@cache
def known_names() -> dict[str, list[str]]:
    """The listed names by their first two characters, the longest first."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    names = {name for line in lines if not line.startswith("#") for name in line.split()}
    found: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        found.setdefault(name[:2], []).append(name)
    return found


def find(scene: Scene) -> list[Named]:
    """Every stretch of the article that may name an industry, in order; they do not overlap."""
    text = scene.text
    spoken = bytearray(len(text) + 1)
    for spot in scene.spots:
        if not spot.generic:
            spoken[spot.start : spot.end] = b"\x01" * (spot.end - spot.start)
    listed = [s for s in [*_ahead(text), *_behind(text)] if not any(spoken[s[0] : s[1]])]
    words = [s for s in _listed_names(text) if not all(spoken[s[0] : s[1]])]
    taken = bytearray(len(text) + 1)
    kept = []
    for start, end in sorted({*listed, *words}, key=lambda s: (_rank(text, s), s[0] - s[1], s)):
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append((start, end))
    return list(_in_lists(text, sorted(kept)))


def _rank(text: str, span: tuple[int, int]) -> int:
    """The listed names first, with what a list adds to them; then other items of lists."""
    word = text[span[0] : span[1]]
    return 0 if _known(word) != "no" and len(word) <= 12 else 1


@cache
def _known(word: str) -> str:
    names = known_names()
    if word in names.get(word[:2], ()):
        return "exact"
    inside = any(word.startswith(name, at) for at in range(len(word) - 1) for name in names.get(word[at : at + 2], ()))
    return "part" if inside else "no"


def _ahead(text: str) -> Iterator[tuple[int, int]]:
    """The items of the lists that stand behind an announcing word."""
    for match in AHEAD.finditer(text):
        low = match.end()
        if text[low : low + 1] in "：:“":
            low += 1
        edge = EDGE.search(text, low)
        high = min(edge.start() if edge else len(text), low + 44)
        yield from _items(text, low, high)


def _behind(text: str) -> Iterator[tuple[int, int]]:
    """The items of the lists that stand before a word such as 产业."""
    for match in BEHIND.finditer(text):
        low = match.start()
        while low > 0 and match.start() - low < 44 and not EDGE.match(text, low - 1):
            low -= 1
        left = LEFT.match(text[low : match.start()])
        yield from _items(text, low + (left.end() if left else 0), match.start())


def _items(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The parts of `low`…`high` between 、 and 和 that may be names of industries, trimmed."""
    at = low
    for stop in [*LINK.finditer(text, low, high), None]:
        start, end = at, stop.start() if stop else high
        at = stop.end() if stop else high
        head = HEAD.match(text[start:end])
        start += head.end() if head else 0
        cut = CUT.search(text, start + 1, end)
        end = cut.start() if cut else end
        tail = TAIL.search(text[start:end])
        end = start + tail.start() if tail else end
        if 2 <= end - start <= 12 and not WRONG.search(text[start:end]):
            yield start, end


def _listed_names(text: str) -> Iterator[tuple[int, int]]:
    names = known_names()
    at = 0
    while at < len(text) - 1:
        name = next((n for n in names.get(text[at : at + 2], ()) if text.startswith(n, at)), None)
        if name is not None:
            yield at, at + len(name)
        at += len(name) if name else 1


def _in_lists(text: str, spans: list[tuple[int, int]]) -> Iterator[Named]:
    """The stretches with the lists that they form."""
    groups: list[list[tuple[int, int]]] = []
    for span in spans:
        if groups:
            between = text[groups[-1][-1][1] : span[0]]
            if len(between) <= 6 and (
                LINK.fullmatch(between) or re.fullmatch(r"(?:产业|行业|研发|生产)*[、和与及]", between)
            ):
                groups[-1].append(span)
                continue
        groups.append([span])
    for group in groups:
        first, last = group[0][0], group[-1][1]
        cue = ""
        for match in AHEAD.finditer(text, max(0, first - 10), first):
            if first - match.end() <= 2:
                cue = match.group()
        behind = BEHIND.search(text, last, last + 14)
        tail = behind.group() if behind and behind.start() - last <= 4 else ""
        for place, (start, end) in enumerate(group):
            yield Named(start, end, first, last, place, len(group), cue, tail, _known(text[start:end]))
