"""Says no early and in words to queries that a worker would only fail on: SERVICE, walls of brackets.

This is courtesy, not the wall: what gets past it meets the jail (`api/jail.py`) and the time limit.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final
from urllib.parse import unquote_to_bytes

from kg.errors import InvalidQuery
from kg.namespaces import BASE

_DEPTH: Final = 100
"""Deepest nesting of brackets. The engine's parser overflows its stack at some 900; people need ten."""

TOKEN: Final = re.compile(
    r"""(?P<iri> <(?:[^<>"{}|^`\\\x00-\x20] | \\u[0-9A-Fa-f]{4} | \\U[0-9A-Fa-f]{8})*> )
      | (?P<comment> \#[^\r\n]* )
      | (?P<string> \"{3}(?:\\.|[^\\])*?\"{3} | '{3}(?:\\.|[^\\])*?'{3}
                  | "(?:\\.|[^"\\\r\n])*" | '(?:\\.|[^'\\\r\n])*' )
      | (?P<name> [?$@][\w-]+ | [\w.-]*:[\w.:%\\-]* )
      | (?P<word> [A-Za-z]+ )
      | (?P<open> [({\[] ) | (?P<close> [)}\]] )""",
    re.VERBOSE | re.DOTALL,
)
"""What matters in a query's text: IRIs, comments, strings, names, words, brackets."""


_ENCODED: Final = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")


def spelled(sparql: str) -> str:
    """The query with our own IRIs spelled as the store spells them: Chinese as it is, not percent-encoded.

    >>> spelled("DESCRIBE <https://zhaoshang.example/id/Region/%E8%B4%B5%E6%B8%AF%E5%B8%82>")
    'DESCRIBE <https://zhaoshang.example/id/Region/贵港市>'
    """
    parts, done = [], 0
    for token in TOKEN.finditer(sparql):
        if token.lastgroup == "iri" and token.group().startswith("<" + BASE):
            parts += [sparql[done : token.start()], _ENCODED.sub(_decoded, token.group())]
            done = token.end()
    return "".join([*parts, sparql[done:]])


def _decoded(match: re.Match[str]) -> str:
    try:
        return unquote_to_bytes(match.group()).decode("utf-8")
    except UnicodeDecodeError:
        return match.group()


def check(sparql: str, longest: int) -> None:
    """Raise InvalidQuery for a query that is longer than `longest` characters, asks another server or nests too deep.

    >>> check('SELECT * { ?service rdfs:label "SERVICE <x>" } # SERVICE', 1000)
    >>> check("SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }", 1000)
    Traceback (most recent call last):
    ...
    kg.errors.InvalidQuery: SERVICE is not allowed: this server asks no other server · leave the SERVICE part out
    """
    if len(sparql) > longest:
        raise InvalidQuery(f"the query has {len(sparql):,} characters, more than the {longest:,} allowed")
    depth = 0
    for token in TOKEN.finditer(sparql):
        if token.lastgroup == "word" and token.group().upper() == "SERVICE":
            raise InvalidQuery(
                "SERVICE is not allowed: this server asks no other server", hint="leave the SERVICE part out"
            )
        depth += {"open": 1, "close": -1}.get(token.lastgroup or "", 0)
        if depth > _DEPTH:
            raise InvalidQuery(f"brackets nest deeper than {_DEPTH}", hint="ask in smaller steps")


def check_load(sparql: str) -> None:
    """Raise InvalidQuery for an update that would load something from elsewhere and mind if it cannot.

    >>> check_load('INSERT DATA { <a:b> <a:b> "LOAD <x>" } ; LOAD SILENT <a:b>')
    >>> check_load("LOAD <http://a.example/>")
    Traceback (most recent call last):
    ...
    kg.errors.InvalidQuery: LOAD is not allowed: this server fetches nothing · send the graph itself
    """
    before = ""
    for token in TOKEN.finditer(sparql):
        if before == "LOAD" and token.group().upper() != "SILENT":
            raise InvalidQuery("LOAD is not allowed: this server fetches nothing", hint="send the graph itself")
        before = token.group().upper() if token.lastgroup == "word" else ""


def shape(sparql: str) -> str:
    """What a query is made of, whatever names, strings and numbers it uses: a digest of its words and brackets.

    >>> shape("SELECT ?a { ?a :p 'x' }") == shape("select ?b{?b :q 'y'} # again")
    True
    """
    parts = (
        token.group().upper() if token.lastgroup in ("word", "open", "close") else str(token.lastgroup)
        for token in TOKEN.finditer(sparql)
        if token.lastgroup != "comment"
    )
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()
