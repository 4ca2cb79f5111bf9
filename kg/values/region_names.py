"""The names that a Chinese region goes by: short forms by rule, older and re-ranked forms.

黔东南苗族侗族自治州 is also 黔东南州 and 黔东南; 宁乡市 is also 宁乡 and, in older or later articles,
宁乡县 or 宁乡区. One-character stems (忠县, 城区) have no short form.
"""

from __future__ import annotations

import re
from typing import Final

ABBREVIATIONS: Final[dict[str, str]] = {
    "京": "110000", "津": "120000", "冀": "130000", "晋": "140000", "蒙": "150000", "辽": "210000", "吉": "220000",
    "黑": "230000", "沪": "310000", "申": "310000", "苏": "320000", "浙": "330000", "皖": "340000", "闽": "350000",
    "赣": "360000", "鲁": "370000", "豫": "410000", "鄂": "420000", "湘": "430000", "粤": "440000", "桂": "450000",
    "琼": "460000", "渝": "500000", "川": "510000", "蜀": "510000", "黔": "520000", "贵": "520000", "滇": "530000",
    "云": "530000", "藏": "540000", "陕": "610000", "秦": "610000", "甘": "620000", "陇": "620000", "青": "630000",
    "宁": "640000", "新": "650000", "台": "710000", "港": "810000", "澳": "820000",
}  # fmt: skip
"""One-character names of the provinces (黔企, 川商), too common as characters to be searched for."""

_USUAL: Final[dict[str, tuple[str, ...]]] = {
    "150000": ("内蒙",),
    "152500": ("锡盟",),
    "150627": ("伊旗",),
    "222400": ("延边",),
    "220721": ("前郭",),
    "652800": ("巴州",),
    "652700": ("博州",),
    "653000": ("克州",),
    "433100": ("湘西",),
    "810000": ("香港特区",),
    "820000": ("澳门特区",),
    "710000": ("台湾地区",),
}
"""Names in use that no rule gives."""

_PEOPLES = (
    "蒙古族|蒙古|回族|藏族|维吾尔族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克"
    "|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|柯尔克孜|土族|达斡尔族|达斡尔|仫佬族|羌族"
    "|布朗族|撒拉族|毛南族|仡佬族|锡伯族|锡伯|阿昌族|普米族|塔吉克族|塔吉克|怒族|鄂温克族|德昂族|保安族|裕固族|独龙族|各族"
)
_AUTONOMOUS = re.compile(rf"^(?P<stem>.{{2,}}?)(?:{_PEOPLES})*(?P<kind>自治区|自治州|自治县|自治旗)$")
_ONLY_PEOPLE = re.compile(rf"^(?P<stem>(?:{_PEOPLES}|鄂伦春)+?)族?(?P<kind>自治县|自治旗)$")
_PLAIN = re.compile(r"^(?P<stem>.{2,}?)(?:特别行政区|地区|林区|特区|新区|[省市县区盟旗])$")


def stem(name: str) -> str:
    """The name without people and level: 恩施土家族苗族自治州 → 恩施; the name itself where no rule applies.

    >>> stem("黔东南苗族侗族自治州"), stem("宁乡市"), stem("东乡族自治县"), stem("浦东新区")
    ('黔东南', '宁乡', '东乡', '浦东')
    """
    if match := _ONLY_PEOPLE.match(name):
        return match["stem"].removesuffix("族")
    match = _AUTONOMOUS.match(name) or _PLAIN.match(name)
    return match["stem"] if match else name


def short_forms(code: str, name: str) -> list[str]:
    """What the region is called in running text besides its official name, shortest last.

    >>> short_forms("150000", "内蒙古自治区")
    ['内蒙', '内蒙古']
    >>> short_forms("522600", "黔东南苗族侗族自治州"), short_forms("500233", "忠县")
    (['黔东南州', '黔东南'], [])
    """
    found = list(_USUAL.get(code, ()))
    base = stem(name)
    if name.endswith("自治州"):
        found.append(base + "州")
    elif name.endswith("自治县"):
        found.append(base + "县")
    if len(base) >= 2 and base != name:
        found.append(base)
    return found


def other_ranks(name: str, level: str) -> list[str]:
    """The same place under another rank, as older and later articles write it: 宁乡市 → 宁乡县, 宁乡区.

    >>> other_ranks("宁乡市", "county")
    ['宁乡县', '宁乡区']
    """
    base = stem(name)
    if level != "county" or len(base) < 2 or "自治" in name or name[-1] not in "市县区":
        return []
    return [base + rank for rank in "市县区" if base + rank != name]
