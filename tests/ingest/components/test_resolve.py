"""Mentions grouped into things."""

from ingest.components.readings import read_region
from ingest.components.resolve import group
from ingest.document import LocalEntity, Mention
from kg.facts import EntityType


def mentions(text: str, *names: tuple[EntityType, str] | tuple[EntityType, str, str]) -> list[Mention]:
    found = []
    for kind, name, *source in names:
        start = text.find(name)
        while start >= 0:
            found.append(Mention(start, start + len(name), kind, name, 0.9, source[0] if source else "test"))
            start = text.find(name, start + len(name))
    return sorted(found, key=lambda m: m.start)


def by_name(entities: list[LocalEntity], name: str) -> LocalEntity:
    return next(entity for entity in entities if entity.name == name)


def test_short_and_full_form_are_one_firm() -> None:
    text = "深圳市海达新材股份有限公司投资5亿元，海达新材表示"
    company: EntityType = "Company"
    full, short = "深圳市海达新材股份有限公司", "海达新材"
    start = text.rfind(short)
    entities = group(
        text,
        [Mention(0, len(full), company, full), Mention(start, start + len(short), company, short)],
    )
    assert [(e.name, e.aliases) for e in entities] == [(full, [short])]


def test_a_definition_joins_names_that_share_nothing() -> None:
    text = "云岭特种电机股份有限公司（以下简称“云特”）扩产。"
    entities = group(text, mentions(text, ("Company", "云岭特种电机股份有限公司"), ("Company", "云特")))
    assert [(e.name, e.aliases) for e in entities] == [("云岭特种电机股份有限公司", ["云特"])]


def test_regions_take_their_official_name_and_code() -> None:
    text = "贵州的遵义，遵义市"
    entities = group(text, mentions(text, ("Region", "贵州"), ("Region", "遵义市")))
    assert [(e.name, e.code) for e in entities] == [("贵州省", "520000"), ("遵义市", "520300")]


def test_an_ambiguous_short_is_read_by_its_neighbours() -> None:
    near_shenyang = read_region("朝阳", ["辽宁", "朝阳"], None)
    near_changchun = read_region("朝阳", ["长春市", "朝阳"], None)
    assert near_shenyang and near_shenyang.code == "211300"
    assert near_changchun and near_changchun.code == "220104"


def test_a_phase_is_named_whole_plus_phase() -> None:
    text = "电解液项目落户园区，一期投资5亿元，二期明年动工，一期已封顶。"
    entities = group(
        text,
        mentions(text, ("Project", "电解液项目"), ("Project", "一期", "phase"), ("Project", "二期", "phase")),
    )
    first = by_name(entities, "电解液项目一期")
    assert first.aliases == ["一期"] and len(first.mentions) == 2
    assert first.parent is not None and entities[first.parent].name == "电解液项目"
    assert by_name(entities, "电解液项目二期").parent == first.parent


def test_a_project_with_a_phase_in_its_name_knows_its_whole() -> None:
    text = "电解液产业项目投产。电解液产业二期项目开工。"
    entities = group(text, mentions(text, ("Project", "电解液产业项目"), ("Project", "电解液产业二期项目")))
    assert by_name(entities, "电解液产业二期项目").parent == entities.index(by_name(entities, "电解液产业项目"))


def test_a_phase_spoken_of_again_far_from_its_whole_is_the_same() -> None:
    text = "电解液项目开工，二期投资5亿元。\n海达新材表示，二期明年投产。"
    entities = group(
        text, mentions(text, ("Project", "电解液项目"), ("Company", "海达新材"), ("Project", "二期", "phase"))
    )
    phases = [e for e in entities if e.parent is not None]
    assert [(e.name, len(e.mentions)) for e in phases] == [("电解液项目二期", 2)]


def test_a_project_has_the_forms_with_and_without_its_firm() -> None:
    text = "海达新材的高端电解液项目开工；蓝鲸能源储能电站项目投产"
    whole = "蓝鲸能源储能电站项目"
    entities = group(
        text,
        mentions(
            text,
            ("Company", "海达新材"),
            ("Project", "高端电解液项目"),
            ("Company", "蓝鲸能源"),
            ("Project", whole),
        ),
    )
    assert by_name(entities, "高端电解液项目").aliases == ["海达新材高端电解液项目"]
    assert by_name(entities, whole).aliases == ["储能电站项目"]


def test_a_park_without_a_name_is_no_thing() -> None:
    text = "云岭经济开发区扩容，产业园封顶"
    entities = group(text, mentions(text, ("Park", "云岭经济开发区"), ("Park", "产业园")))
    assert [e.name for e in entities] == ["云岭经济开发区"]
