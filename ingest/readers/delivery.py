"""What a reader is given, and how bytes become text: UTF-8, UTF-16 with a mark, or GB18030, never by guess.

A legacy encoding can decode almost any bytes into nonsense, so GB18030 is accepted only where what
comes out looks like Chinese: common characters and punctuation, hardly a rare one.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from ingest.cleaning.characters import is_common
from kg.errors import UnreadableArticle

LARGEST = 64 * 1024 * 1024
"""The largest file that is read, in bytes."""

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
)

_CONVERT = "请转存为 UTF-8 (convert it to UTF-8)"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file as it came: its bytes, a short name for people, and where it came from."""

    data: bytes
    name: str
    where: str

    def unreadable(self, what: str, hint: str = "", *, at: str = "") -> UnreadableArticle:
        """The error that says why this delivery, or the part of it `at`, cannot be read."""
        return UnreadableArticle(what, where=f"{self.where}{at}", hint=hint)


def decode(delivery: Delivery, declared: str | None = None) -> str:
    """The text of the bytes with newlines as "\\n".

    `declared` is an encoding that the document itself names; it is tried after a byte-order mark and
    before the others. Raises UnreadableArticle where the bytes are empty, binary or in no encoding known.
    """
    data = delivery.data
    if not data.strip():
        raise delivery.unreadable("文件是空的 (the file is empty)", "换一个有正文的文件 (give a file that holds text)")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _newlines(_strict(delivery, data[len(mark) :], encoding))
    if data.startswith(_BINARY) or data.count(0) > len(data) / 100:
        raise delivery.unreadable("不是文本文件 (binary, not text)", _CONVERT)
    if declared and (text := _declared(data, declared)) is not None:
        return _newlines(text)
    try:
        return _newlines(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        text = _gb18030(data)
        if text is None:
            raise delivery.unreadable(
                f"第 {error.start} 字节不合 UTF-8，全文也不像 GB18030 (neither UTF-8 nor GB18030)",
                _CONVERT,
            ) from error
        return _newlines(text)


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _strict(delivery: Delivery, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise delivery.unreadable(
            f"第 {error.start} 字节不合 {encoding} (byte {error.start} is not {encoding})",
            _CONVERT,
        ) from error


def _declared(data: bytes, encoding: str) -> str | None:
    """The bytes in the encoding that the document names; None where that is unknown or wrong."""
    try:
        name = codecs.lookup(encoding).name
        return data.decode("gb18030" if name in ("gb2312", "gbk") else name)
    except (LookupError, UnicodeDecodeError):
        return None


def _gb18030(data: bytes) -> str | None:
    """The bytes as GB18030, None where they are not, or where what comes out is no Chinese."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    wide = [char for char in text if char > "\x7f"]
    common = sum(is_common(char) for char in wide)
    strange = sum("\ue000" <= char <= "\uf8ff" or char > "\uffff" for char in wide)
    return text if common >= 0.5 * len(wide) and strange <= 0.01 * len(wide) else None
