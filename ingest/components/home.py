"""Component "home": what 我市, 全县, 我省 mean in this article: the region that it is written from.

1. Candidates are the regions that the text names and all divisions above them, and the township that
   全镇 asks for.
2. Each candidate gets a score from the table `WEIGHTS`: how much of the article is about it, whether
   headline, opening and publisher name it, whether it stands at the level that 我市 or 全省 ask for.
3. The best one is home unless nothing speaks for it (an article about many places equally).

A region inside a firm's name (江苏北人公司) says little and counts a fifth.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from ingest.document import text_of
from kg.values.regions import Region, gazetteer, township

WEIGHTS: Final[Mapping[str, float]] = {
    "own": 3.3,  # share of all namings that name it
    "own of most": 2.0,  # its namings in proportion to those of the region named most
    "inside": 5.6,  # share of all namings that name places inside it
    "title": 0.8,
    "title inside": 0.5,
    "opening": 1.0,
    "publisher": 1.9,
    "first person": 2.8,  # 我市, 本县 ask for its level
    "asked": 0.3,  # share of 我市, 全市 … that ask for its level
    "asked other": -0.9,  # all of them ask for another
    "province": -2.1,
    "county": 1.3,
    "children": 0.9,  # it is the parent of up to four regions named
}
"""What speaks for a candidate, each feature in [0, 1]. Fitted by logistic regression over the
candidates of each training article and rounded."""

LEAST: Final = 3.8
"""A home needs at least this score."""

OPENING: Final = 160
"""Characters of the text that count as its opening."""

_WE = re.compile(r"(?P<who>我|本|全)(?P<level>省|市|县|区|州|旗|盟|镇|乡)(?!场|级|面|域|内外)")
_TOWN = re.compile(r"(?=([\u4e00-\u9fff]{2}[镇乡])(?!人))")
_NO_TOWN = "我全本该乡镇城各的在个和市县区小大到与及为是"
_IN_FIRM = re.compile(r"[^，。；、：\s]{0,14}?(?:公司|集团|银行|大学|学院|研究院|株式会社)")


@dataclass(frozen=True, slots=True)
class _Seen:
    """One place where a region is named."""

    region: Region
    start: int
    end: int
    weight: float


def home_of(text: str, title: str = "", publisher: str = "") -> Region | None:
    """The region that `text` is written from; None where it has none.

    `publisher` is whatever is known of who published it: a name, a breadcrumb, a source line.
    """
    view = _View.of(text, title, publisher)
    scored = [(sum(WEIGHTS[name] * x for name, x in features(c, view).items()), c) for c in view.candidates()]
    if not scored:
        return None
    best, region = max(scored, key=lambda row: (row[0], row[1].code or row[1].name))
    if best < LEAST:
        return None
    town = _town(title + "\n" + text, view.asked)
    return township(town, region) if town else region


@dataclass(frozen=True, slots=True)
class _View:
    """What an article shows: the regions named in its text, headline and publisher; who asks for 我市."""

    seen: tuple[_Seen, ...]
    titled: frozenset[Region]
    publishers: frozenset[Region]
    asked: Counter[tuple[str, str]]

    @classmethod
    def of(cls, text: str, title: str, publisher: str) -> _View:
        """Read an article."""
        return cls(
            tuple(_named(text)),
            frozenset(s.region for s in _named(title)),
            frozenset(s.region for s in _named(publisher)),
            Counter((m["who"], m["level"]) for m in _WE.finditer(text)),
        )

    def candidates(self) -> set[Region]:
        """Every region named and all divisions above."""
        named = {s.region for s in self.seen} | self.titled | self.publishers
        above = {r for region in named for r in gazetteer().ancestors(region)}
        return {r for r in named | above if r.level in ("province", "prefecture", "county", "zone")}


def features(candidate: Region, view: _View) -> dict[str, float]:
    """What speaks for one candidate, by the names of `WEIGHTS`."""
    book = gazetteer()
    total = sum(s.weight for s in view.seen) or 1.0
    own = sum(s.weight for s in view.seen if s.region == candidate)
    inside = sum(s.weight for s in view.seen if book.contains(candidate, s.region))
    most = max(Counter(s.region for s in view.seen).values(), default=1)
    asked = view.asked.total() or 1
    fits = sum(n for (_, level), n in view.asked.items() if candidate.name.endswith(level))
    first = any(who in "我本" and candidate.name.endswith(level) for who, level in view.asked)
    children = {s.region for s in view.seen if candidate.code and s.region.parent == candidate.code}
    return {
        "own": own / total,
        "own of most": own / most,
        "inside": inside / total,
        "title": float(candidate in view.titled),
        "title inside": float(any(book.contains(candidate, r) for r in view.titled)),
        "opening": float(any(s.region == candidate and s.start < OPENING for s in view.seen)),
        "publisher": float(candidate in view.publishers),
        "first person": float(first),
        "asked": fits / asked,
        "asked other": float(bool(view.asked) and not fits),
        "province": float(candidate.level == "province"),
        "county": float(candidate.level == "county"),
        "children": min(len(children), 4) / 4,
    }


def _named(text: str) -> Iterator[_Seen]:
    """Every region named in `text`, one reading each."""
    book = gazetteer()
    hits = list(book.find(text))
    codes = {h.value[0].code for h in hits if len(h.value) == 1 and h.value[0].code}
    for hit in hits:
        region = book.resolve(hit.value, codes) or hit.value[0]
        yield _Seen(region, hit.start, hit.end, 0.2 if _IN_FIRM.match(text, hit.end) else 1.0)


def _town(text: str, asked: Counter[tuple[str, str]]) -> str | None:
    """The township that 我镇 or 全镇 means: the one named most often, at least three times."""
    if not any(level in "镇乡" for _, level in asked):
        return None
    short = Counter(m[1] for m in _TOWN.finditer(text) if m[1][0] not in _NO_TOWN and m[1][1] not in _NO_TOWN)
    if not short:
        return None
    name, times = max(short.items(), key=lambda row: (row[1], row[0]))
    longer = Counter(m[1] for m in re.finditer(rf"(?=([\u4e00-\u9fff]{re.escape(name)}))", text))
    whole = next((n for n, k in longer.items() if k == times and times > 2), name)
    return whole if times >= 3 else None


@Language.component("home", assigns=["doc._.home"])
def home(doc: Doc) -> Doc:
    """Write `doc._.home`."""
    article, source = doc._.article, doc._.source
    asides = " ".join(a.text for a in source.boilerplate if a.kind in ("navigation", "header"))
    publisher = "\n".join(filter(None, (article.publisher, asides[:400])))
    doc._.home = home_of(text_of(doc), source.title or article.title or "", publisher)
    return doc
