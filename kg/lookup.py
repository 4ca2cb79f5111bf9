"""What the store holds of one article, one entity, one fact: read back as the nouns it was written from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any, Final

from kg import iris
from kg import namespaces as ns
from kg.article import Article
from kg.assembly import (
    Parts,
    entity_of,
    entity_type,
    evidence_of,
    fact_of,
    group,
    one,
)
from kg.canonical import canonical
from kg.edges import Edge, Neighbourhood, edges, neighbourhood
from kg.errors import NotFound
from kg.facts import Reading
from kg.facts_format import entity_json, fact_json
from kg.judgements import corrections, rejected
from kg.ontology import ontology
from kg.quads import statement
from kg.statements import (
    all_facts,
    entities,
    entity,
    fact,
    facts,
    facts_of,
    redirects,
    survivor,
    verdicts,
)
from kg.store import Reader
from kg.terms import reference

__all__ = [
    "ArticleRow",
    "Edge",
    "Neighbourhood",
    "all_facts",
    "article",
    "articles",
    "edges",
    "entities",
    "entity",
    "fact",
    "facts",
    "facts_json",
    "facts_of",
    "neighbourhood",
    "reading",
    "redirects",
    "shown",
    "summary",
    "survivor",
    "verdicts",
]

_P: Final = ns.PREFIXES


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One line of a list of articles. `date` is the day of publication, stated or inferred."""

    id: str
    name: str
    title: str
    date: str | None
    publisher: str | None
    url: str | None
    home: str | None


def articles(reader: Reader) -> list[ArticleRow]:
    """The articles of the store, latest first, undated ones last."""
    rows = reader.rows(
        "SELECT ?a ?name ?label ?date ?publisher ?url ?home WHERE { ?a a zs:Article ; dcterms:identifier ?name ;"
        " rdfs:label ?label OPTIONAL { ?a dcterms:issued ?date } OPTIONAL { ?a dcterms:publisher ?publisher }"
        " OPTIONAL { ?a dcterms:source ?url } OPTIONAL { ?a zs:home ?home } }"
    )
    found = [
        ArticleRow(
            row.text("a").removeprefix(ns.ARTICLE),
            row.text("name"),
            row.text("label"),
            *(row.text(name) or None for name in ("date", "publisher", "url", "home")),
        )
        for row in rows
    ]
    return sorted(sorted(found, key=lambda a: a.name), key=lambda a: a.date or "", reverse=True)


def article(reader: Reader, article_id: str) -> Article:
    """The article as it was delivered. Raises NotFound."""
    found = _article_parts(reader, article_id)
    return Article(
        text=one(found, ns.ZS + "text") or "",
        name=one(found, _P["dcterms"] + "identifier") or "",
        media_type=one(found, _P["dcterms"] + "format") or "text/plain",
        url=one(found, _P["dcterms"] + "source"),
        title=one(found, _P["dcterms"] + "title"),
        publisher=one(found, _P["dcterms"] + "publisher"),
        published=one(found, ns.ZS + "statedDate"),
    )


def reading(reader: Reader, article_id: str) -> Reading:
    """Everything that the article states, in canonical form (`kg.canonical`). Raises NotFound."""
    graph = group(
        reader.rows(
            f"SELECT ?s ?p ?o WHERE {{ GRAPH {reference(iris.graph(article_id))} {{ ?s ?p ?o }}"
            # What other properties say already, or what a reading does not hold: a third of all rows.
            " FILTER(?p NOT IN (oa:start, oa:end, oa:hasSource, oa:hasSelector, prov:wasDerivedFrom, zs:text)) }"
        )
    )
    me = iris.article(article_id)
    if me not in graph:
        raise NotFound("no such article", where=article_id)
    notes: dict[str, list[Parts]] = defaultdict(list)
    for iri, parts in graph.items():
        if iri.startswith(ns.ANNOTATION):
            notes[str(parts[_P["oa"] + "hasBody"][0])].append(parts)
    entities = [entity_of(iri, parts, notes[iri]) for iri, parts in graph.items() if entity_type(parts)]
    facts = [
        fact_of(parts, graph, tuple(evidence_of(article_id, note, graph) for note in notes[iri]))
        for iri, parts in graph.items()
        if iri.startswith(ns.STATEMENT)
    ]
    return canonical(
        Reading(
            article=article_id,
            date=one(graph[me], _P["dcterms"] + "issued"),
            home=one(graph[me], ns.ZS + "home"),
            entities=tuple(entities),
            facts=tuple(facts),
        )
    )


def shown(reader: Reader, article_id: str) -> Reading:
    """What the article states as reviewers left it: without what they rejected, with what they corrected.

    Raises NotFound.
    """
    found = reading(reader, article_id)
    known = verdicts(reader)
    if not known:
        return found
    against = rejected(known)
    kept = [item for item in found.facts if statement(item) not in against]
    for row in corrections(known):
        pieces = tuple(piece for piece in row.fact.evidence if piece.article == article_id)
        if pieces and row.statement not in against:
            kept.append(replace(row.fact, evidence=pieces))
            found = replace(found, entities=(*found.entities, *row.entities))
    return canonical(replace(found, facts=tuple(kept)))


def facts_json(reader: Reader, article_id: str) -> dict[str, Any]:
    """The article in the shape of the facts format, read back from the store, as reviewers left it.

    Raises NotFound.
    """
    found = shown(reader, article_id)
    return {
        "article": one(_article_parts(reader, article_id), _P["dcterms"] + "identifier"),
        "date": found.date,
        "home": found.home,
        "entities": [entity_json(item) for item in found.entities],
        "facts": [fact_json(item) for item in found.facts],
    }


def summary(reader: Reader) -> dict[str, int | str]:
    """Counts and freshness of a snapshot, by English label."""
    counts = reader.rows("SELECT ?type (COUNT(?s) AS ?n) WHERE { ?s a ?type } GROUP BY ?type")
    by_type = {row.text("type"): int(row.text("n")) for row in counts}
    statements = reader.rows("SELECT (COUNT(DISTINCT ?st) AS ?n) WHERE { GRAPH ?g { ?st a rdf:Statement } }")
    newest = [row.date for row in articles(reader) if row.date]
    return {
        "version": reader.version,
        "articles": by_type.get(ns.ZS + "Article", 0),
        "facts": int(statements[0].text("n")),
        **{name: by_type.get(ns.ZS + name, 0) for name in ontology().things},
        "quads": len(reader),
        "newest article": newest[0] if newest else "",
    }


def _article_parts(reader: Reader, article_id: str) -> Parts:
    graph, me = reference(iris.graph(article_id)), reference(iris.article(article_id))
    found = group(reader.rows(f"SELECT ?s ?p ?o WHERE {{ GRAPH {graph} {{ VALUES ?s {{ {me} }} ?s ?p ?o }} }}"))
    if not found:
        raise NotFound("no such article", where=article_id)
    return found[iris.article(article_id)]
