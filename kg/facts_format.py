"""The facts format of `benchmarks/FORMAT.md`: entities and facts as plain JSON."""

from __future__ import annotations

from typing import Any

from kg.facts import Entity, Fact, Object, Ref, Role


def entity_json(item: Entity) -> dict[str, Any]:
    """An entity with its mentions."""
    found: dict[str, Any] = {"id": item.id, "type": item.type, "name": item.name, "aliases": list(item.aliases)}
    if item.code:
        found["code"] = item.code
    return {**found, "mentions": [[m.start, m.end] for m in item.mentions]}


def fact_json(item: Fact) -> dict[str, Any]:
    """A fact with its evidence; `confidence` is that of the best piece."""
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
