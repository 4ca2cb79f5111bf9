"""Steps in the life of a project: a trigger word (签约, 开工, 投产 …) × the project × a date.

Every trigger is an anchor; the project is looked for as for a value. The date is chosen by a model of
its own among the dates of the sentence, those before it, the day of publication and none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.linear import Linear, choose
from ingest.relations.attach import candidates, is_phase, view
from ingest.relations.context import grams
from ingest.relations.planned import AHEAD, planned
from ingest.relations.proposal import NEAR, Block, Proposal, step
from ingest.relations.scene import Scene, Value
from kg.facts import Milestone

TRIGGER = re.compile(
    r"(?P<equipmentInstalled>设备(?:已|全部|陆续|正在|开始)?(?:进场|安装|搬入|进驻|到位|入场|调试)|安装设备|安装调试|设备[^，。]{0,6}(?:进场|安装|搬入)|吊装|移入)"
    r"|(?P<trialProduction>试生产|试运行|试投产|试产|调试生产|投料试车|联动试车|带料试车|试车|试营业|试运营|小批量生产)"
    r"|(?P<fullCapacity>达产|满产|满负荷|达效)"
    r"|(?P<toppedOut>封顶|主体完工|主体结构完成|主体完成|主体已)"
    r"|(?P<approved>获批|批复|核准|立项|备案|环评|批准|过会|审批|取得[^，。]{0,8}(?:许可|证)|拿地|摘牌|摘地|供地|审议通过|通过[^，。]{0,6}审)"
    r"|(?P<signed>签约|签下|签订|签署|签了|签|落笔|达成协议|敲定|落定|成功引进|引进|正式入驻|牵手)"
    r"|(?P<constructionStart>开工|动工|奠基|破土|打桩|启动建设|开建|动土|进场施工|进入施工|启动|开始建设|开始施工|施工)"
    r"|(?P<productionStart>投产|投运|投用|下线|开业|启用|投入使用|投入运营|投入运行|投入生产|开园|开馆|开门迎客|并网|点火|运营|通车|量产|开仓|出货|揭牌|交付使用|投料|营业|生产出|产出)"
    r"|(?P<completion>竣工|建成|完工|完成建设|交付|落成|建好|交卷|收官|全面完成|验收)"
)
NO = re.compile(
    r"尚未|没有|未能|还没|并未|未|暂停|终止|取消|搁置|暂缓|如果|是否|何时|能否|争取|希望|在谈|洽谈|意向|有意|不|等待|等"
)
TYPES = ("Project", "Company", "Park", "Region")


def triggers(scene: Scene) -> list[tuple[int, int, str]]:
    """Start, end and kind of every word that can report a milestone."""
    found: list[tuple[int, int, str]] | None = scene.cache.get("triggers")
    if found is None:
        found = [(m.start(), m.end(), m.lastgroup or "") for m in TRIGGER.finditer(scene.text)]
        scene.cache["triggers"] = found
    return found


def trigger_words(scene: Scene, start: int, end: int, kind: str) -> Block:
    """What the words around a trigger say about its being an event of its kind."""
    text = scene.text
    c_low, c_high = scene.clause(start)
    s_low, s_high = scene.sentence(start)
    word, left, right = text[start:end], text[max(c_low, start - 12) : start], text[end : min(c_high, end + 10)]
    out = [f"w={word}", f"kind={kind}", f"wl1={word}|{left[-1:]}", f"wr1={word}|{right[:1]}", f"wr2={word}|{right[:2]}"]
    out += [f"{kind}|L{n}={left[-n:]}" for n in range(1, 4) if len(left) >= n]
    out += [f"{kind}|R{n}={right[:n]}" for n in range(1, 4) if len(right) >= n]
    out += [f"l={g}" for g in set(grams(left, 2, 2))] + [f"r={g}" for g in set(grams(right, 2, 2))]
    for match in NO.finditer(text, max(s_low, start - 20), min(s_high, end + 12)):
        out.append(f"no={match.group()}|{match.start() < start}")
    for match in AHEAD.finditer(text, s_low, start):
        out.append(f"ahead={match.group()[:2]}")
    if re.search(r"[0-9一二三四五六七八九十百两多]+余?[个项]", text[max(s_low, start - 16) : min(s_high, end + 16)]):
        out.append(f"counted|{kind}")
    dates = [v for v in dated(scene) if s_low <= v.start < s_high]
    out.append(f"dates={min(len(dates), 3)}|{kind}")
    out.append(f"clausedate={any(c_low <= v.start < c_high for v in dates)}|{kind}")
    others = [t for t in triggers(scene) if s_low <= t[0] < s_high and t[0] != start]
    out += [f"other={t[2]}|{kind}|{t[0] < start}" for t in others[:6]]
    if not right:
        out.append(f"R=$|{kind}")
    if scene.paragraph_at[start] == 0:
        out.append("intitle")
    if any(s.start <= start and end <= s.end and not s.generic for s in scene.between(start - 30, end)):
        out.append(f"inname|{word}")
    return out


def dated(scene: Scene) -> list[Value]:
    """The dates of the article, by position."""
    found: list[Value] | None = scene.cache.get("dated")
    if found is None:
        found = [v for v in scene.values if v.kind == "date" and v.value]
        scene.cache["dated"] = found
    return found


def choices(scene: Scene, start: int, end: int, kind: str) -> list[tuple[str | None, Block]]:
    """The dates that an event may have, each with its features; None stands for no date."""
    text = scene.text
    sentence = scene.sentence_at[start]
    s_low, s_high = scene.sentences[sentence]
    ahead = planned(scene, start, end)
    inside = [v for v in dated(scene) if s_low <= v.start < s_high]
    earlier = [v for v in dated(scene) if v.end <= s_low][-3:]
    before_order = {id(v): n for n, v in enumerate(reversed([v for v in inside if v.end <= start]))}
    after_order = {id(v): n for n, v in enumerate([v for v in inside if v.start >= end])}
    out: list[tuple[str | None, Block]] = []
    context = f"{ahead}|{min(len(inside), 2)}"
    for v in inside:
        before = v.end <= start
        order = min(before_order[id(v)] if before else after_order.get(id(v), 0), 2)
        between = text[v.end : start] if before else text[end : v.start]
        clauses = min(abs(scene.clause_at[start] - scene.clause_at[v.start]), 3)
        events = sum(1 for t in triggers(scene) if (v.end <= t[0] < start if before else end <= t[0] < v.start))
        events_other = sum(1 for t in triggers(scene) if s_low <= t[0] < s_high)
        later = bool(scene.date and v.value > scene.date)
        f = [
            "in", f"in|{before}|{order}", f"in|{before}|{order}|c{clauses}", f"in|{before}|d{step(len(between), NEAR)}",
            f"in|ev{min(events, 3)}|{before}", f"in|ev{min(events, 3)}|{before}|{order}|c{clauses}",
            f"in|later={later}|ahead={ahead}", f"in|len{len(v.value)}", f"in|{context}|{before}|{order}",
            f"in|{kind}|{before}", f"in|evs{min(events_other, 3)}|{before}|{order}",
        ]  # fmt: skip
        if len(between) <= 4:
            f.append(f"in|t={between}|{before}")
        f += [f"in|dl={text[max(0, v.start - 2) : v.start]}", f"in|dr={text[v.end : v.end + 1]}|{before}"]
        f += [f"in|has={w}" for w in "，；：、和与" if w in between]
        out.append((v.value, f))
    for n, v in enumerate(reversed(earlier)):
        gap = min(sentence - scene.sentence_at[v.start], 4)
        same = scene.paragraph_at[v.start] == scene.paragraph_at[start]
        first = scene.sentence_at[v.start] <= 2
        later = bool(scene.date and v.value > scene.date)
        events = any(t[2] == kind for t in triggers(scene) if scene.sentence_at[t[0]] == scene.sentence_at[v.start])
        f = [
            "pre", f"pre|{n}|s{gap}|{same}", f"pre|{context}|{n}", f"pre|{context}|s{gap}|{same}",
            f"pre|later={later}|{ahead}", f"pre|len{len(v.value)}|{same}", f"pre|{kind}|{events}|s{gap}",
            f"pre|{events}|{first}|{same}", f"pre|{kind}|{context}",
        ]  # fmt: skip
        out.append((v.value, f))
    if scene.date:
        here = scene.sentence_at[start] <= 1
        out.append((scene.date, ["pub", f"pub|{context}", f"pub|{kind}|{context}", f"pub|{here}|{context}"]))
    near = next((w for w in ("近日", "日前", "近期", "刚刚", "目前", "正在", "已") if w in text[s_low:s_high]), "")
    out.append(
        (None, ["null", f"null|{context}", f"null|{kind}|{context}", f"null|{near}|{context}",
                f"null|e{min(len(earlier), 1)}|{context}"])
    )  # fmt: skip
    return out


def propose(scene: Scene) -> Iterator[Proposal]:
    """Every (project, trigger) with the date that its own model likes best."""
    for start, end, kind in triggers(scene):
        words = trigger_words(scene, start, end, kind)
        dates = pick(scene, start, end, kind)
        date, odds = dates
        lies_ahead = trigger_date_ahead(scene, start, end, date)
        s_low, s_high = scene.sentence(start)
        for entity in candidates(scene, start, end, TYPES):
            thing = scene.entities[entity]
            if thing.type != "Project":
                continue
            seen = view(scene, entity, start, end, TYPES)
            both = [f"{kind}|{is_phase(thing.name)}", f"{kind}|{seen[-1]}", f"date={date is not None}|{kind}"]
            yield Proposal(
                entity, "milestone", Milestone(kind, date, lies_ahead), s_low, s_high, (words, seen, both),
                (("t", start), ("sk", entity, kind), ("s", entity)), odds,
                only=(("sk", entity, kind),),
            )  # fmt: skip


def pick(scene: Scene, start: int, end: int, kind: str) -> tuple[str | None, float]:
    """The most likely date of an event and its probability."""
    return choose(scene.models.get("dates", Linear()), choices(scene, start, end, kind))


def trigger_date_ahead(scene: Scene, start: int, end: int, date: str | None) -> bool:
    """Whether an event still lay ahead of the article: by its date, where that is too coarse by its words."""
    ahead = planned(scene, start, end)
    if date is None or scene.date is None:
        return ahead
    return date > scene.date if not scene.date.startswith(date) else ahead
