"""The answer to a named question as a table to read: headings in words, things as links, numbers in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from api.pages.render import labels, page_of
from kg import namespaces as ns
from kg.ontology import local, ontology
from viz.wording import number

HEADINGS: Final[dict[str, tuple[str, str]]] = {
    "about": ("项目", "Subject"),
    "day": ("截至", "As of"),
    "days": ("天数", "Days"),
    "endOf": ("截止", "Until"),
    "firms": ("企业", "Firms"),
    "from": ("来源地", "From"),
    "industries": ("产业", "Industries"),
    "jobsPerYi": ("每亿元就业", "Jobs per CNY 100 million"),
    "least": ("不少于（元）", "At least (yuan)"),
    "name": ("名称", "Name"),
    "number": ("数量", "Number"),
    "one": ("一说", "One statement"),
    "oneSource": ("一说出处", "Its source"),
    "other": ("另一说", "The other"),
    "otherSource": ("另一说出处", "Its source"),
    "projects": ("项目数", "Projects"),
    "promised": ("承诺", "Promised"),
    "published": ("发布日期", "Published"),
    "quote": ("原句", "Sentence"),
    "reached": ("实现", "Reached"),
    "signed": ("签约", "Signed"),
    "source": ("出处", "Source"),
    "stages": ("已到阶段", "Stages reached"),
    "started": ("开工", "Started"),
    "stated": ("有载明日期", "Date stated"),
    "status": ("状态", "Status"),
    "thing": ("对象", "Thing"),
    "to": ("落地", "To"),
    "words": ("名称含", "Name contains"),
    "place": ("地点", "Place"),
    "firm": ("企业", "Firm"),
}
"""Column → heading in Chinese and English, where the ontology has no word for it."""

_FLAGS: Final = {"true": ("是", "yes"), "false": ("否", "no")}
_NUMBERS: Final = ("integer", "decimal", "double", "int")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, where it leads (empty: nowhere), and whether it is a number."""

    text: str
    href: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to read."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheet(answer: Mapping[str, Mapping[str, object]], language: str) -> Sheet:
    """The table of an answer in SPARQL's JSON form.

    A column `x` beside a column `xName` is left out: it becomes the link of the name.
    """
    columns: list[str] = list(answer["head"]["vars"])  # type: ignore[call-overload]
    shown = [name for name in columns if f"{name}Name" not in columns]
    rows: Sequence[Mapping[str, Mapping[str, str]]] = answer["results"]["bindings"]  # type: ignore[assignment]
    return Sheet(
        tuple(heading(name, language) for name in shown),
        tuple(tuple(_cell(row, name, language) for name in shown) for row in rows),
    )


def heading(column: str, language: str) -> str:
    """What a column holds, in words.

    >>> heading("projectName", "zh"), heading("days", "en")
    ('项目', 'Days')
    """
    stem = column.removesuffix("Name")
    known = ontology()
    if stem in HEADINGS:
        return HEADINGS[stem][0 if language == "zh" else 1]
    for term in (stem[:1].upper() + stem[1:], stem):
        label = known.label(term, language)
        if term in known.properties or term in known.classes:
            return label[:1].upper() + label[1:]
    return column[:1].upper() + column[1:]


def _cell(row: Mapping[str, Mapping[str, str]], column: str, language: str) -> Cell:
    term = row.get(column)
    if term is None:
        return Cell("")
    value = term["value"]
    if term["type"] == "uri":
        text = labels(language)(local(value)) if value.startswith(ns.ZS) else value.rsplit("/", 1)[-1]
        return Cell(text, page_of(value))
    kind = term.get("datatype", "").rsplit("#")[-1]
    if kind in _NUMBERS:
        return Cell(number(float(value), language == "zh"), number=True)
    if kind == "boolean":
        return Cell(_FLAGS[value][0 if language == "zh" else 1])
    thing = row.get(column.removesuffix("Name"), {}) if column.endswith("Name") else {}
    return Cell(value, page_of(thing["value"]) if thing.get("type") == "uri" else "")
