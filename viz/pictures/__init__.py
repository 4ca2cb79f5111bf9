"""The pictures that a view can be drawn as. `PICTURES` is the table: the list is the index."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from viz.pictures import gexf, network, page, sheet, svg
from viz.view import View


class Picture(NamedTuple):
    """How a view is drawn: its media type and the function (view, language) → text."""

    media_type: str
    draw: Callable[[View, str], str]


PICTURES: Final[dict[str, Picture]] = {
    "html": Picture("text/html", page.draw),
    "svg": Picture("image/svg+xml", svg.draw),
    "gexf": Picture("application/gexf+xml", gexf.draw),
    "csv": Picture("text/csv", sheet.draw),
    "json": Picture("application/json", network.draw),
}
