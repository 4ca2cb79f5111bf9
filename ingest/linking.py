"""From the things of one article to the things of the world: which IRI each gets.

1. What ties a thing to others (where it stands, who invests, which body a person is of) is read from
   the article's own fact candidates; its home stands in where nothing is said.
2. `Names`, the index of everything known from other articles, proposes things of like name; the
   features of `kg.matching` judge. Exactly one that is the same gives its IRI; several that differ among
   themselves give none, for then nothing tells which.
3. What is new gets an IRI from its fullest name. A name that any place has (一期, 高新区, 市政府) or that
   another thing has already is told apart by what it belongs to, else by its place.

Reading an article again, in the same state of `Names` or a later one, gives the same IRIs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from spacy.tokens import Doc

from ingest.document import Candidate, LocalEntity
from kg import iris
from kg.facts import Entity, Fact, Reading, Ref, Role
from kg.likeness import Named, bodies, parks, projects
from kg.likeness.firms import known_name
from kg.lookup import articles, reading
from kg.names_index import Names
from kg.store import newest_version, open_reader
from kg.values.names import normal
from kg.values.regions import Region, gazetteer

_QUOTES = re.compile(r"[“”\"'‘’「」『』《》\s]")
_LEVEL = re.compile(r"^(?:自治区|[省市县区州旗盟镇乡])")
_OWNERS = ("investor", "operator", "parent")
_ORDER = {"Region": 0, "Organization": 1, "Park": 2, "Company": 3, "Project": 4, "Person": 5}


@dataclass(frozen=True, slots=True)
class Setting:
    """What linking needs to know of an article: its id and the region it is written from."""

    article: str
    home: Region | None = None


def link(doc: Doc, names: Names | None = None) -> list[Entity]:
    """What each of `doc._.entities` is, in their order; two of them may turn out to be one thing.

    `names` is what is known from other articles and learns what this one says; without it the article
    is linked by itself.
    """
    setting = Setting(doc._.article.id, doc._.home)
    local = _placed(doc._.entities or [], setting.home)
    found = identify(local, _links(doc._.candidates or ()), setting, Names() if names is None else names)
    original = doc._.source.original
    return [
        Entity(
            iri,
            e.type,
            e.name,
            tuple(dict.fromkeys(a for a in e.aliases if a != e.name)),
            e.code,
            tuple(sorted({original(m.start, m.end) for m in e.mentions})),
            e.confidence,
        )
        for iri, e in zip(found, local, strict=True)
    ]


def _placed(entities: Sequence[LocalEntity], home: Region | None) -> list[LocalEntity]:
    """The entities, with the code and official name of regions that were only named: 江苏盐城, 自治区."""
    book = gazetteer()
    context = {e.code for e in entities if e.code} | ({home.code} if home and home.code else set())
    found = []
    for entity in entities:
        if entity.type == "Region" and not entity.code:
            readings = book.by_name(entity.name)
            if not readings and home is not None and _LEVEL.fullmatch(entity.name):
                readings = [r for r in (_seat(entity.name, home),) if r]
            region = book.resolve(readings, context)
            if region is not None:
                forms = [form for form in (entity.name, *entity.aliases) if form != region.name]
                entity = replace(entity, name=region.name, aliases=forms, code=region.code)
        found.append(entity)
    return found


def identify(
    entities: Sequence[LocalEntity], links: Iterable[tuple[int, str, int]], setting: Setting, names: Names
) -> list[str]:
    """The IRI of each entity; `links` are (subject, predicate, object) among them by index.

    `names` learns the entities of this article under their IRIs.
    """
    named = _tied(entities, list(links), setting)
    found: dict[int, str] = {}
    order = sorted(range(len(entities)), key=lambda i: (_ORDER[entities[i].type], -len(entities[i].name), i))
    wholes_first = sorted(order, key=lambda i: entities[i].parent is not None)
    for i in wholes_first:
        parent = entities[i].parent
        whole = entities[parent].name if parent is not None and parent != i else None
        known = _known(named[i], names, setting)
        iri = known or _new(named[i], whole, setting, names)
        if known is None and names.get(iri) is None:
            names.doubt(iri, named[i])
        names.learn(iri, named[i], setting.article)
        found[i] = iri
    return [found[i] for i in range(len(entities))]


def learn(stated: Reading, names: Names) -> None:
    """Teach `names` what a stored article says."""
    index = {entity.id: i for i, entity in enumerate(stated.entities)}
    local = [LocalEntity(e.type, e.name, list(e.aliases), e.code) for e in stated.entities]
    links = [row for fact in stated.facts for row in _fact_links(fact, index)]
    homes = gazetteer().by_name(stated.home) if stated.home else []
    setting = Setting(stated.article, homes[0] if homes else None)
    for entity, named in zip(stated.entities, _tied(local, links, setting), strict=True):
        names.learn(entity.id, named, stated.article)


def remember(store: Path) -> Names:
    """All that the newest snapshot of a store knows by name; nothing where there is none yet."""
    names = Names()
    if newest_version(store) is None:
        return names
    with open_reader(store) as reader:
        for row in sorted(articles(reader), key=lambda row: row.id):
            learn(reading(reader, row.id), names)
    return names


def _links(candidates: Iterable[Candidate]) -> Iterable[tuple[int, str, int]]:
    for c in candidates:
        target = c.object if isinstance(c.object, int) else c.org_index
        if target is not None:
            yield c.subject, c.predicate, target


def _fact_links(fact: Fact, index: dict[str, int]) -> Iterable[tuple[int, str, int]]:
    target = (
        fact.object.id if isinstance(fact.object, Ref) else fact.object.org if isinstance(fact.object, Role) else None
    )
    if target in index and fact.subject in index:
        yield index[fact.subject], fact.predicate, index[target]


@dataclass(slots=True)
class _Tie:
    places: set[str] = field(default_factory=set)
    kin: set[str] = field(default_factory=set)


def _tied(entities: Sequence[LocalEntity], links: list[tuple[int, str, int]], setting: Setting) -> list[Named]:
    """The entities with their places and kin."""
    ties = [_Tie() for _ in entities]
    for subject, predicate, target in links:
        to = entities[target]
        if predicate == "locatedIn" and to.code:
            ties[subject].places.add(to.code)
        elif predicate in _OWNERS or predicate == "role":
            ties[subject].kin.update(normal(n) for n in (to.name, *to.aliases) if not _says_nothing(to.type, n))
    for subject, predicate, target in links:  # what stands in a park stands where the park stands
        if predicate in ("locatedIn", "phaseOf") and not ties[subject].places:
            ties[subject].places |= ties[target].places
        if predicate == "phaseOf":
            ties[subject].kin |= ties[target].kin
    return [_named(e, tie, setting.home) for e, tie in zip(entities, ties, strict=True)]


def _named(entity: LocalEntity, tie: _Tie, home: Region | None) -> Named:
    places = set(tie.places)
    if not places and home is not None:
        at = _seat(entity.name, home) if entity.type == "Organization" else home
        places = {code for code in (at.code or at.parent,) if code} if at else set()
    aliases = tuple(a for a in entity.aliases if not _says_nothing(entity.type, a))
    return Named(entity.type, entity.name, aliases, entity.code, frozenset(places), frozenset(tie.kin))


def _seat(name: str, home: Region) -> Region | None:
    """The region whose body a bare name means: 省发改委 of the province that the article's home lies in;
    None for a level below the home's own (县政府 in an article of a city)."""
    level = _LEVEL.match(normal(name))
    if level is None:
        return home
    ranks = {"省": ("province",), "自治区": ("province",), "市": ("prefecture", "county", "province")}
    wanted = ranks.get(level.group(), ("county", "prefecture", "township"))
    around = [home, *gazetteer().ancestors(home)]
    ends = [r for r in around if r.name.endswith(level.group())]
    return next((r for r in (*ends, *around) if r.level in wanted), None)


