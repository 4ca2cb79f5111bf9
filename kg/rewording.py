"""How a reviewer says what a fact should have been: a few words for each kind of value, or its fields as JSON.

`REWORDINGS` is the table: what a word given for each kind of value means. Parts that are not said stay as they
were, so `38.2亿元` corrects an amount and `计划` turns what was done into what is planned.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, Final

from kg import namespaces as ns
from kg.corrections import Correction
from kg.errors import InvalidGraph, NotFound
from kg.facts import Capacity, Fact, Indicator, Milestone, Money, Object, Quantity, Ref, Role, Text
from kg.ontology import ontology
from kg.search import find_one
from kg.statements import entities, fact
from kg.store import Reader
from kg.values import area, money

_PLANS: Final = {"计划": True, "planned": True, "实际": False, "已": False, "actual": False, "done": False}
_DATE: Final = re.compile(r"[12]\d{3}(-\d\d(-\d\d)?)?|-")
_PERIOD: Final = re.compile(r"[12]\d{3}(-(\d\d|H[12]|Q[1-4]))?(/[12]\d{3}-\d\d)?")


def propose(reader: Reader, statement: str, words: str, by: str) -> Correction:
    """The correction of a fact: `words` say its object anew, `by` is the reviewer.

    Raises NotFound for a fact or thing that is not there, InvalidGraph for words that say no such value.
    """
    wrong = fact(reader, statement)
    value = reworded(wrong, words, lambda name: find_one(reader, name))
    proofs = tuple(replace(piece, extractor=f"reviewer:{by}", confidence=1.0) for piece in wrong.evidence)
    ends = [wrong.subject, *([value.id] if isinstance(value, Ref) else [])]
    ends += [value.org] if isinstance(value, Role) and value.org else []
    found = entities(reader, ends)
    return Correction(
        Fact(found[wrong.subject].id, wrong.predicate, value, proofs),
        tuple({thing.id: thing for thing in found.values()}.values()),
    )


def reworded(wrong: Fact, words: str, find: Callable[[str], str]) -> Object:
    """The object that `words` make of a fact's; `find` gives the IRI of a name. Raises InvalidGraph."""
    old = wrong.object
    if isinstance(old, Ref):
        return Ref(find(words))
    try:
        if words.lstrip().startswith("{"):
            value = _from_json(old, json.loads(words))
        else:
            value = old
            parts = [words] if isinstance(old, Text | Role) else words.split()
            for part in parts:
                value = REWORDINGS[type(old)](value, part)
    except (ValueError, TypeError) as error:
        raise InvalidGraph(f"this says no {type(old).__name__}: {words}", hint=str(error)) from error
    if value == old:
        raise InvalidGraph("the fact says so already", where=words)
    return value


def _from_json(old: Object, given: dict[str, Any]) -> Object:
    known = {field.name for field in fields(old)}
    if not given.keys() <= known:
        raise ValueError("fields: " + ", ".join(sorted(known)))
    return replace(old, **given)


def _number(word: str) -> float:
    """A plain number, a sum of money or an area in base units."""
    try:
        return float(word.replace(",", ""))
    except ValueError:
        for read in (money.parse, area.parse):
            found = read(word)
            if found is not None:
                return float(found.value)
    raise ValueError(f"no number: {word}")


def _money(old: Any, word: str) -> Money:
    if word in _PLANS:
        return replace(old, planned=_PLANS[word])  # type: ignore[no-any-return]
    if word.isascii() and word.isalpha() and len(word) == 3:
        return replace(old, currency=word.upper())  # type: ignore[no-any-return]
    found = money.parse(word)
    if found is not None:
        return replace(old, value=found.value, currency=found.currency)  # type: ignore[no-any-return]
    return replace(old, value=_number(word))  # type: ignore[no-any-return]


def _quantity(old: Any, word: str) -> Quantity:
    if word in _PLANS:
        return replace(old, planned=_PLANS[word])  # type: ignore[no-any-return]
    return replace(old, value=_number(re.sub(r"[个人名]$", "", word)))  # type: ignore[no-any-return]


def _capacity(old: Any, word: str) -> Capacity:
    return replace(old, value=_number(word))  # type: ignore[no-any-return]


def _milestone(old: Any, word: str) -> Milestone:
    if word in _PLANS:
        return replace(old, planned=_PLANS[word])  # type: ignore[no-any-return]
    if _DATE.fullmatch(word):
        return replace(old, date=None if word == "-" else word)  # type: ignore[no-any-return]
    for kind in ontology().individuals("MilestoneKind"):
        if word in (kind, ontology().label(kind), ontology().label(kind, "en")):
            return replace(old, kind=kind)  # type: ignore[no-any-return]
    raise ValueError("a kind (签约, signed …), a date (2020, 2020-11, 2020-11-03; - for none), 计划 or 已")


def _indicator(old: Any, word: str) -> Indicator:
    if _PERIOD.fullmatch(word):
        return replace(old, period=word)  # type: ignore[no-any-return]
    for measure in ontology().individuals("Measure"):
        if word in (measure, ontology().label(measure)):
            return replace(old, measure=measure)  # type: ignore[no-any-return]
    return replace(old, value=_number(word.rstrip("%")))  # type: ignore[no-any-return]


REWORDINGS: Final[dict[type[Any], Callable[[Any, str], Object]]] = {
    Money: _money,
    Quantity: _quantity,
    Capacity: _capacity,
    Milestone: _milestone,
    Indicator: _indicator,
    Text: lambda old, word: Text(word),
    Role: lambda old, word: replace(old, title=word),
}
"""Kind of value → what one word makes of it."""


def statement_iri(given: str) -> str:
    """The IRI of a fact from what a reviewer has at hand: its id, its IRI, or the address of its page.

    >>> statement_iri("/facts/0123456789abcdef01234567")
    'https://zhaoshang.example/statement/0123456789abcdef01234567'
    """
    found = re.search(r"[0-9a-f]{24}", given)
    if found is None:
        raise NotFound("a fact has an id of 24 hexadecimal digits", where=given, hint="the page of a fact shows it")
    return ns.STATEMENT + found[0]
