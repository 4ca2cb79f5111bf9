"""The Language: one token a character, every attribute declared, every component given what it needs."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from ingest import nlp as pipeline
from ingest.document import ATTRIBUTES
from ingest.nlp import annotate, build, make_doc
from ingest.readers import read
from kg.article import Article

TRAIN = Path(__file__).parents[2] / "benchmarks" / "articles" / "train"


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build()


def test_every_component_has_what_it_requires(nlp: Language) -> None:
    analysis = nlp.analyze_pipes()
    assert not any(analysis["problems"].values()), analysis["problems"]
    assert nlp.pipe_names == [name for name, _ in pipeline.PIPELINE]


def test_every_component_assigns_a_declared_attribute(nlp: Language) -> None:
    declared = {f"doc._.{name}" for name in ATTRIBUTES}
    for name in nlp.pipe_names:
        meta = nlp.get_pipe_meta(name)
        assert meta.assigns, f"{name} assigns nothing"
        assert {*meta.assigns, *meta.requires} <= declared, name
        assert import_module(dict(pipeline.PIPELINE)[name]).__doc__


def test_every_attribute_is_declared() -> None:
    assert all(Doc.has_extension(name) for name in ATTRIBUTES)


@given(st.text(max_size=60))
def test_a_token_is_a_character(text: str) -> None:
    doc = LANGUAGE.make_doc(text)
    assert doc.text == text
    assert len(doc) == len(text)
    assert all(token.text == text[token.i] for token in doc)


LANGUAGE = build()


def test_a_doc_knows_its_article(nlp: Language) -> None:
    article = Article("某县签约\n2023年7月1日\n某县八个项目 签约。", "x")
    doc = make_doc(nlp, article)
    assert doc._.article is article
    assert doc.text == doc._.source.text
    assert doc._.sentences is None


def test_annotation_fills_every_attribute(nlp: Language) -> None:
    doc = annotate(nlp, next(read(TRAIN / "w5-t01.txt")))
    assert doc._.date == "2023-10-08"
    assert doc._.sentences
    assert doc._.clauses
    assert doc._.values


@pytest.mark.parametrize("text", ["", "\n", "。", "甲", "😀" * 50, "a b\t c\u3000d"])
def test_odd_texts_pass_through(nlp: Language, text: str) -> None:
    annotate(nlp, Article(text, "x"))
