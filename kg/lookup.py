"""What the store holds of one article, one entity, one fact: read back as the nouns it was written from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, get_args

from kg import iris, nodes
from kg import namespaces as ns
from kg.article import Article
from kg.canonical import canonical
from kg.errors import NotFound
from kg.facts import Entity, EntityType, Evidence, Fact, Object, Reading, Ref, Role, Span
from kg.quads import ALT_LABEL, LABEL, TYPE
from kg.store import Reader
from kg.terms import Iri, Literal, Term, n3

_P: Final = ns.PREFIXES
_TYPES: Final[dict[str, EntityType]] = {ns.ZS + name: name for name in get_args(EntityType)}
_INDUSTRY: Final = ns.ID + "Industry/"

Parts = dict[str, list[Term]]
"""What hangs on one node, by property."""


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
        text=_one(found, ns.ZS + "text") or "",
        name=_one(found, _P["dcterms"] + "identifier") or "",
        media_type=_one(found, _P["dcterms"] + "format") or "text/plain",
        url=_one(found, _P["dcterms"] + "source"),
        title=_one(found, _P["dcterms"] + "title"),
        publisher=_one(found, _P["dcterms"] + "publisher"),
        published=_one(found, ns.ZS + "statedDate"),
    )


def reading(reader: Reader, article_id: str) -> Reading:
    """Everything that the article states, in canonical form (`kg.canonical`). Raises NotFound."""
    graph = _group(reader.rows(f"SELECT ?s ?p ?o WHERE {{ GRAPH {n3(Iri(iris.graph(article_id)))} {{ ?s ?p ?o }} }}"))
    me = iris.article(article_id)
    if me not in graph:
        raise NotFound("no such article", where=article_id)
    notes: dict[str, list[Parts]] = defaultdict(list)
    for iri, parts in graph.items():
        if iri.startswith(ns.ANNOTATION):
            notes[str(parts[_P["oa"] + "hasBody"][0])].append(parts)
    entities = [_entity_of(iri, parts, notes[iri]) for iri, parts in graph.items() if _entity_type(parts)]
    facts = [
        _fact_of(parts, graph, tuple(_evidence_of(article_id, note, graph) for note in notes[iri]))
        for iri, parts in graph.items()
        if iri.startswith(ns.STATEMENT)
    ]
    return canonical(
        Reading(
            article=article_id,
            date=_one(graph[me], _P["dcterms"] + "issued"),
            home=_one(graph[me], ns.ZS + "home"),
            entities=tuple(entities),
            facts=tuple(facts),
        )
    )


def entity(reader: Reader, iri: str) -> Entity:
    """A thing as all articles together name it; `mentions` is empty. Raises NotFound."""
    return entities(reader, [iri])[iri]


def entities(reader: Reader, wanted: Iterable[str]) -> dict[str, Entity]:
    """Several things at once, by IRI. Raises NotFound where one of them is not in the store."""
    names = list(dict.fromkeys(wanted))
    values = " ".join(n3(Iri(iri)) for iri in names)
    graph = _group(
        reader.rows(
            f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }}"
            " VALUES ?p { rdf:type rdfs:label skos:altLabel zs:code } ?s ?p ?o }"
        )
    )
    found: dict[str, Entity] = {}
    for iri in names:
        if iri not in graph or _entity_type(graph[iri]) is None:
            raise NotFound("no such entity", where=iri)
        found[iri] = _entity_of(iri, graph[iri], [])
    return found


def facts(reader: Reader, iri: str) -> list[Fact]:
    """Every fact that has the entity as subject or object, with the evidence of all articles."""
    me = n3(Iri(iri))
    return _facts(
        reader,
        f"{{ ?st rdf:subject {me} }} UNION {{ ?st rdf:object {me} }}"
        f" UNION {{ ?node zs:organization {me} . ?st rdf:object ?node }}",
    )


def fact(reader: Reader, statement: str) -> Fact:
    """The fact of a statement's IRI, with the evidence of all articles. Raises NotFound."""
    found = _facts(reader, f"VALUES ?st {{ {n3(Iri(statement))} }}")
    if not found:
        raise NotFound("no such fact", where=statement)
    return found[0]


def all_facts(reader: Reader) -> list[Fact]:
    """Every fact of the store, with the evidence of all articles."""
    return _facts(reader, "")


def _facts(reader: Reader, pattern: str) -> list[Fact]:
    """The facts of the statements `?st` that a pattern finds."""
    rows = reader.rows(
        "SELECT DISTINCT ?g ?st ?s ?p ?o ?note ?extractor ?confidence ?target ?quote WHERE { GRAPH ?g { "
        f"{pattern} ?st rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ."
        " ?note oa:hasBody ?st ; oa:hasTarget ?target ; zs:extractor ?extractor ; zs:confidence ?confidence ."
        " ?target oa:hasSelector/oa:exact ?quote } }"
    )
    values = _value_nodes(reader, {row.text("o") for row in rows})
    pieces: dict[tuple[str, str, str], dict[str, Evidence]] = defaultdict(dict)
    for row in rows:
        span = span_of(row.text("target"))
        pieces[row.text("s"), row.text("p"), row.text("o")][row.text("note")] = Evidence(
            article=row.text("g").removeprefix(ns.GRAPH),
            start=span.start,
            end=span.end,
            quote=row.text("quote"),
            extractor=row.text("extractor"),
            confidence=float(row.text("confidence")),
        )
    found = tuple(
        Fact(s, p.removeprefix(ns.ZS), _object_of(o, values), tuple(evidence.values()))
        for (s, p, o), evidence in pieces.items()
    )
    return list(canonical(Reading("", None, None, (), found)).facts)