def _says_nothing(kind: str, form: str) -> bool:
    """Whether an alias is no name beyond its article: 公司, 一期, 开发区, 市政府."""
    if kind == "Company":
        return normal(form) in ("公司", "集团", "企业", "总部", "集团公司", "股份公司", "项目公司") or len(form) < 2
    if kind == "Park":
        return parks.is_bare(form)
    if kind == "Project":
        return projects.is_generic(form)
    return kind == "Organization" and bodies.is_bare(form)


def _known(named: Named, names: Names, setting: Setting) -> str | None:
    """The IRI of the one known thing that `named` is."""
    if named.type == "Region" and named.code:
        return None  # the code alone gives the IRI
    same = [row for row in names.judged(named) if row[1].decision == "same"]
    own = [known.iri for known, _ in same if setting.article in known.articles and named.normal in known.forms]
    if len(own) == 1:
        return own[0]  # as this article was linked before
    if not same:
        return None
    best, verdict = same[0]
    rivals = [known for known, other in same[1:] if other.score >= verdict.score and not names.are_one(best, known)]
    return None if rivals else best.iri


def _new(named: Named, whole: str | None, setting: Setting, names: Names) -> str:
    """A new IRI, readable and free; or the one that this article gave the same name before."""
    if named.type == "Region" and named.code:
        region = gazetteer().by_code(named.code)
        return iris.entity("Region", gazetteer().unique_name(region) if region else named.name)
    for text in _texts(named, whole, setting):
        iri = iris.entity(named.type, text)
        known = names.get(iri)
        if known is None or setting.article in known.articles:
            return iri
    raise AssertionError("the article's id makes every name free")


def _texts(named: Named, whole: str | None, setting: Setting) -> Iterable[str]:
    """Names to try for an IRI, the plainest first."""
    name = _QUOTES.sub("", named.name)
    place = _place_name(named)
    if named.type == "Company":
        name = known_name(named) or name
    if named.type == "Organization" and bodies.is_bare(name) and place:
        name = place + (_LEVEL.sub("", name) if len(name) > 2 else name)
    elif named.type == "Park" and parks.is_bare(name) and place:
        name = place + name
    elif named.type == "Project" and projects.is_generic(name):
        owner = whole if whole and whole not in name else min(named.kin, default=place)
        name = owner + name if owner and owner not in name else name
    yield name
    if place and place not in name:
        yield f"{name}（{place}）"
    if named.kin:
        yield f"{name}（{min(named.kin)}）"
    yield f"{name}（{setting.article[:8]}）"


def _place_name(named: Named) -> str:
    """The name of the place that tells it from namesakes, "" where none is known."""
    region = gazetteer().by_code(min(named.places)) if named.places else None
    return gazetteer().unique_name(region) if region else ""
