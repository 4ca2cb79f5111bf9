"""From files to articles: one reader a format, chosen by suffix or media type in the table `READERS`.

`expand` finds the files that a command line means, `read` turns one file into its articles. What is
left out is never left out in silence: skipped files and lines that are no article go to a callback.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.readers.delivery import LARGEST, Delivery
from ingest.readers.lines import read_lines
from ingest.readers.pdf import read_pdf
from ingest.readers.text import read_text
from ingest.readers.web import read_web
from ingest.readers.word import read_word
from kg.article import Article
from kg.errors import UnreadableArticle

OnError = Callable[[UnreadableArticle], None]
OnSkip = Callable[[Path, str], None]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: the suffixes and media types by which it is known, and its reader."""

    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    read: Callable[[Delivery, OnError], Iterator[Article]]


def _one(reader: Callable[[Delivery], Iterator[Article]]) -> Callable[[Delivery, OnError], Iterator[Article]]:
    """A reader of files that are one article, which fail as a whole."""
    return lambda delivery, _: reader(delivery)


READERS: tuple[Format, ...] = (
    Format((".txt", ".md", ".text"), ("text/plain", "text/markdown"), _one(read_text)),
    Format((".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"), _one(read_web)),
    Format((".pdf",), ("application/pdf",), _one(read_pdf)),
    Format((".docx",), ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",), _one(read_word)),
    Format((".jsonl", ".ndjson"), ("application/x-ndjson", "application/jsonl"), read_lines),
)
"""The formats that can be read."""

STDIN = Path("-")
"""The path that means standard input."""

_BY_SUFFIX = {suffix: format_ for format_ in READERS for suffix in format_.suffixes}
_BY_MEDIA_TYPE = {media_type: format_ for format_ in READERS for media_type in format_.media_types}
_KNOWN = "、".join(sorted(_BY_SUFFIX))


def _raise(error: UnreadableArticle) -> None:
    raise error


def _ignore(path: Path, reason: str) -> None:
    """Nobody asked to be told."""


def read(path: Path, on_error: OnError = _raise) -> Iterator[Article]:
    """The articles of one file, `-` being standard input.

    `on_error` is told of each part of the file that is no article, and may raise. Raises
    UnreadableArticle where the file as a whole cannot be read.
    """
    if path == STDIN:
        yield from read_bytes(sys.stdin.buffer.read(LARGEST + 1), "stdin", on_error=on_error)
        return
    format_ = _BY_SUFFIX.get(path.suffix.lower())
    if format_ is None:
        raise _unknown(path)
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else b"\0" * (LARGEST + 1)
    except OSError as error:
        what = error.strerror or str(error)
        raise UnreadableArticle(what, where=str(path), hint="检查路径和权限 (check path and rights)") from error
    yield from _read(Delivery(data, path.stem, str(path)), format_, on_error)


def read_bytes(
    data: bytes, name: str, media_type: str | None = None, *, on_error: OnError = _raise
) -> Iterator[Article]:
    """The articles of a file's bytes, as uploaded or piped. `name` may carry a suffix.

    The format is that of the media type, else of the suffix, else of the first bytes. Raises UnreadableArticle.
    """
    suffix = Path(name).suffix.lower()
    plain = (media_type or "").partition(";")[0].strip().lower()
    format_ = _BY_MEDIA_TYPE.get(plain) or _BY_SUFFIX.get(suffix) or _BY_SUFFIX[_sniff(data)]
    yield from _read(Delivery(data, Path(name).stem if suffix in _BY_SUFFIX else name, name), format_, on_error)


def expand(paths: Iterable[str | Path], on_skip: OnSkip = _ignore) -> Iterator[Path]:
    """The files meant by files, folders, patterns (`news/*.html`) and `-`, each once.

    In a folder, files of no known format are skipped, and `on_skip` is told why. Raises
    UnreadableArticle for a path that does not exist, and for a file named outright whose suffix is unknown.
    """
    seen: set[Path] = set()
    for path in map(Path, paths):
        for found in _expand_one(path, on_skip):
            if found not in seen:
                seen.add(found)
                yield found


def _expand_one(path: Path, on_skip: OnSkip) -> Iterator[Path]:
    if path == STDIN or path.is_file():
        if path != STDIN and path.suffix.lower() not in _BY_SUFFIX:
            raise _unknown(path)
        yield path
    elif path.is_dir():
        yield from _known(sorted(file for file in path.rglob("*") if file.is_file()), on_skip)
    elif any(sign in str(path) for sign in "*?["):
        root = Path(path.anchor) if path.is_absolute() else Path()
        pattern = str(path.relative_to(path.anchor)) if path.is_absolute() else str(path)
        found = sorted(root.glob(pattern))
        if not found:
            raise UnreadableArticle("没有匹配的文件 (no file matches)", where=str(path))
        for match in found:
            yield from _known([match], on_skip) if match.is_file() else _expand_one(match, on_skip)
    else:
        raise UnreadableArticle("没有这个文件 (no such file)", where=str(path), hint="检查路径 (check the path)")


def _unknown(path: Path) -> UnreadableArticle:
    what = f"后缀 {path.suffix!r} 无法读取 (unknown suffix)"
    return UnreadableArticle(what, where=str(path), hint=f"可读 (known): {_KNOWN}")


def _known(files: Iterable[Path], on_skip: OnSkip) -> Iterator[Path]:
    """The files of known formats; hidden files and the facts that lie beside articles are none."""
    for file in files:
        if file.name.startswith("."):
            on_skip(file, "隐藏文件 (hidden file)")
        elif file.suffix.lower() in _BY_SUFFIX:
            yield file
        elif file.suffix.lower() == ".json":
            on_skip(file, "JSON 是事实或来源记录，不是文章 (facts or a record of sources, no article)")
        else:
            on_skip(file, f"后缀 {file.suffix!r} 无法读取 (unknown suffix)")


def _read(delivery: Delivery, format_: Format, on_error: OnError) -> Iterator[Article]:
    if len(delivery.data) > LARGEST:
        raise delivery.unreadable(f"文件超过 {LARGEST >> 20} MB (file too large)", "请拆开 (split it)")
    yield from format_.read(delivery, on_error)


def _sniff(data: bytes) -> str:
    """The suffix that the first bytes suggest."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf"):
        return ".pdf"
    if start.startswith(b"pk\x03\x04"):
        return ".docx"
    if start.startswith((b"<!doctype html", b"<html")) or b"<head" in start or b"<body" in start:
        return ".html"
    return ".jsonl" if start.startswith(b"{") else ".txt"
