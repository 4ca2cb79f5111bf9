"""Names made comparable: what both ingestion and search do to a name before they compare it.

`normal` folds spellings of one name; `firm`, `park` and `project` take a name of that kind apart, so
that matching can compare the parts that tell two things apart: the brand of a firm, the place and the
kind of a park, the phase of a project.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from opencc import OpenCC

from kg.values.numerals import value
from kg.values.regions import Region, gazetteer

_NOISE = re.compile(r"[\s\"'“”‘’「」『』《》〈〉·•.、，,－—–_\-]")
_HAN_NUMBER = {"首": 1, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Traditional characters to simplified ones, one for one.

    >>> simplified("產業園")
    '产业园'
    """
    return str(_simplifier().convert(text))


@lru_cache(maxsize=1 << 18)
def normal(name: str) -> str:
    """One spelling for one name: NFKC, lower case, simplified, without blanks, quotes and dashes.

    >>> normal("ＳＫ新能源（江苏） 有限公司"), normal("“黔玻·永太”")
    ('sk新能源(江苏)有限公司', '黔玻永太')
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    bare = unicodedata.normalize("NFKC", _NOISE.sub("", folded)).casefold()
    return bare if bare.isascii() else simplified(bare)


def bigrams(text: str) -> Counter[str]:
    """The character bigrams of a text, with their number."""
    return Counter(text[i : i + 2] for i in range(len(text) - 1))


def dice(a: str, b: str) -> float:
    """Character-bigram Dice coefficient in [0, 1] of two names as they are.

    >>> dice("海生玻璃", "海生玻璃项目")
    0.75
    """
    if a == b:
        return 1.0
    x, y = bigrams(a), bigrams(b)
    total = sum(x.values()) + sum(y.values())
    return 2 * (x & y).total() / total if total else 0.0


_LEGAL: Final = re.compile(
    r"(?:股份有限公司|有限责任公司|集团股份公司|股份公司|有限公司|总公司|分公司|子公司|公司|\(集团\)|控股集团|集团|股份|企业|厂|株式会社"
    r"|有限合伙|\(有限合伙\)|inc|ltd|co)$"
)
_FIRM_PAREN = re.compile(r"\(([^()]{1,12})\)")
_GROUP = re.compile(r"集团(?!军)")
_HOLDING = re.compile(
    r"控股|股份|资本|投资|国际|实业|科技|技术|新能源|新材料|材料|电子|产业|工业|实业|发展|开发|建设|置业|制造|智能|环保|生物|医药|汽车|能源"
)


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm's name taken apart: `core` without place, legal form and group; `place` the region that
    stands before the name or in brackets; `legal` the legal form, empty for a short name."""

    core: str
    place: str
    legal: str
    group: bool


def firm(name: str) -> Firm:
    """Take a firm's name apart.

    >>> firm("贵州黔玻永太新材料有限公司").core, firm("黔玻永太公司").core, firm("国药控股股份有限公司").core
    ('黔玻永太新材料', '黔玻永太', '国药控股')
    """
    rest = normal(name)
    places = [m.group(1) for m in _FIRM_PAREN.finditer(rest) if gazetteer().exact(m.group(1)) or m.group(1) == "中国"]
    for place in places:
        rest = rest.replace(f"({place})", "")
    legal = ""
    while match := _LEGAL.search(rest):
        if len(rest) - len(match.group()) < 2:
            break
        legal = match.group() + legal
        rest = rest[: match.start()]
    region, bare = leading_place(rest)
    if region is not None and len(bare) >= 2:
        places.insert(0, rest[: len(rest) - len(bare)])
        rest = bare
    return Firm(rest, places[0] if places else "", legal, bool(_GROUP.search(legal)))


def trade(core: str) -> tuple[str, str]:
    """The brand of a firm's core and the trade words behind it: 黔玻永太新材料 → 黔玻永太, 新材料.

    >>> trade("黔玻永太新材料"), trade("国药控股"), trade("新材料")
    (('黔玻永太', '新材料'), ('国药', '控股'), ('新材料', ''))
    """
    match = _HOLDING.search(core, 2)
    return (core[: match.start()], core[match.start() :]) if match else (core, "")


_STRONG_LEVELS = ("province", "prefecture", "county", "zone", "country")


def leading_place(name: str) -> tuple[Region | None, str]:
    """The region that a name begins with, the last of several that lie in each other, and the rest.

    >>> region, rest = leading_place("贵州贵阳恒力产业园")
    >>> region.name, rest, leading_place("深圳市江苏商会")[1]
    ('贵阳市', '恒力产业园', '江苏商会')
    """
    book = gazetteer()
    found, rest = None, name
    while True:
        for length in range(min(len(rest) - 1, 12), 1, -1):
            readings = [r for r in book.exact(rest[:length]) if r.level in _STRONG_LEVELS]
            if found is not None:
                readings = [r for r in readings if book.contains(found, r)]
            if readings and (found is not None or rest[:length] not in book.common):
                found, rest = readings[0], rest[length:]
                break
        else:
            return found, rest


