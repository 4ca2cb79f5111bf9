"""The page to write queries on: the named questions, the terms that the editor completes, the limits."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from api.pages.render import language_of, page
from api.settings import Settings
from kg import namespaces as ns
from kg import queries
from kg.ontology import ontology
from viz.style import look

SHOWN_ROWS = 1000
"""Rows that the page lays out; downloads hold all."""


def editor(request: Request, shown: str | None, start: str) -> Response:
    """The query page, with the named question `shown` filled in, or else the query `start`."""
    settings: Settings = request.app.state.settings
    found = queries.names()
    texts = {question.name: _told(question, language_of(request)) for question in found}
    about = {"terms": terms(), "prefixes": ns.PREFIXES, "texts": texts, "rows": SHOWN_ROWS}
    return page(
        request,
        "sparql.html",
        questions=found,
        about=about,
        sparql=texts.get(shown or "", start),
        seconds=round(min(settings.limits.anonymous, settings.limits.seconds)),
        rows=SHOWN_ROWS,
        look=look,
        shown=shown if shown in texts else "",
    )


def _told(question: queries.NamedQuery, language: str) -> str:
    """The text of a named question, its heading in one language."""
    lines = [line for line in question.text.split("\n") if not line.startswith(("# title ", "# description "))]
    return "\n".join([f"# {question.title(language)}", f"# {question.description(language)}", *lines])


@cache
def terms() -> list[dict[str, Any]]:
    """What the editor completes: every class and property of the ontology, with its labels and meaning.

    >>> next(term for term in terms() if term["name"] == "zs:investor")["zh"]
    '投资方'
    """
    known = ontology()
    kinds = [("class", name) for name in known.classes] + [("property", name) for name in known.properties]
    return [
        {
            "name": f"zs:{name}",
            "kind": kind,
            **{lang: known.label(name, lang) for lang in ("zh", "en")},
            "means": {lang: known.comment(name, lang) for lang in ("zh", "en")},
        }
        for kind, name in sorted(kinds, key=lambda item: item[1].lower())
    ]
