"""The view as GEXF: the picture as it stands, places and colours included, for Gephi and its like."""

from __future__ import annotations

import io
import re

import networkx as nx

from viz.style import look
from viz.view import View
from viz.wording import readable

_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


def draw(view: View, language: str) -> str:
    """The GEXF 1.2 document, names of types and properties in `language` ("zh" or "en")."""
    names = look(language)
    graph = nx.MultiDiGraph()
    for node in view.nodes:
        colour = names.colours[node.type].light
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        about = {"type": names.types[node.type], "community": node.community}
        if node.amount is not None:
            about["yuan"] = node.amount
        graph.add_node(
            node.id,
            label=_fit(node.label),
            viz={
                "color": {"r": red, "g": green, "b": blue, "a": 1.0},
                "position": {"x": node.x, "y": -node.y, "z": 0.0},
                "size": 8.0 + 2.6 * node.degree**0.5,
            },
            **about,
        )
    for edge in view.edges:
        best = edge.evidence[0] if edge.evidence else None
        graph.add_edge(
            edge.source,
            edge.target,
            key=edge.id,
            id=edge.id,
            label=_fit(edge.caption or names.predicates.get(edge.predicate, edge.predicate)),
            predicate=edge.predicate,
            confidence=edge.confidence,
            sentence=_fit(readable(best.quote)) if best else "",
            article=best.article if best else "",
        )
    stream = io.BytesIO()
    nx.write_gexf(graph, stream)
    return stream.getvalue().decode("utf-8")


def _fit(text: str) -> str:
    return _UNFIT.sub("\ufffd", text)
