"""capacity: how much of what a project or firm makes (年产12GWh锂离子电池, 日产氧气2800吨).

A quantity proposes each thing within reach and up to three readings of the product: the words right
of it, the words left of it, and what the project is named after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.relations.attach import candidates, view
from ingest.relations.context import surroundings
from ingest.relations.kinds import belief, likely
from ingest.relations.proposal import Block, Proposal, step
from ingest.relations.scene import Scene, Value
from kg.facts import Capacity

TYPES = ("Project", "Company", "Park", "Region")
STOP = re.compile(
    r"[，。；、：（）()\n“”！？]|等|以及|项目|生产线|产线|基地|工厂|产能|能力|规模|装置|的(?=生产|项目|产能|能力|规模|工厂|基地)"
)
LEFT_STOP = re.compile(
    r"[，。；：（）()\n！？、]|年产|日产|月产|年处理|日处理|年加工|年屠宰|年(?=[^0-9年]{1,8}$)|生产|处理|加工|新增|形成|可产|能产|建设|建成|供应|制造|产出|可|能|将|达|约|超|为|到|共|各"
)
TAIL = re.compile(
    r"(?:的)?(?:年|日|月|总|设计)?(?:产能|产量|规模|能力|生产能力|生产规模|总产能|装机容量|装机)?(?:将|可|约|达到?|超过?|为|是|就?有|能|新增|增加|每年|一年|全年|再加?|做到|可以|定在|产出|能?做|要?灌|造|[能可]?出)*$"
)
YEAR = re.compile(
    r"年产|年处理|年加工|年屠宰|每年|一年|年产能|年产量|年吞吐|年新增|/年|年可|年能|年消化|年供|年生产|全年|年设计|年综合|年出栏|年回收|年利用|年使用|年消耗|年制造|年发电"
)
DAY = re.compile(r"日产|日处理|每天|每日|/日|/天|一天|日供|日加工|日均|日熔")
MONTH = re.compile(r"月产|每月|/月|月处理")
HEAD = re.compile(
    r"(?:的)?(?:年|日|月)(?:产|处理|加工|供|发|出)|的?(?:设计|总|最大|年|日|月)*(?:产能|产量|规模|生产能力|能力|装机)|一年|每年|全年|一天|每天|每日"
    r"|可|能|将|要|达|约|超|为|到|有|是|从|由|也|多一点|再|则|定在|各|[0-9]"
)
"""Where what a clause is about ends: 胶囊剂 | 的年产量定在5亿粒."""
LEAD = re.compile(
    r"(?:(?:年|日|月)(?:产|处理|加工)[0-9.]+[万亿]?[余多]?(?:[a-zA-Z]{1,3}|[\u4e00-\u9fff])?(?:瓦时|方米)?|的|[要可能将]|吃进|出栏|产出|以产|最多|整个|[造灌做出产约各共再就也量])*"
)
"""What may stand before the name of what is made: 年产3万吨, 要, 造."""
NO_PRODUCT = re.compile(
    r"[明今去后当][年天]|[年月]底|[一二三四]期|首期|其中|预计|计划|.{0,6}(?:以后|之后|后|时|期间)|.*(?:月|日|年)"
    r"|产?后|体量|面积|以上|单体|.*[了着住]"
)
"""What opens a clause without being what is made."""
NAME_TAIL = re.compile(
    r"(?:生产|产业化|建设|制造|加工|研发)*(?:项目|基地|生产线|产线|工厂|一期|二期|三期|工程|产业园)+$"
)


def propose(scene: Scene) -> Iterator[Proposal]:
    """Every (thing, product, quantity) that the article might state."""
    for value in scene.values:
        reading = amount(value)
        if reading is None:
            continue
        probability = likely(scene, value).get("capacity", 0.0)
        if not probability:
            continue
        number, unit, stated = reading
        words = [
            *belief(probability),
            *surroundings(scene, value.start, value.end),
            f"unit={unit}",
            f"size={step(number, (10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8))}",
            f"kind={value.kind}",
        ]
        per = stated or _per(scene, value)
        words.append(f"per={per}")
        low, high = scene.sentence(value.start)
        offered = list(products(scene, value))
        for entity in candidates(scene, value.start, value.end, TYPES):
            thing = scene.entities[entity]
            if thing.type not in ("Project", "Company"):
                continue
            seen = view(scene, entity, value.start, value.end, TYPES)
            named = _clean(NAME_TAIL.sub("", thing.name))
            for side, product in [*offered, ("name", named)]:
                if side == "name" and (thing.type != "Project" or "项目" in product or not 2 <= len(product) <= 14):
                    continue
                both = [
                    f"{thing.type}|per={per}",
                    f"{seen[-1]}|cap",
                    f"within={_within(scene, entity, value)}|{thing.type}",
                ]
                yield Proposal(
                    entity, "capacity", Capacity(product, number, unit, per), low, high,
                    (words, seen, both, _fit(side, product, thing.name, offered)),
                    (("v", value.start), ("ve", value.start, entity), ("s", entity)),
                    only=(("ve", value.start, entity),),
                )  # fmt: skip


def amount(value: Value) -> tuple[float, str, str | None] | None:
    """Number, unit and period of a value that can be a capacity; None for any other value."""
    if value.kind == "quantity":
        return value.value, value.unit, value.per
    if value.kind == "area" and value.unit in ("平方米", "平米", "㎡"):
        return value.value, "平方米", None
    if value.kind == "count" and value.unit in ("人次", "个", "人"):
        return value.value, value.unit, None
    return None


def _per(scene: Scene, value: Value) -> str | None:
    low = max(scene.clause(value.start)[0], value.start - 24)
    near = scene.text[low : min(value.end + 2, len(scene.text))]
    for pattern, name in ((DAY, "day"), (MONTH, "month"), (YEAR, "year")):
        if pattern.search(near):
            return name
    return None


def products(scene: Scene, value: Value) -> Iterator[tuple[str, str]]:
    """The readings of the product, each with the side on which it stands."""
    text = scene.text
    right = text[value.end : value.end + 24].lstrip("的")
    cut = STOP.search(right)
    product = _clean(right[: cut.start()] if cut else right[:16])
    if product:
        yield "right", product
    left = TAIL.sub("", text[max(0, value.start - 22) : value.start])
    at = 0
    for match in LEFT_STOP.finditer(left):
        at = match.end()
    nearest = _clean(left[at:])
    if nearest:
        yield "left", nearest
    product = _topic(text, scene.clause(value.start)[0], value.start)
    if product and product != nearest:
        yield "head", product
    elif not product:
        product = _earlier(scene, value)
        if product:
            yield "earlier", product


def _topic(text: str, low: int, high: int) -> str:
    """What the clause from `low` speaks of before it comes to a figure at `high`, "" where nothing."""
    cut = HEAD.search(text, low, high)
    product = _clean(text[low : cut.start() if cut else high].strip("，、；：。“”（）\n 的其中和及"))
    return product if len(product) <= 14 else ""


def _within(scene: Scene, entity: int, value: Value) -> str:
    """Whether the figure stands inside a name of the thing, only inside another's, or in none."""
    around = {s.entity for s in scene.between(max(0, value.start - 30), value.start + 1) if s.end >= value.end}
    return "own" if entity in around else "other" if around else "none"


def _clean(product: str) -> str:
    """A reading of a product without what only leads up to it; "" where nothing that is made is left."""
    lead = LEAD.match(product)
    product = product[lead.end() if lead else 0 :]
    return product if 1 < len(product) <= 20 and not NO_PRODUCT.fullmatch(product) else ""


def _earlier(scene: Scene, value: Value) -> str:
    """What an earlier clause of the sentence speaks of: 发动机一年造600台，二期的400台."""
    low, high = scene.sentence(value.start)[0], scene.clause(value.start)[0]
    while high > low:
        start = scene.clause(high - 1)[0]
        if product := _topic(scene.text, start, high):
            return product
        if start >= high:
            break
        high = start
    return ""


def _fit(side: str, product: str, name: str, offered: list[tuple[str, str]]) -> Block:
    sides = "+".join(s for s, _ in offered)
    return [
        f"side={side}|{sides}", f"side={side}|{product in name}", f"len={side}|{min(len(product), 12)}",
        f"p0={side}|{product[:1]}", f"pz={product[-1:]}", f"pz2={product[-2:]}", f"p02={side}|{product[:2]}",
    ]  # fmt: skip
