"""Search by Chinese names, pinyin, initials, with typos; and the one best answer."""

from __future__ import annotations

import time

import pytest

from kg import search
from kg.errors import NotFound
from kg.store import Reader, open_reader
from tests.factory import Draft, newsroom, shelve


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    draft = Draft("贵州凯里的黔玻永太新材料有限公司与贵阳的恒力集团，重庆的长安", "names")
    draft.thing("Region", "凯里市", "凯里", code="522601")
    draft.thing("Region", "贵阳市", "贵阳", code="520100")
    draft.thing("Region", "重庆市", "重庆", code="500000")
    draft.thing("Company", "贵州黔玻永太新材料有限公司", "黔玻永太")
    draft.thing("Company", "恒力集团")
    return open_reader(shelve(tmp_path_factory.mktemp("store"), *newsroom(), draft))


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ("凯里", "凯里市"),
        ("黔玻永太", "贵州黔玻永太新材料有限公司"),
        ("永太新材料", "贵州黔玻永太新材料有限公司"),
        ("黔波永太", "贵州黔玻永太新材料有限公司"),
        ("前波永泰", "贵州黔玻永太新材料有限公司"),
        ("星河光店集团", "广东星河光电集团有限公司"),
        ("覃塘产业圆", "覃塘产业园"),
        ("guiyang", "贵阳市"),
        ("kaili", "凯里市"),
        ("hljt", "恒力集团"),
        ("chongqing", "重庆市"),
        (" 恒 力 集 团 ", "恒力集团"),
        ("林", "林向南"),
    ],
)
def test_the_thing_that_was_meant_comes_first(reader: Reader, asked: str, label: str) -> None:
    assert search.search(reader, asked)[0].label == label


def test_the_name_that_matched_is_told_and_equal_beats_contained(reader: Reader) -> None:
    first, *others = search.search(reader, "凯里")
    assert (first.type, first.matched, first.score) == ("Region", "凯里", 1.0)
    assert all(hit.score < 1 for hit in others)


def test_a_type_filters_and_takes_its_subclasses(reader: Reader) -> None:
    assert {hit.type for hit in search.search(reader, "贵港", type="Region")} == {"Region"}
    assert any(hit.type == "Company" for hit in search.search(reader, "贵港星河", type="Organization"))
    assert search.search(reader, "凯里", type="Person") == []


def test_every_thing_comes_once_and_no_more_than_asked(reader: Reader) -> None:
    hits = search.search(reader, "星河", limit=3)
    assert len(hits) == 3 == len({hit.iri for hit in hits})
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("asked", ["", " ", "zzzz", "完全没有的名字", "<script>x", "\u0000", "%_*?"])
def test_nonsense_finds_nothing_or_what_holds_it(reader: Reader, asked: str) -> None:
    assert all(
        search.fold(asked) in search.fold(hit.matched) or hit.score < 0.6 for hit in search.search(reader, asked)
    )


def test_find_one_takes_names_and_iris(reader: Reader) -> None:
    iri = search.find_one(reader, "黔玻永太")
    assert search.find_one(reader, iri) == iri
    with pytest.raises(NotFound, match="goes by this name"):
        search.find_one(reader, "完全没有的名字")
    with pytest.raises(NotFound):
        search.find_one(reader, "https://zhaoshang.example/id/Company/没有")


def test_the_index_is_made_once_for_a_snapshot(reader: Reader) -> None:
    search.search(reader, "凯里")
    started = time.process_time()
    for _ in range(100):
        search.search(reader, "凯里市")
    assert (time.process_time() - started) / 100 < 0.01
