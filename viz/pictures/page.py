"""The view as one HTML file that opens anywhere, offline: pyvis with a template of our own.

pyvis's own template asks two outside hosts even "in line", and writes titles, headings and options raw
into the page. Its public hook `set_template_dir` takes a template of ours instead: the data is a JSON
block that no script text surrounds, the Content-Security-Policy names the two scripts by their hash and
allows nothing else, and nodes and edges are set whole (`add_edge` is quadratic).
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from pathlib import Path

import pyvis
from pyvis.network import Network

from viz.style import look
from viz.view import View

_ROOM = Path(str(files("viz")))
_WORDS = {
    "zh": {
        "hint": "点一条线看原句，点一个圆看相连的事实。",
        "confidence": "置信度",
        "title": "关系图",
        "fit": "看全图",
    },
    "en": {
        "hint": "Click a line for its sentence, a circle for its facts.",
        "confidence": "confidence",
        "title": "Graph",
        "fit": "Fit",
    },
}


def draw(view: View, language: str) -> str:
    """The HTML document, in `language` ("zh" or "en")."""
    net = Network(directed=True, cdn_resources="in_line", heading=view.title or _WORDS[language]["title"])
    net.set_template_dir(str(_ROOM / "templates"), "offline.html")
    net.nodes = [node.as_json() for node in view.nodes]
    net.edges = [edge.as_json() for edge in view.edges]
    net.set_options(
        json.dumps(
            {
                "focus": view.focus,
                "articles": [asdict(row) for row in view.articles],
                "look": look(language).as_json(),
                "words": _WORDS[language],
                "language": language,
            }
        )
    )
    scripts = _scripts()
    net.templateEnv.globals |= {
        "scripts": scripts,
        "hashes": [_hash(script) for script in scripts],
        "style": (_ROOM / "static/offline.css").read_text(encoding="utf-8"),
    }
    page: str = net.generate_html()
    return page


@cache
def _scripts() -> tuple[str, ...]:
    """The drawing library that pyvis brings along, and our own script. Neither holds data."""
    library = Path(pyvis.__file__).parent / "lib/vis-9.1.2/vis-network.min.js"
    drawing = (_ROOM / "static/drawing.js").read_text(encoding="utf-8").replace("export ", "")
    own = (_ROOM / "static/offline.js").read_text(encoding="utf-8")
    return _inline(library.read_text(encoding="utf-8")), _inline(f"(() => {{\n{drawing}\n{own}\n}})();\n")


def _inline(script: str) -> str:
    """The script fit to stand in a page: no source map, no early end, newlines as a browser reads them."""
    lines = script.replace("\r\n", "\n").split("\n")
    lines = [line for line in lines if not line.startswith("//# sourceMappingURL")]
    return "\n".join(lines).replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
