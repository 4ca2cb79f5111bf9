"""Variants of annotated articles: the same sentences with other names in them.

A model that has seen one firm in a sentence should know any firm there by the sentence. Names are
exchanged for names of the same type and shape from the training articles, or for invented ones;
deterministic by the article's name and the number of the variant.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from functools import cache

from ingest.components.columns import SURNAMES
from kg.values.regions import gazetteer

Spans = list[tuple[int, int, str]]

_BRAND = (
    "华盛鑫瑞泰恒宏隆德信博科达兴荣源丰润和嘉美亿联创新天海金银龙凯奥迪威雅伟康健佳明光星辰翔飞腾昌盈利通锐捷思睿智云芯微"
    "超卓立正元亨祥福永昊晟曜禾谷川岭峰岳松柏桐森林沃泽波涛洋江河湖浦港斯特尔克姆巴萨洛维普拉马罗诺伯格莱菲卡纳赛欧安众"
)
_TRADE = (
    "新材料、新能源、科技、电子、生物、医药、食品、机械、重工、智能、精密、化工、纺织、建材、物流、光电、半导体、汽车零部件、环保、农业、实业、"
    "电气、装备、信息、动力、锂电、光伏、制药、医疗、包装、陶瓷、玻璃、铝业、矿业、乳业、饮料、家居、控股、能源、数据"
)
_TRADES = _TRADE.split("、")
_LEGAL = ["有限公司", "股份有限公司", "有限责任公司", "集团", "公司", "集团有限公司", "科技有限公司"]
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国志文玉海林波晓东红春宇鹏飞浩宁欣怡子涵雨轩博凯旋立新永康振庆"
)


def shape(kind: str, name: str) -> str:
    """What must agree between a name and its replacement."""
    if kind == "Company":
        match = re.search(r"(有限公司|有限责任公司|公司|集团|股份)$", name)
        return match[1] if match else ("short" if len(name) <= 4 else "long")
    if kind == "Project":
        match = re.search(r"(项目|工程|生产线|基地|产业园|园|中心|厂)$", name)
        return match[1] if match else "other"
    return name[-2:] if kind in ("Organization", "Park") else ""


class Pool:
    """The names of the training articles by type and shape."""

    def __init__(self, annotated: list[tuple[str, Spans]]) -> None:
        self.names: dict[tuple[str, str], list[str]] = defaultdict(list)
        for text, spans in annotated:
            for name, kind in sorted({(text[start:end], kind) for start, end, kind in spans}):
                self.names[kind, shape(kind, name)].append(name)

    def other(self, kind: str, name: str, dice: random.Random) -> str:
        """Another name of the type and shape of `name`."""
        if kind == "Person":
            return dice.choice(SURNAMES[:200]) + "".join(dice.choices(_GIVEN, k=max(1, min(2, len(name) - 1))))
        if kind == "Company" and dice.random() < 0.6:
            return _invented(shape(kind, name), dice)
        if kind in ("Region", "Phase"):
            return name  # a region brings its neighbours' and its gazetteer's evidence with it
        return dice.choice(self.names[kind, shape(kind, name)] or [name])


def _invented(form: str, dice: random.Random) -> str:
    """A firm that does not exist, of the given shape."""
    brand = "".join(dice.choices(_BRAND, k=dice.choice((2, 2, 2, 3))))
    if form == "short":
        return brand + (dice.choice(_TRADES)[:2] if dice.random() < 0.4 else "")
    place = dice.choice(_regions()) if dice.random() < 0.4 else ""
    if form == "long":
        return place + brand + dice.choice(_TRADES)
    legal = form if form in ("集团", "公司", "股份") else dice.choice(_LEGAL[:3])
    return place + brand + dice.choice(_TRADES) + legal


@cache
def _regions() -> list[str]:
    """Short names of provinces and prefectures."""
    levels = ("province", "prefecture")
    return [min(gazetteer().names_of(region), key=len) for region in gazetteer() if region.level in levels]


def vary(name: str, text: str, spans: Spans, pool: Pool) -> tuple[str, Spans]:
    """The text with every name exchanged, the same name always for the same other one; and where they stand."""
    dice = random.Random(name)
    swap: dict[tuple[str, str], str] = {}
    parts: list[str] = []
    placed: Spans = []
    last = length = 0
    for start, end, kind in spans:
        old = text[start:end]
        if (kind, old) not in swap:
            swap[kind, old] = pool.other(kind, old, dice)
        new = swap[kind, old]
        parts += [text[last:start], new]
        length += start - last
        placed.append((length, length + len(new), kind))
        length += len(new)
        last = end
    parts.append(text[last:])
    return "".join(parts), placed
