"""role: a person's post. Every title word near a person proposes (person, title, body)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.relations.proposal import Block, Proposal
from ingest.relations.scene import Scene, Spot
from kg.facts import Role

TITLE = re.compile(
    r"(?:(?:省|市|县|区|州|镇|乡|旗|自治州|自治县|街道)(?:委|政府|人大常委会|政协|纪委)?(?=[常副书委主党]))?"
    r"(?:党委|党组|党工委|党支部|工委|纪委|政协|人大|管委会|工商联|招商局|投促局|大中华区|中国区|亚太区|华[东南北中]区?|全球|集团)*"
    r"(?:常务|执行|高级|联席|首席|名誉|轮值|助理|第一|专职|代理|行政|总)*副?(?:常务|总)*"
    r"(?:(?:市|县|区|省|州|镇|乡|旗|村|局|厅|部|处|科|会|院|校|所|厂|站|队|组|行|社|秘书|理事|董事|司|区|园)长(?:助理)?"
    r"|书记|主任(?:委员)?|常委|委员|总经理(?:助理)?|副总(?:经理)?(?:助理)?|总裁(?:助理)?|经理(?:助理)?|总监|CEO|CTO|CFO|COO"
    r"|首席[一-鿿]{2,4}官|创始人|负责人|法人代表|主席|专员|教授|研究员|院士|发言人|总工程师|工程师|总工|秘书|主管|合伙人"
    r"|代表|理事|顾问|专家|董事|总编|干部|掌门人|老板|二股东|博士|总领事|领事|参赞|大使|调研员|分析师|首席代表|队员|部务委员|办事员|主办|高管)"
)
BODIES = ("Company", "Organization", "Park", "Region")
CHAIN = re.compile(r"[、，兼和暨\s（）()]|同志|先生|女士|以及|的")
LEVELS = "省市县区州镇乡旗"
LINKS = re.compile(r"任|是|系|当|担任|出任|作为|身为|时任|原")


@dataclass(frozen=True, slots=True)
class Row:
    """The titles and the people of one sentence, in order."""

    titles: list[re.Match[str]]
    people: list[Spot]


def propose(scene: Scene) -> Iterator[Proposal]:
    """Every (person, title, body) within one sentence."""
    for low, high in scene.sentences:
        people = [s for s in scene.between(low, high) if s.type == "Person"]
        if not people:
            continue
        titles = [m for m in TITLE.finditer(scene.text, low, high) if not _in_person(people, m.start(), m.end())]
        for title in titles:
            start, end = _outside(scene, title.start(), title.end())
            if end - start < 2:
                continue
            written = scene.text[max(title.start(), start - (scene.text[start - 1] in LEVELS)) : end]
            for person in people:
                if abs(person.start - end) > 40 and abs(start - person.end) > 40:
                    continue
                link = _person(scene, person, (start, end), Row(titles, people))
                for org, block in _bodies(scene, start, end, low, person):
                    yield Proposal(
                        person.entity, "role", Role(None, written), low, high, (link, block),
                        (("t", start), ("tp", start, person.entity), ("p", person.entity)),
                        org_index=org, only=(("tp", start, person.entity),),
                    )  # fmt: skip


def _in_person(people: list[Spot], start: int, end: int) -> bool:
    return any(p.start < end and start < p.end for p in people)


def _outside(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """Cut from a title what belongs to the mention of a body before it."""
    for spot in scene.between(max(0, start - 40), end):
        within = spot.type == "Region" and spot.start >= start  # 中国区总裁 keeps its 中国
        if spot.type in BODIES and not within and spot.start < end and start < spot.end < end:
            start = spot.end
    return start, end


def _person(scene: Scene, person: Spot, title: tuple[int, int], row: Row) -> Block:
    """How a person stands to the title at `title`, among the others of the sentence."""
    start, end = title
    titles, people = row.titles, row.people
    text = scene.text
    before = person.start >= end
    between = text[end : person.start] if before else text[person.end : start]
    rest = CHAIN.sub("", TITLE.sub("", between)) if before else between
    others = sum(
        1 for p in people if p is not person and (end <= p.start < person.start or person.end <= p.start < start)
    )
    inner = sum(1 for t in titles if (end <= t.start() < person.start or person.end <= t.start() < start))
    head = text[start:end]
    out = [
        f"order={before}|{min(len(between), 6) if not between or len(between) < 7 else 7 + min(len(between) // 8, 3)}",
        f"rest={before}|{min(len(rest), 4)}|{min(inner, 2)}", f"others={before}|{min(others, 3)}",
        f"head={head[-2:]}|{before}", f"touch={before}|{not between}", f"title={head}",
        f"clauses={before}|{min(abs(scene.clause_at[person.start] - scene.clause_at[start]), 3)}",
        f"after={text[end : end + 1]}", f"before={text[max(0, start - 1) : start]}",
    ]  # fmt: skip
    if len(between) <= 4:
        out.append(f"t={before}|{between}")
    out += [f"link={before}|{w}" for w in LINKS.findall(between[:12])]
    out += [f"has={before}|{w}" for w in "、，和说介" if w in between]
    nearest = min((abs(p.start - end) if p.start >= end else abs(start - p.end) + 3, p.entity) for p in people)
    out.append(f"nearest={nearest[1] == person.entity}|{before}|{min(others, 1)}")
    return out


def _asked(text: str, start: int, end: int) -> str:
    """The kind of region that a title asks for by its words (县委书记: 县, 自治区主席: 自治区), or nothing."""
    title, left = text[start:end], text[max(0, start - 3) : start]
    if left == "自治区":
        return left
    if title[0] in LEVELS:
        return title[0]
    head = re.search(rf"([{LEVELS}])长", title)
    if head:
        return head.group(1)
    return left[-1] if left[-1:] and left[-1] in LEVELS else ""


def _fits(scene: Scene, entity: int, asked: str) -> str:
    """Is a body a region of the kind that the title asks for?"""
    thing = scene.entities[entity]
    if not asked or thing.type != "Region":
        return "open"
    whole = thing.name.endswith(asked) and (asked != "区" or not thing.name.endswith("自治区"))
    return "yes" if whole else "no"


def _fitting(scene: Scene, start: int, asked: str) -> list[Spot]:
    """The last region before a title that fits it, and the first one of the article."""
    fit = [s for s in scene.spots if s.type == "Region" and _fits(scene, s.entity, asked) == "yes"] if asked else []
    return [*[s for s in fit if s.end <= start][-1:], *[s for s in fit[:1] if s.end <= start]]


def _bodies(scene: Scene, start: int, end: int, low: int, person: Spot) -> Iterator[tuple[int | None, Block]]:
    """The bodies that a title may belong to, None for a post whose body is not named."""
    text = scene.text
    title = text[start:end]
    kind = f"{title[:1]}|{title[-2:]}"
    public = bool(re.search(r"^[省市县区州镇乡旗]|[市县区省州镇]长|书记|常委", title))
    seen: dict[int, Spot] = {}
    for spot in reversed(scene.between(max(0, low - 150), start)):
        if spot.type in BODIES and spot.end <= start and spot.entity not in seen and len(seen) < 5:
            seen[spot.entity] = spot
    for spot in scene.between(end, end + 20):
        if spot.type in BODIES:
            seen.setdefault(spot.entity, spot)
    asked = _asked(text, start, end)
    for spot in _fitting(scene, start, asked):
        seen.setdefault(spot.entity, spot)
    nearest: dict[str, int] = {}
    fitting = 0
    for rank, (entity, spot) in enumerate(seen.items()):
        before = spot.end <= start
        between = text[spot.end : start] if before else text[end : spot.start]
        same = spot.start >= low
        order = nearest.setdefault(spot.type, 0)
        nearest[spot.type] += 1
        rest = CHAIN.sub("", TITLE.sub("", between)) if len(between) < 200 else between
        fit = _fits(scene, entity, asked)
        fitting += fit == "yes"
        out = [
            f"fit={fit}|{spot.type}|{min(fitting, 2)}|{same}", f"fit={fit}|{asked}",
            f"fit={fit}|{entity == scene.home}|{min(fitting, 2)}",
            f"fit={fit}|{spot.type}|{not rest}|{before}", f"b={spot.type}|{before}|{min(rank, 3)}|{same}",
            f"b={spot.type}|{kind}", f"b={spot.type}|pub={public}|{min(order, 2)}|{same}",
            f"b.touch={spot.type}|{not between}|{public}", f"b.rest={spot.type}|{min(len(rest), 5)}|{same}|{before}",
            f"b.gen={spot.generic}|{spot.type}|{order}", f"b.home={entity == scene.home}|{public}|{kind}",
            f"b.person={any(p.type == 'Person' for p in scene.between(spot.end, start))}|{same}",
            f"b.conf={spot.type}|{title[-2:]}|{not rest}",
        ]  # fmt: skip
        if len(between) <= 6:
            out.append(f"b.t={spot.type}|{between}")
        yield entity, out
    home = scene.home
    if home is not None and home not in seen:
        fit = f"{_fits(scene, home, asked)}|{bool(fitting)}"
        yield home, [
            f"home.fit={fit}", f"home.fit={fit}|{asked}", f"home|{kind}", f"home|pub={public}|{bool(seen)}",
            f"home|{title}",
        ]  # fmt: skip
    touching = any(s.end == start for s in seen.values())
    yield (
        None,
        [
            f"none.fit={bool(asked)}|{bool(fitting)}|{touching}", f"none|{kind}", f"none|{public}|{touching}",
            f"none|{bool(seen)}", f"none|{text[max(0, start - 2) : start]}",
        ],
    )  # fmt: skip
