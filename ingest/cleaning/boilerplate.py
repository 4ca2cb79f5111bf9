"""Sets aside the lines of a page that are not the report: where you are, share bars, editors, links, footers.

What they state is not lost: `Traced.asides` keeps each with its place and kind, and the date of
publication is looked for there.
"""

from __future__ import annotations

import re

from ingest.cleaning.traced import AsideKind, Traced

_OPEN = r"(?:[^\w“‘—]|_)*"
_DATE = r"(?>(?:19|20)\d{2}\s*[年./-]\s*\d{1,2}(?:\s*[月./-]\s*\d{1,2}\s*日?|\s*月)?(?!\d))"
_CLOCK = r"(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"


def _begins(*words: str) -> re.Pattern[str]:
    """Lines that begin, after brackets and marks, with one of the expressions."""
    return re.compile(f"{_OPEN}(?:{'|'.join(words)})")


KINDS: dict[AsideKind, re.Pattern[str]] = {
    "navigation": _begins(
        r"(?:您|你)?(?:当前|现在|目前)?(?:所在)?的?(?:位置|页面)\s*(?:是|为)?\s*[:：]",
        r"(?:网站)?首页\s*[>＞»›/\-|｜→]",
        r"打印",
        r"关闭(?:本页|窗口|此页)?\s*[\]】)]",
        r"返回(?:顶部|首页|列表)",
        r"加入收藏|设为首页|无障碍|繁体版|手机版|登录|注册\s*[|｜]",
    ),
    "share": _begins(
        r"分享(?:到|至|给)?\s*[:：]|分享(?:到|至)",
        r"(?:微信)?扫一?扫|扫描?二维码|用微信|长按|关注我们|点击(?:上方)?[“\"]?蓝字",
        r"(?:字号|字体|字体大小|文字大小)\s*[:：【\[(]",
        r"点赞|收藏\s*[|｜\]】]|我要(?:评论|纠错|分享)|评论\s*[(（]\d+|复制链接|广告位?",
    ),
    "editor": _begins(
        r"(?:责任编辑|责任?编辑?|责编|编辑|值班编辑|编审|编录|审核|审校|校对|校核|初审|复审|终审|一审|二审|三审|监制)\s*[:：丨|｜/]",
        r"(?:来源|稿源|信息来源|文章来源|图片来源|供稿|供图|作者|撰稿|撰文|原标题|原文链接)\s*[:：丨|｜/]",
        r"(?:责编|编辑)\s",
    ),
    "related": _begins(
        r"[上下]一[篇条页则]",
        r"相关(?:阅读|链接|新闻|报道|文章|资讯|推荐|附件|文档|内容|热词)",
        r"延伸阅读|推荐阅读|猜你喜欢|您可能感兴趣|精彩推荐|往期回顾|友情链接|网友评论",
        r"热门(?:文章|新闻|推荐|点击|排行|阅读)|点击排行|更多(?:精彩|新闻|>>|»)",
        r"最新(?:文章|新闻|资讯)\s*[:：]?\s*$|附件\s*[:：]\s*$",
    ),
    "header": _begins(
        r"(?:发布|更新|发表|发稿|添加|成文|录入|刊发)?(?:时间|日期|于)\s*[:：]|发布\s*[:：]",
        rf"{_DATE}\s*{_CLOCK}\s*(?:星期.|周.|要闻版|第\d+版)?\s*[)）\]】]?\s*(?:$|[|｜\[【(（　 ]\s*[^\s\d])",
        r"[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?\s*$",
        r"(?:浏览|阅读|点击|访问|人气|查看)(?:次数|量|数)?\s*[:：]",
        r"(?:文号|索引号|发布机构)\s*[:：]",
    ),
}
"""What the lines of each kind begin with."""

