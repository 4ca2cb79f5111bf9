"""The words that date expressions are made of, and the one pattern that finds them (see `dates`).

Tables give the step from the date that a word is reckoned from: 去年 is −1 year from the day of
publication, 次年 +1 year from the date before.
"""

from __future__ import annotations

import re
from typing import Final

_H = "一二三四五六七八九十"
_Y = r"(?:19|20)\d\d"
_HY = r"[一二][九〇零○0][一二三四五六七八九〇零○0]{2}"
_M = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{_H}])"
_D = rf"(?:3[01]|[12]\d|0?[1-9]|[二三]?十[{_H}]?|[{_H}])"
_DASH = r"\s?(?:[-—–―~～至到]|——)\s?"

YEAR_WORDS: Final[dict[str, int]] = {
    "前年": -2, "大前年": -3, "去年": -1, "上一年度": -1, "上年度": -1, "上年": -1, "上一年": -1,
    "今年": 0, "本年度": 0, "本年": 0, "年内": 0,
    "这一年": 0, "明年": 1, "来年": 1, "后年": 2,
}  # fmt: skip
STEP_WORDS: Final[dict[str, int]] = {"同年": 0, "当年": 0, "那年": 0, "次年": 1, "翌年": 1, "第二年": 1}
MONTH_WORDS: Final[dict[str, int]] = {
    "本月": 0, "这个月": 0, "上个月": -1, "上月": -1, "下个月": 1, "下月": 1,
}  # fmt: skip
MONTH_STEPS: Final[dict[str, int]] = {"当月": 0, "同月": 0, "次月": 1}
DAY_WORDS: Final[dict[str, int]] = {
    "今日": 0, "今天": 0, "今早": 0, "今晨": 0, "昨日": -1, "昨天": -1, "昨晚": -1, "前天": -2, "明日": 1, "明天": 1,
    "后天": 2,
}  # fmt: skip
DAY_STEPS: Final[dict[str, int]] = {"当天": 0, "当日": 0, "同日": 0, "次日": 1, "翌日": 1, "第二天": 1}
_VAGUE = "日前|近日|近期|最近|目前|眼下|当前|刚刚|现在|如今|连日来|不久前|前不久|上周|本周|下周|近年来|近年"
PLANS: Final[dict[str, str]] = {
    "十一五": "2006/2010", "十二五": "2011/2015", "十三五": "2016/2020", "十四五": "2021/2025", "十五五": "2026/2030",
}  # fmt: skip
HOLIDAYS: Final[dict[str, int]] = {"国庆": 10, "十一": 10, "元旦": 1, "五一": 5}


def _words(table: dict[str, int]) -> str:
    return "|".join(sorted(table, key=len, reverse=True))


_YEAR = (
    rf"(?:(?P<year>(?<!\d){_Y})(?:年度?|(?={_DASH}{_Y}年))|(?P<hyear>{_HY})年|(?<![\d.])(?P<short>[012]\d)年(?=\d{{1,2}}月|[底初末])"
    rf"|(?P<word>{_words(YEAR_WORDS)})|(?P<step>{_words(STEP_WORDS)}))"
)
_SEASON = r"(?:的?(?P<season>上旬|中旬|下旬|月?底|月?末|月?初|份)(?![级步中创期]))?"
_PART = (
    rf"(?:(?:(?P<m1>(?<![\d.]){_M})月?(?:份)?{_DASH})(?P<m2>{_M})月(?!\d|{_H[:3]})份?"
    rf"|(?<![\d.])(?P<month>{_M})月(?:份)?(?:(?P<day>{_D})(?:[日号](?![内游])(?:{_DASH}(?:{_M}月)?{_D}[日号])?|{_DASH}(?P<dayto>{_D})[日号])|{_SEASON})"
    rf"|前(?P<first>{_D})个?月|前(?P<firstq>[三3])个?季度|第?(?P<quarter>[一二三四1234])季度(?!性)|(?P<q1>[1一])(?:{_DASH}|、)(?P<q2>[234二三四])季度"
    rf"|(?P<half>[上下])半年|(?P<edge>年底|年末|年终|年初|岁末|底|末(?!端)|初(?!级|步|中|创|期|见|具|心)|伊始)|(?:(?P<holiday>国庆|元旦|五一(?=[期节前劳]))|“(?P<quoted>五一|十一|元旦|国庆)”)节?(?:期间|前夕?)?|年中(?=[，。、；建投开竣完])|以来|全年|(?<![\d{_H}几两数])年内)"
)
EXPRESSION: Final = re.compile(
    rf"(?P<iso>(?<![\d.:-]){_Y}(?P<sep>[-/.])(?:1[0-2]|0?[1-9])(?:(?P=sep)(?:3[01]|[12]\d|0?[1-9]))(?![\d-])|(?<![\d.:-]){_Y}[-/](?:1[0-2]|0[1-9])(?![\d/-]))"
    rf"|(?P<span>(?<!\d)(?P<y1>{_Y})年?{_DASH}(?P<y2>{_Y})年(?!\d{{1,2}}月))"
    rf"|“?(?P<plan>十[一二三四五]五)(?:”|(?=时期|期间|末|初|规划|开局|收官))(?:时期|期间|规划)?"
    rf"|{_YEAR}(?:年?的?{_PART})?"
    rf"|(?P<mword>{_words(MONTH_WORDS)}|{_words(MONTH_STEPS)})(?:(?P<mday>{_D})[日号]|(?P<mseason>上旬|中旬|下旬|底|末|初))?"
    rf"|(?P<dword>{_words(DAY_WORDS)}|{_words(DAY_STEPS)})"
    rf"|(?P<vague>{_VAGUE})"
    rf"|{_PART.replace('(?P<', '(?P<b_')}"
    rf"|(?<![\d月.\-—~至到{_H}两几多数第])(?P<bday>3[01]|[12]\d|[1-9])日(?!内|游|间|产|均|元|趋|[处加])"
)
TO_MONTH: Final = re.compile(
    rf"{_DASH}(?:(?P<year>{_Y})年|(?P<word>{_words(YEAR_WORDS)})|(?P<step>{_words(STEP_WORDS)}))?(?P<month>{_M})月(?!\d)"
)
TO_YEAR: Final = re.compile(rf"{_DASH}(?P<year>{_Y})年(?!\d)")
SENTENCE_END: Final = re.compile(r"[。！？!?\n]")
AHEAD: Final = re.compile(
    r"预计|计划|将(?!军|近|台)|拟|力争|有望|争取|确保|明年|后年|来年|即将|打算|预期|目标|要在|要赶|要到|下月|下个月|定在|赶在"
)
FOLLOWS: Final = re.compile(r"(?:[年月天日周]后的?|随后|此后|其后|之后|紧接着)[，,]?[的在于]?$")
CLAUSE_END: Final = re.compile(r"[，。；！？,;!?\n]")
