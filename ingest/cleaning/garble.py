"""Takes out the pinyin that some sites put after every Chinese character: 項(xiàng)目 → 項目.

The test is on the whole document: readings with a tone mark must stand after Chinese characters at
several places. Then readings without a tone mark go too, if they are syllables: 什麼(me). Other
brackets, (含) or (一), stay.
"""

from __future__ import annotations

import re

from ingest.cleaning.characters import HAN
from ingest.cleaning.traced import Traced

LEAST = 3
"""How many toned readings make a document garbled."""

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿếềê"
_READING = re.compile(rf"(?<=[{HAN}])[(（]([a-zü{_TONED}]{{1,7}})[)）]")
_HAS_TONE = re.compile(f"[{_TONED}]")
_SYLLABLE = re.compile(
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:a|o|e|ai|ei|ao|ou|an|en|ang|eng|ong|er|i|ia|ie|iao|iu|ian|in|iang|ing|iong"
    r"|u|ua|uo|uai|ui|uan|un|uang|ue|ü|üe|üan|ün)"
)


def remove_readings(traced: Traced) -> Traced:
    """The text without readings in brackets, if the document has several of them."""
    if "(" not in traced.text and "（" not in traced.text:
        return traced
    found = list(_READING.finditer(traced.text))
    toned = [match for match in found if _HAS_TONE.search(match[1])]
    if len(toned) < LEAST:
        return traced
    return traced.cut(match.span() for match in found if _HAS_TONE.search(match[1]) or _SYLLABLE.fullmatch(match[1]))
