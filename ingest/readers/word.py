"""Reads Word files (.docx): paragraphs as lines, table rows as lines "cell｜cell"."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

from ingest.cleaning.markup import CELL
from ingest.readers.delivery import Delivery
from kg.article import Article

LARGEST_UNPACKED = 256 * 1024 * 1024
"""What all parts of the file may hold when unpacked, in bytes: more is an attack, not an article."""


def read_word(delivery: Delivery) -> Iterator[Article]:
    """The one article of a Word file. Raises UnreadableArticle."""
    try:
        with zipfile.ZipFile(io.BytesIO(delivery.data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                raise delivery.unreadable("解压后过大 (too large when unpacked)")
        document = docx.Document(io.BytesIO(delivery.data))
        text = "\n".join(_lines(document))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise delivery.unreadable(
            f"不是 Word 文件或有密码 (no readable .docx): {error}",
            "旧的 .doc 请另存为 .docx (save an old .doc as .docx)",
        ) from error
    if not text.strip():
        raise delivery.unreadable("文件里没有文字 (the file holds no text)")
    yield Article(text, delivery.name, title=document.core_properties.title.strip() or None)


def _lines(document: Document) -> Iterator[str]:
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            for row in item.rows:
                yield CELL.join(" ".join(cell.text.split()) for cell in row.cells)
        else:
            yield item.text.replace("\r", "\n")
