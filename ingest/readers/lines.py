"""Reads JSON Lines: one article a line, with `text` or `html` and, where known, url, title, publisher, date, name.

A line that is no article does not spoil the others: it is reported with its number.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from ingest.readers.delivery import Delivery, decode
from ingest.readers.web import web_article
from ingest.stated_date import stated_date
from kg.article import Article
from kg.errors import UnreadableArticle

_FIELDS = ("text", "html", "url", "title", "publisher", "source", "date", "name")


def read_lines(delivery: Delivery, on_error: Callable[[UnreadableArticle], None]) -> Iterator[Article]:
    """The articles of the lines; `on_error` is told of each line that is none. Raises UnreadableArticle."""
    for number, line in enumerate(decode(delivery).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            article = _article(line, f"{delivery.name}-{number}")
        except ValueError as error:
            on_error(delivery.unreadable(str(error), at=f":{number}"))
        else:
            yield article


def _article(line: str, name: str) -> Article:
    """The article of one line. Raises ValueError with the reason where it is none."""
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"不是 JSON (not JSON): {error}") from error
    if not isinstance(record, dict):
        raise ValueError("不是 JSON 对象 (not a JSON object)")
    fields = {key: _words(record, key) for key in _FIELDS}
    published = stated_date(fields["date"]) if fields["date"] else None
    name = fields["name"] or name
    if fields["html"]:
        page = web_article(fields["html"], name, fields["url"])
        return Article(
            page.text,
            name,
            page.media_type,
            page.url,
            fields["title"] or page.title,
            fields["publisher"] or fields["source"] or page.publisher,
            published or page.published,
        )
    if not fields["text"]:
        raise ValueError("没有 text 或 html (neither text nor html)")
    return Article(
        fields["text"],
        name,
        url=fields["url"],
        title=fields["title"],
        publisher=fields["publisher"] or fields["source"],
        published=published,
    )


def _words(record: dict[str, Any], key: str) -> str | None:
    """The string of a field with newlines as "\\n"; None where it is missing or blank."""
    value = record.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"{key} 不是字符串 (is not a string)")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(f"{key} 含半个字符 (holds half a character) at {error.start}") from error
    return value.replace("\r\n", "\n").replace("\r", "\n") if value.strip() else None
