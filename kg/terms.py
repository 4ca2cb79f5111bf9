"""RDF terms and quads as plain values, so that the core needs no engine to speak of triples."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from kg import namespaces as ns
from kg.errors import NotFound

XSD: Final = ns.PREFIXES["xsd"]
_STRING: Final = XSD + "string"
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_NOT_IN_IRI: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`\ud800-\udfff]")


class Iri(str):
    """An absolute IRI. A blank node that a query made stands here too, as `_:name`."""

    __slots__ = ()


class Literal(NamedTuple):
    """A literal: its lexical form, its datatype's IRI and, for tagged strings, the language."""

    value: str
    datatype: str = _STRING
    language: str | None = None


Term = Iri | Literal


class Quad(NamedTuple):
    """A triple in a named graph; `graph` None is the default graph."""

    subject: Iri
    predicate: Iri
    object: Term
    graph: Iri | None = None


def zh(text: str) -> Literal:
    """A Chinese label."""
    return Literal(text, ns.PREFIXES["rdf"] + "langString", "zh")


def decimal(number: float) -> Literal:
    """An xsd:decimal in canonical form: no exponent, no idle zeros.

    >>> decimal(3819000000.0).value, decimal(0.5).value, decimal(-0.0).value
    ('3819000000', '0.5', '0')
    """
    plain = format(Decimal(repr(float(number))), "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return Literal("0" if plain in ("-0", "") else plain, XSD + "decimal")


def integer(number: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(number), XSD + "integer")


def boolean(value: bool) -> Literal:
    """An xsd:boolean."""
    return Literal("true" if value else "false", XSD + "boolean")


def date(text: str) -> Literal:
    """A year, month or day (`2020`, `2020-09`, `2020-09-01`) typed by its precision.

    >>> date("2020-09").datatype.rsplit("#")[-1]
    'gYearMonth'
    """
    kind = {4: "gYear", 7: "gYearMonth"}.get(len(text), "date")
    return Literal(text, XSD + kind)


def prefixed(iri: str) -> str:
    """The IRI of a vocabulary's term as a prefixed name; any other text as it is.

    >>> prefixed(ns.ZS + "Park"), prefixed("@id")
    ('zs:Park', '@id')
    """
    for prefix, start in ns.PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri


def is_iri(text: str) -> bool:
    """Whether `text` can stand between < and > as an absolute IRI."""
    return ":" in text and not _NOT_IN_IRI.search(text)


def reference(iri: str) -> str:
    """An IRI from outside, between < and >, fit to stand in a query. Raises NotFound for what is no IRI.

    >>> reference("https://a.example/贵港")
    '<https://a.example/贵港>'
    """
    if not is_iri(iri):
        raise NotFound("not an IRI", where=iri)
    return f"<{iri}>"


def n3(term: Term) -> str:
    """The term as N-Triples, Turtle and SPARQL write it.

    >>> n3(zh('"贵港"')), n3(Iri("https://a.example/贵港")), n3(boolean(True))
    ('"\\\\"贵港\\\\""@zh', '<https://a.example/贵港>', '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>')
    """
    if isinstance(term, Literal):
        text = f'"{term.value.translate(_ESCAPES)}"'
        if term.language:
            return f"{text}@{term.language}"
        return text if term.datatype == _STRING else f"{text}^^<{term.datatype}>"
    return term if term.startswith("_:") else f"<{term}>"


def nquad(quad: Quad) -> str:
    """The quad as one line of N-Quads, without the newline."""
    end = f" <{quad.graph}> ." if quad.graph else " ."
    return f"{n3(quad.subject)} {n3(quad.predicate)} {n3(quad.object)}{end}"
