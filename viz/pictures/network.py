"""The view as JSON: nodes with their places, edges with their evidence. What the graph page loads."""

from __future__ import annotations

import json

from kg import iris
from viz.view import View


def draw(view: View, language: str) -> str:
    """The view as one JSON object; every node also carries `path`, where this server describes it.

    `language` has no part in it: words of types and predicates belong to the look.
    """
    document = view.as_json()
    document["nodes"] = [{**node.as_json(), "path": iris.to_path(node.id)} for node in view.nodes]
    return json.dumps(document, ensure_ascii=False)
