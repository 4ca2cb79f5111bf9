"""Facts as a tidy table: one row a piece of evidence, one column a part of the value, numbers as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from kg import lookup
from kg.errors import KgError
from kg.export import plain
from kg.facts import Capacity, Fact, Indicator, Milestone, Money, Object, Quantity, Ref, Role, Text
from kg.store import Reader

if TYPE_CHECKING:
    import pandas as pd

COLUMNS: Final = (
    "subject", "subject_name", "subject_type", "predicate", "object", "object_name", "object_type", "text", "kind",
    "value", "unit", "date", "period", "planned", "article", "published", "quote", "start", "end", "extractor",
    "confidence",
)  # fmt: skip
"""The columns. `text` is the object in plain words, `value` and `unit` its number, `kind` what is measured or done
(a milestone, a measure, a product, a post); a cell that has no meaning for a fact is None."""


def frame(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Rows as a DataFrame. Raises KgError where pandas is not installed."""
    try:
        import pandas as pd
    except ImportError as error:
        raise KgError("a table needs pandas", hint="pip install 'zhaoshang-kg[notebook]'") from error
    return pd.DataFrame(list(rows), columns=list(columns))


def records(reader: Reader, facts: Sequence[Fact]) -> list[dict[str, Any]]:
    """One record of `COLUMNS` for each piece of evidence, in the order of the facts."""
    ends = {fact.subject for fact in facts} | {end for fact in facts if (end := _end(fact.object))}
    things = lookup.entities(reader, sorted(ends)) if ends else {}
    names = {iri: thing.name for iri, thing in things.items()}
    dates = {row.id: row.date for row in lookup.articles(reader)}
    found = []
    for fact in facts:
        end = _end(fact.object)
        other = things[end] if end else None
        common = {
            "subject": things[fact.subject].id,
            "subject_name": names[fact.subject],
            "subject_type": things[fact.subject].type,
            "predicate": fact.predicate,
            "object": other.id if other else None,
            "object_name": other.name if other else None,
            "object_type": other.type if other else None,
            "text": plain(fact.object, names),
            **_parts(fact.object),
        }
        for piece in fact.evidence:
            said = {"article": piece.article, "published": dates.get(piece.article), "quote": piece.quote}
            place = {"start": piece.start, "end": piece.end, "extractor": piece.extractor}
            found.append({**common, **said, **place, "confidence": piece.confidence})
    return found


def _end(value: Object) -> str | None:
    return value.id if isinstance(value, Ref) else value.org if isinstance(value, Role) else None


def _parts(value: Object) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(("kind", "value", "unit", "date", "period", "planned"))
    match value:
        case Money(amount, currency, planned):
            return empty | {"value": amount, "unit": currency, "planned": planned}
        case Quantity(amount, planned):
            return empty | {"value": amount, "planned": planned}
        case Capacity(product, amount, unit, per):
            return empty | {"kind": product, "value": amount, "unit": f"{unit}/{per}" if per else unit}
        case Milestone(kind, date, planned):
            return empty | {"kind": kind, "date": date, "planned": planned}
        case Indicator(measure, amount, unit, period):
            return empty | {"kind": measure, "value": amount, "unit": unit, "period": period}
        case Role(_, title):
            return empty | {"kind": title}
        case Ref() | Text():
            return empty
