"""Reads the text layer of PDF files. Pages follow one another as lines; cleaning joins what the layout broke."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from ingest.readers.delivery import Delivery
from kg.article import Article

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


# pypdf meets broken files with whatever the broken place raises.
_BROKEN = (
    PyPdfError,
    DependencyError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    OSError,
)


def read_pdf(delivery: Delivery) -> Iterator[Article]:
    """The one article of a PDF file. Raises UnreadableArticle."""
    try:
        reader = PdfReader(io.BytesIO(delivery.data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise delivery.unreadable("PDF 有密码 (the PDF is encrypted)", "请先解除密码 (remove the password first)")
        pages = [page.extract_text() for page in reader.pages]
        title = reader.metadata.title if reader.metadata else None
    except _BROKEN as error:
        raise delivery.unreadable(
            f"PDF 损坏或不受支持 (broken or unsupported PDF): {error}", "请另存为文本 (save it as text)"
        ) from error
    text = "\n".join(page.replace("\r\n", "\n").replace("\r", "\n") for page in pages)
    if not text.strip():
        raise delivery.unreadable(
            f"{len(pages)} 页里没有文字，大概是扫描件 (pages without text: a scan?)",
            "请先做文字识别 (run OCR first)",
        )
    yield Article(_without_surrogates(text), delivery.name, title=_whole(title))


def _without_surrogates(text: str) -> str:
    """The text with broken halves of characters, which fonts may yield, exchanged for U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _whole(title: object) -> str | None:
    words = str(title).strip() if title else ""
    return words or None
