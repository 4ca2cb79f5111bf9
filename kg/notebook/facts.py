"""A list of facts, and the answer to a query, that show themselves as tables with the sentence of each fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Final, overload
from urllib.parse import unquote

from kg import namespaces as ns
from kg.facts import Fact
from kg.notebook.frames import COLUMNS, frame, records
from kg.ontology import ontology
from kg.store import Reader, Rows

if TYPE_CHECKING:
    import pandas as pd

_SHOWN: Final = 20


class Facts(Sequence[Fact]):
    """Facts in a fixed order. A slice is `Facts` again."""

    def __init__(self, reader: Reader, facts: Sequence[Fact]) -> None:
        self._reader = reader
        self._facts = tuple(facts)

    def __len__(self) -> int:
        return len(self._facts)

    @overload
    def __getitem__(self, place: int) -> Fact: ...
    @overload
    def __getitem__(self, place: slice) -> Facts: ...
    def __getitem__(self, place: int | slice) -> Fact | Facts:
        return Facts(self._reader, self._facts[place]) if isinstance(place, slice) else self._facts[place]

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts)

    def where(self, predicate: str) -> Facts:
        """Those with one predicate (local name)."""
        return Facts(self._reader, [fact for fact in self._facts if fact.predicate == predicate])

    def frame(self) -> pd.DataFrame:
        """A tidy DataFrame: one row a piece of evidence, the columns of `kg.notebook.frames.COLUMNS`."""
        return frame(records(self._reader, self._facts), COLUMNS)

    def __repr__(self) -> str:
        return f"<{len(self)} facts>"

    def _repr_html_(self) -> str:
        rows = records(self._reader, self._facts[:_SHOWN])
        body = [
            (row["subject_name"], ontology().label(row["predicate"]), row["text"], row["quote"], row["published"] or "")
            for row in rows
        ]
        more = f"<p>… {len(self) - _SHOWN} more</p>" if len(self) > _SHOWN else ""
        return table(("", "", "", "原句", "发布"), body) + more


class Answer(Sequence[dict[str, str]]):
    """The rows of a SELECT: each a dict of the bound variables as text."""

    def __init__(self, rows: Rows) -> None:
        self.variables = rows.variables
        self._rows = [{name: row.text(name) for name in rows.variables} for row in rows]

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> dict[str, str]: ...
    @overload
    def __getitem__(self, place: slice) -> list[dict[str, str]]: ...
    def __getitem__(self, place: int | slice) -> dict[str, str] | list[dict[str, str]]:
        return self._rows[place]

    def frame(self) -> pd.DataFrame:
        """The rows as a DataFrame of text."""
        return frame(self._rows, self.variables)

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {', '.join(self.variables)}>"

    def _repr_html_(self) -> str:
        body = [tuple(_short(row[name]) for name in self.variables) for row in self._rows[:_SHOWN]]
        more = f"<p>… {len(self) - _SHOWN} more</p>" if len(self) > _SHOWN else ""
        return table(self.variables, body) + more


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """An HTML table; all text is escaped.

    >>> table(("甲",), [("<b>",)])
    '<table><thead><tr><th>甲</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr></tbody></table>'
    """
    head = "".join(f"<th>{escape(word)}</th>" for word in headings)
    body = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _short(text: str) -> str:
    return unquote(text.removeprefix(ns.ID)) if text.startswith(ns.ID) else text
