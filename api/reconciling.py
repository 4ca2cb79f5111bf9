"""The work behind the reconciliation service: candidates for names, suggestions, values of properties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, get_args

from api.addresses import keys_to_iris
from api.errors import WrongRequest
from kg import lookup, search
from kg import namespaces as ns
from kg.export import plain
from kg.facts import Entity, EntityType, Fact, Money, Object, Quantity, Ref, Role, Text
from kg.ontology import ontology
from kg.statements import entities
from kg.store import Reader

_TYPES: Final = get_args(EntityType)
_SURE: Final = 0.95
"""Score from which the best candidate, if alone there, is a match."""
_PAGE: Final = 10
_MOST_ROWS: Final = 500


def key_of(iri: str) -> str:
    """The key of an entity: `Type/name`.

    >>> key_of("https://zhaoshang.example/id/Region/贵港市")
    'Region/贵港市'
    """
    return iri.removeprefix(ns.ID)


def properties(type_: str) -> list[str]:
    """The properties that things of a type may have; of every type where it is empty or not known."""
    known = ontology()
    return [
        name
        for name, found in known.properties.items()
        if set(found.domain) & set(_TYPES) and (type_ not in _TYPES or known.admits(type_, name))
    ]


def match(reader: Reader, query: Any) -> list[dict[str, Any]]:
    """The candidates for one query of a batch, best first. Raises WrongRequest for one that is malformed."""
    if not isinstance(query, dict) or not isinstance(query.get("query"), str):
        raise WrongRequest("a query is an object with a text `query`")
    limit, types = query.get("limit", _PAGE), query.get("type") or []
    types = [types] if isinstance(types, str) else types
    given = query.get("properties") or []
    if not isinstance(limit, int) or not isinstance(types, list) or not isinstance(given, list):
        raise WrongRequest("`limit` is a number, `type` one or several names, `properties` a list")
    kept = [str(name) for name in types if str(name) in _TYPES]
    if types and not kept:
        return []
    text = query["query"][:200]
    found = [
        hit
        for hit in search.search(reader, text, 50, kept[0] if len(kept) == 1 else None)
        if any(ontology().is_a(hit.type, name) for name in kept or _TYPES)
    ]
    scored = [(hit, _score(reader, hit, given)) for hit in found[: max(1, min(limit, 50))]]
    scored.sort(key=lambda row: -row[1])
    alone = len(scored) == 1 or (len(scored) > 1 and scored[1][1] < _SURE)
    return [
        {
            "id": key_of(hit.iri),
            "name": hit.label,
            "type": [_type(hit.type)],
            "score": round(100 * score, 2),
            "match": number == 0 and alone and score >= _SURE,
            "features": [{"id": "name", "value": round(hit.score, 4)}],
        }
        for number, (hit, score) in enumerate(scored)
    ]


def _score(reader: Reader, hit: search.Hit, given: list[Any]) -> float:
    """How well a hit fits: its name, and the share of the given property values that it has."""
    wanted = [(row["pid"], _text(row.get("v"))) for row in given if isinstance(row, dict) and "pid" in row]
    if not wanted:
        return hit.score
    held = _values(reader, [hit.iri])
    right = sum(any(value in shown for shown in _shown(reader, held.get((hit.iri, pid), []))) for pid, value in wanted)
    return 0.7 * hit.score + 0.3 * right / len(wanted)


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("name") or value.get("id") or "")
    return str(value if value is not None else "")


def _type(name: str) -> dict[str, str]:
    return {"id": name, "name": ontology().label(name)}


def suggest(reader: Reader, kind: str, prefix: str, start: int) -> list[dict[str, Any]]:
    """Entities, types or properties for what was typed so far. Raises WrongRequest for another kind."""
    if kind == "entity":
        hits = [hit for hit in search.search(reader, prefix[:200], 50) if hit.type in _known_types()]
        return [
            {"id": key_of(hit.iri), "name": hit.label, "notable": [_type(hit.type)], "description": hit.matched}
            for hit in hits[start : start + _PAGE]
        ]
    if kind not in ("type", "property"):
        raise WrongRequest("suggestions are for entity, type or property")
    names = list(_TYPES) if kind == "type" else properties("")
    asked = prefix.lower()
    told = [{"id": name, "name": ontology().label(name), "description": ontology().comment(name)} for name in names]
    fitting = [row for row in told if asked in row["id"].lower() or asked in row["name"]]
    return list(fitting[start : start + _PAGE])


def _known_types() -> set[str]:
    return {name for type_ in _TYPES for name in ontology().subclasses(type_)}


def extend(reader: Reader, asked: Any) -> dict[str, Any]:
    """Values of properties for entities, in the shape of the specification. Raises WrongRequest."""
    ids, wanted = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not isinstance(wanted, list) or len(ids) > _MOST_ROWS:
        raise WrongRequest(f"`ids` (at most {_MOST_ROWS}) and `properties` are lists")
    if not all(isinstance(row, dict) and isinstance(row.get("id"), str) for row in wanted):
        raise WrongRequest("a property is an object with an `id`")
    names = [row["id"] for row in wanted]
    keys = [str(key) for key in ids]
    iris = dict(zip(keys, keys_to_iris(keys), strict=True))
    held = _values(reader, list(iris.values()))
    known = entities(reader, _linked(fact for facts in held.values() for fact in facts))
    return {
        "meta": [{"id": name, "name": ontology().label(name)} for name in names],
        "rows": {
            key: {name: [_cell(fact.object, known) for fact in held.get((iri, name), [])] for name in names}
            for key, iri in iris.items()
        },
    }


def _linked(facts: Iterable[Fact]) -> list[str]:
    """The things that facts lead to."""
    found: dict[str, None] = {}
    for fact in facts:
        if isinstance(fact.object, Ref):
            found[fact.object.id] = None
        elif isinstance(fact.object, Role) and fact.object.org:
            found[fact.object.org] = None
    return list(found)


def _values(reader: Reader, things: list[str]) -> dict[tuple[str, str], list[Fact]]:
    """The facts by subject and property."""
    wanted, found = set(things), dict[tuple[str, str], list[Fact]]()
    for fact in lookup.facts_of(reader, things):
        if fact.subject in wanted:
            found.setdefault((fact.subject, fact.predicate), []).append(fact)
    return found


def _cell(value: Object, known: dict[str, Entity]) -> dict[str, Any]:
    match value:
        case Ref(iri):
            return {"id": key_of(iri), "name": known[iri].name if iri in known else key_of(iri).partition("/")[2]}
        case Money() | Quantity():
            return {"float": float(value.value)}
        case Text(text):
            return {"str": text}
        case Role(org, _) if org:
            return {"str": plain(value, {org: known[org].name if org in known else key_of(org).partition("/")[2]})}
    return {"str": plain(value, {})}


def _shown(reader: Reader, facts: list[Fact]) -> list[str]:
    known = entities(reader, _linked(facts))
    return [str(part) for fact in facts for part in _cell(fact.object, known).values()]
