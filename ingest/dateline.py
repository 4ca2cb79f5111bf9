"""Component "dateline": the day of publication, on which every relative date of the text depends.

Looked for in this order:
1. what the file's metadata say (`Article.published`);
2. a header, signature or other line outside the report that states a date: 时间：2023-10-08 08:40;
3. a date line inside the report's first lines: （2021年）, 【本刊2022年1月11日讯】, 专场 2022年6月30日;
4. what the text implies: `ingest.publication_year` for the year, the agency line (本报10月3日讯) or
   the opening sentence for month and day.
Where nothing is known the date is None: a wrong anchor would spoil every relative date.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from ingest.clean import CleanText
from ingest.publication_year import infer_year
from ingest.stated_date import DATE, iso, stated_date

_YEAR = r"(?P<year>(?:19|20)\d{2})"
_LINE = re.compile(rf"[\s(（\[【—-]*{DATE}日?[\s)）\]】]*$")
_DAY = r"(?P<month>0?[1-9]|1[0-2])月(?P<day>3[01]|[12]\d|0?[1-9])日"
_AGENCY = re.compile(
    rf"(?:本报|本刊|本网|新华社|中新社|中新网|人民网|电|讯|记者|[一-鿿]{{2,4}})[^。\n]{{0,16}}?(?:{_YEAR}年)?{_DAY}(?:[讯电]|[^，。\n]{{0,8}}[讯电])"
)
_HEADER_DAY = re.compile(
    r"(?<![\d年./-])(?P<month>0?[1-9]|1[0-2])(?:月|-)(?P<day>3[01]|[12]\d|0?[1-9])(?:日|(?![\d月年./-]))"
)
_OPENING = re.compile(rf"(?:截至)?{_DAY}(?![至到—-])")

_STARTS = re.compile(rf"{DATE}日")
_ENDS = re.compile(r"(?:19|20)\d{2}([-./年])\d{1,2}[-./月]\d{1,2}日?$")
_BROADCAST = re.compile(rf"{DATE}日?(?:播出|播发|发布|电|讯)")

LONGEST_DATELINE = 60
"""The longest line that is read as a date line of the report."""
HEAD_LINES = 4
"""How many lines from the top may hold a date line of the report."""


@Language.component("dateline", assigns=["doc._.date"])
def dateline(doc: Doc) -> Doc:
    """Write `doc._.date`: YYYY, YYYY-MM or YYYY-MM-DD, or None where it cannot be known."""
    article, source = doc._.article, doc._.source
    doc._.date = (article.published if article else None) or publication_date(source)
    return doc


def publication_date(source: CleanText) -> str | None:
    """The day of publication that the text states or implies."""
    return _from_header(source) or _from_head(source.text) or _implied(source)


def _from_header(source: CleanText) -> str | None:
    """The date of a line that was set aside: header lines first, by position, then any other."""
    ranked = sorted(source.boilerplate, key=lambda aside: (aside.kind != "header", aside.span.start))
    for aside in ranked:
        if aside.kind in ("header", "editor", "share") or (aside.kind == "navigation" and "：" in aside.text):
            date = stated_date(aside.text)
            if date and (aside.kind == "header" or len(date) == 10):
                return date
    return None


def _from_head(text: str) -> str | None:
    """A date line among the first lines, or an agency's line that states the year."""
    lines = text.split("\n")
    if match := _BROADCAST.search(lines[0]) or _ENDS.search(lines[0]):
        return stated_date(match[0])
    for line in [*lines[:HEAD_LINES], lines[-1]]:
        if _LINE.match(line):
            return stated_date(line)
        if match := _AGENCY.search(line):
            year = match["year"]
            if year:
                return iso(year, match["month"], match["day"])
        if match := _STARTS.match(line):
            return stated_date(match[0])
    for line in [*lines[1:HEAD_LINES], lines[-1]]:
        if len(line) <= LONGEST_DATELINE and "，" not in line and "。" not in line:
            date = stated_date(line)
            if date and len(date) == len("2021-01-01"):
                return date
    return None


def _implied(source: CleanText) -> str | None:
    """Year by inference, month and day by a header line, the agency's line or the opening sentence."""
    month, day = _month_and_day(source)
    year = infer_year(source.text, int(month) if month else None)
    return iso(str(year), month, day) if year else None


def _month_and_day(source: CleanText) -> tuple[str | None, str | None]:
    """Month and day where no year stands beside them, None where there are none."""
    headers = [aside.text for aside in source.boilerplate if aside.kind in ("header", "editor")]
    head = source.text.split("\n")[: HEAD_LINES + 2]
    found = [_HEADER_DAY.search(text) for text in headers]
    found.append(_AGENCY.search("\n".join(head)))
    for line in head:
        opening = _OPENING.search(line[:60])
        if opening and not line[: opening.start()].rstrip().endswith("年"):
            found.append(opening)
    match = next((match for match in found if match), None)
    return (match["month"], match["day"]) if match else (None, None)
