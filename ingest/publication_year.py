"""Infers in which year an undated report was written, where the years that it mentions allow it.

Rules tried on annotated reports; those kept are right in most cases (the first three nearly always):

1. a month of the latest year lies after the month in which the report opens: the year after;
2. an event, a round or a document bears the latest year (2022年某某推介会, 2019年秋季集中开工, 《2022年…》,
   〔2010〕), or the headline does: that year;
3. the report uses no word like 今年 or 去年 but writes every year out, and dates an event of the latest
   year to the day: that year;
4. the report says 今年 or 去年, and one year lies between the latest that is past and the first for which
   something is planned: that one.

Dropped because they were wrong more often than right: the latest year mentioned, the year after it, a
year in one sentence with 今年. Years for which something is planned say nothing but in rule 4.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?=年|(?![多万余亿千百个人家亩台套吨元户公平只辆名项件])[一-鿿]|〕)")
_PLAN_BEFORE = re.compile(
    r"(?:到|至|预计|计划|力争|争取|将[于在]?|拟|定[在于]?|目标|规划|预期|确保|赶在|最迟|最晚|有望|排[到在]|施工期|延到|拖到|推迟到|原定|承诺|要在|展望|写给)"
    r"[^，。；\n]{0,14}$"
)
_PLAN_AFTER = re.compile(
    r"年?(?:[一二三四]季度|[上下]半年|\d{1,2}月|春天|夏天|秋天|冬天|年?[底末初中])*(?:以?前|之前)?[^，。；\n已了过的]{0,8}"
    r"(?:将|计划|预计|力争|有望|可望|目标|投产|建成|投用|启用|下线|交付|并网|竣工|完工|达产|试产|试生产|生产|出产品|启动|投运|通线|实现|要|完成|开车)"
    r"(?!的|了)"
)
_NAMED = re.compile(
    r"年?[一-鿿“”·—-]{1,16}(?:大会|博览会|推介会|论坛|洽谈会|年会|峰会|投洽会|说明会|专题会|签约仪式|开工仪式|交流会|(?<=项目)谋划)"
)
_ROUND = re.compile(r"年(?:第[一二三四五六七八九十\d]+[次批场期届](?!产)|[春夏秋冬]季|[一二三四]季度)[一-鿿]{2,16}")
_DAY = re.compile(r"年\d{1,2}月\d{1,2}日")
_RELATIVE = re.compile("今年|去年|前年|明年|上年|本月|上月|昨天|昨日|今天")
_MONTH = re.compile(r"年(1[0-2]|[1-9])月")


@dataclass(frozen=True, slots=True)
class _Mention:
    """A year that is mentioned, and what stands around it."""

    year: int
    start: int
    before: str
    after: str

    @property
    def planned(self) -> bool:
        """Whether something is planned for it."""
        if self.entitled:
            return False
        return bool(_PLAN_BEFORE.search(self.before) or _PLAN_AFTER.match(self.after))

    @property
    def month(self) -> int | None:
        """The month that follows it."""
        stated = _MONTH.match(self.after)
        return int(stated[1]) if stated else None

    @property
    def entitled(self) -> bool:
        """Whether an event or a document bears the year in its title."""
        return bool(_NAMED.match(self.after)) or self.before.endswith(("《", "〔"))

    @property
    def named(self) -> bool:
        """Whether an event, a document or a round bears the year."""
        return self.entitled or bool(_ROUND.match(self.after) and not self.planned)


def infer_year(text: str, month: int | None) -> int | None:
    """The year in which `text` was written, None where it gives too little.

    `month` is the month in which the report opens, None where that is not known.

    >>> infer_year("今年3月，2022年第一批重点项目开工。去年也有两批。", None)
    2022
    >>> infer_year("2月23日，发布会召开。2022年10月签约的项目都已动工。", 2)
    2023
    >>> infer_year("项目预计2025年6月投产，比去年晚。", None) is None
    True
    """
    mentions = [
        _Mention(int(m[1]), m.start(), text[max(m.start() - 18, 0) : m.start()], text[m.end() : m.end() + 30])
        for m in _YEAR.finditer(text)
    ]
    past = [mention for mention in mentions if not mention.planned]
    if not past:
        return None
    latest = max(mention.year for mention in past)
    places = [mention for mention in past if mention.year == latest]
    if month and any(mention.month and mention.month > month for mention in places):
        return latest + 1
    headline = len(text.partition("\n")[0])
    if any(mention.named or mention.start < headline for mention in places):
        return latest
    if not _RELATIVE.search(text) and any(_DAY.match(mention.after) for mention in places):
        return latest
    planned = min((mention.year for mention in mentions if mention.planned and mention.year > latest), default=None)
    if planned == latest + 2 and _RELATIVE.search(text):
        return latest + 1
    return None
