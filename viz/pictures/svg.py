"""The view as one SVG file: for a report or a slide, sharp at any size, no script in it."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from viz.layout import SLOT
from viz.style import Colour, look
from viz.view import Node, View

_INK, _SOFT, _LINE, _PAPER = "#1d1e22", "#6f6d67", "#bdb7aa", "#f8f6f1"
_FACE = "'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',system-ui,sans-serif"


def draw(view: View, language: str) -> str:
    """The SVG document, labels and edge names in `language` ("zh" or "en")."""
    names = look(language)
    spots = {node.id: (node.x, node.y) for node in view.nodes}
    xs, ys = [x for x, _ in spots.values()] or [0.0], [y for _, y in spots.values()] or [0.0]
    left, top = min(xs) - SLOT[0], min(ys) - SLOT[1]
    width, height = max(xs) + SLOT[0] - left, max(ys) + SLOT[1] - top
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:.0f} {top:.0f} {width:.0f} {height:.0f}"'
        f' width="{width:.0f}" height="{height:.0f}" font-family={quoteattr(_FACE)} text-anchor="middle">',
        f"<title>{escape(view.title)}</title>",
        f'<rect x="{left:.0f}" y="{top:.0f}" width="{width:.0f}" height="{height:.0f}" fill="{_PAPER}"/>',
        f'<g stroke="{_LINE}" stroke-width="1.3">',
    ]
    for edge in view.edges:
        (x1, y1), (x2, y2) = spots[edge.source], spots[edge.target]
        what = edge.caption or names.predicates.get(edge.predicate, edge.predicate)
        told = escape(f"{what}: {edge.evidence[0].quote}" if edge.evidence else what)
        parts.append(f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"><title>{told}</title></line>')
    parts.append("</g>")
    parts += [_node(node, names.colours[node.type], node.id in view.focus) for node in view.nodes]
    parts.append("</svg>\n")
    return "\n".join(parts)


def _node(node: Node, colour: Colour, opened: bool) -> str:
    radius = min(26.0, 8 + 2.6 * node.degree**0.5)
    ring = _INK if opened else _PAPER
    lines = "".join(
        f'<tspan x="{node.x}" dy="{16 if n else 0}">{escape(line)}</tspan>' for n, line in enumerate(_lines(node.label))
    )
    return (
        f'<g><circle cx="{node.x}" cy="{node.y}" r="{radius:.1f}" fill="{colour.light}" stroke="{ring}"'
        f' stroke-width="2"/><text x="{node.x}" y="{node.y + radius + 15:.1f}" font-size="13" fill="{_INK}"'
        f' stroke="{_PAPER}" stroke-width="3" paint-order="stroke">{lines}</text></g>'
    )


def _lines(label: str, most: float = 9.0) -> list[str]:
    """The label in one line, or in two of like length, as `static/drawing.js` wraps it.

    >>> _lines("贵州黔玻永太新材料有限公司"), _lines("贵港市")
    (['贵州黔玻永太新', '材料有限公司'], ['贵港市'])
    """
    whole = sum(map(_width, label))
    if whole <= most:
        return [label]
    first = _fitting(label, most, min(most, whole / 2))
    if label[first : first + 1] and label[first] in "）)，、。》”":
        first += 1
    if label[first - 1] in "（(《“":
        first -= 1
    last = first + _fitting(label[first:], most, most)
    return [label[:first], label[first:last] + ("…" if last < len(label) else "")]


def _width(sign: str) -> float:
    return 0.55 if ord(sign) < 0x2E80 else 1.0


def _fitting(text: str, most: float, wanted: float) -> int:
    """How many characters reach the width `wanted` without passing `most`."""
    width = 0.0
    for count, sign in enumerate(text):
        if width >= wanted or width + _width(sign) > most:
            return count
        width += _width(sign)
    return len(text)
