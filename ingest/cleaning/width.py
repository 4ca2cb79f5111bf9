"""Makes full-width digits, Latin letters and signs half-width, and blanks, dashes and dots one kind each."""

from __future__ import annotations

from ingest.cleaning.traced import Traced

_WIDE = {code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_SIGNS = dict(zip(map(ord, "％．＋－／＃＆＝＊＠｀＄"), "%.+-/#&=*@`$", strict=True))
_BLANKS = dict.fromkeys(map(ord, "\u3000\u00a0\t\u2002\u2003\u2009\u200a\u202f\x0b\x0c"), " ")
_LIKE = {0x2015: "—", 0x2500: "—", 0x30FB: "·", 0xFF65: "·", 0x301C: "～"}
_TABLE: dict[int, str] = {**_WIDE, **_SIGNS, **_BLANKS, 0xFFE5: "¥", 0x2236: "：", **_LIKE}


def narrow(traced: Traced) -> Traced:
    """The text with narrow digits and letters, and plain blanks."""
    return traced.recode(traced.text.translate(_TABLE))
