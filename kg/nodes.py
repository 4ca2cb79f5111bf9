"""How a value with parts (an amount, a milestone, a post …) is spelled as a node, and read back.

Each kind of value has one row in `SPELLINGS`: the class of its node and the function that lists
what hangs on the node. `read` is the inverse of `spell`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from kg import namespaces as ns
from kg.facts import Capacity, Indicator, Milestone, Money, Object, Quantity, Role, Text
from kg.terms import Iri, Literal, Term, boolean, date, decimal, zh

Pair = tuple[str, Term]

_LABEL: Final = ns.PREFIXES["rdfs"] + "label"


def spell(predicate: str, value: Object) -> tuple[str, list[Pair]]:
    """The class (local name) of the node behind a value and what hangs on it.

    A Ref has no node of its own: KeyError.
    """
    class_, pairs = SPELLINGS[type(value)]
    return CLASS_OF.get(predicate, class_), pairs(value)


def read(class_: str, parts: Mapping[str, Term]) -> Object:
    """The value that a node of this class (local name) with these properties (IRIs) spells.

    Raises KeyError where a part that the class must have is absent.
    """
    if class_ == "Milestone":
        return Milestone(_local(parts, "kind"), _text_or_none(parts, "date"), _flag(parts) is True)
    if class_ == "Role":
        org = parts.get(ns.ZS + "organization")
        return Role(None if org is None else str(org), _text(parts, "title"))
    if class_ == "Observation":
        measure, unit = _local(parts, "measure"), _text(parts, "unit")
        return Indicator(measure, _number(parts, "value"), unit, _text_or_none(parts, "period"))
    if class_ == "Capacity":
        product, unit = _text(parts, "product"), _text(parts, "unit")
        return Capacity(product, _number(parts, "value"), unit, _text_or_none(parts, "per"))
    if class_ == "Industry":
        label = parts[_LABEL]
        return Text(label.value if isinstance(label, Literal) else label)
    if ns.ZS + "amount" in parts:
        return Money(_number(parts, "amount"), _text(parts, "currency"), _flag(parts))
    return Quantity(_number(parts, "value"), _flag(parts))


def _text(parts: Mapping[str, Term], name: str) -> str:
    term = parts[ns.ZS + name]
    return term.value if isinstance(term, Literal) else str(term)


def _text_or_none(parts: Mapping[str, Term], name: str) -> str | None:
    return _text(parts, name) if ns.ZS + name in parts else None


def _number(parts: Mapping[str, Term], name: str) -> float:
    return float(_text(parts, name))


def _flag(parts: Mapping[str, Term]) -> bool | None:
    text = _text_or_none(parts, "planned")
    return None if text is None else text == "true"


def _local(parts: Mapping[str, Term], name: str) -> str:
    return _text(parts, name).removeprefix(ns.ZS)


def _optional(name: str, value: str | bool | None) -> list[Pair]:
    if value is None:
        return []
    return [(ns.ZS + name, boolean(value) if isinstance(value, bool) else Literal(value))]


def _money(value: Money) -> list[Pair]:
    return [
        (ns.ZS + "amount", decimal(value.value)),
        (ns.ZS + "currency", Literal(value.currency)),
        *_optional("planned", value.planned),
    ]


def _quantity(value: Quantity) -> list[Pair]:
    return [(ns.ZS + "value", decimal(value.value)), *_optional("planned", value.planned)]


def _capacity(value: Capacity) -> list[Pair]:
    return [
        (ns.ZS + "product", Literal(value.product)),
        (ns.ZS + "value", decimal(value.value)),
        (ns.ZS + "unit", Literal(value.unit)),
        *_optional("per", value.per),
    ]


def _milestone(value: Milestone) -> list[Pair]:
    when: list[Pair] = [] if value.date is None else [(ns.ZS + "date", date(value.date))]
    return [(ns.ZS + "kind", Iri(ns.ZS + value.kind)), (ns.ZS + "planned", boolean(value.planned)), *when]


def _role(value: Role) -> list[Pair]:
    org: list[Pair] = [] if value.org is None else [(ns.ZS + "organization", Iri(value.org))]
    return [(ns.ZS + "title", Literal(value.title)), *org]


def _indicator(value: Indicator) -> list[Pair]:
    return [
        (ns.ZS + "measure", Iri(ns.ZS + value.measure)),
        (ns.ZS + "value", decimal(value.value)),
        (ns.ZS + "unit", Literal(value.unit)),
        *_optional("period", value.period),
    ]


def _industry(value: Text) -> list[Pair]:
    return [(_LABEL, zh(value.value))]


SPELLINGS: Final[dict[type, tuple[str, Callable[..., list[Pair]]]]] = {
    Money: ("Outcome", _money),
    Quantity: ("Outcome", _quantity),
    Capacity: ("Capacity", _capacity),
    Milestone: ("Milestone", _milestone),
    Role: ("Role", _role),
    Indicator: ("Observation", _indicator),
    Text: ("Industry", _industry),
}

CLASS_OF: Final = {"totalInvestment": "Investment", "landArea": "Extent", "floorArea": "Extent"}
"""Predicates whose node has a class of its own; every other amount or number is an Outcome."""
