"""Mints and parses every IRI of ours; one encoding rule for Chinese.

IRIs hold Chinese path segments as they are (RFC 3987); only characters that an IRI cannot hold or
that split paths are percent-encoded. On the wire clients send the percent-encoded URI form, and
`from_path` takes both.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from kg import namespaces as ns

_UNSAFE = re.compile(r"[\x00-\x20<>\"{}|\\^`%/?#\[\]\x7f]")


def segment(text: str) -> str:
    """One path segment: NFKC-folded, blanks out, unsafe characters percent-encoded.

    >>> segment("SK新能源（江苏）有限公司")
    'SK新能源(江苏)有限公司'
    >>> segment("A/B 项目")
    'A%2FB项目'
    """
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return _UNSAFE.sub(lambda m: "".join(f"%{b:02X}" for b in m.group().encode()), folded)


def entity(type_: str, name: str) -> str:
    """The IRI of an entity, from its type and normalised name.

    >>> entity("Region", "贵港市")
    'https://zhaoshang.example/id/Region/贵港市'
    """
    return f"{ns.ID}{segment(type_)}/{segment(name)}"


def article(article_id: str) -> str:
    """The IRI of an article, from its digest."""
    return ns.ARTICLE + article_id


def graph(article_id: str) -> str:
    """The IRI of the named graph that holds what one article states."""
    return ns.GRAPH + article_id


def from_path(path: str) -> str:
    """The IRI of a path under the server's root, percent-encoded or not.

    >>> from_path("/id/Region/%E8%B4%B5%E6%B8%AF%E5%B8%82")
    'https://zhaoshang.example/id/Region/贵港市'
    """
    decoded = [segment(unquote(part)) for part in path.lstrip("/").split("/")]
    return ns.BASE + "/".join(decoded)


def to_path(iri: str) -> str:
    """The path under the server's root at which an IRI of ours is served.

    Raises ValueError for an IRI that is not ours.
    """
    if not iri.startswith(ns.BASE):
        raise ValueError(f"not an IRI of this graph: {iri}")
    return "/" + iri[len(ns.BASE) :]
