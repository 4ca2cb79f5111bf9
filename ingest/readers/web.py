"""Reads web pages: the article's text is the markup itself, so that evidence points into the page as it is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ingest.readers.delivery import Delivery, decode
from ingest.stated_date import stated_date
from kg.article import Article

MEDIA_TYPE = "text/html"

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.I)
_META = re.compile(r"<meta\b((?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*)>", re.I)
_LINK = re.compile(r"<link\b((?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*)>", re.I)
_ATTRIBUTE = re.compile(r"([a-zA-Z:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.I | re.S)

_DATES = (
    "pubdate",
    "publishdate",
    "article:published_time",
    "datepublished",
    "publish_time",
    "date",
    "dc.date",
    "og:release_date",
)
_TITLES = ("articletitle", "og:title", "twitter:title")
_PUBLISHERS = ("contentsource", "source", "og:site_name", "sitename", "mediaid")
_URLS = ("url", "og:url")


def read_web(delivery: Delivery) -> Iterator[Article]:
    """The one article of an HTML page. Raises UnreadableArticle."""
    declared = _CHARSET.search(delivery.data[:4096])
    markup = decode(delivery, declared[1].decode("ascii") if declared else None)
    yield web_article(markup, delivery.name)


def web_article(markup: str, name: str, url: str | None = None) -> Article:
    """The article of a page, with the title, date, publisher and address that its head states."""
    head = markup[:50_000]
    meta = _meta(head)
    title = _first(meta, _TITLES) or _page_title(head)
    date = _first(meta, _DATES)
    return Article(
        markup,
        name,
        MEDIA_TYPE,
        url or _address(_first(meta, _URLS)) or _canonical(head),
        title,
        _first(meta, _PUBLISHERS),
        stated_date(date) if date else None,
    )


def _meta(head: str) -> dict[str, str]:
    """The contents of the meta tags by their lower-case name or property; the first of a name counts."""
    found: dict[str, str] = {}
    for match in _META.finditer(head):
        attributes = _attributes(match[1])
        key = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        content = attributes.get("content", "").strip()
        if key and content:
            found.setdefault(key.lower(), content)
    return found


def _attributes(words: str) -> dict[str, str]:
    return {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "") for match in _ATTRIBUTE.finditer(words)
    }


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _page_title(head: str) -> str | None:
    match = _TITLE.search(head)
    words = " ".join(html.unescape(match[1]).split()) if match else ""
    return words or None


def _canonical(head: str) -> str | None:
    for match in _LINK.finditer(head):
        attributes = _attributes(match[1])
        if attributes.get("rel", "").lower() == "canonical":
            return _address(attributes.get("href"))
    return None


def _address(url: str | None) -> str | None:
    """The address if it is a whole one."""
    return url if url and re.match(r"https?://[^\s<>\"{}|\\^`]+$", url) else None
