"""Two names for what may be one project: the same words with another word for its kind (产业园, 产业基地), or a
pair that linking could not decide. What a reviewer has judged is left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from kg.contests.claims import Claim, Contest, Ground, Named
from kg.facts import Evidence
from kg.values.names import leading_place, project

_KIND: Final = re.compile(r"(?:产业园区?|工业园区?|产业基地|生产基地|基地|园区|中心|工厂|产业城|小镇|综合体)$")
_LEAST: Final = 4
"""Characters that two names must share beside place and kind."""


def variants(ground: Ground) -> Iterator[Contest]:
    """Two projects of one article that differ only by their place or kind word, and the doubts of linking."""
    seen: set[frozenset[str]] = set()
    for article_id, projects in ground.projects.items():
        alike: dict[tuple[str, tuple[tuple[str, int], ...]], list[Named]] = defaultdict(list)
        for named in projects:
            parts = project(named.name)
            core = _KIND.sub("", leading_place(parts.core)[1])
            if len(core) >= _LEAST and core != parts.core:
                alike[core, parts.phases].append(named)
        for rivals in alike.values():
            for one, other in combinations(rivals, 2):
                pair = frozenset((one.iri, other.iri))
                if len(pair) == 2 and pair not in seen and _open(ground, one.iri, other.iri):
                    seen.add(pair)
                    sides = (_named(ground, article_id, one), _named(ground, article_id, other))
                    yield Contest("name", one.iri, "Project", sides, other=other.iri)


def _open(ground: Ground, one: str, other: str) -> bool:
    row = ground.opinion(one, other)
    return (row is None or row.opinion == "unsure") and ground.ledger.survivor(one) != ground.ledger.survivor(other)


def _named(ground: Ground, article_id: str, named: Named) -> Claim:
    span = min(named.places)
    quote = ground.text(article_id)[span.start : span.end]
    return Claim(named.name, Evidence(article_id, span.start, span.end, quote, "rule:naming", 1.0))