_FOOTER = re.compile(
    r"版权(?:所有|声明|归)|Copyright|©|ICP备|ICP证|公网安备|未经授权|免责声明"
    r"|(?:主办|承办|技术支持|主管)(?:单位)?\s*[:：].{0,60}$"
    r"|网站标识码|分辨率浏览|网站地图|位访客|(?:关于我们|联系我们|法律声明)\s*[|｜]"
    r"|举报电话|(?:新闻热线|投稿邮箱|投稿热线|联系电话)\s*[:：]",
    re.I,
)
_NAMES = r"[\u4e00-\u9fff]{2,4}(?:\s*[/／、|｜ ]\s*[\u4e00-\u9fff]{2,4})*"
_CREDIT_ONLY = re.compile(
    r"\s*[(（【\[□■◎]?\s*(?:(?:本报|本网|本刊)?(?:首席|见习|实习)?(?:全媒体)?"
    r"(?:记者|通讯员|实习生|编辑|责编|作者|文|图|摄影|摄)"
    rf"\s*[/／:：|｜ ]?\s*{_NAMES}\s*[/／、|｜;； ]*)"
    r"{1,5}[)）】\]]?\s*"
)
_EMPTY = re.compile(r"[\W_]+")
_CLAUSE = re.compile("[，。；！？,;!?]")
_BYLINE = re.compile(
    rf"{_DATE}|(?<!\d)(?:1[0-2]|0?[1-9])-(?:3[01]|[12]\d|0?[1-9])(?!\d)"
    r"|(?:来源|责编|编辑|记者|通讯员|作者)\s*[:：/ ]"
)
_ISSUE = re.compile(rf"[报网刊台版期]\s*{_DATE}|{_DATE}\s*(?:日\s*)?(?:第|[A-D]\d+版|[一-鿿]{{2,8}}(?:报|网)\s*$)")
_OUTLET = re.compile(
    r"(?:日报|晚报|晨报|早报|时报|都市报|周刊|周报|杂志|公众号|新闻网|电视台|记者站|撰稿|特约|通讯员)|[图文]\s*[/／]"
)
_ISSUER = re.compile("局|政府|委员会|公司|大会|会议|管委会|办公室|经理|主任|书记|[市县区]长|——")
_STEP = re.compile("[>＞»›→]+")
LEAST_STEPS = 3
"""How many steps make a path through a site."""
UNDER_HEADLINE = 3
"""How many lines from the top may hold a line that only names the paper."""
HEAD_LINES = 6
"""How many lines from the top may hold a line that only says who published when."""
_LONGEST_HEADER = 120
_LONGEST_ITEM = 60


def set_boilerplate_aside(traced: Traced) -> Traced:
    """The text without the lines that are not the report."""
    out: list[tuple[int, int, AsideKind]] = []
    listing = False
    position = 0
    lines = [(start, end) for start, end in traced.lines() if traced.text[start:end].strip()]
    for start, end in lines:
        line = traced.text[start:end]
        kind = kind_of(line)
        if kind is None and _may_be_byline(line, position, last=(start, end) == lines[-1]):
            kind = "header"
        position += kind is None or kind == "header"
        if kind is None and listing and _is_item(line):
            kind = "related"
        listing = kind == "related" and (listing or _opens_list(line))
        if kind is not None:
            out.append((start, end, kind))
    return traced.set_aside(out) if out else traced


def kind_of(line: str) -> AsideKind | None:
    """What kind of boilerplate a line is, None where it belongs to the report.

    >>> kind_of("分享到：微信 微博 QQ空间"), kind_of("时间：2023-10-08 08:40    来源：综合")
    ('share', 'header')
    >>> kind_of("分享会上，恒力集团签下二期项目。") is None
    True
    """
    long = len(line) > _LONGEST_HEADER
    for kind, pattern in KINDS.items():
        if pattern.match(line) and not (long or _is_sentence(line, kind)):
            return kind
    if not long and _FOOTER.search(line) and not _is_sentence(line, "navigation"):
        return "navigation"
    if not long and _is_path(line):
        return "navigation"
    if len(line) <= _LONGEST_ITEM and _CREDIT_ONLY.fullmatch(line):
        return "editor"
    if "…" not in line and line.strip()[0] not in "。，、；：？！”）》%" and _EMPTY.fullmatch(line):
        return "markup"
    return None


def _is_path(line: str) -> bool:
    """A path through a site: 某某网 > 招商 > 园区动态."""
    steps = _STEP.split(line.strip())
    least = 2 if ">>" in line or "»" in line else LEAST_STEPS
    return len(steps) >= least and all(0 < len(step.strip()) <= 24 for step in steps) and not _CLAUSE.search(line)


def _is_sentence(line: str, kind: AsideKind) -> bool:
    """A line with a full stop and a clause is the report's, whatever word it begins with; links may be anything."""
    if kind == "header" and "，" in line and len(line) > _LONGEST_ITEM:
        return True
    return kind not in ("related", "share", "editor") and "。" in line and "，" in line


def _may_be_byline(line: str, position: int, *, last: bool) -> bool:
    """Whether a line near the headline or the last one only says who published when: 科技报 2021-12-09 第7版."""
    if len(line.strip()) > _LONGEST_ITEM or _CLAUSE.search(line) or _ISSUER.search(line):
        return False
    if position == 0:
        return bool(_ISSUE.search(line))
    return ((position < HEAD_LINES or last) and bool(_BYLINE.search(line))) or (
        position < 3 and bool(_OUTLET.search(line))
    )


def _opens_list(line: str) -> bool:
    return len(line.strip()) <= 12


def _is_item(line: str) -> bool:
    return len(line.strip()) <= _LONGEST_ITEM and "。" not in line
