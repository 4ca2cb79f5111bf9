"""Infers in which year an undated report was written, from the years that it mentions.

1. Years of plans (到2025年, 2025年前建成, 预计2024年) say nothing; the latest other year is a lower bound.
2. A sentence that uses 今年 beside that year, or an event or a document named after it (2022中国
   某某大会, 《2022年…办法》), says that it is the year itself.
3. A report that says 今年 or 去年 and never ties them to the latest year speaks of that year as past:
   it was written in the year after. So was one whose opening month lies before a month of the latest year.
"""

from __future__ import annotations

import re

_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?=年|[\u4e00-\u9fff]|[—–-](?:19|20)\d{2}年)")
_AHEAD = re.compile(
    r"(?:到|至|预计|计划|力争|争取|将于|拟于|定在|目标|规划|预期|确保|赶在|最迟|最晚|有望|排到|延到|拖到|推迟到|原定)[^，。；\n]{0,10}$"
)
_AHEAD_AFTER = re.compile(
    r"^年?(?:\d{1,2}月)?(?:底|末|初|上半年|下半年|前|以前|年?中)?(?:前|之前|以前)?[^，。；\n]{0,6}(?:将|建成投产后|计划|预计|力争|有望|可望|目标|实现)"
)
_NAMED = re.compile(
    r"^年?[\u4e00-\u9fff“”·—-]{2,16}(?:大会|博览会|推介会|论坛|洽谈会|年会|峰会|投洽会|说明会|专题会|签约仪式|交流会|活动|节)"
)
_SENTENCE = re.compile(r"[^。！？\n]+")
_NOW = re.compile("今年|今年以来|当前|目前")
_LAST = re.compile("去年|上年|上一年")
_MONTH = re.compile(r"^年(1[0-2]|[1-9])月")


def infer_year(text: str, month: int | None) -> int | None:
    """The year in which `text` was written, None where it gives no hint.

    `month` is the month in which the report opens, None where that is not known.

    >>> infer_year("今年3月，2022年第一批项目开工。去年也有两批。", None)
    2022
    >>> infer_year("2月23日，发布会召开。2022年全区签约项目1600个，今年还要更多。", 2)
    2023
    """
    past: dict[int, list[re.Match[str]]] = {}
    for match in _YEAR.finditer(text):
        before, after = text[max(match.start() - 14, 0) : match.start()], text[match.end() : match.end() + 20]
        if not (_AHEAD.search(before) or _AHEAD_AFTER.match(after)):
            past.setdefault(int(match[1]), []).append(match)
    if not past:
        return None
    latest = max(past)
    if _is_this_year(text, latest, past[latest]):
        return latest
    return latest + 1 if _is_over(text, past[latest], month) else latest


def _is_this_year(text: str, year: int, places: list[re.Match[str]]) -> bool:
    """Whether a sentence ties 今年 to the year, or an event or document bears it."""
    for match in places:
        before, after = text[max(match.start() - 14, 0) : match.start()], text[match.end() : match.end() + 24]
        if _NAMED.match(after) or before.endswith(("《", "“")):
            return True
    return any("今年" in sentence and f"{year}年" in sentence for sentence in _SENTENCE.findall(text))


def _is_over(text: str, places: list[re.Match[str]], month: int | None) -> bool:
    """Whether the report looks back on the year."""
    for match in places:
        stated = _MONTH.match(text[match.end() : match.end() + 4])
        if month and stated and int(stated[1]) > month:
            return True
    return bool(_LAST.search(text) or "今年" in text)
