"""Projects: the phase, the words that tell it from others, who invests, where it stands.

Names of projects are descriptions, so two of a name in different places are two, and a generic name
(一期, 产业园项目) never makes two projects one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.likeness import Hint, Named, apart
from kg.values.names import Project, dice, project

_GENERIC = re.compile(
    r"(?:年产|日产|新建|扩建|改建|技改|建设|生产|加工|制造|产业|工业|科技|智能|绿色|现代|高端|综合|新型|新能源|新材料|装备|电子|汽车|项目|基地"
    r"|园区?|中心|产业园|工厂|厂房|生产线|线|总部|配套|工程|一体化|物流|数据|研发|示范|标准|标准化|首期|\d|[.万亿吨套台个件只米亩一二三四五六七八九十])*"
)


@lru_cache(maxsize=1 << 17)
def _parts(name: str) -> Project:
    return project(name)


@lru_cache(maxsize=1 << 17)
def is_generic(name: str) -> bool:
    """Whether a name fits any project: 一期, 产业园项目, 年产10万吨生产线.

    >>> is_generic("一期"), is_generic("智能工厂"), is_generic("海生玻璃项目")
    (True, True, False)
    """
    core = _parts(name).core
    return len(core) < 3 or bool(_GENERIC.fullmatch(core))


def same_words(a: Named, b: Named) -> Hint | None:
    """Equal but for 项目 and the way a phase is written, or much alike; nothing where generic."""
    if is_generic(a.name) or is_generic(b.name):
        return None
    x, y = _parts(a.name).core, _parts(b.name).core
    if x == y:
        return Hint(0.7, "the same name")
    likeness = dice(x, y)
    short, long = sorted((x, y), key=len)
    if likeness >= 0.8 or (len(short) >= 5 and short in long):
        return Hint(0.4, "names much alike")
    if len(short) >= 3 and long.startswith(short):
        return Hint(0.35 if len(short) == 3 or short in a.kin | b.kin else 0.45, "one begins with the other")
    return Hint(-0.6, "names unlike") if likeness < 0.5 else None if likeness < 0.6 else Hint(0.2, "names alike")


def phases_differ(a: Named, b: Named) -> Hint | None:
    """一期 is not 二期, nor is it the whole."""
    x, y = _parts(a.name).phases, _parts(b.name).phases
    return Hint(-1.0, "different phases") if x != y else None


def numbers_differ(a: Named, b: Named) -> Hint | None:
    """年产5万吨 and 年产10万吨 are two projects unless told otherwise."""
    x, y = (set(re.findall(r"\d+(?:\.\d+)?", n.normal)) for n in (a, b))
    return Hint(-0.5, "different numbers") if x and y and x != y else None


def same_investor(a: Named, b: Named) -> Hint | None:
    """Who invests in both, or in neither."""
    if not a.kin or not b.kin:
        return None
    shared = a.kin & b.kin
    return Hint(0.3, f"both of {min(shared)}") if shared else Hint(-0.4, "different investors")


def elsewhere(a: Named, b: Named) -> Hint | None:
    """In different prefectures, or in one."""
    if apart(a.places, b.places, 4):
        return Hint(-1.0, "in different places")
    return Hint(0.1, "in one place") if a.places & b.places else None
