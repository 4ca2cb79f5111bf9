"""Puts entities, values and evidence together from the triples that hang on their nodes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, cast

from kg import namespaces as ns
from kg import nodes
from kg.facts import Entity, EntityType, Evidence, Fact, Object, Ref, Span
from kg.ontology import ontology
from kg.quads import ALT_LABEL, LABEL, TYPE
from kg.terms import Literal, Term

_P: Final = ns.PREFIXES
HAS_NODE: Final = (ns.NODE, ns.ID + "Industry/")
"""How the IRIs of objects begin that stand for a value."""

Parts = dict[str, list[Term]]
"""What hangs on one node, by property."""


def span_of(target: str) -> Span:
    """The characters that a target's IRI points to.

    >>> span_of("https://zhaoshang.example/article/ab#char=3,9")
    Span(start=3, end=9)
    """
    start, end = target.rpartition("#char=")[2].split(",")
    return Span(int(start), int(end))


def article_of(target: str) -> str:
    """The id of the article that a target's IRI points into.

    >>> article_of("https://zhaoshang.example/article/ab#char=3,9")
    'ab'
    """
    return target.partition("#")[0].removeprefix(ns.ARTICLE)


def group(rows: Iterable[dict[str, Term]]) -> dict[str, Parts]:
    """The rows of `?s ?p ?o`, by subject and property."""
    found: dict[str, Parts] = {}
    for row in rows:
        found.setdefault(str(row["s"]), {}).setdefault(str(row["p"]), []).append(row["o"])
    return found


def one(parts: Parts, predicate: str) -> str | None:
    """The only (or first) value of a property as text; None where there is none."""
    values = parts.get(predicate)
    if not values:
        return None
    return values[0].value if isinstance(values[0], Literal) else str(values[0])


def entity_type(parts: Parts) -> EntityType | None:
    """The type of an entity (`Ontology.thing` of its class), None for any other thing."""
    classes = (str(t).removeprefix(ns.ZS) for t in parts.get(TYPE, ()) if str(t).startswith(ns.ZS))
    found = next((name for name in map(ontology().thing, classes) if name is not None), None)
    return cast(EntityType | None, found)  # extraction knows the six, the ontology may hold more


def entity_of(iri: str, parts: Parts, notes: list[Parts]) -> Entity:
    """The entity of a node; its mentions and confidence from its annotations."""
    type_ = entity_type(parts)
    assert type_ is not None
    return Entity(
        id=iri,
        type=type_,
        name=one(parts, LABEL) or "",
        aliases=tuple(sorted(v.value for v in parts.get(ALT_LABEL, ()) if isinstance(v, Literal))),
        code=one(parts, ns.ZS + "code"),
        mentions=tuple(span_of(str(t)) for note in notes for t in note.get(_P["oa"] + "hasTarget", ())),
        confidence=max((float(one(note, ns.ZS + "confidence") or 1) for note in notes), default=1.0),
    )


def fact_of(parts: Parts, graph: dict[str, Parts], evidence: tuple[Evidence, ...]) -> Fact:
    """The fact of a statement node."""
    subject, predicate, value = (str(parts[_P["rdf"] + name][0]) for name in ("subject", "predicate", "object"))
    return Fact(subject, predicate.removeprefix(ns.ZS), object_of(value, graph), evidence)


def object_of(iri: str, graph: dict[str, Parts]) -> Object:
    """The object with this IRI: an entity, or the value that its node spells."""
    if not iri.startswith(HAS_NODE):
        return Ref(iri)
    parts = {predicate: values[0] for predicate, values in graph[iri].items()}
    class_ = next(str(t).removeprefix(ns.ZS) for t in graph[iri][TYPE] if str(t).startswith(ns.ZS))
    return nodes.read(class_, parts)


def evidence_of(article_id: str, note: Parts, graph: dict[str, Parts]) -> Evidence:
    """The piece of evidence of an annotation."""
    target = str(note[_P["oa"] + "hasTarget"][0])
    span = span_of(target)
    return Evidence(
        article=article_id,
        start=span.start,
        end=span.end,
        quote=one(graph[f"{target};quote"], _P["oa"] + "exact") or "",
        extractor=one(note, ns.ZS + "extractor") or "",
        confidence=float(one(note, ns.ZS + "confidence") or 0),
    )
