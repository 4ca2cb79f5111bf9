"""Sentences and clauses cover the text, each character in one of them at most."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.components.structure import clauses, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲开工。乙投产。", ["甲开工。", "乙投产。"]),
        ("“甲开工。”乙说。丙也说", ["“甲开工。”", "乙说。", "丙也说"]),
        ("甲投资5亿元；乙投资3.5亿元！", ["甲投资5亿元；", "乙投资3.5亿元！"]),
        ("甲（一期已开工；二期在建）投产。", ["甲（一期已开工；二期在建）投产。"]),
        ("标题\n正文。", ["标题", "正文。"]),
        ("谁来投？甲。", ["谁来投？", "甲。"]),
        ("签了……没有下文。", ["签了……没有下文。"]),
        ("甲（没有关上。乙开工。", ["甲（没有关上。", "乙开工。"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总投资5亿元，占地3亩。", ["总投资5亿元，", "占地3亩。"]),
        ("项目：甲、乙——后者在建。", ["项目：", "甲、乙——", "后者在建。"]),
        ("甲说，“好，”就走了。", ["甲说，", "“好，”", "就走了。"]),
    ],
)
def test_clauses(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in clauses(text, 0, len(text))] == expected


@given(st.text(alphabet="甲乙。！？；，：（）“”\n… 1.", max_size=60))
def test_sentences_cover_the_text_in_order(text: str) -> None:
    last = 0
    for start, end in sentences(text):
        assert last <= start < end
        assert not text[last:start].strip()
        assert "\n" not in text[start:end].strip("\n")
        pieces = list(clauses(text, start, end))
        assert "".join(text[s:e] for s, e in pieces).replace(" ", "") == text[start:end].replace(" ", "")
        last = end
    assert not text[last:].strip()