def _value_nodes(reader: Reader, objects: Iterable[str]) -> dict[str, Parts]:
    values = " ".join(n3(Iri(iri)) for iri in objects if iri.startswith((ns.NODE, _INDUSTRY)))
    if not values:
        return {}
    return _group(reader.rows(f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?o }}"))


def facts_json(reader: Reader, article_id: str) -> dict[str, Any]:
    """The article in the shape of the facts format, read back from the store. Raises NotFound."""
    found = reading(reader, article_id)
    return {
        "article": _one(_article_parts(reader, article_id), _P["dcterms"] + "identifier"),
        "date": found.date,
        "home": found.home,
        "entities": [_entity_json(item) for item in found.entities],
        "facts": [_fact_json(item) for item in found.facts],
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
        **{name: by_type.get(iri, 0) for iri, name in _TYPES.items()},
        "quads": len(reader),
        "newest article": newest[0] if newest else "",
    }


def _entity_json(item: Entity) -> dict[str, Any]:
    found: dict[str, Any] = {"id": item.id, "type": item.type, "name": item.name, "aliases": list(item.aliases)}
    if item.code:
        found["code"] = item.code
    return {**found, "mentions": [[m.start, m.end] for m in item.mentions]}


def _fact_json(item: Fact) -> dict[str, Any]:
    return {
        "s": item.subject,
        "p": item.predicate,
        "o": object_json(item.object),
        "evidence": [[e.start, e.end] for e in item.evidence],
        "confidence": item.confidence,
    }


def object_json(value: Object) -> Any:
    """An object in the shape of the facts format: an IRI, a string, or the fields of the value."""
    if isinstance(value, Ref):
        return value.id
    if isinstance(value, Role):
        return {"org": value.org, "title": value.title}
    fields = {name: getattr(value, name) for name in value.__slots__}
    if set(fields) == {"value"}:
        return fields["value"]
    if "value" in fields and float(fields["value"]).is_integer():
        fields["value"] = int(fields["value"])
    return {name: part for name, part in fields.items() if name != "planned" or part is not None}


def span_of(target: str) -> Span:
    """The characters that a target's IRI points to.

    >>> span_of("https://zhaoshang.example/article/ab#char=3,9")
    Span(start=3, end=9)
    """
    start, end = target.rpartition("#char=")[2].split(",")
    return Span(int(start), int(end))


def _article_parts(reader: Reader, article_id: str) -> Parts:
    graph, me = n3(Iri(iris.graph(article_id))), n3(Iri(iris.article(article_id)))
    found = _group(reader.rows(f"SELECT ?s ?p ?o WHERE {{ GRAPH {graph} {{ VALUES ?s {{ {me} }} ?s ?p ?o }} }}"))
    if not found:
        raise NotFound("no such article", where=article_id)
    return found[iris.article(article_id)]


def _group(rows: Iterable[dict[str, Term]]) -> dict[str, Parts]:
    found: dict[str, Parts] = {}
    for row in rows:
        found.setdefault(str(row["s"]), {}).setdefault(str(row["p"]), []).append(row["o"])
    return found


def _one(parts: Parts, predicate: str) -> str | None:
    values = parts.get(predicate)
    if not values:
        return None
    return values[0].value if isinstance(values[0], Literal) else str(values[0])


def _entity_type(parts: Parts) -> EntityType | None:
    return next((_TYPES[str(t)] for t in parts.get(TYPE, ()) if str(t) in _TYPES), None)


def _entity_of(iri: str, parts: Parts, notes: list[Parts]) -> Entity:
    type_ = _entity_type(parts)
    assert type_ is not None
    return Entity(
        id=iri,
        type=type_,
        name=_one(parts, LABEL) or "",
        aliases=tuple(sorted(v.value for v in parts.get(ALT_LABEL, ()) if isinstance(v, Literal))),
        code=_one(parts, ns.ZS + "code"),
        mentions=tuple(span_of(str(t)) for note in notes for t in note.get(_P["oa"] + "hasTarget", ())),
        confidence=max((float(_one(note, ns.ZS + "confidence") or 1) for note in notes), default=1.0),
    )


def _fact_of(parts: Parts, graph: dict[str, Parts], evidence: tuple[Evidence, ...]) -> Fact:
    subject, predicate, value = (str(parts[_P["rdf"] + name][0]) for name in ("subject", "predicate", "object"))
    return Fact(subject, predicate.removeprefix(ns.ZS), _object_of(value, graph), evidence)


def _object_of(iri: str, graph: dict[str, Parts]) -> Object:
    if not iri.startswith((ns.NODE, _INDUSTRY)):
        return Ref(iri)
    parts = {predicate: values[0] for predicate, values in graph[iri].items()}
    class_ = next(str(t).removeprefix(ns.ZS) for t in graph[iri][TYPE] if str(t).startswith(ns.ZS))
    return nodes.read(class_, parts)


def _evidence_of(article_id: str, note: Parts, graph: dict[str, Parts]) -> Evidence:
    target = str(note[_P["oa"] + "hasTarget"][0])
    span = span_of(target)
    return Evidence(
        article=article_id,
        start=span.start,
        end=span.end,
        quote=_one(graph[f"{target};quote"], _P["oa"] + "exact") or "",
        extractor=_one(note, ns.ZS + "extractor") or "",
        confidence=float(_one(note, ns.ZS + "confidence") or 0),
    )
