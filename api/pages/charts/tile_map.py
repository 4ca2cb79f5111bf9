"""Provinces as a grid of equal tiles, so that a small one is seen as well as a large one and no border is drawn."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_GRID: Final = (
    "........黑",
    "新....蒙.辽吉",
    "..甘宁晋冀京津.",
    "藏青.陕豫鲁...",
    "..川渝鄂皖苏沪.",
    "..云贵湘赣浙..",
    "...桂粤闽.台.",
    "...琼澳港...",
)
_SHORT: Final = {
    "黑": "黑龙江", "新": "新疆", "蒙": "内蒙古", "辽": "辽宁", "吉": "吉林", "甘": "甘肃", "宁": "宁夏", "晋": "山西",
    "冀": "河北", "京": "北京", "津": "天津", "藏": "西藏", "青": "青海", "陕": "陕西", "豫": "河南", "鲁": "山东",
    "川": "四川", "渝": "重庆", "鄂": "湖北", "皖": "安徽", "苏": "江苏", "沪": "上海", "云": "云南", "贵": "贵州",
    "湘": "湖南", "赣": "江西", "浙": "浙江", "桂": "广西", "粤": "广东", "闽": "福建", "台": "台湾", "琼": "海南",
    "澳": "澳门", "港": "香港",
}  # fmt: skip
SIZE: Final = 44
"""The side of a tile with its gap."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A province: its short name, where it stands, its value, and 0 to 5 how much that is beside the largest."""

    name: str
    x: int
    y: int
    value: float
    level: int
    key: str


def tiles(values: Mapping[str, tuple[str, float]]) -> list[Tile]:
    """Every province with its value; `values` are key and value by official name.

    >>> found = {tile.name: tile for tile in tiles({"贵州省": ("iri", 9.0)})}
    >>> len(found), found["贵州"].level, found["内蒙古"].level
    (34, 5, 0)
    """
    most = max((value for _, value in values.values()), default=0.0)
    made = []
    for row, line in enumerate(_GRID):
        for column, short in enumerate(line):
            if short == ".":
                continue
            name = _SHORT[short]
            key, value = next((found for full, found in values.items() if full.startswith(name)), ("", 0.0))
            level = math.ceil(5 * math.sqrt(value / most)) if value else 0
            made.append(Tile(name, column * SIZE, row * SIZE, value, level, key))
    return made
