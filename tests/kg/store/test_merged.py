"""The merged graph is a function of the other graphs, whatever the history that led there."""

from __future__ import annotations

import tempfile
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import namespaces as ns
from kg.article import Article
from kg.corrections import Correction, correction_quads, corrections_graph
from kg.facts import Money, Quantity, Reading
from kg.judgements import corrections, read_verdicts, rejected
from kg.quads import ALT_LABEL, LABEL, TEXT, TYPE, statement, zs
from kg.store import Store, open_store
from kg.store.view import View
from kg.terms import Iri, Literal
from tests.factory import Draft, newsroom, progress, signing
from tests.kg.readings import articles

STEPS = ("replace", "less", "withdraw", "judge", "correct", "merge", "split", "undo")


def merged_from_nothing(store: Store) -> set[tuple[Iri, Iri, Iri | Literal]]:
    """The merged graph, computed from all graphs of the store without regard to cost."""
    verdicts = read_verdicts(store.quads(ns.CURATION_GRAPH))
    graphs = [store.quads(ns.GAZETTEER_GRAPH), *(store.quads(ns.GRAPH + article) for article in store.articles())]
    for article_id in store.articles():  # what stands corrected, of articles that are there
        text = next(str(q.object.value) for q in store.quads(ns.GRAPH + article_id) if q.predicate == TEXT)  # type: ignore[union-attr]
        for row in corrections(verdicts):
            graphs.append(correction_quads(Article(text=text, name="-"), row, corrections_graph(article_id)))
    view = View(rejected(verdicts), store.ledger.redirects())
    union = {triple for graph in graphs for triple in view.simple(graph)}
    result = {t for t in union if t[1] not in (LABEL, ALT_LABEL)} | view.redirects()
    for thing in {t[0] for t in union}:
        labels = {t[2] for t in union if t[0] == thing and t[1] == LABEL}
        names = labels | {t[2] for t in union if t[0] == thing and t[1] == ALT_LABEL}
        if labels:
            best = min(labels, key=lambda label: (-len(label.value), label.value))  # type: ignore[union-attr]
            result |= {(thing, LABEL, best)} | {(thing, ALT_LABEL, name) for name in names - {best}}
    up = {(t[0], t[2]) for t in union if t[1] in (zs("locatedIn"), zs("phaseOf"), zs("partOf"))}
    while more := {(a, d) for a, b in up for c, d in up if b == c} - up:
        up |= more
    everything = {t[0] for t in union}
    for level, closure in ((zs("Province"), zs("inProvince")), (zs("Prefecture"), zs("inPrefecture"))):
        for place in {t[0] for t in union if t[1] == TYPE and t[2] == level}:
            result |= {(thing, closure, place) for thing, above in up if above == place}
            result |= {(place, closure, place)} if place in everything else set()
    return result


def merged(store: Store) -> set[tuple[Iri, Iri, Iri | Literal]]:
    return {(q.subject, q.predicate, q.object) for q in store.quads()}


def judge(store: Store, reading: Reading, step: str, data: st.DataObject) -> None:
    """A verdict on a fact of the reading, or a merge of two of its things, or the undoing of one."""
    rows = list(store.ledger.rows())
    if step == "judge":
        stated = [fact for fact in reading.facts if store.quads(ns.GRAPH + reading.article)]
        present = {q.subject for q in store.quads(ns.GRAPH + reading.article)}
        known = [str(statement(fact)) for fact in stated if statement(fact) in present]
        if known:
            decision = data.draw(st.sampled_from(["reject", "reject", "accept"]))
            store.judge(data.draw(st.sampled_from(known)), decision, "审核员", "理由")  # type: ignore[arg-type]
    elif step == "correct":
        present = {q.subject for q in store.quads(ns.GRAPH + reading.article)}
        amounts = [f for f in reading.facts if isinstance(f.object, Money | Quantity) and statement(f) in present]
        if amounts:
            wrong = data.draw(st.sampled_from(amounts))
            right = replace(wrong.object, value=data.draw(st.sampled_from([1.0, 2.0, wrong.object.value + 1])))
            ends = tuple(replace(e, mentions=()) for e in reading.entities if e.id == wrong.subject)
            fact = replace(wrong, object=right)
            if statement(fact) != statement(wrong):
                store.correct(str(statement(wrong)), Correction(fact, ends), "审核员", "理由")
    elif step == "split" and len(reading.entities) > 1:
        one, other = data.draw(st.permutations([entity.id for entity in reading.entities]))[:2]
        store.identify(store.ledger.split(one, other, "审核员", "2024-01-01T00:00:00", "理由"))
    elif step == "merge" and len(reading.entities) > 1:
        one, other = data.draw(st.permutations([entity.id for entity in reading.entities]))[:2]
        store.identify(store.ledger.merge(one, other, "审核员", f"2024-01-01T00:00:{len(rows):02}", "理由"))
    elif step == "undo" and rows:
        number = data.draw(st.sampled_from(rows)).number
        store.identify(store.ledger.undo(number, "审核员", "2024-01-02T00:00:00", "理由"))


