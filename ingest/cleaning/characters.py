"""Classes of characters that several repairs tell apart, for use inside `[...]` of a regular expression."""

from __future__ import annotations

import re

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇々\U00020000-\U0003ffff"
"""Chinese characters, with 〇 and the repetition mark."""

WIDE = HAN + "\u3001-\u3003\u3008-\u301f\uff01-\uff0c\uff0e-\uff0f\uff1a-\uff1b\uff1f“”‘’…—·"
"""Chinese characters and the punctuation that goes with them."""

SENTENCE_END = re.compile(r"(?:[。！？!?…；;]|(?<!\d)\.)(?:[”’」』）)》\]】\"']*)\s*$")
"""The end of a line at which a sentence is complete."""


def is_common(char: str) -> bool:
    """Whether a character stands among the signs or the 3,755 everyday characters of GB 2312.

    >>> is_common("会"), is_common("暳")
    (True, False)
    """
    try:
        return char.encode("gb2312")[0] < _FIRST_RARE
    except UnicodeEncodeError:
        return False


_FIRST_RARE = 0xD8
"""The first byte from which GB 2312 holds rarer characters."""
