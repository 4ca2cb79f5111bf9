"""Counts of projects, firms, people, events: 247个, 32家, 4200人, 1.2万人次.

Not counts: ordinals (第3个), durations (3个月), money (5个亿), 百分点, and the 一 of 一批 or 一家
that only means "a". A range keeps its lower bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.values import Found
from kg.values.measures import pattern, scan
from kg.values.numerals import fold

_UNIT = (
    r"(?:个(?![多余半]?月|小时|工作日|百分点|亿|季度|星期|年头|点|人所得|体)|家(?![电具庭居属长园中家])|项(?!目)|人次|车次|批次|人(?![民才口均工类大员])"
    r"|名|户(?!籍|外|主)|位(?!于|置)|批|条(?!件)|场(?!所|地|馆|景|次)|场次|组|支(?!持|付|撑|出)|座|宗|笔|单(?![位个一晶体元日品价打独项期线层套支台笔桩边纯方向身车机张]|次)|所(?!以|有|在|需|得|属)|起(?!来|到|步|点|重|草)|份(?!额)|对(?!接|于|外|此|口)|处(?!理|于|在|置)|栋|幢|期刊|席|件(?!数))"
)
_PATTERN = pattern(_UNIT)


@dataclass(frozen=True, slots=True)
class Count:
    """So many of something; `unit` is the classifier as written (个, 家, 人次)."""

    value: float
    unit: str


def find(text: str) -> Iterator[Found[Count]]:
    """Every count in `text`, in order.

    >>> [(f.value.value, f.value.unit) for f in find("新签约项目247个，走访企业1.2万家")]
    [(247.0, '个'), (12000.0, '家')]
    """
    folded = fold(text)
    for m in scan(_PATTERN, folded):
        number = folded[m.start : m.end - len(m.unit)].rstrip("余多来 ")
        before = folded[m.start - 1 : m.start] if m.start else ""
        if (before and before in "第数几") or number == "一":
            continue
        if number in ("百", "千") and (not before or before not in "上近超过达逾"):
            continue
        yield Found(m.start, m.end, Count(m.value, m.unit))


def parse(text: str) -> Count | None:
    """The first count in `text`, None where it states none."""
    return next((found.value for found in find(text)), None)
