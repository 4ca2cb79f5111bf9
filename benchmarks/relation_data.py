"""The annotated articles as training data of the relations: scenes, and proposals compared with the gold."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import out_of_fold
from spacy.language import Language

from ingest.document import LocalEntity, Mention
from ingest.nlp import annotate, build
from ingest.relations import ceremonies, event_dates, kinds, milestones, periods
from ingest.relations.proposal import Proposal
from ingest.relations.scene import Scene, Spot, Value, stage
from ingest.relations.triggers import Trigger, triggers
from kg.article import Article
from kg.facts import Capacity, Indicator, Milestone, Money, Quantity, Role, Text

sys.path.insert(0, str(Path(__file__).parent))
from score import align, close, entailed, fact_matches, names, norm, same_date

NEAREST = 3
"""So many of the projects nearest to a trigger teach which date it has."""


@dataclass(slots=True)
class Labelled:
    """A proposal against the gold: `target` is True, False or None (left out of training); `fact` is the
    index of the gold fact that it states, -1 where the ruler ignores it, None where it is wrong."""

    target: bool | None
    fact: int | None
    required: bool = False


@dataclass(slots=True)
class Sample:
    """One article in one reading: the scene, the gold, and which thing is which gold entity."""

    name: str
    mode: str
    folder: str
    scene: Scene
    gold: dict[str, Any]
    to_gold: dict[str, dict[str, Any]]

    def wanted(self, predicate: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """The facts of a predicate that the ruler asks for, with their places in the gold."""
        optional = {e["id"] for e in self.gold["entities"] if e.get("optional")}
        for n, f in enumerate(self.gold["facts"]):
            if f["p"] == predicate and not f.get("optional") and f["s"] not in optional:
                if not (isinstance(f["o"], str) and f["o"] in optional):
                    yield n, f

    def required(self, predicate: str) -> int:
        """How many facts of a predicate the ruler asks for."""
        return sum(1 for _ in self.wanted(predicate))

    def choices(self) -> dict[str, Iterator[tuple[list[tuple[Any, list[str]]], list[bool]]]]:
        """For each chooser the choices of this article: the options, and which of them are right."""
        return {"dates": self.date_groups(), "kinds": self.kind_groups(), "periods": self.period_groups()}

    def date_groups(self) -> Iterator[tuple[list[tuple[str | None, list[str]]], list[bool]]]:
        """The date choices of every trigger that may be about a thing with gold milestones of its kind."""
        wanted: dict[tuple[str, str], list[str | None]] = {}
        for f in self.gold["facts"]:
            if f["p"] == "milestone":
                wanted.setdefault((f["s"], f["o"]["kind"]), []).append(f["o"].get("date"))
        for entity, spot, trigger in self._told():
            gold = self.to_gold.get(str(entity))
            if gold and (dates := wanted.get((gold["id"], trigger[2]))):
                options = event_dates.choices(self.scene, trigger, spot)
                yield options, [any(same_date(d, option) for d in dates) for option, _ in options]

    def _told(self) -> Iterator[tuple[int, Spot, Trigger]]:
        """The triggers with the projects nearest to them, and the projects with the last trigger before them."""
        for trigger in triggers(self.scene):
            for entity, spot in islice(milestones.tellings(self.scene, trigger), NEAREST):
                yield entity, spot, trigger
        for entity, _, spot, trigger, order in ceremonies.tellings(self.scene):
            if order == "b0":
                yield entity, spot, trigger

    def period_groups(self) -> Iterator[tuple[list[tuple[str | None, list[str]]], list[bool]]]:
        """The periods that every figure of the gold's indicators may have, with those that the gold gives it."""
        for value in self.scene.values:
            if value.kind not in kinds.CLASSES:
                continue
            wanted = {
                f["o"].get("period") for f in self.gold["facts"] if f["p"] == "indicator" and stands_for(f, value)
            }
            if wanted:
                options = periods.choices(self.scene, value)
                yield options, [option in wanted for option, _ in options]

    def kind_groups(self) -> Iterator[tuple[list[tuple[str, list[str]]], list[bool]]]:
        """The classes of every value with those that the gold gives it; none where it gives none."""
        for value in self.scene.values:
            if value.kind not in kinds.CLASSES:
                continue
            options = kinds.options(self.scene, value)
            right = {c for f in self.gold["facts"] if (c := stands_for(f, value))} or {kinds.NONE}
            marks = [c in right for c, _ in options]
            if any(marks):
                yield options, marks


