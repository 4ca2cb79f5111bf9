"""Do two names of one article name the same thing? One pure function a type, shorter name first.

These are judgements inside one article, where a short form may be trusted to mean the firm or park
just introduced; across articles `kg.matching` asks for more.
"""

from __future__ import annotations

import re

from ingest.components.columns import brands, cues, words

_LEGAL = re.compile(
    r"(?:集团|[（(]集团[）)])?(?:股份|控股)?(?:有限责任|有限|总|分|股份)?公司$|集团$|股份$|控股(?:集团)?$|株式会社$|（集团）$"
)
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_QUOTES = re.compile(r"[“”\"'‘’「」《》·\s]")
_PROJECT_TAIL = re.compile(r"(?:建设|投资|生产)?(?:项目|工程)$")
_PHASE = re.compile(r"[（(]?(?:第|头)?([一二三四五六七八首1-9])期(?:工程|项目)?[）)]?")


def bare(name: str) -> str:
    """The name without quotes, middle dots and blanks."""
    return _QUOTES.sub("", name)


def legal_stem(name: str) -> str:
    """A firm's name without its legal ending: 深圳市沃尔核材股份有限公司 → 深圳市沃尔核材."""
    stem = _LEGAL.sub("", bare(name))
    return stem or name


def is_full_firm(name: str) -> bool:
    """Whether the name is one of the register: it ends in 公司, 集团, 会社."""
    return bool(re.search(r"(?:公司|集团|会社|银行|合作社)$", name))


def leading_place(name: str, places: frozenset[str]) -> str:
    """The longest of `places` that the name begins with, "" where none."""
    return next((name[:n] for n in range(min(12, len(name)), 1, -1) if name[:n] in places), "")


def without_place(name: str, places: frozenset[str]) -> str:
    """The name without leading places and their 省, 市, 县, 区; at least two characters are left."""
    for _ in range(2):
        place = leading_place(name, places)
        if place and len(name) - len(place) >= 2:
            name = re.sub(r"^(?:省|市|县|区)(?=..)", "", name[len(place) :])
        name = re.sub(r"^[（(][^（）()]*[）)]", "", name)
    return name


def _trade(text: str) -> bool:
    """Whether `text` reads like what a firm does: common words and endings of firms only."""
    rest = text
    for start, end, _ in sorted(words().hits(text) + cues().hits(text)):
        rest = rest.replace(text[start:end], " ", 1) if text[start:end] in rest else rest
    return len(rest.replace(" ", "")) <= max(1, len(text) // 4)


def same_firm(short: str, full: str, places: frozenset[str]) -> float:
    """How surely `short` is a short form of `full`, 0 to 1.

    沃尔核材 of 深圳市沃尔核材股份有限公司 is; 东华能源 of 东华能源（茂名）有限公司 is its parent, not itself.
    """
    if bare(short) == bare(full):
        return 1.0
    if {short[-2:], full[-2:]} == {"集团", "控股"}:
        return 0.0
    a, b = legal_stem(short), legal_stem(full)
    core = without_place(b, places)
    if a in (b, core, _plain_place(b, places)):
        return 0.95
    if without_place(a, places) == core and leading_place(a, places)[:2] == leading_place(b, places)[:2]:
        return 0.95
    _, _, member = b.partition("集团")
    if member and "集团" not in a:
        return 0.9 if member == a else 0.0  # a firm of a group, and the group
    if _REGISTERED.search(short) or (short.endswith("集团") and "集团" not in full):
        return 0.0
    if len(a) >= 4 and core.endswith(a):
        return 0.6
    forms = (b, core, _plain_place(b, places))
    rest = next((y[len(a) :] for y in forms if len(a) >= 2 and y.startswith(a)), None)
    if rest is None:
        return DOUBTFUL if any(_abbreviates(a, y) for y in forms) else 0.0
    abroad = _BRACKETS.sub("", rest).replace("中国", "")
    if any(leading_place(abroad[i:], places) for i in range(len(abroad) - 1)):
        return 0.0
    if _BRACKETS.search(full) and "（中国）" not in full:
        return DOUBTFUL
    if short in brands().number and is_full_firm(full) and not _PARENT.search(full):
        return 0.3  # 比亚迪 and its many firms
    if not is_full_firm(full) and len(rest) > 4:
        return 0.3
    return 0.8 - 0.02 * len(rest) if _trade(rest) else 0.3


DOUBTFUL = 0.42
"""Not enough by itself; enough where the fuller name has just been introduced."""


def _abbreviates(short: str, full: str) -> bool:
    """Whether 凌钢 takes its characters from 凌源钢铁 in order, beginning with the first."""
    if len(short) == 2 and short[1] == "钢":
        return bool(re.search(short[0] + ".?钢铁", full))
    if not 2 <= len(short) <= 4 or len(full) < len(short) + 2 or short[0] != full[0]:
        return False
    place = 0
    for char in short:
        place = full.find(char, place) + 1
        if not place:
            return False
    return True


_REGISTERED = re.compile(r"有限(?:责任)?公司$")
_PARENT = re.compile(r"(?:股份|集团|控股|总)(?:有限)?公司$|集团$")


def _plain_place(name: str, places: frozenset[str]) -> str:
    """The name with 深圳市, 贵州省 at its beginning shortened to 深圳, 贵州."""
    place = leading_place(name, places)
    return place.rstrip("省市") + name[len(place) :]


def phase_of(name: str) -> str | None:
    """The phase that a name states: 一期, or None.

    >>> phase_of("创维智能家居生产基地（一期）"), phase_of("首期"), phase_of("甲项目")
    ('一期', '一期', None)
    """
    match = _PHASE.search(name)
    if match is None:
        return None
    digit = {"首": "一", **dict(zip("123456789", "一二三四五六七八九", strict=True))}.get(match[1], match[1])
    return f"{digit}期"


def without_phase(name: str) -> str:
    """The name of the whole: 某基地（一期） → 某基地."""
    return _PHASE.sub("", name)


def project_stem(name: str) -> str:
    """A project's name without quotes and without 项目 or 工程 at its end."""
    return _PROJECT_TAIL.sub("", bare(name).replace("的", ""))


def same_project(short: str, full: str) -> float:
    """How surely two names are one project, 0 to 1. Different phases are never one."""
    if phase_of(short) != phase_of(full):
        return 0.0
    a, b = project_stem(short), project_stem(full)
    if a == b:
        return 1.0
    if len(a) >= 4 and b.endswith(a):
        return 0.85
    if len(a) >= 5 and b.startswith(a) and len(b) - len(a) <= 4:
        return 0.7
    if len(a) < 4 and b.endswith(a) and cues().hits(a)[:1] and cues().hits(a)[0][:2] == (0, len(a)):
        return 0.55  # 基地, 产业园: the one spoken of
    x, y = [{s[i : i + 2] for i in range(len(s) - 1)} for s in (a, b)]
    overlap = 2 * len(x & y) / max(1, len(x) + len(y))
    return overlap if overlap >= 0.8 and min(len(a), len(b)) >= 6 else 0.0
