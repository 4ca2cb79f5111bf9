"""The gazetteer: its data hang together, names lead where they should, readings are told apart."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from kg.values.regions import LEVELS, gazetteer, township

BOOK = gazetteer()


def code(name: str, context: set[str]) -> str | None:
    region = BOOK.resolve(BOOK.by_name(name), context)
    return region.code if region else None


def test_every_parent_member_and_successor_exists() -> None:
    for region in BOOK:
        if region.level == "foreign":
            assert region.parent and BOOK.by_name(region.parent)[0].level == "country", region
        elif region.parent:
            assert BOOK.by_code(region.parent), region
        for other in (*region.members, *filter(None, [region.successor])):
            assert BOOK.by_code(other), (region, other)


def test_levels_codes_and_coordinates() -> None:
    codes = [r.code for r in BOOK if r.code]
    assert len(codes) == len(set(codes)) > 3200
    assert sum(r.level == "province" for r in BOOK) == 34
    for region in BOOK:
        assert region.level in LEVELS
        assert region.lat is not None and -60 <= region.lat <= 75
        assert region.lon is not None and -180 <= region.lon <= 180
        if region.code:
            assert 3 <= region.lat <= 54 and 73 <= region.lon <= 136, region


def test_ancestors() -> None:
    kaili = BOOK.by_code("522601")
    assert kaili is not None
    assert [r.name for r in BOOK.ancestors(kaili)] == ["黔东南苗族侗族自治州", "贵州省"]
    guizhou = BOOK.by_name("黔")[0]
    assert guizhou.code == "520000"
    assert BOOK.contains(guizhou, kaili) and not BOOK.contains(kaili, guizhou) and not BOOK.contains(kaili, kaili)


def test_macro_region_contains_its_members() -> None:
    bay, nanshan = BOOK.by_name("大湾区")[0], BOOK.by_code("440305")
    assert nanshan is not None and BOOK.contains(bay, nanshan)
    assert not BOOK.contains(bay, BOOK.by_name("贵阳")[0])


@pytest.mark.parametrize(
    ("name", "context", "expected"),
    [
        ("鼓楼区", {"320100"}, "320106"),
        ("鼓楼区", {"350102"}, "350102"),
        ("鼓楼区", set(), None),
        ("朝阳区", {"110000"}, "110105"),
        ("朝阳区", {"220100", "220000"}, "220104"),
        ("长沙", {"430121"}, "430100"),
        ("河北", {"120000"}, "130000"),
        ("海南", set(), "460000"),
        ("吉林", set(), "220000"),
        ("宁乡县", set(), "430182"),
        ("长乐市", set(), "350112"),
        ("梅列区", set(), "350402"),
    ],
)
def test_resolve(name: str, context: set[str], expected: str | None) -> None:
    assert code(name, context) == expected


def test_context_by_adjacency_narrows_the_readings() -> None:
    _, found = BOOK.find("南京市鼓楼区")
    assert [r.code for r in found.value] == ["320106"]


def test_every_official_name_leads_back() -> None:
    for region in BOOK:
        assert region in BOOK.by_name(region.name), region
        assert BOOK.names_of(region)[0:1] and region.name in BOOK.names_of(region)


def test_common_words_are_names() -> None:
    """A word in common_words.txt that names no region is a typing error: take it out or correct it."""
    unknown = [word for word in sorted(BOOK.common) if not BOOK.by_name(word)]
    assert unknown == []


def test_township_has_no_code() -> None:
    town = township("黄圃镇", BOOK.by_code("442000"))
    assert (town.code, town.level, town.parent) == (None, "township", "442000")


def test_quick_start_and_fast() -> None:
    script = (
        "import time; from kg.values.regions import gazetteer; a = time.process_time(); gazetteer();"
        "print(time.process_time() - a)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 0.3
    text = "贵州省凯里市与广东省深圳市南山区的企业合作，项目落户炉碧经济开发区。" * 2000
    start = time.process_time()
    assert sum(1 for _ in BOOK.find(text)) == 10_000
    assert len(text) / (time.process_time() - start) > 400_000