_PARK_FORMS: Final[dict[str, str]] = {
    form: kind
    for kind, forms in {
        "高新区": "高新技术产业开发区|高新技术产业园区|高新技术开发区|高技术产业开发区|高新技术园区"
        "|高新产业开发区|高新区",
        "经开区": "经济技术开发区|经济开发区|技术开发区|经开区",
        "综保区": "综合保税区|综保区",
        "保税区": "保税港区|保税区",
        "自贸区": "自由贸易试验区|自由贸易区|自贸试验区|自贸区",
        "出口加工区": "出口加工区",
        "产业转移园": "产业转移工业园|产业转移园区|产业转移园",
        "集聚区": "产业集聚区|工业集聚区|集聚区|工业集中区|集中区",
        "产业园": "产业园区|产业园",
        "工业园": "工业园区|工业园",
        "科技园": "科技园区|科技园",
        "物流园": "物流园区|物流园",
        "化工园": "化工园区|化工园",
        "创业园": "创业园",
        "示范区": "示范区",
        "开发区": "开发区",
        "工业区": "工业区",
        "园区": "园区",
        "新区": "新区",
    }.items()
    for form in forms.split("|")
}
_PARK_KIND = re.compile("(?:" + "|".join(sorted(_PARK_FORMS, key=len, reverse=True)) + ")$")
_ANY_KIND = re.compile("|".join(sorted(_PARK_FORMS, key=len, reverse=True)))
_PARK_RANK = re.compile(r"^(?:国家级?|省级|国家)")


@dataclass(frozen=True, slots=True)
class Park:
    """A park's name taken apart: `place` the region before it, `core` its own name, `kind` in one form
    for all spellings (经开区 = 经济开发区 = 经济技术开发区)."""

    place: str
    core: str
    kind: str


def park(name: str) -> Park:
    """Take a park's name apart.

    >>> park("贵州大龙经济开发区"), park("大龙经开区").kind
    (Park(place='贵州', core='大龙', kind='经开区'), '经开区')
    """
    rest = _PARK_RANK.sub("", normal(name).replace("(园区)", "园区"))
    match = _PARK_KIND.search(rest)
    kind = _PARK_FORMS[match.group()] if match else ""
    head = rest[: match.start()] if match else rest
    if gazetteer().exact(head):
        return Park(head, "", kind)
    region, core = leading_place(head) if head else (None, "")
    if len(core) == 1:
        return Park("", head, kind)  # 东营港经济开发区
    if region is not None and any(gazetteer().contains(region, r) for r in gazetteer().exact(core)):
        return Park(core, "", kind)
    return Park(head[: len(head) - len(core)], core, kind)


def short_kinds(name: str) -> str:
    """The name with every kind of park in its one short form: 吕梁经济技术开发区管委会 → 吕梁经开区管委会."""
    return _ANY_KIND.sub(lambda m: _PARK_FORMS[m.group()], name)


def shortened(short: str, long: str) -> bool:
    """Whether `short` can be `long` with characters left out, beginning and end kept: 综改示范区, 综合改革示范区.

    >>> shortened("山西综改示范区", "山西综合改革示范区"), shortened("山西示范区", "陕西示范区")
    (True, False)
    """
    if not 4 <= len(short) < len(long) or short[:2] != long[:2] or short[-2:] != long[-2:]:
        return False
    rest = iter(long)
    return all(char in rest for char in short)


_PHASE = re.compile(
    r"(?:第?(?P<n>[一二三四五六七八九十]|\d{1,2})|(?P<first>首))(?P<what>期|阶段|[条号]?(?:生产)?线|条(?:生产)?线)(?:工程|项目)?"
)
_PROJECT_TAIL = re.compile(r"(?:建设项目|扩建项目|投资项目|项目|工程)+$")


@dataclass(frozen=True, slots=True)
class Project:
    """A project's name taken apart: `core` without phase and the word 项目; `phases` what it names of
    phases and lines in order, ("期", 2) for 二期, ("线", 1) for 第一条生产线."""

    core: str
    phases: tuple[tuple[str, int], ...]


def project(name: str) -> Project:
    """Take a project's name apart.

    >>> project("比亚迪动力电池二期项目") == project("比亚迪动力电池项目（第二期）")
    True
    >>> project("首条生产线")
    Project(core='', phases=(('线', 1),))
    """
    rest = normal(name)
    phases = []
    for match in _PHASE.finditer(rest):
        number = 1 if match["first"] else int(value(match["n"]))
        phases.append(("线" if "线" in match["what"] else "期", number))
    rest = _PHASE.sub("", rest).replace("()", "")
    rest = _PROJECT_TAIL.sub("", rest)
    return Project(rest.replace("项目", "") or rest, tuple(phases))
