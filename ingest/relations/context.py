"""What the words around an anchor say about it: its left and right neighbourhood as features."""

from __future__ import annotations

import re

from ingest.relations.proposal import Block
from ingest.relations.scene import Scene

TRIGGERS = re.compile(
    r"(?P<total>总投资|总投|投资总额|投资额|计划投资|拟投资|预计投资|概算|总盘子|投入|出资|斥资|砸|掏|耗资|投资)"
    r"|(?P<output>总产值|产值|产出)"
    r"|(?P<sales>销售收入|销售额|营业收入|营收|主营业务收入|贸易额|交易额|收入|销售)"
    r"|(?P<tax>利税|税收|纳税|税金|缴税|创税|入库税|税)"
    r"|(?P<jobs>就业|用工|岗位|员工|职工|招工|饭碗)"
    r"|(?P<land>占地|用地|面积|地块|土地|征地|供地|划)"
    r"|(?P<floor>建筑面积|厂房|总建面|建面|场馆)"
    r"|(?P<capacity>年产|日产|月产|产能|产量|年处理|日处理|加工|装机|规模|生产|生产能力|吞吐)"
    r"|(?P<signed>签约|签下|签订|签署|合同|协议|引资|签)"
    r"|(?P<start>开工|动工|奠基|启动)"
    r"|(?P<done>竣工|投产|建成|落地|落户|投运)"
    r"|(?P<pipe>在谈|洽谈|储备|意向|跟踪|对接|在手)"
    r"|(?P<fund>到位|到账|实际利用内资|省外资金|市外资金)"
    r"|(?P<foreign>实际使用外资|实际利用外资|外资|使用外资)"
    r"|(?P<firms>市场主体|企业|公司|注册|登记|户)"
    r"|(?P<visit>走访|拜访|考察|接待|对接|来访)"
    r"|(?P<growth>同比增长|增长|增速|增幅|上升|下降|提高|增加)"
    r"|(?P<share>占|完成|比重|目标|任务|比例|持股|股权|达)"
    r"|(?P<plan>预计|将|计划|拟|可|力争|有望|达产后|建成后|投产后|目标)"
)


def grams(text: str, low: int, high: int) -> list[str]:
    """The character n-grams of `text` for n from `low` to `high`."""
    return [text[i : i + n] for n in range(low, high + 1) for i in range(len(text) - n + 1)]


def surroundings(scene: Scene, start: int, end: int) -> Block:
    """Features of the words left and right of the anchor, within its clause and its sentence."""
    text = scene.text
    c_low, c_high = scene.clause(start)
    s_low, _ = scene.sentence(start)
    left, right = text[max(c_low, start - 14) : start], text[end : min(c_high, end + 10)]
    out = [f"L{n}={left[-n:]}" for n in range(1, 6) if len(left) >= n]
    out += [f"R{n}={right[:n]}" for n in range(1, 5) if len(right) >= n]
    out += [f"l={g}" for g in set(grams(left[-12:], 2, 3))]
    out += [f"r={g}" for g in set(grams(right[:8], 2, 2))]
    if not left:
        out.append("L=^")
    clause_left = _last(text, c_low, start)
    out.append(f"tl={clause_left}")
    sentence_left = _last(text, max(s_low, start - 60), start)
    out.append(f"sl={sentence_left}")
    right_trigger = TRIGGERS.search(text, end, min(c_high, end + 12))
    out.append(f"tr={right_trigger.lastgroup if right_trigger else None}")
    out.append(f"tlr={clause_left}|{right_trigger.lastgroup if right_trigger else None}")
    for match in TRIGGERS.finditer(text, max(s_low, start - 40), start):
        out.append(f"in={match.lastgroup}")
    if scene.paragraph_at[start] == 0:
        out.append("intitle")
    return out


def _last(text: str, low: int, high: int) -> str | None:
    """The kind of the last trigger in `low`…`high`, with a mark where it touches the end."""
    found = None
    for match in TRIGGERS.finditer(text, low, high):
        found = match
    if found is None:
        return None
    return f"{found.lastgroup}{'!' if high - found.end() <= 3 else ''}"
