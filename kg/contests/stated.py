"""What a sentence states about other facts, against those facts: days from one milestone to another, shares.

1. Durations: 从签约到开工仅用52天, said near a project, is compared with the days between its two dates.
2. Shares: 其中…315.74亿元，占比57.46%, is compared with the quotient of the figure and the whole before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from kg import namespaces as ns
from kg.contests.claims import Claim, Contest, Ground, claim
from kg.facts import Evidence, Fact, Indicator, Milestone
from kg.values import count, money
from kg.values.names import simplified

_STEPS: Final = {
    "签": "signed", "开工": "constructionStart", "动工": "constructionStart", "试生产": "trialProduction",
    "投产": "productionStart", "投运": "productionStart", "竣工": "completion", "建成": "completion",
}  # fmt: skip
_STEP: Final = "|".join(_STEPS)
_DURATION: Final = re.compile(
    rf"从?[^，。；\n从]{{0,6}}?(?P<first>{_STEP})[^。；\n到]{{0,8}}到[^，。；\n]{{0,4}}?(?P<last>{_STEP})"
    r"[^。；\n\d]{0,12}?(?P<days>\d{1,4})\s*天"
)
_NEAR: Final = 300
"""Characters before such a sentence in which its project is named."""
_AFTER: Final = 80
"""Characters after it: a headline says the days, the sentence below names the project."""
_SHARE: Final = re.compile(r"[,，]?\s*占[^\d，,。；%]{0,8}(?P<share>\d{1,2}(?:\.\d+)?)\s*[%％]")
_SLIP: Final = 1.0
"""Percentage points up to which a share is a slip and not a share of something else."""


def durations(ground: Ground) -> Iterator[Contest]:
    """A stated number of days that is not the one between the two dates."""
    rows = ground.reader.rows(
        'SELECT ?a ?text WHERE { GRAPH ?g { ?a zs:text ?text FILTER(REGEX(?text, "到.*[0-9] *天")) } } ORDER BY ?a'
    )
    for row in rows:
        article_id, text = row.text("a").removeprefix(ns.ARTICLE), row.text("text")
        plain = simplified(text)
        for found in _DURATION.finditer(plain):
            project = _nearest_project(ground, article_id, found.start(), found.end())
            steps = (_STEPS[found["first"]], _STEPS[found["last"]])
            pair = [_reached(ground, project, step) for step in steps] if project else []
            if project is None or not all(pair):
                continue
            first, last = (fact for fact in pair if fact is not None)
            days = (_day(last) - _day(first)).days
            if days != int(found["days"]) and days > 0:
                span = found.span()
                said = Evidence(article_id, *span, text[slice(*span)], "rule:durations", 1.0)
                reckoned = claim(last)
                sides = (
                    Claim(f"{found['days']}天", said),
                    replace(reckoned, said=f"{days}天", fact=None, computed=True),
                )
                gap = abs(days - int(found["days"])) / max(days, 1)
                yield Contest("duration", project, steps[1], sides, gap=gap)


def _nearest_project(ground: Ground, article_id: str, start: int, end: int) -> str | None:
    """The project with dates of its own that is named nearest to a sentence: in it, before it, or right after."""
    best: tuple[int, str] | None = None
    for named in ground.projects.get(article_id, ()):
        dated = sum(isinstance(fact.object, Milestone) for fact in ground.facts.get(named.iri, ()))
        for place in named.places if dated > 1 else ():
            away = start - place.end if place.start < end else place.start - end
            if away <= (_NEAR if place.start < end else _AFTER) and (best is None or away < best[0]):
                best = (away, named.iri)
    return best[1] if best else None


def _reached(ground: Ground, project: str, step: str) -> Fact | None:
    """The milestone with its day."""
    for fact in ground.facts.get(project, ()):
        value = fact.object
        if isinstance(value, Milestone) and value.kind == step and not value.planned and len(value.date or "") == 10:
            return fact
    return None


def _day(fact: Fact) -> date:
    assert isinstance(fact.object, Milestone)
    return date.fromisoformat(str(fact.object.date))


def shares(ground: Ground) -> Iterator[Contest]:
    """A stated share of a whole that is not the quotient of the two figures."""
    for thing, facts in ground.facts.items():
        told = [fact for fact in facts if isinstance(fact.object, Indicator) and fact.object.unit != "%"]
        for part in told:
            for piece in part.evidence:
                stated = _share_after(part, piece)
                whole = _whole(part, piece.article, told) if stated else None
                if stated is None or whole is None:
                    continue
                share = 100 * float(part.object.value) / float(whole.object.value)  # type: ignore[union-attr]
                digits = len(stated.partition(".")[2])
                if 0 < abs(round(share, digits) - float(stated)) <= _SLIP:
                    said = Claim(f"{stated}%", piece)
                    reckoned = replace(claim(whole), said=f"{share:.{digits}f}%", fact=None, computed=True)
                    measure = part.object.measure  # type: ignore[union-attr]
                    gap = abs(share - float(stated)) / 100
                    yield Contest("share", thing, measure, (said, reckoned), part.object.period or "", gap)  # type: ignore[union-attr]


def _share_after(part: Fact, piece: Evidence) -> str | None:
    """The share that is stated right after the figure of a fact."""
    value = part.object
    assert isinstance(value, Indicator)
    if "占" not in piece.quote and "佔" not in piece.quote:
        return None
    text = simplified(piece.quote)
    places = [f.end for f in money.find(text) if f.value.value == value.value and f.value.currency == value.unit]
    places += [f.end for f in count.find(text) if f.value.value == value.value]
    for end in places:
        found = _SHARE.match(text, end)
        if found:
            return found["share"]
    return None


def _whole(part: Fact, article_id: str, told: list[Fact]) -> Fact | None:
    """The figure of the same measure, in the same article, that the part is a part of: the nearest before it."""
    value = part.object
    assert isinstance(value, Indicator)
    start = min(piece.end for piece in part.evidence if piece.article == article_id)
    best: tuple[int, Fact] | None = None
    for other in told:
        rival = other.object
        assert isinstance(rival, Indicator)
        if (rival.measure, rival.unit) != (value.measure, value.unit) or rival.value <= value.value:
            continue
        for piece in other.evidence:
            if piece.article == article_id and piece.end <= start and (best is None or piece.end > best[0]):
                best = (piece.end, other)
    return best[1] if best else None
