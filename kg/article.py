"""The article: the one thing that everything else is derived from. Its text never changes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Article:
    """One report as it was delivered.

    `text` is the ORIGINAL file decoded to Unicode with newlines as "\\n" (for HTML the markup
    itself, for PDF and DOCX the text that the reader took out): all evidence offsets count
    characters of it. `name` is a short name for people and for the facts format (the file's stem).
    `published` is the day of publication as stated by metadata outside the text
    (YYYY, YYYY-MM or YYYY-MM-DD), None where there is none.
    `media_type` is "text/plain" or "text/html": how `text` is to be understood.
    """

    text: str
    name: str
    media_type: str = "text/plain"
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", digest(self.text))


def digest(text: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of `text`: the same text is the same article.

    >>> digest("贵港")
    '2ec0be733ea77fda'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
