"""Who pays for a project and whose subsidiary a firm is, by the shipped weights in the real pipeline."""

import pytest

from ingest.nlp import annotate, build
from ingest.relations.investors import cues, propose
from ingest.relations.pairs import near_pairs
from ingest.relations.scene import Scene, stage
from kg.article import Article

NLP = build()


def scene(text: str) -> Scene:
    return stage(annotate(NLP, Article(text, "t", "text/plain", published="2023-05-10")))


def links(text: str, predicate: str) -> set[tuple[str, str]]:
    """Every (subject, object) of a predicate that the pipeline reads from a text."""
    doc = annotate(NLP, Article(text, "t", "text/plain", published="2023-05-10"))
    names = [e.name for e in doc._.entities]
    return {(names[c.subject], names[c.object]) for c in doc._.candidates if c.predicate == predicate}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "湖州天衡精密机械有限公司投资5亿元建设年产3万台减速器项目。",
            ("年产3万台减速器项目", "湖州天衡精密机械有限公司"),
        ),
        (
            "年产3万台减速器项目由湖州天衡精密机械有限公司投资建设，总投资5亿元。",
            ("年产3万台减速器项目", "湖州天衡精密机械有限公司"),
        ),
    ],
)
def test_who_pays_is_the_investor(text: str, fact: tuple[str, str]) -> None:
    assert fact in links(text, "investor")


def test_a_customer_is_no_investor() -> None:
    text = "湖州天衡精密机械有限公司投资5亿元建设年产3万台减速器项目，产品供应桐城鸿达包装有限公司。"
    assert "桐城鸿达包装有限公司" not in {firm for _, firm in links(text, "investor")}


def test_a_subsidiary_has_its_parent_and_not_the_other_way_round() -> None:
    found = links("长兴天衡传动有限公司是湖州天衡精密机械有限公司的全资子公司。", "parent")
    assert found == {("长兴天衡传动有限公司", "湖州天衡精密机械有限公司")}


def test_two_guests_of_one_meeting_are_no_family() -> None:
    assert not links("湖州天衡精密机械有限公司和桐城鸿达包装有限公司负责人参加会议。", "parent")


def test_words_between_project_and_firm_are_cues() -> None:
    one = scene("湖州天衡精密机械有限公司投资建设年产3万台减速器项目。")
    _, _, x, y = near_pairs(one, ("Project",), ("Company",))[0]
    assert {"cue=ba|invest", "cue=ba|build"} <= set(cues(one, x, y))


def test_each_pair_is_proposed_as_both_predicates_once() -> None:
    found = [
        (p.subject, p.predicate, p.object)
        for p in propose(scene("湖州天衡精密机械有限公司投资建设年产3万台减速器项目。该公司说项目很快开工。"))
    ]
    assert len(found) == len(set(found)) and {p for _, p, _ in found} == {"investor", "operator"}
