"""Random articles with sound readings of them, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from kg import iris
from kg.article import Article
from kg.facts import (
    Capacity,
    Entity,
    EntityType,
    Evidence,
    Fact,
    Indicator,
    Milestone,
    Money,
    Object,
    Quantity,
    Reading,
    Ref,
    Role,
    Span,
    Text,
)
from kg.ontology import ontology

TYPES: tuple[EntityType, ...] = ("Region", "Park", "Company", "Organization", "Project", "Person")
KINDS = ontology().individuals("MilestoneKind")
MEASURES = ontology().individuals("Measure")

words = st.text(st.sampled_from("贵港凯里恒力新能源材料·（）()AB12 \\\"'{}<>\u0000\U0001f600"), min_size=1, max_size=8)
names = st.text(st.sampled_from("贵港凯里恒力新能源材料AB12"), min_size=1, max_size=4)
numbers = st.one_of(
    st.integers(0, 10**13), st.floats(0, 1e9, allow_nan=False), st.sampled_from([0, 0.1, 3_819_000_000, 1e15])
)
flags = st.none() | st.booleans()
confidences = st.floats(0, 1, allow_nan=False)
years = st.integers(1978, 2030)
dates = st.one_of(
    years.map(str),
    st.tuples(years, st.integers(1, 12)).map(lambda ym: f"{ym[0]}-{ym[1]:02d}"),
    st.dates().filter(lambda day: 1900 < day.year < 2100).map(str),
)
money = st.builds(Money, numbers, st.sampled_from(["CNY", "USD", "EUR"]), flags)
VALUES: dict[str, tuple[tuple[EntityType, ...], st.SearchStrategy[Object]]] = {
    "totalInvestment": (("Project",), money),
    "milestone": (("Project",), st.builds(Milestone, st.sampled_from(KINDS), st.none() | dates, st.booleans())),
    "outputValue": (("Project", "Company", "Park"), money),
    "tax": (("Project", "Company", "Park"), money),
    "jobs": (("Project", "Company", "Park"), st.builds(Quantity, numbers, flags)),
    "landArea": (("Project", "Park"), st.builds(Quantity, numbers, flags)),
    "capacity": (
        ("Project", "Company"),
        st.builds(Capacity, words, numbers, words, st.none() | st.sampled_from(["day", "month", "year"])),
    ),
    "industry": (("Project", "Company", "Park"), st.builds(Text, names)),
    "indicator": (
        ("Region", "Park", "Organization"),
        st.builds(
            Indicator,
            st.sampled_from(MEASURES),
            numbers,
            words,
            st.none() | st.sampled_from(["2022", "2022-H1", "2022-Q3", "2022-01/2022-10", "2022-06"]),
        ),
    ),
}
LINKS: dict[str, tuple[tuple[EntityType, ...], tuple[EntityType, ...]]] = {
    "locatedIn": (("Project", "Company", "Park", "Organization"), ("Region", "Park")),
    "investor": (("Project",), ("Company",)),
    "parent": (("Company",), ("Company",)),
    "phaseOf": (("Project",), ("Project",)),
}


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text) - 1))
    return Span(start, draw(st.integers(start + 1, len(text))))


@st.composite
def entity_lists(draw: st.DrawFn, text: str) -> list[Entity]:
    keys = draw(st.lists(st.tuples(st.sampled_from(TYPES), names), max_size=6, unique=True))
    return [
        Entity(
            id=iris.entity(type_, name),
            type=type_,
            name=name,
            aliases=tuple(draw(st.lists(names, max_size=3))),
            code=draw(st.none() | st.sampled_from(["522601", "450800", "520000"])) if type_ == "Region" else None,
            mentions=tuple(draw(st.lists(spans(text), max_size=4))),
            confidence=draw(confidences),
        )
        for type_, name in keys
    ]


@st.composite
def objects(draw: st.DrawFn, things: list[Entity]) -> tuple[str, str, Object] | None:
    """A subject, a predicate and an object that the ontology admits; None where there are no two such things."""

    def some(types: tuple[EntityType, ...]) -> str | None:
        fitting = [thing.id for thing in things if thing.type in types]
        return draw(st.sampled_from(fitting)) if fitting else None

    predicate = draw(st.sampled_from([*VALUES, *LINKS, "role"]))
    value: Object | None
    if predicate == "role":
        subject = some(("Person",))
        value = Role(some(("Company", "Organization", "Park", "Region")), draw(words))
    elif predicate in LINKS:
        subject, target = some(LINKS[predicate][0]), some(LINKS[predicate][1])
        value = None if target is None else Ref(target)
    else:
        subject, value = some(VALUES[predicate][0]), draw(VALUES[predicate][1])
    return None if subject is None or value is None else (subject, predicate, value)


@st.composite
def articles(draw: st.DrawFn) -> tuple[Article, Reading]:
    """An article and a reading that satisfies the shapes and the evidence law."""
    optional = st.none() | words
    article = Article(
        text=draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)),
        name=draw(names),
        media_type=draw(st.sampled_from(["text/plain", "text/html"])),
        url=draw(optional),
        title=draw(optional),
        publisher=draw(optional),
        published=draw(st.none() | dates),
    )
    things = draw(entity_lists(article.text))
    facts = []
    for found in draw(st.lists(objects(things), max_size=8)):
        if found is not None:
            pieces = draw(st.lists(spans(article.text), min_size=1, max_size=2))
            facts.append(Fact(*found, tuple(draw(evidence(article, span)) for span in pieces)))
    date, home = draw(st.none() | dates), draw(st.none() | names)
    return article, Reading(article.id, date, home, tuple(things), tuple(facts))


@st.composite
def evidence(draw: st.DrawFn, article: Article, span: Span) -> Evidence:
    quote = article.text[span.start : span.end]
    extractor = draw(st.sampled_from(["rule:list", "model:verifier"]))
    return Evidence(article.id, span.start, span.end, quote, extractor, draw(confidences))
