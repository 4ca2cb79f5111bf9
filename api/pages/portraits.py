"""What the page of a thing shows beside its facts: a glance, steps in time, phases, where it stands, figures, who is
near, and how fresh all that is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.pages.charts import Spark, spark
from api.pages.lines import Line, lines
from api.pages.render import labels, page_of
from kg import lookup
from kg.citations import cited
from kg.facts import Entity, Fact, Indicator, Milestone, Ref
from kg.lookup import ArticleRow
from kg.periods import months
from kg.store import Reader
from kg.terms import reference
from viz.links import target_of
from viz.wording import number, say

GLANCE: Final[dict[str, tuple[str, ...]]] = {
    "Project": ("investor", "operator", "totalInvestment", "locatedIn", "industry", "landArea", "capacity"),
    "Company": ("locatedIn", "parent", "industry", "registeredCapital"),
    "Park": ("locatedIn", "industry", "landArea"),
    "Person": ("role",),
}
"""Type → predicates that stand at the head of its page, in this order."""

SCHEMA_ORG: Final = {
    "Project": "Project", "Company": "Corporation", "Organization": "Organization", "Park": "Place",
    "Region": "AdministrativeArea", "Person": "Person",
}  # fmt: skip
_NEAR: Final = 24
"""Neighbours named of each type."""
_BELOW: Final = 60


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone: when (empty where no article dates it), whether only planned, of which phase, and its fact."""

    date: str
    kind: str
    planned: bool
    phase: Entity | None
    line: Line


@dataclass(frozen=True, slots=True)
class Measure:
    """One published figure over its periods, the latest first; `spark` where two or more can be compared."""

    title: str
    rows: tuple[tuple[str, str, Line], ...]
    spark: Spark | None


@dataclass(frozen=True, slots=True)
class Portrait:
    """What a page shows of a thing. `tree` leads from the widest place to the nearest, `below` are the parts of a
    place, `others` the facts that stand in no part above, `near` the neighbours by type with how many there are."""

    glance: tuple[tuple[str, tuple[Line, ...]], ...]
    steps: tuple[Step, ...]
    phases: tuple[Entity, ...]
    tree: tuple[Entity, ...]
    below: tuple[Entity, ...]
    measures: tuple[Measure, ...]
    near: tuple[tuple[str, tuple[Entity, ...], int], ...]
    others: tuple[Line, ...]
    articles: tuple[ArticleRow, ...]
    as_of: str

    def json_ld(self, entity: Entity, address: str) -> dict[str, Any]:
        """The thing in schema.org's words, for what reads the page without a reader; `address` is the server's."""
        found: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": SCHEMA_ORG.get(entity.type, "Thing"),
            "@id": entity.id,
            "name": entity.name,
            "url": address + page_of(entity.id),
        }
        if entity.aliases:
            found["alternateName"] = list(entity.aliases)
        if entity.code:
            found["identifier"] = entity.code
        if self.tree:
            nearest = self.tree[-1]
            inside = {"@type": SCHEMA_ORG.get(nearest.type, "Place"), "@id": nearest.id, "name": nearest.name}
            found["location" if entity.type not in ("Region", "Park") else "containedInPlace"] = inside
        found["subjectOf"] = [
            {"@type": "NewsArticle", "headline": row.title, "url": f"{address}/articles/{row.id}"}
            | ({"datePublished": row.date} if row.date else {})
            for row in self.articles[:20]
        ]
        return found


def portrait(reader: Reader, entity: Entity, language: str) -> Portrait:
    """The portrait of a thing, in a language."""
    facts = lookup.facts(reader, entity.id)
    own = lines(reader, facts, language, entity.id)
    phases = [fact.subject for fact in facts if fact.predicate == "phaseOf" and fact.object == Ref(entity.id)]
    heads = {iri: lookup.survivor(reader, iri) for iri in phases}
    named = lookup.entities(reader, heads.values()) if heads else {}
    later = [
        fact
        for fact in (lookup.facts_of(reader, named) if named else [])
        if lookup.survivor(reader, fact.subject) in named
    ]
    rows = list(zip(facts, own, strict=True))
    rows += zip(later, lines(reader, later, language, entity.id), strict=True)
    articles = cited(reader, (piece.article for fact in facts for piece in fact.evidence))
    shown = {
        line.id for fact, line in rows if isinstance(fact.object, (Milestone, Indicator)) and _own(fact, line, entity)
    }
    return Portrait(
        glance=_glance(entity, own, language),
        steps=tuple(_steps(rows, entity, named, reader)),
        phases=tuple(sorted(named.values(), key=lambda phase: phase.name)),
        tree=tuple(_tree(reader, entity)),
        below=tuple(_below(reader, entity)),
        measures=tuple(_measures(zip(facts, own, strict=True), entity, language)),
        near=tuple(_near(facts, own, entity)),
        others=tuple(line for line in own if line.id not in shown),
        articles=tuple(sorted(articles.values(), key=lambda row: row.date or "", reverse=True)),
        as_of=max((row.date or "" for row in articles.values()), default=""),
    )


