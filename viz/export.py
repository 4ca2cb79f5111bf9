"""A view as a file: what `kg draw` and the server hand out."""

from __future__ import annotations

from viz.pictures import PICTURES
from viz.view import View


def page(view: View, language: str = "zh") -> str:
    """One HTML document that opens offline and asks nothing outside itself.

    `language` ("zh" or "en") is that of the names of types and edges.
    """
    return PICTURES["html"].draw(view, language)


def picture(view: View, form: str, language: str = "zh") -> tuple[str, str]:
    """The view in one of the forms of `PICTURES`, and its media type. Raises KeyError for another form."""
    media_type, draw = PICTURES[form]
    return draw(view, language), media_type
