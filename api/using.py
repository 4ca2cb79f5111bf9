"""Puts the dataset that the SPARQL protocol names for an update (`using-graph-uri`) into its text.

The engine takes a dataset for queries only, so `USING` clauses are written into every operation that has a
WHERE, as the protocol's section 2.2.3 describes.
"""

from __future__ import annotations

import re
from typing import Final

from api.errors import WrongRequest
from api.guard import TOKEN

_IRI: Final = re.compile(r"[^<>\"{}|^`\\\x00-\x20]+")


def with_dataset(sparql: str, default: list[str], named: list[str]) -> str:
    """The update over these default and named graphs; as it is where none is given.

    Raises WrongRequest where it names graphs of its own, or one of these is no IRI.

    >>> with_dataset("INSERT { ?s a ?t } WHERE { ?s ?p ?t }", ["http://a.example/g"], [])
    'INSERT { ?s a ?t } USING <http://a.example/g> WHERE { ?s ?p ?t }'
    >>> with_dataset("DELETE WHERE { ?s ?p ?o }", [], ["http://a.example/n"])
    'DELETE { ?s ?p ?o } USING NAMED <http://a.example/n> WHERE { ?s ?p ?o }'
    """
    if not default and not named:
        return sparql
    if wrong := [iri for iri in (*default, *named) if not _IRI.fullmatch(iri)]:
        raise WrongRequest(f"not an IRI: {wrong[0]}")
    using = " ".join([*(f"USING <{iri}>" for iri in default), *(f"USING NAMED <{iri}>" for iri in named)])
    parts, done, depth, before = [], 0, 0, ""
    shortcut = -1
    for token in TOKEN.finditer(sparql):
        kind, text = token.lastgroup, token.group().upper()
        if kind == "word" and depth == 0:
            if text in ("USING", "WITH"):
                raise WrongRequest("the update and the request both name graphs", hint="leave one of them out")
            if text == "WHERE":
                parts += [sparql[done : token.start()]]
                done = token.start()
                if before == "DELETE":
                    shortcut = token.end()
                else:
                    parts.append(using + " ")
        depth += {"open": 1, "close": -1}.get(kind or "", 0)
        if shortcut >= 0 and kind == "close" and depth == 0:
            pattern = sparql[shortcut : token.end()].strip()
            parts.append(f"{pattern} {using} WHERE {pattern}")
            done, shortcut = token.end(), -1
        if kind != "comment":
            before = text
    return "".join([*parts, sparql[done:]])