def _own(fact: Fact, line: Line, entity: Entity) -> bool:
    return line.subject.id == entity.id


def _glance(entity: Entity, own: Sequence[Line], language: str) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    label = labels(language)
    by_predicate: dict[str, list[Line]] = defaultdict(list)
    for line in own:
        if not line.inverse:
            by_predicate[line.predicate].append(line)
    return tuple(
        (label(name), tuple(sorted(by_predicate[name], key=lambda line: -line.sources)[:4]))
        for name in GLANCE.get(entity.type, ())
        if name in by_predicate
    )


def _steps(
    rows: Iterable[tuple[Fact, Line]], entity: Entity, phases: dict[str, Entity], reader: Reader
) -> Iterable[Step]:
    found = []
    for fact, line in rows:
        if isinstance(fact.object, Milestone):
            subject = lookup.survivor(reader, fact.subject)
            phase = None if subject == entity.id else phases.get(subject)
            found.append(Step(fact.object.date or "", fact.object.kind, fact.object.planned, phase, line))
    return sorted(found, key=lambda step: (not step.date, step.date, step.planned))


def _tree(reader: Reader, entity: Entity) -> list[Entity]:
    """What a thing lies in, the widest first."""
    rows = reader.rows(
        f"SELECT ?place (COUNT(DISTINCT ?above) AS ?n) WHERE {{ {reference(entity.id)} (zs:locatedIn|zs:partOf)+ ?place"
        " OPTIONAL { ?place (zs:locatedIn|zs:partOf)+ ?above } } GROUP BY ?place ORDER BY ?n ?place LIMIT 12"
    )
    found = [row.text("place") for row in rows if row.text("place") not in ("", entity.id)]
    named = lookup.entities(reader, found) if found else {}
    return [named[iri] for iri in found]


def _below(reader: Reader, entity: Entity) -> list[Entity]:
    """Regions and parks directly in a place."""
    if entity.type not in ("Region", "Park"):
        return []
    rows = reader.rows(
        f"SELECT DISTINCT ?part WHERE {{ {{ ?part zs:partOf {reference(entity.id)} }} UNION"
        f" {{ ?part a zs:Park ; zs:locatedIn {reference(entity.id)} }} }} ORDER BY ?part LIMIT {_BELOW}"
    )
    found = [row.text("part") for row in rows if row.text("part") != entity.id]
    return list(lookup.entities(reader, found).values()) if found else []


def _measures(rows: Iterable[tuple[Fact, Line]], entity: Entity, language: str) -> list[Measure]:
    label = labels(language)
    by_measure: dict[tuple[str, str], list[tuple[Indicator, Line]]] = defaultdict(list)
    for fact, line in rows:
        if isinstance(fact.object, Indicator) and line.subject.id == entity.id:
            by_measure[fact.object.measure, fact.object.unit].append((fact.object, line))
    found = []
    for (measure, _), pairs in by_measure.items():
        pairs.sort(key=lambda pair: (months(pair[0].period) or (0, 0), pair[1].confidence))
        told = tuple((value.period or "", _value(value, language), line) for value, line in reversed(pairs))
        found.append(Measure(label(measure), told, _spark([value for value, _ in pairs])))
    return sorted(found, key=lambda one: (one.spark is None, -len(one.rows), one.title))


def _value(value: Indicator, language: str) -> str:
    plain = Indicator(value.measure, value.value, value.unit)
    return say("indicator", plain, language, lambda term: "").strip() or number(value.value, language == "zh")


def _spark(values: Sequence[Indicator]) -> Spark | None:
    """A line over periods of one length: of two figures for one period the surer one."""
    spans = [(span, value.value) for value in values if (span := months(value.period)) is not None]
    lengths = Counter(last - first for (first, last), _ in spans)
    if not lengths:
        return None
    usual = lengths.most_common(1)[0][0]
    at = {first: value for (first, last), value in spans if last - first == usual}
    return spark(list(at), list(at.values())) if len(at) > 1 else None


def _near(facts: Sequence[Fact], own: Sequence[Line], entity: Entity) -> Iterable[tuple[str, tuple[Entity, ...], int]]:
    """Those that facts tie to the thing, by type, the ones with the most facts first."""
    ties: Counter[str] = Counter()
    things: dict[str, Entity] = {}
    for fact, line in zip(facts, own, strict=True):
        if target_of(fact) is None or line.object is None:
            continue
        other = line.subject if line.inverse else line.object
        if other.id != entity.id:
            ties[other.id] += len(fact.evidence)
            things[other.id] = other
    by_type: dict[str, list[Entity]] = defaultdict(list)
    for iri, _ in ties.most_common():
        by_type[things[iri].type].append(things[iri])
    return [(type_, tuple(rows[:_NEAR]), len(rows)) for type_, rows in by_type.items()]
