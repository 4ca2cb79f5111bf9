"""Parks and offices in one article: the spellings of their names, and when two names are one thing.

As in `aliases.py`, these are judgements inside one article; the shorter name comes first.
"""

from __future__ import annotations

import re

from ingest.components.aliases import bare, leading_place, without_place

_PARKS = (
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
    ("高新技术产业开发区", "高新区"),
    ("高新技术开发区", "高新区"),
    ("高新技术产业园区", "高新区"),
    ("高新技术产业园", "高新区"),
    ("高新技术产业区", "高新区"),
    ("综合保税区", "综保区"),
    ("自由贸易试验区", "自贸区"),
    ("自贸试验区", "自贸区"),
    ("工业园区", "工业园"),
    ("产业园区", "产业园"),
    ("科技园区", "科技园"),
)
_OFFICES = (
    ("发展和改革委员会", "发改委"),
    ("发展改革委", "发改委"),
    ("发展和改革局", "发改局"),
    ("工业和信息化局", "工信局"),
    ("工业和信息化厅", "工信厅"),
    ("经济和信息化厅", "经信厅"),
    ("经济和信息化局", "经信局"),
    ("国有资产监督管理委员会", "国资委"),
    ("商务委员会", "商务委"),
    ("管理委员会", "管委会"),
    ("工作委员会", "工委"),
    ("人民代表大会常务委员会", "人大常委会"),
    ("投资促进局", "投促局"),
    ("人民政府", "政府"),
    ("中共", ""),
)

_KINDS = (
    "产业园、园区、工业园、工业园区、产业园区、示范区、片区、基地、新区、新城、孵化园、科技园、物流园、化工园、化工园区、集聚区、集中区、"
    "试验区、合作区、功能区、工业区、港区、核心区、起步区"
)
_BODIES = (
    "协会、商会、商协会、商会协会、行业协会、研究院、研究所、实验室、小分队、专班、招商专班、工作专班、工作组、领导小组、"
    "学院、大学、医院"
)
GENERIC = frozenset((*_KINDS.split("、"), *_BODIES.split("、")))
"""What a park or body is called once it has been named: no name by itself (as 高新区 is, in a city that has one)."""


def park_form(name: str) -> str:
    """One form for the spellings of a park's kind: 经济技术开发区, 经济开发区 and 经开区 are one."""
    form = bare(name)
    for long, short in _PARKS:
        form = form.replace(long, short)
    return form.replace("国家级", "").replace("国家", "").replace("省级", "")


def same_park(short: str, full: str, places: frozenset[str]) -> float:
    """How surely two names are one park, 0 to 1."""
    a, b = park_form(short), park_form(full)
    if a == b:
        return 1.0
    if re.sub("[省市县区州旗](?=.{3})", "", a) == re.sub("[省市县区州旗](?=.{3})", "", b):
        return 0.95
    if b.endswith(a) and _only_places(b[: -len(a)], places):
        return 0.95
    if a.endswith("开发区") and a[:-3] in (b[:-3], without_place(b, places)[:-3]) and b.endswith(("经开区", "高新区")):
        return 0.85
    core_a, core_b = without_place(a, places), without_place(b, places)
    led_a, led_b = core_a != a, core_b != b
    if core_a == core_b and not (led_a and led_b):
        return 0.9
    if b.endswith(a) and len(a) >= 3 and not led_a:
        return 0.8
    if a in ("开发区", "园区", "新区", "产业园", "工业园", "孵化园", "高新区", "经开区", "保税区"):
        kind = {"开发区": ("经开区", "开发区", "高新区"), "园区": ("园区", "园")}.get(a, (a,))
        return 0.7 if b.endswith(kind) else 0.0
    if len(a) >= 3 and b.startswith(a) and len(b) - len(a) <= 4 and not led_a:
        return 0.6
    return 0.0


def _only_places(text: str, places: frozenset[str]) -> bool:
    """Whether `text` is nothing but names of places: 江苏省常州市."""
    while text:
        place = leading_place(text, places)
        if not place:
            return False
        text = text[len(place) :].lstrip("省市县区")
    return True


def local_form(name: str, places: frozenset[str]) -> str:
    """A name without the larger places before it: 江苏省常州市武进高新区管委会 → 武进高新区管委会.

    So does the park or township that it lies in; the smallest place goes too where the rest is a park's own
    name: 宝山区北郊未来产业园 → 北郊未来产业园.
    """
    if match := _WITHIN.match(name):
        return match[1]
    while place := leading_place(name, places):
        rest = name[len(place) :]
        if leading_place(rest, places) and len(rest) > 3:
            name = rest
        elif place[-1] in "市县区" and len(rest) >= 4 and rest.endswith(_OWN_ENDS) and not _KIND.match(rest):
            return rest
        else:
            return name
    return name


_WITHIN = re.compile(
    r".{2,8}?(?:开发区|经开区|高新区|新区|园区|[^村城]镇|乡)的?(.{3,}(?:园|园区|[产工]业园区|工业区|集中区|片区))$"
)
_OWN_ENDS = ("园", "区", "基地", "城", "谷", "小镇")
_KIND = re.compile("国家|省级|市级|经济|经开|高新|工业|产业|综合|开发|化工|物流|科技|示范|集聚|集中|现代|城市|新|农业")


def office_form(name: str) -> str:
    """One form for the spellings of an office: 发展和改革委员会 and 发改委 are one."""
    form = bare(name)
    for long, short in _OFFICES:
        form = form.replace(long, short)
    return form


def same_office(short: str, full: str, places: frozenset[str]) -> float:
    """How surely two names are one body, 0 to 1: 市政府 may be 盐城市人民政府, whose rank word it shares."""
    a, b = office_form(short), office_form(full)
    if a == b:
        return 1.0
    if without_place(a, places) == without_place(b, places) and bool(leading_place(a, places)) != bool(
        leading_place(b, places)
    ):
        return 0.9
    if b.endswith(a) and len(a) >= 3:
        before = b[: -len(a)]
        return 0.9 if leading_place(before, places) else 0.6
    if re.sub("[省市县区州旗](?=.{3})", "", a) == re.sub("[省市县区州旗](?=.{3})", "", b):
        return 0.9
    return 0.0
