"""Reads plain text: .txt and .md."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.readers.delivery import Delivery, decode
from kg.article import Article


def read_text(delivery: Delivery) -> Iterator[Article]:
    """The one article of a text file. Raises UnreadableArticle."""
    text = decode(delivery)
    if not text.strip():
        raise delivery.unreadable("文件里没有文字 (the file holds no text)")
    yield Article(text, delivery.name)
