"""The view as a table in CSV: a line a fact and sentence, ready for a spreadsheet."""

from __future__ import annotations

import csv
import io

from viz.style import look
from viz.view import View
from viz.wording import readable

_HEADINGS = {
    "zh": ("主体", "主体类型", "关系", "客体", "客体类型", "置信度", "原句", "文章", "来源", "日期", "事实编号"),
    "en": (
        "subject", "subject type", "relation", "object", "object type", "confidence", "sentence", "article",
        "publisher", "date", "fact",
    ),
}  # fmt: skip


def draw(view: View, language: str) -> str:
    """The CSV text (RFC 4180), with a byte order mark: without one, spreadsheets misread Chinese."""
    names = look(language)
    things = {node.id: node for node in view.nodes}
    sources = {row.id: row for row in view.articles}
    stream = io.StringIO()
    lines = csv.writer(stream)
    lines.writerow(_HEADINGS[language])
    for edge in view.edges:
        one, other = things[edge.source], things[edge.target]
        what = edge.caption or names.predicates.get(edge.predicate, edge.predicate)
        fact = (one.label, names.types[one.type], what, other.label, names.types[other.type])
        for piece in edge.evidence:
            row = sources.get(piece.article)
            source = (row.title, row.publisher or "", row.date or "") if row else (piece.article, "", "")
            lines.writerow(map(_harmless, (*fact, piece.confidence, readable(piece.quote), *source, edge.id)))
        if not edge.evidence:
            lines.writerow(map(_harmless, (*fact, edge.confidence, "", "", "", "", edge.id)))
    return "\ufeff" + stream.getvalue()


def _harmless(cell: object) -> object:
    """Text that a spreadsheet would run as a formula gets an apostrophe before it.

    >>> _harmless("=1+1"), _harmless("贵港市"), _harmless(0.97)
    ("'=1+1", '贵港市', 0.97)
    """
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
