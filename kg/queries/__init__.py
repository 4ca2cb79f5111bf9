"""Named questions: each `.rq` file of this folder, which runs as it stands.

A file begins with comment lines `# title zh: …`, `# title en: …`, `# description zh: …`,
`# description en: …`. What a question can be asked of instead stands in its one-variable `VALUES`
lines (`VALUES ?placeName { "凯里"@zh }`): filling them gives the same query on every engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from kg.errors import NotFound
from kg.terms import Iri, Literal, n3

_HEADER: Final = re.compile(r"^# (title|description) (zh|en): *(.+)$", re.M)
_VALUES: Final = re.compile(r"^ {2}VALUES \?(\w+) \{ (.+) \}$", re.M)
_TERM: Final = re.compile(r'"((?:[^"\\]|\\.)*)"(@[a-z]+)?|<([^>]*)>|(-?\d+(?:\.\d+)?)')


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question of the project: its name (`q05`) and the text of its SPARQL query."""

    name: str
    text: str

    def title(self, lang: str = "zh") -> str:
        """The question, in a language (`zh` or `en`)."""
        return self._header("title", lang)

    def description(self, lang: str = "zh") -> str:
        """What the answer holds, in a language."""
        return self._header("description", lang)

    @property
    def parameters(self) -> dict[str, list[str]]:
        """What can be filled in: variable to the plain values that the file asks for.

        >>> get("q05").parameters
        {'placeName': ['贵港'], 'least': ['1000000000']}
        """
        return {name: [_plain(m) for m in _TERM.finditer(values)] for name, values in self._values()}

    def fill(self, values: Mapping[str, str | Iterable[str]]) -> str:
        """The query asked of other values: text, numbers or IRIs, of the kind that the file has.

        Raises NotFound for a variable that is no parameter, ValueError for a number that is none.

        >>> [line for line in get("q06").fill({"name": "东部新城"}).splitlines() if "VALUES" in line]
        ['  VALUES ?name { "东部新城"@zh }']
        """
        known = dict(self._values())
        for name in values.keys() - known.keys():
            raise NotFound(f"the question has no parameter {name}", where=self.name, hint=", ".join(known))

        def line(match: re.Match[str]) -> str:
            given = values.get(match[1])
            if given is None:
                return match[0]
            sample = _TERM.match(match[2])
            assert sample, f"{self.name}: no value to take the kind from"
            terms = [_like(sample, value) for value in ([given] if isinstance(given, str) else given)]
            return f"  VALUES ?{match[1]} {{ {' '.join(terms)} }}"

        return _VALUES.sub(line, self.text)

    def _values(self) -> list[tuple[str, str]]:
        # A line of own terms (zs:sales zs:tax) is part of the question, not a parameter.
        return [(m[1], m[2]) for m in _VALUES.finditer(self.text) if _TERM.match(m[2])]

    def _header(self, kind: str, lang: str) -> str:
        return next((m[3] for m in _HEADER.finditer(self.text) if (m[1], m[2]) == (kind, lang)), "")


def _plain(match: re.Match[str]) -> str:
    return next(part for part in (match[1], match[3], match[4]) if part is not None)


def _like(sample: re.Match[str], value: str) -> str:
    """`value` as a term of the same kind as the sample."""
    if sample[4] is not None:
        return f"{float(value):f}".rstrip("0").rstrip(".")
    if sample[3] is not None:
        return n3(Iri(value))
    return n3(Literal(value)) + (sample[2] or "")


@cache
def _all() -> dict[str, NamedQuery]:
    folder = files("kg").joinpath("queries")
    found = (item for item in folder.iterdir() if item.name.endswith(".rq"))
    named = [NamedQuery(item.name.removesuffix(".rq"), item.read_text(encoding="utf-8")) for item in found]
    return {query.name: query for query in sorted(named, key=lambda query: query.name)}


def names() -> list[NamedQuery]:
    """All questions, by name."""
    return list(_all().values())


def get(name: str) -> NamedQuery:
    """The question of this name. Raises NotFound."""
    if name not in _all():
        raise NotFound(f"no question is called {name}", hint="there are " + ", ".join(_all()))
    return _all()[name]
