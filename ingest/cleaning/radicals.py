"""Exchanges radicals and compatibility characters for the characters they look like: ⼯⼚ → 工厂, ⻓ → 长.

Fonts in PDF files often map a glyph to the radical of the same shape (U+2E80–U+2FD5). Kangxi radicals
and compatibility ideographs fold by Unicode's own tables; the supplement has no such table, hence the
one here, of the radicals that are whole characters of simplified or traditional Chinese.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from ingest.cleaning.traced import Traced

_SUPPLEMENT = (
    "⺁厂⺒巳⺠民⺩王⺪疋⺫罒⺬示⺮竹⺳网⺵网⺶羊⺷羊⺹耂⺼月⺾艹⻁虎⻃西⻄西⻅见⻆角⻇角⻉贝⻊足⻋车⻌辶⻏邑⻑長⻒長⻓长⻔门"
    "⻕阜⻖阜⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟食⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻬齐⻫斉⻭歯⻮齿⻯竜⻰龙⻱龜"
)


@cache
def _table() -> dict[int, str]:
    table = {ord(_SUPPLEMENT[i]): _SUPPLEMENT[i + 1] for i in range(0, len(_SUPPLEMENT), 2)}
    for code in (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFAFF)):
        folded = unicodedata.normalize("NFKC", chr(code))
        if folded != chr(code) and len(folded) == 1:
            table[code] = folded
    return table


def restore_characters(traced: Traced) -> Traced:
    """The text with whole characters in place of radicals."""
    return traced.recode(traced.text.translate(_table()))
