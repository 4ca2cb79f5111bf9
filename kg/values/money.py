"""Sums of money in running text: 38.19亿元, 1亿2000万美元, 超百亿元, 7、8亿元 → kg.facts.Money.

A range keeps its lower bound; 余, 多, 超, 约, 近, 逾, 以上 keep the stated number. Not money:
classes (百亿级, 千亿元产业集群), prices and rates (元/吨, 每亩30万元, 人均), sums without a number
(数亿元, 几十亿元), and words that only look like it (三元锂电池, 3日元旦).

One pattern finds a number with whatever currency follows; what it found is judged by its
neighbourhood, cheapest test first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.facts import Money
from kg.values import Found
from kg.values.numerals import NUMBER, RANGE, fold, scale, tidy, value

CURRENCIES: Final[dict[str, str]] = {
    "美元": "USD", "美金": "USD", "US$": "USD", "USD": "USD", "$": "USD", "港元": "HKD", "港币": "HKD", "HK$": "HKD",
    "HKD": "HKD", "欧元": "EUR", "EUR": "EUR", "€": "EUR", "日元": "JPY", "JPY": "JPY", "韩元": "KRW", "韩币": "KRW",
    "英镑": "GBP", "GBP": "GBP", "£": "GBP", "新加坡元": "SGD", "新元": "SGD", "新币": "SGD", "澳元": "AUD",
    "加元": "CAD", "瑞士法郎": "CHF", "新台币": "TWD", "台币": "TWD", "卢布": "RUB", "泰铢": "THB", "林吉特": "MYR",
    "马币": "MYR", "印度卢比": "INR", "卢比": "INR", "澳门元": "MOP", "澳门币": "MOP", "迪拉姆": "AED",
    "越南盾": "VND", "元人民币": "CNY", "人民币": "CNY", "元": "CNY", "块钱": "CNY", "RMB": "CNY", "CNY": "CNY",
    "¥": "CNY", "￥": "CNY",
}  # fmt: skip
"""How a currency is written → its ISO 4217 code."""

_BY_LENGTH = sorted(CURRENCIES, key=len, reverse=True)
_SIGNS = ("US$", "HK$", "USD", "HKD", "EUR", "RMB", "CNY", "人民币", "$", "￥", "¥", "€", "£")
_UNIT = (
    "(?:" + "|".join(re.escape(c) for c in _BY_LENGTH if c not in ("$", "￥", "¥", "€", "£")) + ")(?![旦月宝素件器宇])"
)
_BLUR = "[余多来]?"
_CLASS = r"元?(?:级|量级|产业|集群|俱乐部|园区|板块|工业|强[市县区]|企业|规模|大?项目|能级|台阶|大关|目标|行列|元?户)"
_HEDGE = r"超过|超|过|逾|上|突破|破|近|达到|达"

_PATTERN = re.compile(
    rf"(?P<low>{NUMBER}){_BLUR}\s?(?P<unit_low>{_UNIT}|个亿元?)?"
    rf"(?:{RANGE}(?P<high>{NUMBER}){_BLUR}\s?(?P<unit_high>{_UNIT}|个亿元?)?)?"
)
_ROUND = re.compile(
    rf"(?:(?P<hedge>{_HEDGE})|(?<![\d十百千万余多几数个零一二三四五六七八九两点]))"
    rf"(?P<n>[十百千]?[万亿]|万亿)(?P<unit>美元|欧元|港元|元)?(?P<floor>以上)?"
)
_RATE = re.compile(r"\s?(?:/(?!年|月|季)|每(?![年月天日]))")
_IS_CLASS = re.compile(_CLASS)
_HAN_CLASS = re.compile(r"元?(?:级|量级|俱乐部|产业集群)")
_PER_UNIT = re.compile(
    r"(?:每(?:吨|亩|人|平方米|平米|㎡|台|套|辆|户|公斤|斤|件|头|度|千瓦时|立方米|小时|瓶|张|克)|[亩人户]均|单价|均价|月薪)"
    r"[^，。；、,;\d]{0,8}$"
)
_TOPIC = re.compile(
    r"(?:投资|投入|资金|资本|产值|收入|营收|税|利润|销售|贸易|融资|贷款|资产|补贴|额|增资|耗资|斥资|出资)"
    r"[^，。；、,;\d]{0,7}$"
)
_BOUNDARY = re.compile(r"$|[\s，。；、！？,;:：)）》”\"的以左右建打兴用之到落在]")
_LISTED = re.compile(r"(?<![\d.、])((?:\d{1,4}(?:\.\d+)?、)+)$")
_THING = re.compile(r"[余多]?[吨只片支件套台块平条千人立方颗粒个斤度瓦双枚株羽头辆米棵亩户瓶罐箱]")
_HAS_DIGIT = re.compile(r"[\d一二三四五六七八九两十壹贰叁肆伍陆柒捌玖]")
_LARGE = re.compile(r"[\d百千万亿]")


def find(text: str) -> Iterator[Found[Money]]:
    """Every sum of money in `text`, in order; `planned` is left None.

    >>> [f.value.value for f in find("一期投资1亿2000万元，二期投资3000万美元")]
    [120000000.0, 30000000.0]
    """
    folded = fold(text)
    found = [*_numbered(folded), *_round(folded)]
    found.sort(key=lambda f: f.start)
    end = 0
    for one in found:
        if one.start >= end:
            yield one
            end = one.end


def parse(text: str) -> Money | None:
    """The first sum of money in `text`, None where it states none.

    >>> parse("投资额38.19亿元")
    Money(value=3819000000.0, currency='CNY', planned=None)
    """
    return next((found.value for found in find(text)), None)


def _numbered(text: str) -> Iterator[Found[Money]]:
    """Sums with a number: 5亿元, 3000-5000万元, 7、8亿元."""
    position = 0
    while match := _PATTERN.search(text, position):
        start, low, high = match.start(), match["low"], match["high"]
        unit_low, unit_high = match["unit_low"], match["unit_high"]
        end = position = match.end()
        if high is not None and unit_high is None and (unit_low or not low.isdigit()):
            # 5亿元-一期: what follows the dash is no second bound
            end = position = match.end("unit_low" if unit_low else "low")
            high = None
        sign = _sign(text, start)
        unit = unit_high or unit_low or sign
        if not (unit or low[-1] in "万亿" or (high and high[-1] in "万亿")):
            continue
        if not _HAS_DIGIT.search(low) or not _stated(text, start, end, unit, high or low):
            continue
        factor = 1e8 if unit and unit.startswith("个亿") else 1.0
        shared = scale(high) if high else scale(low)
        amount = value(low)
        if high and not unit_low and scale(low) == 1.0:
            amount *= shared
        if high and value(high) < amount:
            continue
        currency = CURRENCIES.get((unit or "元").removeprefix("个亿"), "CNY")
        if unit == "元" and sign:
            currency = CURRENCIES[sign]
        for item in _LISTED.finditer(text[max(0, start - 40) : start]) if shared >= 1e4 and not high else ():
            at = start - len(item[1])
            for part in item[1].split("、")[:-1]:
                yield Found(at, at + len(part), Money(tidy(float(part) * shared), currency))
                at += len(part) + 1
        yield Found(start, end, Money(tidy(amount * factor), currency))


def _sign(text: str, start: int) -> str | None:
    """The currency sign that stands before a number."""
    head = text[max(0, start - 4) : start].rstrip(" ")
    return next((sign for sign in _SIGNS if head.endswith(sign)), None)


def _stated(text: str, start: int, end: int, unit: str | None, number: str) -> bool:
    """Whether a number with a currency or 亿 is a sum at all: not a class, a rate, 三元 or 几十亿."""
    if start and text[start - 1] in "几数第":
        return False
    before = text[max(0, start - 24) : start]
    if _PER_UNIT.search(before) or _HAN_CLASS.match(text, end) or _RATE.match(text, end):
        return False
    if unit == "元":
        return bool(_LARGE.search(number))  # 三元锂电池 has no sum in it
    if unit:
        return True
    if number[-1] == "万" and not _BOUNDARY.match(text, end):
        return False
    if before[-1:] in ("(", "（") and text[end : end + 1] in (")", "）") and number[-1] == "亿":
        return True
    return bool(_TOPIC.search(before)) and not _THING.match(text, end)


def _round(text: str) -> Iterator[Found[Money]]:
    """Sums that are a scale word alone: 超百亿元, 过亿元, 亿元以上."""
    for match in _ROUND.finditer(text):
        if not match["hedge"] and not (match["unit"] and match["floor"]):
            continue
        end = match.end("unit") if match["unit"] else match.end("n")
        if match["unit"] is None and not (
            "亿" in match["n"]
            and _TOPIC.search(text, max(0, match.start() - 14), match.start())
            and _BOUNDARY.match(text, end)
        ):
            continue
        if not match["floor"] and match["hedge"] in ("上", "达", "达到", "破", "突破") and _IS_CLASS.match(text, end):
            continue
        if match["hedge"] == "上" and text[match.start() - 1 : match.start()] in ("迈", "跃", "登", "冲"):
            continue
        yield Found(match.start("n"), end, Money(value(match["n"]), CURRENCIES[match["unit"] or "元"]))