def stands_for(fact: dict[str, Any], value: Value) -> str | None:
    """The class that a gold fact gives to a value, None where it is about another value."""
    o, p = fact["o"], fact["p"]
    if not isinstance(o, dict) or "value" not in o:
        return None
    number = value.value.value if isinstance(value.value, Money) else value.value
    stated = abs(o["value"]) if value.kind == "percent" else o["value"]  # a fall is told by words, not by the figure
    if not close(stated, number):
        return None
    name = p
    if p == "indicator":
        name = o["measure"]
        if name in ("outputValue", "tax") and value.kind == "money":
            name += " of a place"
        if (o["unit"] == "%") != (value.kind == "percent"):
            return None
    currency = o.get("currency") or (o.get("unit") if p == "indicator" else None)
    if value.kind == "money" and currency != value.value.currency:
        return None
    return name if name in kinds.CLASSES[value.kind] else None


def samples(folders: list[Path], modes: list[str]) -> list[Sample]:
    """Every annotated article of the folders, once for each mode, the predicted things last.

    Predicted things are those of entity models that did not see the article, where `out_of_fold` has them:
    what the shipped models find in articles that they learned from would make every threshold too lenient.
    """
    nlp = build()
    if "relations" in nlp.pipe_names:
        nlp.disable_pipe("relations")
    unseen = out_of_fold.read() if out_of_fold.CACHE.exists() else {}
    found = []
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            if not path.name.endswith(".src.json"):
                found += _readings(nlp, path, unseen.get(path.stem), modes)
    return sorted(found, key=lambda s: s.mode)


def _readings(nlp: Language, path: Path, unseen: list[Mention] | None, modes: list[str]) -> Iterator[Sample]:
    """One article in each mode."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    source = next(p for p in (path.with_suffix(".txt"), path.with_suffix(".html")) if p.exists())
    html = source.suffix == ".html"
    article = Article(source.read_text(encoding="utf-8"), path.stem, "text/html" if html else "text/plain")
    doc = annotate(nlp, article)
    # Many invented articles do not tell their year: with their date unknown they would teach
    # nothing about dates and periods. That of `train` is the one found, as in use.
    if path.parent.name == "own":
        doc._.date = gold.get("date")
    if "predicted" in modes:
        if unseen is not None:
            out_of_fold.lay(nlp, doc, unseen)
        scene = stage(doc)
        predicted = [
            {"id": str(n), "type": e.type, "name": e.name, "aliases": e.aliases, "code": e.code}
            for n, e in enumerate(scene.entities)
        ]
        yield Sample(path.stem, "predicted", path.parent.name, scene, gold, align(gold["entities"], predicted))
    if "oracle" in modes:
        oracle(doc, gold)
        scene = stage(doc)
        scene.home = next((n for n, e in enumerate(gold["entities"]) if e["name"] == gold.get("home")), None)
        to_gold = {str(n): e for n, e in enumerate(gold["entities"])}
        yield Sample(path.stem, "oracle", path.parent.name, scene, gold, to_gold)


def oracle(doc: Any, gold: dict[str, Any]) -> None:
    """Write the gold's things on the Doc: their names laid onto the text, the longest first."""
    text = doc.text
    surfaces = [
        (name, n) for n, e in enumerate(gold["entities"]) for name in {e["name"], *e.get("aliases", [])} if name.strip()
    ]
    surfaces.sort(key=lambda row: (-len(row[0]), row[1]))
    taken = bytearray(len(text))
    entities = [LocalEntity(e["type"], e["name"], list(e.get("aliases", [])), e.get("code")) for e in gold["entities"]]
    optional = [bool(e.get("optional")) for e in gold["entities"]]
    by_name: dict[str, list[int]] = {}
    for name, n in surfaces:
        by_name.setdefault(name, []).append(n)
    for name, owners in by_name.items():
        at = text.find(name)
        while at >= 0:
            if not any(taken[at : at + len(name)]):
                taken[at : at + len(name)] = b"\x01" * len(name)
                owner = _owner(owners, entities, optional, at)
                entities[owner].mentions.append(Mention(at, at + len(name), entities[owner].type, name, source="gold"))
            at = text.find(name, at + 1)
    for e in entities:
        e.mentions.sort(key=lambda m: m.start)
    _wholes(gold, entities)
    doc._.entities = entities


