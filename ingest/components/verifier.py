"""Judges proposals: a logistic model over cheap features of a candidate name in its article.

One model for each type. Weights are a small JSON file; without it the judge falls back on the
sequence model's probability, and without that on which grammar proposed the name.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.components.columns import brands, cues, words
from ingest.components.proposals import Proposal
from ingest.components.regions import SOURCES

RULE_CHANCES = {
    "official": 0.9,
    "short": 0.6,
    "doubtful": 0.2,
    "village": 0.5,
    "office": 0.6,
    "phase": 0.5,
    "head": 0.5,
}
"""How far each grammar is trusted where there is no model."""

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Verifier:
    """Weights by type and feature; "" is the constant term."""

    weights: dict[str, dict[str, float]]

    @classmethod
    def load(cls, path: Path) -> Verifier:
        """Read the weights that training wrote."""
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def chance(self, kind: str, features: Features) -> float:
        """Probability that the candidate with these features is a name of type `kind`."""
        weights = self.weights[kind]
        total = weights.get("", 0.0)
        for name, value in features.items():
            weight = weights.get(name)
            if weight is not None:
                total += weight * value
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def plain_chance(proposal: Proposal, tagged: bool) -> float:
    """The judgement without weights: the sequence model's, or, without one, that of the grammars."""
    if tagged:
        return max(proposal.chance, 0.9 if "official" in proposal.sources else 0.0)
    return max((RULE_CHANCES.get(source, 0.0) for source in proposal.sources), default=0.0)


_JOINTS = ("、", "和", "与", "及")


