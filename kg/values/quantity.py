"""Physical amounts as capacities state them: 日产1000吨, 12GWh/年, 500万台(套), 3亿片.

`value` is multiplied out (万吨 → 吨 × 10 000), `unit` stays as written without 万 or 亿, `per` says
over what time: from 年产, 日处理, 每月… before it in its clause or /年 behind it, else None.
Durations, money, counts of people and projects are other modules' business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.values import Found
from kg.values.measures import pattern, scan
from kg.values.numerals import fold

PER: Final[dict[str, str]] = {"年": "year", "月": "month", "日": "day", "天": "day", "a": "year", "d": "day"}
"""How a span of time is written → its name in a Capacity."""

_UNIT = (
    r"(?:GWh|GWH|MWh|MWH|[kK][wW][hH]|GW|MW|[kK][wW][pP]?|MWp|GWp|吉瓦时|兆瓦时|千瓦时|吉瓦|兆瓦|千瓦|瓦时|瓦(?!楞|斯|房|片|尔)"
    r"|千伏安|千伏|[kK][vV][aA]?|MVA|Wp|WP|度(?!假|过|夏|数)|吨(?!级|位|钢)|千克|公斤|[kK][gG]|毫克|克(?![拉服隆罗莱里])|升(?![级至到值温学])|毫升|立方米|立方|m³|Nm³|标方|方(?=/|[\u4e00-\u9fff]?天然气)"
    r"|平方米|平米|㎡|m²|公里|千米|米(?!其|兰)|台\(套\)|台[/、]?套|台(?![阶风账上地州湾商资])|套(?![餐路])|辆份?|片(?!区|面|段)|颗|粒|只(?!有|要|是|能)"
    r"|件(?!数)|支(?!持|付|撑|出)|枚|张(?![家北掖店])|块(?!链)|根(?!据|本)|头(?!部|企|雁|条|等|号)|羽|尾|匹|标准箱|标箱|箱(?!体)|TEU|瓶|盒|袋|罐|包(?!装|括|含|头)|双(?!方|创|边|碳|向|百|一)"
    r"|条|艘|架次?(?!构)|株|棵|套件|部(?![分门署件队委长位级落省市下])|千升|车皮|床(?!位)|张床位|床位|个?车位|间(?!接)|桶|匹|筒|卷|副(?![省市县区主总书秘院会处局部])|令|捆|芯公里|芯|模|锭|枝|朵|扇|樘|件套|万?重量箱|重箱|机架|标准机架|个机架|个机柜|机柜|个泊位|泊位|个标准箱|担|PFLOPS|P(?=算力|的?算力))"
)
_PATTERN = pattern(_UNIT)
_AFTER = re.compile(r"\s?(?:/|每|∕)(?P<per>[年月日天ad])(?![a-z])|[(（]年[)）]|\s?/\s?(?P<year>一年)")
_BEFORE = re.compile(
    r"(?:(?P<per>[年月日天])(?:均|可|能|设计|总|新增|最大|最高|预计|综合)*(?:产能|产量|产(?!值|业|出)|生产|加工|处理|出栏|吞吐|发电|供|制造|组装|屠宰|储|周转|回收|消化|输送|输|接待|转运|利用|销|存栏|分拣|冶炼|熔化|拉|综合利用|拆解|炼|灌装|交付|运|新增|能力|装机)"
    r"|每(?P<each>[年月日天])|(?P<one>一)年)[^。；;！？]{0,40}$"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """So much of something over a time: `per` is "day", "month", "year" or None."""

    value: float
    unit: str
    per: str | None = None


def find(text: str) -> Iterator[Found[Amount]]:
    """Every physical amount in `text`, in order.

    >>> [(a.value.value, a.value.unit, a.value.per) for a in find("年产30万吨硅材料，日产1000吨玻璃")]
    [(300000.0, '吨', 'year'), (1000.0, '吨', 'day')]
    """
    folded = fold(text)
    for m in scan(_PATTERN, folded, lists=True):
        if m.start and folded[m.start - 1] in "第数几":
            continue
        number = folded[m.start : m.end - len(m.unit)].rstrip("余多来 ")
        if number == "一":
            continue  # 一条生产线, 一块热土: "a", not an amount
        after = _AFTER.match(folded, m.end)
        per = PER.get(after["per"] or "年") if after else None
        yield Found(m.start, after.end() if after else m.end, Amount(m.value, m.unit, per or _per(folded, m.start)))


def parse(text: str) -> Amount | None:
    """The first physical amount in `text`, None where it states none."""
    return next((found.value for found in find(text)), None)


def _per(text: str, start: int) -> str | None:
    """What 年产, 日处理 or 每年 before an amount in the same sentence says."""
    position, word = max(0, start - 48), None
    # the nearest one counts: search on behind each hit
    while before := _BEFORE.search(text, position, start):
        word, position = before["per"] or before["each"] or "年", before.start() + 1
    return PER[word] if word else None