def _owner(owners: list[int], entities: list[LocalEntity], optional: list[bool], at: int) -> int:
    """Of several things with one short name (一期) the one whose whole was mentioned last."""
    if len(owners) == 1:
        return owners[0]
    firm = [o for o in owners if not optional[o]] or owners

    def last(n: int) -> int:
        stem = entities[n].name[:4]
        return max((m.end for e in entities for m in e.mentions if e.name[:4] == stem and m.end <= at), default=-1)

    return max(firm, key=lambda n: (last(n), -n))


def _wholes(gold: dict[str, Any], entities: list[LocalEntity]) -> None:
    """No whole is given away: phases must be found by their features."""


def as_fact(p: Proposal) -> dict[str, Any]:
    """A proposal in the shape of the facts format, ids being indices."""
    o = p.object
    shape: Any
    if isinstance(o, int):
        shape = str(o)
    elif isinstance(o, Text):
        shape = o.value
    elif isinstance(o, Role):
        shape = {"org": None if p.org_index is None else str(p.org_index), "title": o.title}
    elif isinstance(o, Money):
        shape = {"value": o.value, "currency": o.currency}
    elif isinstance(o, Quantity):
        shape = {"value": o.value}
    elif isinstance(o, Capacity):
        shape = {"product": o.product, "value": o.value, "unit": o.unit, "per": o.per}
    elif isinstance(o, Milestone):
        shape = {"kind": o.kind, "date": o.date, "planned": o.planned}
    elif isinstance(o, Indicator):
        shape = {"measure": o.measure, "value": o.value, "unit": o.unit, "period": o.period}
    else:
        raise TypeError(o)
    return {"s": str(p.subject), "p": p.predicate, "o": shape}


def label(sample: Sample, proposals: list[Proposal]) -> list[Labelled]:
    """Every proposal against the gold, by the ruler's own rules."""
    optional = {e["id"] for e in sample.gold["entities"] if e.get("optional")}
    by_key: dict[tuple[str, str], list[int]] = {}
    for n, f in enumerate(sample.gold["facts"]):
        by_key.setdefault((f["s"], f["p"]), []).append(n)
    facts = sample.gold["facts"]
    out = []
    for p in proposals:
        fact = as_fact(p)
        subject = sample.to_gold.get(fact["s"])
        if subject is None:
            out.append(Labelled(False, None))
            continue
        near = by_key.get((subject["id"], p.predicate), [])
        hits = [n for n in near if fact_matches(facts[n], fact, sample.to_gold)]
        firm = [n for n in hits if not facts[n].get("optional")]
        weak = subject["id"] in optional
        if hits:
            n = (firm or hits)[0]
            required = bool(firm) and not weak and not (isinstance(facts[n]["o"], str) and facts[n]["o"] in optional)
            mark = Labelled(True if firm else None, n, required)
        elif weak or entailed(fact, sample.gold, sample.to_gold):
            mark = Labelled(None, -1)
        else:
            mark = Labelled(False, None)
        if p.predicate == "milestone" and mark.target is not True:
            kinds = [n for n in near if facts[n]["o"]["kind"] == fact["o"]["kind"]]
            within = [n for n in kinds if _reachable(sample.scene, p, facts[n]["o"].get("date"))]
            if within:  # the right event of the right project: the date is another model's business
                mark.target = True if any(not facts[n].get("optional") for n in within) else None
        out.append(mark)
    return out


def _reachable(scene: Scene, p: Proposal, date: str | None) -> bool:
    """Whether the milestone could have been given this date."""
    start = next(rival[1] for rival in p.rivals if isinstance(rival, tuple) and rival[0] == "t")
    return any(same_date(date, option) for option in event_dates.offered(scene, start, p.subject))


__all__ = ["Labelled", "Sample", "as_fact", "label", "names", "norm", "samples"]