class Article:
    """What features look at beyond the candidate itself: the text and all other candidates."""

    def __init__(self, text: str, proposals: list[Proposal], title_end: int) -> None:
        self.text = text
        self.title_end = title_end
        self.cue_at: dict[int, str] = {}
        self.cue_before: dict[int, str] = {}
        lexicon = cues()
        for start, end, number in lexicon.hits(text):
            name = lexicon.classes[number - 1]
            self.cue_at[start] = name
            self.cue_before[end] = name
        self.word_over: dict[int, str] = {}
        lexicon = words()
        self.word_before: dict[int, str] = {}
        self.word_at: dict[int, str] = {}
        for start, end, number in lexicon.hits(text):
            name = lexicon.classes[number - 1]
            self.word_before[end] = name
            self.word_at[start] = name
            for place in range(start + 1, end):
                self.word_over[place] = name
        self.regions: dict[int, int] = {}
        for proposal in proposals:
            if proposal.kind == "Region" and not proposal.sources.isdisjoint(SOURCES):
                for start, end in proposal.spots:
                    self.regions[start] = max(end, self.regions.get(start, 0))
        self.list_tails = {m.start(): m[1] for m in _LIST_TAIL.finditer(text)}
        self.at: dict[int, list[tuple[int, int, Proposal, float]]] = defaultdict(list)
        self.begins: dict[tuple[str, int], float] = defaultdict(float)
        self.ends: dict[tuple[str, int], float] = defaultdict(float)
        self.likely: dict[str, list[str]] = defaultdict(list)
        for proposal in proposals:
            if proposal.chance > 0.3:
                self.likely[proposal.kind].append(proposal.text)
            for (start, end), chance in zip(proposal.spots, proposal.chances, strict=True):
                if chance > 0.02:
                    entry = (start, end, proposal, chance)
                    self.begins[proposal.kind, start] = max(self.begins[proposal.kind, start], chance)
                    self.ends[proposal.kind, end] = max(self.ends[proposal.kind, end], chance)
                    for block in range(start // 16, (end - 1) // 16 + 1):
                        self.at[block].append(entry)

    def mates(self, start: int, end: int, kind: str) -> float:
        """The best probability of a neighbour of the same type in a list: A、B和C."""
        best = 0.0
        if self.text[start - 1 : start] in _JOINTS:
            best = self.ends.get((kind, start - 1), 0.0)
        if self.text[end : end + 1] in _JOINTS:
            best = max(best, self.begins.get((kind, end + 1), 0.0))
        return best

    def rivals(self, start: int, end: int, own: Proposal) -> dict[str, float]:
        """The best probability of overlapping candidates, by how they overlap."""
        best: dict[str, float] = defaultdict(float)
        for block in range(start // 16, (end - 1) // 16 + 1):
            for a, b, other, chance in self.at[block]:
                if other is own or b <= start or a >= end:
                    continue
                same = "same" if other.kind == own.kind else "other"
                if (a, b) == (start, end):
                    how = "equal"
                elif a <= start and end <= b:
                    how = "outer"
                elif start <= a and b <= end:
                    how = "inner"
                else:
                    how = "cross"
                key = f"{how}/{same}"
                best[key] = max(best[key], chance)
                if how == "outer" and same == "other":
                    best[f"outer/{other.kind}"] = max(best[f"outer/{other.kind}"], chance)
        return best


_LIST_TAIL = re.compile(
    r"等(?:[一二三四五六七八九十百\d]+[多余]?[家个项名位条种])?[^，。；、\s]{0,8}?"
    r"(企业|公司|集团|项目|工程|产业|产品|园区|地区|城市|县|市|地|部门|单位|高校|领域|设备|领导)"
)
_COUNTED = re.compile(
    r"[\d一二两三四五六七八九十百多几][\d.万千百亿余多]*(?:个|条|项|家|座|台|万|亩|辆|批|大|幢|栋|套)"
)
_POINTED = re.compile(r"(?:[本该此这那同其各某]|整个|首批|第[一二三四五六七八九十\d]+批|一批|新|原|老)")
_ITS_GOVERNMENT = re.compile("[、和]?[省市县区州旗]?(?:人民)?政府")
_CLAUSE = re.compile("[，。；！？\n]")


def features(proposal: Proposal, article: Article) -> Features:
    """The features of one candidate, named so that weights can be read."""
    text, name = article.text, proposal.text
    order = sorted(range(len(proposal.spots)), key=lambda i: -proposal.chances[i])
    start, end = proposal.spots[order[0]]
    chance = proposal.chance
    logit = math.log((chance + 1e-4) / (1.0001 - chance))
    count = len(order)
    found: Features = {"logit": logit / 4, "chance": chance, "mean": sum(proposal.chances) / count}
    found[f"bin={int(chance * 10)}"] = 1.0
    found["count"] = math.log(count)
    found["once"] = float(count == 1)
    found["strong"] = sum(c > 0.5 for c in proposal.chances) / count
    for source in sorted(proposal.sources):
        found[f"from={source}"] = 1.0
    if "cut" in proposal.sources:
        found[f"cut from={text[end : end + 1]}"] = 1.0
    found[f"sources={'+'.join(sorted(proposal.sources))}"] = 1.0
    free = 0
    worst: dict[str, float] = {}
    for i in order[:6]:
        rivals = article.rivals(*proposal.spots[i], proposal)
        if not any(v > 0.5 for k, v in rivals.items() if k.startswith("outer")):
            free += 1
        if i == order[0]:
            worst = rivals
    found["free"] = free / min(count, 6)
    found["nowhere free"] = float(not free)
    for key, value in worst.items():
        found[f"rival {key}"] = value
    found["rival"] = max(worst.values(), default=0.0)
    found["mates"] = max(article.mates(*proposal.spots[i], proposal.kind) for i in order[:4])
    longer = sum(name in other for other in article.likely[proposal.kind]) - (chance > 0.3)
    found["longer"] = float(longer > 0)
    found["starts longer"] = float(
        longer > 0 and any(o.startswith(name) and o != name for o in article.likely[proposal.kind])
    )
    found.update(_shape(name))
    _context(article, start, end, found)
    if count > 1:
        other = proposal.spots[order[1]]
        found[f"second before={text[max(0, other[0] - 1) : other[0]]}"] = 0.5
        found[f"second after={text[other[1] : other[1] + 1]}"] = 0.5
    found["title"] = float(any(a < article.title_end for a, _ in proposal.spots))
    return found


@lru_cache(maxsize=1 << 14)
def _shape(name: str) -> Features:
    """What the string itself says; kept, for one string is a candidate for several types and in many articles."""
    found: Features = {}
    found[f"length={min(len(name), 16)}"] = 1.0
    found[f"last={name[-1]}"] = 1.0
    found[f"last2={name[-2:]}"] = 1.0
    found[f"last3={name[-3:]}"] = 1.0
    found[f"first={name[0]}"] = 1.0
    found[f"first2={name[:2]}"] = 1.0
    hits = cues().hits(name)
    tail = next((cues().classes[n - 1] for a, b, n in hits if b == len(name)), "none")
    found[f"tail={tail}"] = 1.0
    head = next((cues().classes[n - 1] for a, b, n in hits if a == 0), "none")
    found[f"head={head}"] = 1.0
    for _, _, n in hits:
        found[f"has={cues().classes[n - 1]}"] = 1.0
    if _COUNTED.match(name):
        found["counted"] = 1.0
    if match := _POINTED.match(name):
        found[f"pointed={match[0][:1]}"] = 1.0
    inner = words().hits(name)
    classes = words().classes
    covered = sum(b - a for a, b, _ in inner)
    found["common"] = covered / len(name)
    found[f"common={4 * covered // len(name)}"] = 1.0
    for a, b, n in inner:
        if a == 0:
            found[f"begins={classes[n - 1]}"] = 1.0
            if b == len(name):
                found[f"is={classes[n - 1]}"] = 1.0
        else:
            found[f"holds={classes[n - 1]}"] = 1.0
    if brands().hits(name):
        found["brand"] = 1.0
        if name in brands().number:
            found["is brand"] = 1.0
    for mark in "的、，和与及为在了是“”（）()《0123456789%":
        if mark in name:
            found[f"mark={mark}" if not mark.isdigit() else "digit"] = 1.0
    if name.count("（") + name.count("(") != name.count("）") + name.count(")"):
        found["unbalanced"] = 1.0
    if name.count("“") != name.count("”"):
        found["unquoted"] = 1.0
    return found


def _context(article: Article, start: int, end: int, found: Features) -> None:
    """What stands around its best place."""
    text = article.text
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    found[f"before={before[-1:]}"] = 1.0
    found[f"before2={before}"] = 1.0
    found[f"after={after[:1]}"] = 1.0
    found[f"after2={after}"] = 1.0
    found[f"cue before={article.cue_before.get(start, '')}"] = 1.0
    found[f"cue after={article.cue_at.get(end, '')}"] = 1.0
    found[f"word before={article.word_before.get(start, '')}"] = 1.0
    found[f"word after={article.word_at.get(end, '')}"] = 1.0
    if before[-1:] in '“"「『《（(' and before and after[:1] in '”"」』》）)':
        found["enclosed"] = 1.0
