"""Finding things by name: Chinese by bigrams, pinyin and initials, with typos forgiven.

The index of a snapshot is made once, in memory, from the labels and aliases of the merged graph:

1. every name is folded (NFKC, lower case, no blanks) and entered in SQLite's full-text index under its
   bigrams, its pinyin without tones and its initials (SQLite's own trigrams find no two-character word);
2. a query finds the names that share bigrams with it or sound like it, ranked by how well they match:
   equal, prefix, contained, sounding the same, then Dice's coefficient of bigrams and characters,
   which forgives a wrong or missing character;
3. a query in Latin letters is compared with pinyin and initials as well (`guigang`, `gg`).
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Final

from pypinyin import Style, lazy_pinyin

from kg.errors import NotFound
from kg.ontology import local, ontology
from kg.store import Reader
from kg.terms import is_iri

_CLASSES: Final = " ".join(f"zs:{name}" for name in (*ontology().things, "Industry"))
_TYPO: Final = 0.5
"""Similarity from which a name counts as the one that was meant."""
_CANDIDATES: Final = 200
"""How many names of each kind of match are scored."""
_STARTS: Final = 12
"""From how many syllables of a name a query in pinyin may begin."""
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
    """The names of one snapshot, in SQLite's full-text index; candidates come from there, scores from here."""

    def __init__(self, reader: Reader) -> None:
        rows = reader.rows(
            f"SELECT ?s ?type ?name ?alias WHERE {{ VALUES ?type {{ {_CLASSES} }} ?s a ?type ; rdfs:label ?name"
            " OPTIONAL { ?s skos:altLabel ?alias } }"
        )
        self.things: list[tuple[str, str, str]] = []
        self._names: list[_Name] = []
        places: dict[str, int] = {}
        names: dict[tuple[int, str], None] = {}
        for row in rows:
            iri = row.text("s")
            if iri not in places:
                places[iri] = len(self.things)
                self.things.append((iri, local(row.text("type")), row.text("name")))
            names.update({(places[iri], text): None for text in (row.text("name"), row.text("alias")) if fold(text)})
        self._lock = Lock()
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        # unicode61 splits at blanks and punctuation; what stands between them are our own bigrams.
        self._base.execute(
            "CREATE VIRTUAL TABLE names USING fts5(type UNINDEXED, grams, sounds, initials,"
            " tokenize = 'unicode61 remove_diacritics 0')"
        )
        self._base.executemany(
            "INSERT INTO names(rowid, type, grams, sounds, initials) VALUES (?, ?, ?, ?, ?)",
            (self._row(thing, text) for thing, text in names),
        )

    def _row(self, thing: int, text: str) -> tuple[int, str, str, str, str]:
        folded = fold(text)
        syllables = [syllable for syllable in lazy_pinyin(folded, style=Style.NORMAL) if syllable]
        first = "".join(syllable[0] for syllable in syllables)
        self._names.append(_Name(thing, text, folded, "".join(syllables), first))
        # From every syllable on, so that a query may begin in the middle of a name.
        starts = range(min(len(syllables), _STARTS))
        return (
            len(self._names) - 1,
            self.things[thing][1],
            " ".join((*bigrams(folded), folded[-1])),
            " ".join("".join(syllables[start:]) for start in starts),
            " ".join(first[start:] for start in starts),
        )

    def find(self, text: str, type_: str | None) -> Iterator[tuple[float, _Name]]:
        """Every name that matches, with its score, each thing possibly more than once."""
        asked = fold(text)
        if not asked:
            return
        latin = _LATIN.fullmatch(asked) is not None
        sound = "".join(lazy_pinyin(asked, style=Style.NORMAL))
        for number in self._candidates(asked, sound, type_):
            name = self._names[number]
            found = score(asked, name.folded)
            if name.pinyin == sound:
                found = max(found, 0.7)
            if latin:
                found = max(found, 0.95 * score(asked, name.pinyin), 0.9 * _initials(asked, name.initials))
            if found > 0:
                yield found, name

    def _candidates(self, asked: str, sound: str, type_: str | None) -> list[int]:
        """The numbers of the names that may match, the likeliest `_CANDIDATES` of each kind."""
        grams = " OR ".join(map(_quoted, bigrams(asked))) if len(asked) > 1 else f"{_quoted(asked)} *"
        queries = [f"grams : ({grams})", f"sounds : {_quoted(sound)} *"]
        if _LATIN.fullmatch(asked):
            queries.append(f"initials : {_quoted(asked)} *")
        types = None if type_ is None else json.dumps(ontology().subclasses(type_))
        found: dict[int, None] = {}
        with self._lock:
            for query in queries:
                rows = self._base.execute(
                    "SELECT rowid FROM names WHERE names MATCH ?1"
                    " AND (?2 IS NULL OR type IN (SELECT value FROM json_each(?2))) ORDER BY rank LIMIT ?3",
                    (query, types, _CANDIDATES),
                )
                found.update((row[0], None) for row in rows)
        return list(found)


def _quoted(text: str) -> str:
    """A string of the full-text query language; one without a letter or digit matches nothing."""
    return '"' + text.replace('"', '""').replace("\0", " ") + '"'


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
