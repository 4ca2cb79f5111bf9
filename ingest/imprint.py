"""Completes an article's metadata from what its own text says: the headline and the source line.

What the file's metadata state goes first; only the title of a web page, which carries the site's name,
gives way to the headline.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.clean import CleanText
from kg.article import Article

_SOURCE = re.compile(r"(?:来源|信息来源|稿源|文章来源)\s*[:：]\s*(?P<name>[^\s\[\]【】（）()|｜:：,，。]{2,24})")
_NO_NAME = frozenset({"综合", "本站综合", "本网综合", "本站", "本网", "网络", "互联网", "未知", "原创", "转载"})


def complete(article: Article, source: CleanText) -> Article:
    """The article with its headline as title and its publisher, as far as they can be known; the text is the same."""
    headline = source.title if article.media_type == "text/html" or not article.title else article.title
    return replace(article, title=headline or article.title, publisher=article.publisher or publisher(source))


def publisher(source: CleanText) -> str | None:
    """Whom the source line names, None where it names nobody: 来源：综合."""
    for aside in sorted(source.boilerplate, key=lambda aside: aside.span.start):
        if match := _SOURCE.search(aside.text):
            return None if match["name"] in _NO_NAME else match["name"]
    return None
