"""Finding things by name: Chinese by bigrams, pinyin and initials, with typos forgiven.

The index of a snapshot is made once, in memory, from the labels and aliases of the merged graph:

1. every name is folded (NFKC, lower case, no blanks) and entered under its bigrams, under its pinyin
   without tones, and under its initials;
2. a query finds the names that share a bigram with it, ranked by how well they match: equal, prefix,
   contained, sounding the same, then Dice's coefficient of bigrams and characters, which forgives a
   wrong or missing character;
3. a query in Latin letters is compared with pinyin and initials as well (`guigang`, `gg`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pypinyin import Style, lazy_pinyin

from kg.errors import NotFound
from kg.ontology import local, ontology
from kg.store import Reader
from kg.terms import is_iri

_CLASSES: Final = "zs:Region zs:Park zs:Company zs:Organization zs:Project zs:Person zs:Industry"
_TYPO: Final = 0.5
"""Similarity from which a name counts as the one that was meant."""
_LATIN: Final = re.compile(r"[a-z0-9 ]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: its IRI, class (local name) and label, a score in (0, 1], and the name
    that matched, which may be an alias."""

    iri: str
    type: str
    label: str
    score: float
    matched: str


@dataclass(frozen=True, slots=True)
class _Name:
    thing: int
    text: str
    folded: str
    pinyin: str
    initials: str


def fold(text: str) -> str:
    """The form in which names are compared.

    >>> fold("ＳＫ 新能源")
    'sk新能源'
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring characters; of one character, itself.

    >>> bigrams("贵港市")
    ['贵港', '港市']
    """
    return [text[i : i + 2] for i in range(len(text) - 1)] or [text]


def dice(one: Iterable[str], other: Iterable[str]) -> float:
    """Dice's coefficient of two bags.

    >>> dice("贵港市", "贵港"), dice(bigrams("贵港"), bigrams("凯里"))
    (0.8, 0.0)
    """
    a, b = Counter(one), Counter(other)
    return 2 * (a & b).total() / (a.total() + b.total())


def similarity(one: str, other: str) -> float:
    """How alike two names are, in [0, 1]: the mean of Dice's coefficients of bigrams and of characters."""
    return (dice(bigrams(one), bigrams(other)) + dice(one, other)) / 2


class Index:
    """The names of one snapshot."""

    def __init__(self, reader: Reader) -> None:
        rows = reader.rows(
            f"SELECT ?s ?type ?name ?alias WHERE {{ VALUES ?type {{ {_CLASSES} }} ?s a ?type ; rdfs:label ?name"
            " OPTIONAL { ?s skos:altLabel ?alias } }"
        )
        self.things: list[tuple[str, str, str]] = []
        self._names: list[_Name] = []
        self._by_bigram: dict[str, list[int]] = defaultdict(list)
        self._by_sound: dict[str, list[int]] = defaultdict(list)
        places: dict[str, int] = {}
        seen: set[tuple[int, str]] = set()
        for row in rows:
            iri = row.text("s")
            if iri not in places:
                places[iri] = len(self.things)
                self.things.append((iri, local(row.text("type")), row.text("name")))
            for text in filter(None, (row.text("name"), row.text("alias"))):
                if (places[iri], text) not in seen:
                    seen.add((places[iri], text))
                    self._enter(places[iri], text)

    def _enter(self, thing: int, text: str) -> None:
        folded = fold(text)
        if not folded:
            return
        number = len(self._names)
        syllables = lazy_pinyin(folded, style=Style.NORMAL)
        name = _Name(thing, text, folded, "".join(syllables), "".join(s[0] for s in syllables if s))
        self._by_sound[name.pinyin].append(number)
        self._names.append(name)
        for key in {*bigrams(folded), *folded, *bigrams(name.pinyin), *bigrams(name.initials)}:
            self._by_bigram[key].append(number)

    def find(self, text: str, type_: str | None) -> Iterator[tuple[float, _Name]]:
        """Every name that matches, with its score, each thing possibly more than once."""
        asked = fold(text)
        if not asked:
            return
        latin = _LATIN.fullmatch(asked) is not None
        sound = "".join(lazy_pinyin(asked, style=Style.NORMAL))
        alike = set(self._by_sound.get(sound, ()))
        for number in alike.union(*(self._by_bigram.get(key, ()) for key in bigrams(asked))):
            name = self._names[number]
            if type_ is not None and not ontology().is_a(self.things[name.thing][1], type_):
                continue
            found = score(asked, name.folded)
            if number in alike:
                found = max(found, 0.7)
            if latin:
                found = max(found, 0.95 * score(asked, name.pinyin), 0.9 * _initials(asked, name.initials))
            if found > 0:
                yield found, name


def score(asked: str, name: str) -> float:
    """How well a name answers a query, both folded: equal, prefix, contained, similar; else 0.

    >>> score("贵港", "贵港"), score("贵港", "凯里") == 0, score("贵港", "贵港市") > score("港市", "贵港市")
    (1.0, True, True)
    """
    if asked == name:
        return 1.0
    share = len(asked) / len(name)
    if name.startswith(asked):
        return 0.8 + 0.19 * share
    if asked in name:
        return 0.6 + 0.19 * share
    similar = similarity(asked, name)
    return 0.6 * similar if similar >= _TYPO else 0.0


def _initials(asked: str, initials: str) -> float:
    return score(asked, initials) if initials.startswith(asked) else 0.0


@lru_cache(maxsize=2)
def _index(path: str, reader: Reader) -> Index:
    return Index(reader)


def search(reader: Reader, text: str, limit: int = 10, type: str | None = None) -> list[Hit]:
    """The things whose name or alias matches best, each once, best first.

    `type` is a class of the ontology (`Company`; classes under it count too). The first search on a
    snapshot makes its index.
    """
    index = _index(str(reader.path), reader)
    best: dict[int, tuple[float, _Name]] = {}
    for found, name in index.find(text, type):
        known = best.get(name.thing)
        if known is None or (found, -len(name.text)) > (known[0], -len(known[1].text)):
            best[name.thing] = (found, name)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], len(index.things[item[0]][2]), index.things[item[0]]))
    return [Hit(*index.things[thing], round(found, 4), name.text) for thing, (found, name) in ranked[:limit]]


def find_one(reader: Reader, text: str) -> str:
    """The IRI of the thing that a name or IRI means best. Raises NotFound."""
    if is_iri(text) and reader.ask(f"ASK {{ <{text}> a ?type }}"):
        return text
    hits = search(reader, text, limit=1)
    if not hits:
        raise NotFound("nothing goes by this name", where=text, hint="kg query lists what can be asked")
    return hits[0].iri
