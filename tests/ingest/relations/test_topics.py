"""What place the talk is about at a spot: the parts that places play."""

import pytest

from ingest.document import LocalEntity, Mention
from ingest.relations.scene import Scene, Spot
from ingest.relations.topics import headings, level, parts, places, stand


def scene(text: str, home: str | None, *things: tuple[str, str, str | None]) -> Scene:
    """A scene whose things are (type, name, code), each found wherever its name stands."""
    entities = []
    for kind, name, code in things:
        thing = LocalEntity(kind, name, code=code)  # type: ignore[arg-type]
        at = text.find(name)
        while at >= 0:
            thing.mentions.append(Mention(at, at + len(name), thing.type, name))
            at = text.find(name, at + 1)
        entities.append(thing)

    def cut(marks: str) -> list[tuple[int, int]]:
        ends = [i + 1 for i, c in enumerate(text) if c in marks] + [len(text)]
        return list(zip([0, *ends], ends, strict=False))

    number = next((n for n, thing in enumerate(things) if thing[1] == home), None)
    return Scene(text, cut("。\n"), cut("，。\n"), entities, [], None, number)


def spot(one: Scene, name: str) -> Spot:
    return next(s for s in one.spots if one.entities[s.entity].name == name and s.start > one.text.find("\n"))


COUNTY, CITY, TOWN, PARK = (
    ("Region", "长兴县", "330522"),
    ("Region", "湖州市", "330500"),
    ("Region", "和平镇", None),
    ("Park", "长兴经开区", None),
)
PROJECT = ("Project", "宏泰项目", None)


def said(text: str, home: str | None = None) -> dict[str, str]:
    """Part → name of the place for the project of a text."""
    one = scene(text, home, COUNTY, CITY, TOWN, PARK, PROJECT)
    return {part: one.entities[place].name for part, (place, _) in parts(one, spot(one, "宏泰项目")).items()}


def test_the_last_place_and_the_last_of_each_type() -> None:
    found = said("综述\n湖州市开会。长兴经开区很忙，宏泰项目开工。")
    assert found["last0"] == "长兴经开区" and found["last1"] == "湖州市"
    assert found["lastRegion"] == "湖州市" and found["lastPark"] == "长兴经开区"
    assert found["opens sentence"] == "长兴经开区" and found["opens paragraph"] == "湖州市"


@pytest.mark.parametrize("heading", ["长兴县\n", "【长兴县】", "长兴县："])
def test_a_heading_names_the_place_of_what_follows(heading: str) -> None:
    assert said(f"综述\n湖州市开会。\n{heading}宏泰项目开工。")["heading"] == "长兴县"


def test_a_long_line_is_no_heading() -> None:
    one = scene(
        "综述\n长兴县今年以来，一手抓签约一手抓开工，天天有人在外面跑，项目越来越多了\n宏泰项目开工。",
        None,
        COUNTY,
        PROJECT,
    )
    assert headings(one) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("综述\n湖州市开会。全县开工3个，宏泰项目在列。", "长兴县"),
        ("综述\n和平镇不大，湖州市却常来。镇里的宏泰项目开工。", "和平镇"),
        ("综述\n长兴经开区扩容。湖州市来人。园内的宏泰项目开工。", "长兴经开区"),
    ],
)
def test_generic_words_stand_for_a_place(text: str, place: str) -> None:
    assert said(text, home="长兴县")["here"] == place


def test_a_level_that_nothing_has_stands_for_nothing() -> None:
    assert "here" not in said("综述\n湖州市开会。全省的宏泰项目开工。", home="湖州市")


def test_generic_words_inside_a_name_are_left() -> None:
    one = scene("综述\n和平镇里程碑公园开放。", None, ("Company", "镇里程碑", None), TOWN)
    assert all(not s.generic for s in places(one))


def test_how_places_stand_to_each_other() -> None:
    one = scene("湖州市长兴县和平镇。长兴经开区。", None, COUNTY, CITY, TOWN, PARK)
    county, city, town, park = range(4)
    assert stand(one, county, city) == "inside" and stand(one, city, county) == "around"
    assert stand(one, town, county) == "inside"  # written one after the other
    assert stand(one, park, county) == "inside"  # by its name
    assert stand(one, park, town) == "unknown"
    assert [level(one, n) for n in range(4)] == ["county", "prefecture", "town", "park"]
