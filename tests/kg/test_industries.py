"""The classification: whole, consistent, and what articles call an industry mapped to it by words that are data."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.facts import Text
from kg.industries import chains, classes, division, words
from kg.store import open_reader, open_store
from tests.factory import Draft, shelve


def test_the_classification_is_whole() -> None:
    sections = [code for code in classes() if len(code) == 1]
    divisions = [code for code in classes() if len(code) == 3]
    assert "".join(sections) == "ABCDEFGHIJKLMNOPQRST"
    assert [code[1:] for code in divisions] == [f"{number:02}" for number in range(1, 98)]
    assert divisions == sorted(divisions) and all(code[0] in sections for code in divisions)
    assert all(one.zh and one.en for one in classes().values())


def test_words_and_chains_lead_to_divisions() -> None:
    assert set(words().values()) <= {code for code in classes() if len(code) == 3}
    assert all(code in classes() for chain in chains() for code in chain.codes)
    assert len({chain.name for chain in chains()}) == len(chains())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("玻璃", "C30"), ("耐火材料", "C30"), ("铝", "C32"), ("盐卤化工产业", "C26"), ("新能源材料", "C26"),
        ("高端装备制造业", "C34"), ("光伏", "C38"), ("生物医药", "C27"), ("白酒", "C15"), ("现代物流业", "G59"),
        ("互联网+", "I64"), ("特色", None),
    ],
)  # fmt: skip
def test_what_a_name_means(name: str, code: str | None) -> None:
    assert division(name) == code


def test_an_industry_of_an_article_stands_in_the_scheme_and_leaves_with_it(tmp_path: Path) -> None:
    draft = Draft("覃塘产业园以光伏玻璃、特色产业为主", "a")
    park = draft.thing("Park", "覃塘产业园")
    for name in ("光伏玻璃", "特色产业"):
        draft.fact(park, "industry", Text(name), name)
    select = (
        "SELECT ?name ?code ?section ?chain WHERE { ?i a zs:Industry ; rdfs:label ?name ; skos:inScheme ?scheme"
        " OPTIONAL { ?i skos:broader ?d . ?d skos:notation ?code ; skos:broader/skos:notation ?section }"
        " OPTIONAL { ?i zs:inChain/rdfs:label ?chain } } ORDER BY ?name ?chain"
    )
    with open_reader(shelve(tmp_path, draft)) as reader:
        found = [tuple(row.text(c) for c in ("name", "code", "section", "chain")) for row in reader.rows(select)]
    assert found == [
        ("光伏玻璃", "C30", "C", "光伏产业链"),
        ("光伏玻璃", "C30", "C", "建材产业链"),
        ("特色产业", "", "", ""),
    ]
    with open_store(tmp_path) as store:
        store.withdraw(draft.article.id)
        assert store.refresh() and not store.refresh()
        assert store.quads() == set()
