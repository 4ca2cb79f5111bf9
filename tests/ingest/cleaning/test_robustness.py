"""Hostile and odd inputs: cleaning takes time in proportion to the text and never fails."""

from __future__ import annotations

import time

import pytest

from ingest.clean import clean
from kg.article import Article

SENTENCE = "10月20日，某县重点项目集中开工，总投资45亿元，其中制造业项目7个。"
SIZE = 60_000

HOSTILE = {
    "one line": SENTENCE * (SIZE // len(SENTENCE)),
    "no full stop": "项目投资" * (SIZE // 4),
    "only newlines": "\n" * SIZE,
    "short lines": "项目\n" * (SIZE // 3),
    "open brackets": "(" * SIZE,
    "brackets": "(项" * (SIZE // 2),
    "readings": "項(xiàng)" * (SIZE // 8),
    "cut bytes": "項(xiàng)府?dāng)手" * (SIZE // 15),
    "question marks": "府?" * (SIZE // 2),
    "quotes": '"项' * (SIZE // 2),
    "angles": "<" * SIZE,
    "half tags": "<p " * (SIZE // 3),
    "quoted tags": '<p a="' * (SIZE // 6),
    "ampersands": "&" * SIZE,
    "entities": "&nbsp;" * (SIZE // 6),
    "numbers": "1,234.5" * (SIZE // 7),
    "commas": "," * SIZE,
    "blanks": " " * SIZE + "项",
    "blank lines": ("项" + " " * 200 + "\n") * (SIZE // 200),
    "captions": f"{SENTENCE[:-1]}\n▲现场\n" * (SIZE // 40),
    "headers": "2023-10-08 08:40 来源：综合\n" * (SIZE // 22),
    "names": ("记者 王小明 李大强 " * 5 + "\n") * (SIZE // 60),
    "emoji": "😀𠮷" * (SIZE // 2),
    "surrogates": "项\ud800" * (SIZE // 2),
    "nul": "项\x00" * (SIZE // 2),
    "marks": "项\u0301\u200d" * (SIZE // 3),
    "right to left": "项\u202e\u05d0" * (SIZE // 3),
}
SECONDS = 4.0


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
def test_time_grows_with_the_text_and_places_hold(name: str, media_type: str) -> None:
    article = Article(HOSTILE[name], "x", media_type)
    started = time.perf_counter()
    found = clean(article)
    assert time.perf_counter() - started < SECONDS
    assert len(found.offsets) == len(found.text)
    if found.text:
        assert (found.offsets[:, 0] < found.offsets[:, 1]).all()
        assert found.offsets.min() >= 0
        assert found.offsets.max() <= len(article.text)
    for start, end in found.captions:
        assert 0 <= start < end <= len(found.text)
