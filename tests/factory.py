"""Small hand-made articles with what is stated in them, for tests that need a real store.

`Draft` builds a Reading by quoting: mentions and evidence are found in the text, so the evidence law holds
by construction. `newsroom` is a corpus of three; `shelve` writes drafts into a store and publishes it.
"""

from __future__ import annotations

from pathlib import Path

from kg import iris
from kg.article import Article
from kg.facts import (
    Capacity,
    Entity,
    EntityType,
    Evidence,
    Fact,
    Indicator,
    Milestone,
    Money,
    Object,
    Quantity,
    Reading,
    Ref,
    Role,
    Span,
    Text,
)
from kg.store import open_store


class Draft:
    """An article under way: name things, quote facts, then take `article` and `reading()`."""

    def __init__(self, text: str, name: str, *, date: str | None = None, home: str | None = None, **about: str) -> None:
        self.article = Article(text=text, name=name, published=date, **about)  # type: ignore[arg-type]
        self.date, self.home = date, home
        self.entities: dict[str, Entity] = {}
        self.facts: list[Fact] = []

    def thing(self, type_: EntityType, name: str, *aliases: str, code: str | None = None) -> str:
        """Note a thing and every place that names it; returns its IRI."""
        iri = iris.entity(type_, name)
        spans = sorted({span for form in (name, *aliases) for span in self._places(form)})
        self.entities[iri] = Entity(iri, type_, name, tuple(aliases), code, tuple(spans))
        return iri

    def fact(self, subject: str, predicate: str, value: Object | str, quote: str, confidence: float = 0.93) -> str:
        """Note a fact that `quote` states; a plain string as value is the IRI of another thing. Returns the subject."""
        start = self.article.text.index(quote)
        proof = Evidence(self.article.id, start, start + len(quote), quote, "rule:test", confidence)
        self.facts.append(Fact(subject, predicate, Ref(value) if isinstance(value, str) else value, (proof,)))
        return subject

    def reading(self) -> Reading:
        """What the article states."""
        return Reading(self.article.id, self.date, self.home, tuple(self.entities.values()), tuple(self.facts))

    def _places(self, form: str) -> list[Span]:
        text, found, at = self.article.text, [], -1
        while (at := text.find(form, at + 1)) >= 0:
            found.append(Span(at, at + len(form)))
        return found


def shelve(path: Path, *drafts: Draft) -> Path:
    """Write the drafts into the store at `path`, publish it, and return the path."""
    with open_store(path) as store:
        for draft in drafts:
            store.replace(draft.article, draft.reading())
        store.publish()
    return path


def signing() -> Draft:
    """A contract is signed: investor, place, money, milestones, jobs, a post."""
    text = (
        "星河光电产业园落户覃塘\n\n"
        "2023年3月18日，贵港市举行重点项目签约仪式，广东星河光电集团有限公司投资建设的星河光电产业园项目落户覃塘产业园。"
        "星河光电集团副总裁林向南出席并致辞。\n\n"
        "项目总投资12.5亿元，占地约300亩，计划2024年6月投产，达产后年产值30亿元，可提供就业岗位800个。"
        "一期项目由贵港星河显示科技有限公司负责建设，年产显示模组600万片。\n\n"
        "今年1至2月，贵港市新签约项目21个，合同投资额86.4亿元。"
    )
    draft = Draft(
        text, "signing", date="2023-03-19", home="贵港市", title="星河光电产业园落户覃塘", publisher="贵港日报"
    )
    city = draft.thing("Region", "贵港市", code="450800")
    park = draft.thing("Park", "覃塘产业园")
    firm = draft.thing("Company", "广东星河光电集团有限公司", "星河光电集团")
    local = draft.thing("Company", "贵港星河显示科技有限公司")
    project = draft.thing("Project", "星河光电产业园项目")
    phase = draft.thing("Project", "星河光电产业园项目一期", "一期项目")
    person = draft.thing("Person", "林向南")
    first = "广东星河光电集团有限公司投资建设的星河光电产业园项目落户覃塘产业园"
    draft.fact(project, "investor", firm, first, 0.96)
    draft.fact(project, "locatedIn", park, first, 0.95)
    draft.fact(park, "locatedIn", city, "贵港市举行重点项目签约仪式，" + first, 0.62)
    draft.fact(
        project, "milestone", Milestone("signed", "2023-03-18", False), "2023年3月18日，贵港市举行重点项目签约仪式"
    )
    draft.fact(project, "totalInvestment", Money(1_250_000_000), "项目总投资12.5亿元")
    draft.fact(project, "landArea", Quantity(200_001), "占地约300亩")
    draft.fact(project, "milestone", Milestone("productionStart", "2024-06", True), "计划2024年6月投产")
    draft.fact(project, "outputValue", Money(3_000_000_000, "CNY", True), "达产后年产值30亿元")
    draft.fact(project, "jobs", Quantity(800, True), "可提供就业岗位800个")
    draft.fact(phase, "phaseOf", project, "一期项目由贵港星河显示科技有限公司负责建设")
    draft.fact(phase, "operator", local, "一期项目由贵港星河显示科技有限公司负责建设")
    draft.fact(local, "parent", firm, "一期项目由贵港星河显示科技有限公司负责建设", 0.41)
    draft.fact(phase, "capacity", Capacity("显示模组", 6_000_000, "片", "year"), "年产显示模组600万片")
    draft.fact(person, "role", Role(firm, "副总裁"), "星河光电集团副总裁林向南出席并致辞。")
    figures = "今年1至2月，贵港市新签约项目21个，合同投资额86.4亿元。"
    draft.fact(city, "indicator", Indicator("signedProjects", 21, "个", "2023-01/2023-02"), figures)
    draft.fact(city, "indicator", Indicator("signedInvestment", 8_640_000_000, "CNY", "2023-01/2023-02"), figures)
    return draft


