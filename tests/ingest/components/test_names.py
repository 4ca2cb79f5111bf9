"""Names in running text: the places they get, and what happens without the models."""

import os
import subprocess
import sys

import pytest
from spacy.language import Language

from ingest.components.columns import MODELS
from ingest.components.names import Models, models, read_names, select
from ingest.components.proposals import Proposal, places, propose
from ingest.components.regions import find_regions
from ingest.components.tagger import silent
from ingest.nlp import annotate, build
from kg.article import Article

TEXT = (
    "云岭县签约一批新项目\n"
    "6月3日，贵州省遵义市播州区举行集中签约仪式。深圳市海达新材料股份有限公司（以下简称“海达新材”）投资12亿元，"
    "在播州经济开发区建设年产3万吨电解液项目。海达新材董事长王建国说，项目一期明年6月投产。"
    "播州区商务局局长李敏介绍，园区还引进了蓝鲸能源、恒岳科技、青禾生物等企业。"
)


def found(text: str, using: Models) -> set[tuple[str, str]]:
    given = [(m.start, m.end, m.type, m.source) for m in find_regions(text)]
    return {(m.type, m.text) for m in read_names(text, given, using)[0]}


def test_names_of_all_types_are_found() -> None:
    names = found(TEXT, models())
    assert ("Company", "深圳市海达新材料股份有限公司") in names
    assert ("Company", "海达新材") in names
    assert ("Park", "播州经济开发区") in names
    assert ("Region", "播州区") in names
    assert ("Person", "王建国") in names
    assert ("Organization", "播州区商务局") in names
    assert any(kind == "Project" and "电解液" in name for kind, name in names)


def test_the_grammars_alone_still_find_official_names() -> None:
    names = found(TEXT, Models(None, None, {}))
    assert ("Region", "贵州省") in names
    assert not any(kind == "Person" for kind, _ in names)


def test_without_leaves_models_out() -> None:
    assert Models.load(MODELS, ("tagger",)).tagger is None
    assert Models.load(MODELS, ("verifier",)).verifier is None
    assert Models.load(MODELS).tagger is not None


def proposal(kind: str, name: str, text: str, chance: float) -> Proposal:
    spots = places(text, name)
    return Proposal(kind, name, spots, [chance] * len(spots))


def test_mentions_never_cross() -> None:
    text = "云岭开发区管委会"
    longer, shorter = proposal("Organization", text, text, 0.9), proposal("Company", "开发区管", text, 0.5)
    kept, dropped = select(len(text), [longer, shorter], [0.9, 0.6], {})
    assert [p.text for p, _, _ in kept] == [text]
    assert [p.text for p, _ in dropped] == ["开发区管"]


def test_the_park_inside_its_office_is_kept() -> None:
    text = "云岭开发区管委会"
    office, park = proposal("Organization", text, text, 0.9), proposal("Park", "云岭开发区", text, 0.1)
    kept, _ = select(len(text), [office, park], [0.9, 0.6], {})
    assert {p.text for p, _, _ in kept} == {text, "云岭开发区"}


def test_a_definition_proposes_the_short_form() -> None:
    text = "深圳市海达新材料股份有限公司（以下简称“海达新材”）"
    assert any(p.text == "海达新材" and "defined" in p.sources for p in propose(text, silent(len(text)), []))


def proposals(text: str) -> list[Proposal]:
    given = [(m.start, m.end, m.type, m.source) for m in find_regions(text)]
    return propose(text, models().lattice(text, [(start, end, 1) for start, end, _, _ in given]), given)


def test_neighbours_of_a_likely_name_in_a_list_are_proposed() -> None:
    found = {p.text for p in proposals("园区引进了宁德时代、恒岳科技、青禾等企业。") if "mate" in p.sources}
    assert {"恒岳科技", "青禾"} <= found


def test_short_forms_of_a_firm_are_proposed() -> None:
    text = "深圳市海达新材料股份有限公司投资12亿元。海达说，明年投产。"
    assert any(p.text == "海达" and "stem" in p.sources for p in proposals(text))


def test_known_firms_are_proposed() -> None:
    assert any(p.text == "比亚迪" and "brand" in p.sources for p in propose("牵手比亚迪", silent(5), []))


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build()


def test_mentions_stand_where_they_say(nlp: Language) -> None:
    doc = annotate(nlp, Article(TEXT, "probe"))
    assert doc._.mentions
    assert all(doc.text[m.start : m.end] == m.text for m in doc._.mentions)


def test_the_same_article_reads_the_same(nlp: Language) -> None:
    first, second = (annotate(nlp, Article(TEXT, "probe")) for _ in range(2))
    assert first._.entities == second._.entities


PROBE = """
import sys
from ingest.components.names import models, read_names
from ingest.components.regions import find_regions
given = [(m.start, m.end, m.type, m.source) for m in find_regions(sys.argv[1])]
print(ascii(read_names(sys.argv[1], given, models())))
"""


def test_names_do_not_depend_on_the_order_of_sets() -> None:
    seen = {
        subprocess.run(
            [sys.executable, "-c", PROBE, TEXT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "7")
    }
    assert len(seen) == 1
