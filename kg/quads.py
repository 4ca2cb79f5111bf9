"""One article and what was read in it, as the quads of its named graph. Pure: no store, no clock.

Two layers in one graph:

1. Simple: entities with type and labels, `project zs:investor firm`, and one node for every value
   that has parts (`project zs:totalInvestment node`, `node zs:amount 3819000000`).
2. Full: for every fact an `rdf:Statement` whose IRI is a hash of what it says, so that two articles
   that say the same speak of the same statement; for every piece of evidence an `oa:Annotation`
   on the statement whose target is a span of the article. A target's IRI is the article's with an
   RFC 5147 fragment (`#char=12,18`), so a mention costs one quad and spans are shared.

`layer(quad)` tells the two apart; the writer copies the simple layer into the merged graph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from kg import iris, nodes
from kg import namespaces as ns
from kg.article import Article
from kg.canonical import canonical, fact_id
from kg.errors import InvalidGraph
from kg.facts import Entity, Evidence, Fact, Money, Reading, Ref, Role, Text
from kg.terms import Iri, Literal, Quad, Term, date, decimal, integer, is_iri, zh

_P: Final = ns.PREFIXES
TYPE: Final = Iri(_P["rdf"] + "type")
LABEL: Final = Iri(_P["rdfs"] + "label")
ALT_LABEL: Final = Iri(_P["skos"] + "altLabel")
TEXT: Final = Iri(ns.ZS + "text")
_FULL: Final = (ns.STATEMENT, ns.ANNOTATION)


def zs(name: str) -> Iri:
    """A term of our own ontology."""
    return Iri(ns.ZS + name)


def target(article_id: str, start: int, end: int) -> Iri:
    """The IRI of characters `start` to `end` of an article (RFC 5147).

    >>> target("ab", 3, 9)
    'https://zhaoshang.example/article/ab#char=3,9'
    """
    return Iri(f"{iris.article(article_id)}#char={start},{end}")


def statement(fact: Fact) -> Iri:
    """The IRI of what a fact says: the same in every article that says it."""
    return Iri(ns.STATEMENT + fact_id(fact.subject, fact.predicate, fact.object))


def is_simple(quad: Quad) -> bool:
    """Whether a quad of an article's graph belongs to the simple layer, which is merged."""
    return not quad.subject.startswith(_FULL) and "#char=" not in quad.subject and quad.predicate != TEXT


def quads(article: Article, reading: Reading) -> list[Quad]:
    """All quads of the article's named graph.

    Raises InvalidGraph where the evidence law is broken (`article.text[start:end] != quote`), a
    span lies outside the text, or something cannot be written as RDF at all.
    """
    _check(article, reading)
    graph = Iri(iris.graph(article.id))
    seen: dict[tuple[Iri, str, Term], None] = {}
    for subject, predicate, value in _triples(article, canonical(reading)):
        seen[(subject, predicate, value)] = None
    return [Quad(s, Iri(p), o, graph) for s, p, o in seen]


Triple = tuple[Iri, str, Term]


def _triples(article: Article, reading: Reading) -> Iterator[Triple]:
    yield from _article(article, reading)
    for entity in reading.entities:
        yield from _entity(article.id, entity)
    for fact in reading.facts:
        yield from _simple(article.id, fact)
        yield from _statement(article.id, fact)
    for span in sorted({(e.start, e.end, e.quote) for fact in reading.facts for e in fact.evidence}):
        yield from _target(article.id, *span)


def _article(article: Article, reading: Reading) -> Iterator[Triple]:
    me = Iri(iris.article(article.id))
    yield me, TYPE, zs("Article")
    yield me, TEXT, Literal(article.text)
    yield me, LABEL, zh(article.title or article.name)
    yield me, _P["dcterms"] + "identifier", Literal(article.name)
    yield me, _P["dcterms"] + "format", Literal(article.media_type)
    yield me, ns.ZS + "graph", Iri(iris.graph(article.id))
    for predicate, value in (
        (_P["dcterms"] + "title", article.title),
        (_P["dcterms"] + "publisher", article.publisher),
        (_P["dcterms"] + "source", article.url),
    ):
        if value is not None:
            yield me, predicate, Literal(value)
    if reading.home is not None:
        yield me, ns.ZS + "home", zh(reading.home)  # tagged as labels are, so that it joins with the region's
    if article.published is not None:
        yield me, ns.ZS + "statedDate", date(article.published)
    if reading.date is not None:
        yield me, _P["dcterms"] + "issued", date(reading.date)


