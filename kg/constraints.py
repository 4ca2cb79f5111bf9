"""The constraints of SHACL core that `shapes.ttl` uses, each a pure function over a small graph."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from kg import namespaces as ns
from kg.terms import XSD, Iri, Literal, Quad, Term, prefixed

Values = list[Term]
Test = Callable[["Data", Term], bool]

_TYPE: Final = ns.PREFIXES["rdf"] + "type"


class Data:
    """One graph, indexed both ways."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.forward: dict[tuple[Term, str], dict[Term, None]] = defaultdict(dict)
        self.backward: dict[tuple[Term, str], dict[Term, None]] = defaultdict(dict)
        self._subjects: dict[str, dict[Iri, None]] = defaultdict(dict)
        for quad in quads:
            self.forward[quad.subject, quad.predicate][quad.object] = None
            self.backward[quad.object, quad.predicate][quad.subject] = None
            self._subjects[quad.predicate][quad.subject] = None

    def targets(self, classes: Iterable[str], subjects_of: Iterable[str]) -> list[Iri]:
        """The focus nodes of a shape."""
        found: dict[Iri, None] = {}
        for class_ in classes:
            found.update(dict.fromkeys(Iri(str(s)) for s in self.backward.get((Iri(class_), _TYPE), {})))
        for predicate in subjects_of:
            found.update(self._subjects.get(predicate, {}))
        return list(found)


@dataclass(frozen=True, slots=True)
class Path:
    """A property path: one property or a sequence of them, or one property walked backwards."""

    steps: tuple[str, ...]
    inverse: bool = False

    def text(self) -> str:
        """The path for people, with prefixes.

        >>> Path((ns.ZS + "milestone", ns.ZS + "date")).text()
        'zs:milestone/zs:date'
        """
        return ("^" if self.inverse else "") + "/".join(prefixed(step) for step in self.steps)


@dataclass(frozen=True, slots=True)
class Count:
    """How many values there may be; `most` None is any number."""

    least: int
    most: int | None

    def holds(self, number: int) -> bool:
        """Whether a number of values is allowed."""
        return number >= self.least and (self.most is None or number <= self.most)


def follow(data: Data, node: Iri, path: Path) -> Values:
    """The values that a path leads to from a node, each once."""
    table = data.backward if path.inverse else data.forward
    reached: dict[Term, None] = {node: None}
    for step in path.steps:
        reached = {value: None for start in reached for value in table.get((start, step), ())}
    return list(reached)


def _datatype(wanted: Term) -> Test:
    def test(_: Data, value: Term) -> bool:
        return isinstance(value, Literal) and value.datatype == wanted and well_formed(value)

    return test


def _class(wanted: Term) -> Test:
    return lambda data, value: wanted in data.forward.get((value, _TYPE), ())


def _node_kind(wanted: Term) -> Test:
    if wanted != ns.PREFIXES["sh"] + "IRI":
        raise NotImplementedError(f"sh:nodeKind {wanted}")
    return lambda _, value: isinstance(value, Iri) and not value.startswith("_:")


def _in(wanted: frozenset[Term]) -> Test:
    return lambda _, value: value in wanted


def _pattern(wanted: Term) -> Test:
    regex = re.compile(_lexical(wanted))
    return lambda _, value: regex.search(_lexical(value)) is not None


def _min_length(wanted: Term) -> Test:
    least = int(_lexical(wanted))
    return lambda _, value: len(_lexical(value)) >= least


def _min_inclusive(wanted: Term) -> Test:
    least = Decimal(_lexical(wanted))
    return lambda _, value: (number := _number(value)) is not None and number >= least


def _max_inclusive(wanted: Term) -> Test:
    most = Decimal(_lexical(wanted))
    return lambda _, value: (number := _number(value)) is not None and number <= most


def _lexical(term: Term) -> str:
    return term.value if isinstance(term, Literal) else str(term)


def _number(term: Term) -> Decimal | None:
    if not isinstance(term, Literal) or term.datatype not in (XSD + "decimal", XSD + "integer"):
        return None
    try:
        number = Decimal(term.value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


_LEXICAL: Final[dict[str, re.Pattern[str]]] = {
    XSD + "decimal": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)"),
    XSD + "integer": re.compile(r"[+-]?\d+"),
    XSD + "boolean": re.compile(r"true|false|0|1"),
    XSD + "gYear": re.compile(r"-?\d{4,}"),
    XSD + "gYearMonth": re.compile(r"-?\d{4,}-(0[1-9]|1[0-2])"),
    XSD + "date": re.compile(r"\d{4}-\d{2}-\d{2}"),
}


def well_formed(literal: Literal) -> bool:
    """Whether the lexical form is one of the datatype's.

    >>> well_formed(Literal("2021-02-30", XSD + "date")), well_formed(Literal("2021-02", XSD + "gYearMonth"))
    (False, True)
    """
    pattern = _LEXICAL.get(literal.datatype)
    if pattern is not None and not pattern.fullmatch(literal.value):
        return False
    if literal.datatype == XSD + "date":
        try:
            date.fromisoformat(literal.value)
        except ValueError:
            return False
    return True


CONSTRAINTS: Final[dict[str, Callable[[Any], Test]]] = {
    "datatype": _datatype,
    "class": _class,
    "nodeKind": _node_kind,
    "in": _in,
    "pattern": _pattern,
    "minLength": _min_length,
    "minInclusive": _min_inclusive,
    "maxInclusive": _max_inclusive,
}
"""Every constraint on single values, by its name in SHACL."""
