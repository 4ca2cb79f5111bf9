"""Takes out what printing added: page numbers, page headers, headings doubled by the layout."""

from __future__ import annotations

import re
from collections import Counter

from ingest.cleaning.traced import AsideKind, Traced

_PAGE_NUMBER = re.compile(
    r"\s*(?:[—–\-_·•~～]+\s*\d{1,4}\s*[—–\-_·•~～]+|第\s*\d{1,4}\s*[页頁](?:\s*[,，/]?\s*共\s*\d{1,4}\s*[页頁])?|\d{1,4}\s*/\s*\d{1,4}"
    r"|[Pp](?:age)?\.?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?)\s*"
)
_LONGEST_BARE = 3
_LONGEST_HEADER = 40
_LONGEST_FOOTER = 20


def remove_pages(traced: Traced) -> Traced:
    """The text without page numbers, page headers that come back, and lines that repeat the one before."""
    lines = [(start, end) for start, end in traced.lines() if traced.text[start:end].strip()]
    words = [traced.text[start:end].strip() for start, end in lines]
    numbers = {i for i, word in enumerate(words) if _PAGE_NUMBER.fullmatch(word)} | _bare_page_numbers(words)
    out: list[tuple[int, int, AsideKind]] = []
    seen: set[str] = set()
    if numbers and max(numbers) == len(words) - 1 > 1 and _may_be_footer(words[-2]):
        numbers.add(len(words) - 2)
    beside = [(i - 1) in numbers or (i + 1) in numbers for i in range(len(words))]
    often = Counter(word for word, at_page in zip(words, beside, strict=True) if at_page)
    for i, word in enumerate(words):
        if i in numbers or (beside[i] and (word in seen or often[word] > 1) and len(word) <= _LONGEST_HEADER):
            out.append((*lines[i], "page"))
        elif word in seen and len(word) <= _LONGEST_HEADER and word in (words[i - 1], words[0]):
            out.append((*lines[i], "duplicate"))
        seen.add(word)
    return traced.set_aside(out) if out else traced


def _may_be_footer(line: str) -> bool:
    """Whether the line before the last page number is short and no sentence."""
    return len(line) <= _LONGEST_FOOTER and not re.search(r"[，。；！？,.;!?\d]", line)


def _bare_page_numbers(words: list[str]) -> set[int]:
    """Lines that hold a number only: the last line of all, or a row of them that counts 1, 2, 3."""
    bare = [i for i, word in enumerate(words) if word.isdecimal() and len(word) <= _LONGEST_BARE]
    values = [int(words[i]) for i in bare]
    if len(bare) > 1 and values == list(range(values[0], values[0] + len(bare))):
        return set(bare)
    return {i for i in bare if i == len(words) - 1}
