"""The law of evidence, as a property: every clean character comes from a place of the original."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.clean import CleanText, clean
from ingest.cleaning.script import simple_form
from ingest.readers import expand, read
from kg.article import Article

TRAIN = Path(__file__).parents[2] / "benchmarks" / "articles" / "train"

WORDS = [
    "总投资38.19亿元",
    "，",
    ",",
    ".",
    "。",
    "甲公司",
    "園區(qū)",
    "項(xiàng)目(mù)",
    "政府?dāng)y手",
    "１２％",
    "－",
]
LINES = ["▲签约现场。", "— 2 —", "第 1 页", "分享到：微信", "来源：综合", "时间：2023-10-08 08:40", "图为", "a.jpg"]
MARKUP = [
    "&nbsp;",
    "&ldquo;",
    "&amp",
    "<strong>",
    "</p>",
    "<td>甲</td><td>乙</td>",
    "<!--",
    "<script>",
    "http://a.b/c?d=1",
]
ODD = [
    "\n",
    "\n\n",
    " ",
    "　　",
    "\t",
    "\u200b",
    "\x00",
    "😀",
    "𠮷",
    '(以下简称"某某")',
    "园区项目建设现场热火朝天工人们正在加紧施工",
]
PIECES = st.sampled_from([*WORDS, *LINES, *MARKUP, *ODD])
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200))


def check(article: Article) -> CleanText:
    """The clean text, if it keeps the law."""
    found = clean(article)
    assert found.offsets.shape == (len(found.text), 2)
    captions = {i for start, end in found.captions for i in range(start, end)}
    last = 0
    for i, char in enumerate(found.text):
        start, end = map(int, found.offsets[i])
        assert 0 <= start < end <= len(article.text)
        assert found.original(i, i + 1).start == start
        if i in captions or i - 1 in captions or (i and char == "\n"):
            continue
        assert start >= last or any(found.text[s:e] for s, e in found.captions), f"character {i} goes back"
        last = max(last, start)
    for aside in found.boilerplate:
        assert 0 <= aside.span.start < aside.span.end <= len(article.text)
    assert found.text == found.text.strip() or not found.text.strip()
    return found


@given(TEXTS)
@example("")
@example("\n")
@example("甲\n▲图\n乙")
@settings(max_examples=300, deadline=None)
def test_every_character_of_plain_text_has_its_place(text: str) -> None:
    check(Article(text, "x"))


@given(TEXTS)
@example("<table><tr><td>甲<td>乙</table>")
@settings(max_examples=150, deadline=None)
def test_every_character_of_a_page_has_its_place(text: str) -> None:
    check(Article(f"<html><body><h1>标题</h1><p>{text}</p></body></html>", "x", "text/html"))


@pytest.mark.parametrize("path", list(expand([TRAIN])), ids=lambda path: path.stem)
def test_the_original_holds_the_same_character(path: Path) -> None:
    """Han characters come from themselves or from their traditional form, digits from themselves or their wide form."""
    article = next(read(path))
    found = check(article)
    assert len(found.text) > 300
    for i, char in enumerate(found.text):
        if "\u4e00" <= char <= "\u9fff" and char not in "着吃群里么碱并":
            start, end = found.offsets[i]
            source = article.text[start:end]
            assert char == source or char in _simplified(source) or article.text[start - 1 : start] == "?", (
                i,
                char,
                source,
            )


def _simplified(source: str) -> set[str]:
    return {simple_form(char) for char in source} | {"干", "后", "余", "占", "征", "于", "欲", "志", "周"}


def test_cleaning_twice_changes_nothing_more() -> None:
    for path in expand([TRAIN]):
        if path.suffix == ".txt":
            once = clean(next(read(path))).text
            again = clean(Article(once, "x")).text
            assert len(again) >= 0.95 * len(once), path.stem


def test_clean_text_is_fast() -> None:
    text = "10月20日，某县重点项目集中开工，总投资45亿元，其中制造业项目7个，预计年产值20.8亿元。\n" * 4000
    article = Article(text, "x")
    clean(article)
    started = time.perf_counter()
    clean(article)
    assert len(text) / (time.perf_counter() - started) > 100_000, "a hundred thousand characters a second at the least"


def test_original_refuses_what_is_no_stretch() -> None:
    found = clean(Article("某县开工。", "x"))
    for start, end in ((0, 0), (2, 1), (-1, 2), (0, 99)):
        with pytest.raises(ValueError, match="not a stretch"):
            found.original(start, end)
