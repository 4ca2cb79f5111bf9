"""Whose post a title is, and of which body, by the shipped weights in the real pipeline."""

import pytest

from ingest.nlp import annotate, build
from ingest.relations.roles import TITLE
from kg.article import Article
from kg.facts import Role

NLP = build()


def posts(text: str) -> set[tuple[str, str, str | None]]:
    """Every (person, title, body) that the pipeline reads from a text."""
    doc = annotate(NLP, Article(text, "t", "text/plain", published="2023-05-10"))
    names = [e.name for e in doc._.entities]
    return {
        (names[c.subject], c.object.title, None if c.org_index is None else names[c.org_index])
        for c in doc._.candidates
        if c.predicate == "role" and isinstance(c.object, Role)
    }


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("衡南县委书记刘明主持会议。", ("刘明", "县委书记", "衡南县")),
        ("湖州天衡精密机械有限公司总经理周建国介绍了情况。", ("周建国", "总经理", "湖州天衡精密机械有限公司")),
        (
            "5月8日，湖州市在长兴县召开项目推进会。\n县委书记刘明说，下半年还要再开工10个项目。",
            ("刘明", "县委书记", "长兴县"),
        ),
        (
            "5月8日，湖州市在长兴县召开项目推进会。\n副市长刘明说，下半年还要再开工10个项目。",
            ("刘明", "副市长", "湖州市"),
        ),
    ],
)
def test_a_post_goes_to_the_body_that_its_title_asks_for(text: str, post: tuple[str, str, str]) -> None:
    assert post in posts(text)


def test_a_title_without_a_person_is_no_post() -> None:
    assert posts("长兴县委书记、县长等参加了会议。") == set()


def test_one_person_may_hold_two_posts() -> None:
    found = posts("长兴县委副书记、县长王志强出席开工仪式。")
    assert {title for person, title, _ in found if person == "王志强"} >= {"县长"} and len(found) == 2


def test_the_area_of_a_title_is_no_body() -> None:
    found = posts("法国阿库特公司中国区总裁周建国参加了签约。")
    assert all(body != "中国" for _, _, body in found)


@pytest.mark.parametrize("word", ["常务副县长", "董事长", "管委会主任", "总经理助理", "党工委书记", "首席技术官"])
def test_titles_are_found_whole(word: str) -> None:
    found = TITLE.search(f"他是{word}。")
    assert found and found.group() == word