def _entity(article_id: str, entity: Entity) -> Iterator[Triple]:
    me = Iri(entity.id)
    yield me, TYPE, zs(entity.type)
    yield me, LABEL, zh(entity.name)
    for alias in entity.aliases:
        yield me, ALT_LABEL, zh(alias)
    if entity.code is not None:
        yield me, ns.ZS + "code", Literal(entity.code)
    note = Iri(ns.ANNOTATION + _hash(article_id, entity.id))
    yield note, TYPE, Iri(_P["oa"] + "Annotation")
    yield note, _P["oa"] + "motivatedBy", Iri(_P["oa"] + "identifying")
    yield note, _P["oa"] + "hasBody", me
    yield note, ns.ZS + "confidence", decimal(entity.confidence)
    for span in entity.mentions:
        yield note, _P["oa"] + "hasTarget", target(article_id, span.start, span.end)


def _simple(article_id: str, fact: Fact) -> Iterator[Triple]:
    subject, value = Iri(fact.subject), fact.object
    node = object_iri(fact)
    yield subject, ns.ZS + fact.predicate, node
    if isinstance(value, Ref):
        return
    class_, parts = nodes.spell(fact.predicate, value)
    yield node, TYPE, zs(class_)
    if not isinstance(value, Text):
        yield node, _P["prov"] + "wasDerivedFrom", Iri(iris.article(article_id))
    for predicate, part in parts:
        yield node, predicate, part
    if isinstance(value, Role) and value.org is not None:
        yield subject, ns.ZS + "affiliation", Iri(value.org)
    if isinstance(value, Money) and fact.predicate == "totalInvestment" and value.currency == "CNY":
        yield subject, ns.ZS + "investmentYuan", decimal(value.value)


def object_iri(fact: Fact) -> Iri:
    """The entity, the industry or the value node that a fact leads to."""
    if isinstance(fact.object, Ref):
        return Iri(fact.object.id)
    if isinstance(fact.object, Text):
        return Iri(iris.entity("Industry", fact.object.value))
    return Iri(ns.NODE + fact_id(fact.subject, fact.predicate, fact.object))


def _statement(article_id: str, fact: Fact) -> Iterator[Triple]:
    me = statement(fact)
    yield me, TYPE, Iri(_P["rdf"] + "Statement")
    yield me, _P["rdf"] + "subject", Iri(fact.subject)
    yield me, _P["rdf"] + "predicate", zs(fact.predicate)
    yield me, _P["rdf"] + "object", object_iri(fact)
    yield me, _P["prov"] + "wasDerivedFrom", Iri(iris.article(article_id))
    for piece in fact.evidence:
        note = Iri(ns.ANNOTATION + _hash(me, piece.article, f"{piece.start},{piece.end}", piece.extractor))
        yield note, TYPE, Iri(_P["oa"] + "Annotation")
        yield note, _P["oa"] + "hasBody", me
        yield note, _P["oa"] + "hasTarget", target(article_id, piece.start, piece.end)
        yield note, ns.ZS + "extractor", Literal(piece.extractor)
        yield note, ns.ZS + "confidence", decimal(piece.confidence)


def _target(article_id: str, start: int, end: int, quote: str) -> Iterator[Triple]:
    me = target(article_id, start, end)
    place, words = Iri(me + ";position"), Iri(me + ";quote")
    yield me, TYPE, Iri(_P["oa"] + "SpecificResource")
    yield me, _P["oa"] + "hasSource", Iri(iris.article(article_id))
    yield me, _P["oa"] + "hasSelector", place
    yield me, _P["oa"] + "hasSelector", words
    yield place, TYPE, Iri(_P["oa"] + "TextPositionSelector")
    yield place, _P["oa"] + "start", integer(start)
    yield place, _P["oa"] + "end", integer(end)
    yield words, TYPE, Iri(_P["oa"] + "TextQuoteSelector")
    yield words, _P["oa"] + "exact", Literal(quote)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def _check(article: Article, reading: Reading) -> None:
    """What must hold before anything can be written as RDF at all."""
    if reading.article != article.id:
        raise InvalidGraph(f"the reading is of article {reading.article}", where=article.id)
    try:
        article.text.encode()
    except UnicodeEncodeError as error:
        raise InvalidGraph(f"the text is not Unicode: {error}", where=article.id) from error
    for iri in (*(e.id for e in reading.entities), *reading.referenced()):
        if not is_iri(iri):
            raise InvalidGraph(f"not an IRI: {iri!r}", where=article.id)
    size = len(article.text)
    for entity in reading.entities:
        if any(not 0 <= m.start < m.end <= size for m in entity.mentions):
            raise InvalidGraph(f"a mention of {entity.name} lies outside the text", where=article.id)
    for fact in reading.facts:
        for piece in fact.evidence:
            _check_evidence(article, fact, piece)


def _check_evidence(article: Article, fact: Fact, piece: Evidence) -> None:
    held = piece.article == article.id and 0 <= piece.start < piece.end <= len(article.text)
    if not held or article.text[piece.start : piece.end] != piece.quote:
        raise InvalidGraph(
            f"evidence {piece.start}–{piece.end} of {fact.predicate} is not the quote {piece.quote[:30]!r}",
            where=fact.subject,
            hint="evidence offsets count characters of the original text",
        )
