"""Rejoins a sentence that a picture's caption interrupts, and marks captions.

A paragraph that stops in the middle of a sentence goes on after the caption. The caption follows the
paragraph, as a line of its own: it may state facts, but it ranks below the report. Lines that only
name an image file are set aside.
"""

from __future__ import annotations

import re

from ingest.cleaning.characters import SENTENCE_END
from ingest.cleaning.traced import AsideKind, Traced

_MARKED = re.compile(
    r"\s*(?:[【\[]?图注|[▲△▼▽◆↑↓]|图\s*[为一二三四1-4]?\s*[:：]|图[为一二三四1-4]|\(?图片?(?:说明|来源)|[【\[(（]?资料图|左图|右图|上图|下图)"
)
_CREDITED = re.compile(
    r"(?:[（(]?\s*(?:本报|本网|通讯员|记者)?[\u4e00-\u9fff·、 ]{0,20}(?:摄|供图|摄影)[）)]?|[（(]?资料图片?[）)]?"
    r"|供图[:：][^。，]{2,12})\s*$"
)
_IMAGE_FILE = re.compile(r"\s*(?:[\w/.\-]+\.(?:jpe?g|png|gif|webp|bmp)|\[?图片\]?)\s*", re.I)
_HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]|\d+[、.．]|[【\[·•◆■●□○]|第[一二三四五六七八九十]+[章节条])"
)
_LABEL = re.compile(r"[^，。：\s]{2,8}：")

SHORTEST = 5
"""The shortest caption with a mark: ▲ 签约 is a heading."""
LONGEST = 60
"""The longest unmarked caption, in characters."""
LONG_BODY = 40
"""The shortest line with a comma that can be interrupted by a caption without a mark."""
BODY = 24
"""The shortest line that can be the first part of an interrupted paragraph, where it holds no full stop."""


def rejoin_captions(traced: Traced) -> Traced:
    """The text with interrupted paragraphs joined and their captions after them, marked."""
    traced = _without_image_files(traced)
    lines = [(start, end) for start, end in traced.lines() if traced.text[start:end].strip()]
    words = [traced.text[start:end].strip() for start, end in lines]
    caption = [_is_caption(word) for word in words]
    for i in range(len(words) - 1):
        if _is_bullet(words[i], words[i + 1]):
            caption[i] = caption[i + 1] = False
    loose = _is_loose(words)
    pieces: list[tuple[int, int]] = []
    marks: list[tuple[int, int]] = []
    length = 0
    newline = traced.text.find("\n")

    def put(start: int, end: int) -> int:
        nonlocal length
        pieces.append((start, end))
        length += end - start
        return length

    i = 0
    moved = False
    while i < len(lines):
        group, held = [i], list[int]()
        while (resumed := _resumes(words, caption, group[-1], loose=loose)) is not None:
            held += range(group[-1] + 1, resumed)
            group.append(resumed)
        moved = moved or len(group) > 1
        if pieces:
            put(newline, newline + 1)
        for member in group:
            begin, end = _stripped(traced.text, lines[member])
            before, after = length, put(begin, end)
            if caption[member]:
                marks.append((before, after))
        for member in held:
            put(newline, newline + 1)
            begin, end = _stripped(traced.text, lines[member])
            before, after = length, put(begin, end)
            marks.append((before, after))
        i = group[-1] + 1
    if not moved and not marks:
        return traced
    return traced.arrange(pieces).mark_captions(marks)


def _is_caption(line: str) -> bool:
    if _MARKED.match(line):
        return SHORTEST <= len(line) <= 2 * LONGEST
    return bool(_CREDITED.search(line)) and len(line) <= LONGEST


def _is_bullet(line: str, following: str) -> bool:
    """Two items of a list that is marked △ or ▲: captions do not come in rows, unless they are short."""
    return line[0] == following[0] and line[0] in "▲△▼▽◆" and max(len(line), len(following)) > BODY


def _resumes(words: list[str], caption: list[bool], i: int, *, loose: bool) -> int | None:
    """The line at which the paragraph of line i goes on, None where line i is a whole paragraph."""
    line = words[i]
    if caption[i] or SENTENCE_END.search(line) or line[-1] in "：:》】」』":
        return None
    if not ("。" in line or "，" in line or len(line) >= BODY) or _HEADING.match(line):
        return None
    after = i + 1
    while after < len(words) and caption[after]:
        after += 1
    if after == len(words):
        return None
    if after > i + 1:
        return after if _goes_on(words[after]) and ("。" in line or _body(words[after])) else None
    if loose or ("。" not in line and not ("，" in line and len(line) >= LONG_BODY)):
        return None
    if _body(words[after]):
        return after if _goes_on(words[after]) else None
    if (
        after + 1 < len(words)
        and len(words[after]) <= LONGEST
        and _body(words[after + 1])
        and _goes_on(words[after + 1])
    ):
        return after + 1
    return None


def _body(line: str) -> bool:
    return "。" in line or "，" in line or len(line) > LONGEST


def _goes_on(line: str) -> bool:
    return not (_HEADING.match(line) or _LABEL.match(line))


def _is_loose(words: list[str]) -> bool:
    """Whether long lines often end without a full stop, as in forms and lists: then none of them is interrupted."""
    long = [word for word in words if len(word) >= LONG_BODY]
    return sum(not SENTENCE_END.search(word) for word in long) > max(3, 0.3 * len(long))


def _stripped(text: str, line: tuple[int, int]) -> tuple[int, int]:
    start, end = line
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _without_image_files(traced: Traced) -> Traced:
    out: list[tuple[int, int, AsideKind]] = [
        (start, end, "image")
        for start, end in traced.lines()
        if end > start and _IMAGE_FILE.fullmatch(traced.text[start:end])
    ]
    return traced.set_aside(out) if out else traced