def progress() -> Draft:
    """A later report on the same project: a second source, and a second firm in the same park."""
    text = (
        "覃塘产业园：项目建设跑出加速度\n"
        "日前，记者在星河光电产业园项目现场看到，首批设备已经进场。该项目由广东星河光电集团有限公司投资，总投资12.5亿元。\n"
        "同样位于覃塘产业园的桂西新材料有限公司，主要从事碳酸钙深加工，去年实现产值4.2亿元。"
        "贵港市委书记周启明要求，全力服务企业。\n"
        "深圳市绿能储能股份有限公司计划在覃塘产业园投资建设绿能储能电池项目。"
    )
    draft = Draft(text, "progress", date="2023-09-02", home="贵港市", publisher="广西日报")
    city = draft.thing("Region", "贵港市", code="450800")
    park = draft.thing("Park", "覃塘产业园")
    firm = draft.thing("Company", "广东星河光电集团有限公司")
    other = draft.thing("Company", "桂西新材料有限公司")
    third = draft.thing("Company", "深圳市绿能储能股份有限公司")
    project = draft.thing("Project", "星河光电产业园项目")
    battery = draft.thing("Project", "绿能储能电池项目")
    person = draft.thing("Person", "周启明")
    draft.fact(project, "investor", firm, "该项目由广东星河光电集团有限公司投资，总投资12.5亿元。", 0.97)
    draft.fact(project, "totalInvestment", Money(1_250_000_000), "总投资12.5亿元", 0.9)
    draft.fact(other, "locatedIn", park, "同样位于覃塘产业园的桂西新材料有限公司")
    draft.fact(other, "industry", Text("碳酸钙深加工"), "桂西新材料有限公司，主要从事碳酸钙深加工", 0.7)
    draft.fact(other, "outputValue", Money(420_000_000, "CNY", False), "去年实现产值4.2亿元")
    draft.fact(person, "role", Role(city, "市委书记"), "贵港市委书记周启明要求，全力服务企业。")
    plan = "深圳市绿能储能股份有限公司计划在覃塘产业园投资建设绿能储能电池项目。"
    draft.fact(battery, "investor", third, plan, 0.88)
    draft.fact(battery, "locatedIn", park, plan, 0.91)
    return draft


def hostile() -> Draft:
    """Names, titles and quotes that try to become markup."""
    evil = "<script>window.fired=1</script>"
    image = '"><img src=x onerror="window.fired=2">'
    text = f"{evil}公司投资{image}项目，href=javascript:alert(1) </script><!-- 落户'贵港市'。\n${{7*7}} {{{{7*7}}}}"
    draft = Draft(text, "hostile", title=f"{evil}{image}", publisher=image, url="javascript:window.fired=3")
    firm = draft.thing("Company", f"{evil}公司")
    project = draft.thing("Project", f"{image}项目")
    place = draft.thing("Region", "贵港市", code="450800")
    draft.fact(project, "investor", firm, f"{evil}公司投资{image}项目")
    draft.fact(project, "locatedIn", place, text.split("\n")[0])
    draft.fact(project, "industry", Text(evil), f"{evil}公司投资")
    return draft


def newsroom() -> tuple[Draft, ...]:
    """The corpus that most tests use."""
    return (signing(), progress(), hostile())