@given(st.lists(articles(), min_size=2, max_size=4), st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_merged_is_the_distinct_union_after_any_history(
    written: list[tuple[object, Reading]], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder, open_store(folder) as store:
        for _ in range(data.draw(st.integers(3, 9))):
            article, reading = data.draw(st.sampled_from(written))
            step = data.draw(
                st.sampled_from(["replace", "less", "withdraw", "judge", "correct", "merge", "split", "undo"])
            )
            if step == "withdraw":
                store.withdraw(article.id)  # type: ignore[attr-defined]
                continue
            if step not in ("replace", "less"):
                judge(store, reading, step, data)
                assert merged(store) == merged_from_nothing(store)
                continue
            if step == "less":
                reading = replace(reading, facts=reading.facts[::2])
            store.replace(article, reading)  # type: ignore[arg-type]
            assert merged(store) == merged_from_nothing(store)
        for article, _ in written:
            store.withdraw(article.id)  # type: ignore[attr-defined]
        assert store.articles() == []
        assert merged(store) == merged_from_nothing(store)


def test_a_fact_of_two_articles_stands_once_and_stays_while_one_states_it() -> None:
    project = signing().thing("Project", "星河光电产业园项目")
    with tempfile.TemporaryDirectory() as folder, open_store(folder) as store:
        for draft in newsroom():
            store.replace(draft.article, draft.reading())

        def totals() -> int:
            return sum(q.subject == project and q.predicate == zs("totalInvestment") for q in store.quads())

        assert totals() == 1
        store.withdraw(signing().article.id)
        assert totals() == 1
        store.withdraw(progress().article.id)
        assert totals() == 0


def test_the_fullest_name_is_the_label_and_others_are_aliases() -> None:
    short = Draft("黔玻投产", "short")
    brand = short.thing("Company", "黔玻")
    long = Draft("黔玻公司，即贵州黔玻新材料有限公司，投产", "long")
    iri = long.thing("Company", "贵州黔玻新材料有限公司", "黔玻公司")
    short.entities = {iri: replace(short.entities[brand], id=iri)}
    with tempfile.TemporaryDirectory() as folder, open_store(folder) as store:

        def names(kind: Iri) -> set[str]:
            found = (q.object for q in store.quads() if q.subject == iri and q.predicate == kind)
            return {term.value for term in found if isinstance(term, Literal)}

        store.replace(short.article, short.reading())
        assert (names(LABEL), names(ALT_LABEL)) == ({"黔玻"}, set())
        store.replace(long.article, long.reading())
        assert (names(LABEL), names(ALT_LABEL)) == ({"贵州黔玻新材料有限公司"}, {"黔玻", "黔玻公司"})
        store.withdraw(long.article.id)
        assert (names(LABEL), names(ALT_LABEL)) == ({"黔玻"}, set())


def test_what_lies_in_a_park_lies_in_the_parks_province_even_from_another_article() -> None:
    """The park's place is stated in one article, the project's park in another."""
    battery = progress().thing("Project", "绿能储能电池项目")

    def provinces(store: Store) -> set[str]:
        return {str(q.object) for q in store.quads() if q.subject == battery and q.predicate == zs("inProvince")}

    with tempfile.TemporaryDirectory() as folder, open_store(folder) as store:
        store.replace(progress().article, progress().reading())
        assert provinces(store) == set()
        store.replace(signing().article, signing().reading())
        assert provinces(store) == {ns.ID + "Region/广西壮族自治区"}
        store.withdraw(signing().article.id)
        assert provinces(store) == set()
