"""The view as JSON: nodes with their places, edges with their evidence. What the graph page loads."""

from __future__ import annotations

import json

from kg import iris
from viz.view import View
from viz.wording import readable


def draw(view: View, language: str) -> str:
    """The view as one JSON object; every node also carries `path`, where this server describes it.

    Evidence has the exact `quote` and, for people, the same as a `sentence` without markup.
    `language` has no part in it: words of types and predicates belong to the look.
    """
    document = view.as_json()
    for edge in document["edges"]:
        for piece in edge["evidence"]:
            piece["sentence"] = readable(piece["quote"])
    document["nodes"] = [{**node.as_json(), "path": iris.to_path(node.id)} for node in view.nodes]
    return json.dumps(document, ensure_ascii=False)
