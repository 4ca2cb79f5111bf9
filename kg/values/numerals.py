"""Numbers as Chinese news writes them: 38.19亿, 1亿2000万, ２万５千, 三十八点五, 十几亿, 50余万.

`NUMBER` is the source of a pattern that the other value modules put before their units; `value`
turns what it matched into a float. Words that only blur a number (余, 多, 几, 来, 个) are skipped:
the stated figure stands.
"""

from __future__ import annotations

import re
from typing import Final

_FOLD: Final = str.maketrans("０１２３４５６７８９．％／＋－（）", "0123456789.%/+-()")

_ARABIC = r"(?<![\d.])(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_INNER = r"\d+(?:\.\d+)?"
_HAN_DIGITS = "零〇一二三四五六七八九两壹贰叁肆伍陆柒捌玖"
_HAN_ALL = _HAN_DIGITS + "十百千拾佰仟"
_HAN = rf"[{_HAN_ALL}](?:[{_HAN_ALL}几]|[万亿](?=[{_HAN_ALL}]))*(?:点[{_HAN_DIGITS}]+)?"
_SCALE = r"(?:万亿|[十百千]?[万亿]|[百千])"
_BLUR = r"[余多几来]"

NUMBER: Final = (
    rf"(?:{_ARABIC}(?:\s?{_BLUR}?{_SCALE}(?:{_INNER}{_SCALE})*)?"
    rf"|{_HAN}(?:{_BLUR}?(?:万亿|[万亿])(?:{_HAN}万?)?)?)"
)
"""Pattern source of one number with its scale words, in folded text (see `fold`)."""

RANGE: Final = r"\s?(?:[-—–―~～至到]|——|--)\s?"
"""Pattern source of what stands between the two ends of a range."""

_TOKEN = re.compile(rf"{_INNER}|[{_HAN_DIGITS}]|[十百千拾佰仟万亿点]")
_DIGIT = dict(zip("零〇一二三四五六七八九两壹贰叁肆伍陆柒捌玖", [0, 0, *range(1, 10), 2, *range(1, 10)], strict=True))
_SMALL = {"十": 10.0, "拾": 10.0, "百": 100.0, "佰": 100.0, "千": 1000.0, "仟": 1000.0}
_SCALES = re.compile(rf"{_BLUR}?(?:万亿|[十百千]?[万亿]|[百千])$")


def fold(text: str) -> str:
    """Full-width digits and signs made half-width, one character for one, so that offsets hold.

    >>> fold("１０．５％")
    '10.5%'
    """
    return text.translate(_FOLD)


def value(text: str) -> float:
    """The number that a match of `NUMBER` stands for; ValueError where it holds none.

    >>> value("1亿2000万"), value("2万5千"), value("三十八点五"), value("5余万"), value("百")
    (120000000.0, 25000.0, 38.5, 50000.0, 100.0)
    """
    total = section = 0.0
    number: float | None = None
    fraction = 0.0
    last_unit = 0.0
    seen = False
    run = False  # the token before was a Han digit too: 二〇二三
    for token in _TOKEN.findall(text.replace(",", "").replace("，", "")):
        seen = True
        if token in _SMALL:
            section += (1.0 if number is None else number) * _SMALL[token]
            number, fraction, last_unit, run = None, 0.0, _SMALL[token], False
        elif token in "万亿":
            scale = 1e4 if token == "万" else 1e8
            inner = section + (number or 0.0)
            if token == "亿":
                total = ((total + inner) or 1.0) * scale
            else:
                total += (inner or 1.0) * scale
            section, number, fraction, last_unit, run = 0.0, None, 0.0, scale, False
        elif token == "点":
            fraction, run, number = 0.1, False, number or 0.0
        elif token in _DIGIT:
            digit = _DIGIT[token]
            if fraction:
                number = (number or 0.0) + digit * fraction
                fraction /= 10
            else:
                number = (number or 0.0) * 10 + digit if run else float(digit)
                last_unit = 0.0 if digit == 0 else last_unit
                run = True
        else:
            number, run, last_unit = float(token), False, 0.0
    if not seen:
        raise ValueError(f"no number in {text!r}")
    if number and last_unit >= 100 and not fraction and number < 10:
        number *= last_unit / 10  # 一百二 is 120, 两万五 is 25000
    return tidy(total + section + (number or 0.0))


def scale(text: str) -> float:
    """The factor of the scale words at the end of a number: 8亿 → 1e8, 5余万 → 1e4, 7 → 1.

    >>> scale("8亿"), scale("3千万"), scale("7")
    (100000000.0, 10000000.0, 1.0)
    """
    match = _SCALES.search(text)
    return value(match.group()) if match else 1.0


def tidy(number: float) -> float:
    """Twelve significant digits: what was written, without the noise of binary fractions.

    >>> tidy(38.19 * 1e8)
    3819000000.0
    """
    return float(f"{number:.12g}")
