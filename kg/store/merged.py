"""What changes in the merged graph when one article's graph changes.

The merged graph (the default graph) is a function of the other graphs:

1. every triple of the simple layer of an article, and of the gazetteer, once, as `kg.store.view` shows it;
2. but of every thing one `rdfs:label`, the fullest (the longest; of equals the first), while its
   other labels become `skos:altLabel`;
3. `zs:inProvince` and `zs:inPrefecture` of everything that lies, by way of `zs:locatedIn`,
   `zs:phaseOf` and `zs:partOf`, in a province or prefecture, so that no query needs the tree.

`change` computes the difference for one article or one judgement without looking at the rest of the store; a test
compares it with the function computed from nothing after random histories.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from kg import namespaces as ns
from kg.quads import ALT_LABEL, LABEL, TYPE, zs
from kg.store import formats
from kg.store.formats import term
from kg.store.view import Triple, View
from kg.terms import Iri, Literal, Quad, Term

UP: Final = (zs("locatedIn"), zs("phaseOf"), zs("partOf"))
CLOSURE: Final = {zs("Province"): zs("inProvince"), zs("Prefecture"): zs("inPrefecture")}
_NAMES: Final = (LABEL, ALT_LABEL)
_OWN_GRAPHS: Final = {ns.ONTOLOGY_GRAPH, ns.IDENTITY_GRAPH, ns.CURATION_GRAPH, ns.CATALOGUE_GRAPH}


def contributes(graph: str) -> bool:
    """Whether a named graph has a share in the merged graph."""
    return graph not in _OWN_GRAPHS


def fullest(labels: Iterable[str]) -> str:
    """The label that a thing is shown by: the longest, of equals the first in code point order.

    >>> fullest(["凯里", "凯里市"])
    '凯里市'
    """
    return min(labels, key=lambda label: (-len(label), label))


@dataclass(frozen=True)
class Step:
    """One change: quads of contributing graphs before (as the store still holds them) and after, seen
    through the judgements of before and after."""

    old: Set[Quad]
    new: Set[Quad]
    view: View
    next_view: View


def change(store: ox.Store, step: Step) -> tuple[set[Triple], set[Triple]]:
    """What to take out of the merged graph and what to put in."""
    before = step.view.simple(step.old) | step.view.redirects()
    after = step.next_view.simple(step.new) | step.next_view.redirects()
    gone = {t for t in before - after if t[1] not in _NAMES and not _elsewhere(store, t, step)}
    come = {t for t in after - before if t[1] not in _NAMES}
    for subject in {t[0] for t in before ^ after if t[1] in _NAMES}:
        held, wanted = _merged_names(store, subject), _names(store, subject, step)
        gone |= held - wanted
        come |= wanted - held
    closed_out, closed_in = _closure_change(store, gone, come)
    return gone | closed_out, come | closed_in


def _elsewhere(store: ox.Store, triple: Triple, step: Step) -> bool:
    """Whether a graph that does not change states the triple, or another that is shown as it."""
    subject, predicate, value = triple
    view = step.next_view
    values = view.members(value) if isinstance(value, Iri) else (value,)
    alike = (Quad(one, predicate, other) for one in view.members(subject) for other in values)
    stated = ((quad, graph) for quad in alike for graph in _graphs(store, quad) if contributes(graph))
    staying = (graph for quad, graph in stated if quad._replace(graph=Iri(graph)) not in step.old)
    # Only where facts are rejected may a graph hold a triple without showing it.
    return any(not view.rejected or triple in view.simple(graph_quads(store, graph)) for graph in staying)


def graph_quads(store: ox.Store, graph: str | None) -> set[Quad]:
    """The quads of a named graph, or of the merged graph."""
    name = ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
    return {formats.quad(q) for q in store.quads_for_pattern(None, None, None, name)}


def graphs_about(store: ox.Store, things: Iterable[str]) -> list[str]:
    """The contributing graphs in which one of these IRIs is a subject or an object."""
    found: set[str] = set()
    for thing in map(ox.NamedNode, things):
        for q in (*store.quads_for_pattern(thing, None, None), *store.quads_for_pattern(None, None, thing)):
            if isinstance(q.graph_name, ox.NamedNode):
                found.add(q.graph_name.value)
    return sorted(filter(contributes, found))


def _graphs(store: ox.Store, one: Quad) -> list[str]:
    found = store.quads_for_pattern(ox.NamedNode(one.subject), ox.NamedNode(one.predicate), engine(one.object), None)
    return [q.graph_name.value for q in found if isinstance(q.graph_name, ox.NamedNode)]


def engine(value: Term) -> ox.NamedNode | ox.Literal:
    """A term of ours as the engine's."""
    if isinstance(value, Iri):
        return ox.NamedNode(value)
    if value.language:
        return ox.Literal(value.value, language=value.language)
    return ox.Literal(value.value, datatype=ox.NamedNode(value.datatype))


def _merged_names(store: ox.Store, subject: Iri) -> set[Triple]:
    return {(subject, name, value) for name in _NAMES for value in _objects(store, subject, name)}


def _names(store: ox.Store, subject: Iri, step: Step) -> set[Triple]:
    """The names that the merged graph shall hold of a thing."""
    by_kind: dict[Iri, set[Literal]] = defaultdict(set)
    members = step.next_view.members(subject)
    if step.next_view.head(subject) != subject:
        return set()
    for member in members:
        for name in _NAMES:
            for q in store.quads_for_pattern(ox.NamedNode(member), ox.NamedNode(name), None, None):
                if isinstance(q.graph_name, ox.NamedNode) and contributes(q.graph_name.value):
                    value = term(q.object)
                    stays = Quad(member, name, value, Iri(q.graph_name.value)) not in step.old
                    if isinstance(value, Literal) and stays:
                        by_kind[name].add(value)
    for added in step.new:
        if added.subject in members and added.predicate in _NAMES and isinstance(added.object, Literal):
            by_kind[added.predicate].add(added.object)
    return chosen_names(subject, by_kind[LABEL], by_kind[ALT_LABEL])


def chosen_names(subject: Iri, labels: Set[Literal], alternatives: Set[Literal]) -> set[Triple]:
    """One label, all other names as alternatives."""
    if not labels:
        return {(subject, ALT_LABEL, value) for value in alternatives}
    first = fullest([label.value for label in labels])
    chosen = min(label for label in labels if label.value == first)
    others = {value for value in labels | alternatives if value.value != first}
    return {(subject, LABEL, chosen)} | {(subject, ALT_LABEL, value) for value in others}


def _objects(store: ox.Store, subject: Iri, predicate: Iri) -> set[Term]:
    found = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, ox.DefaultGraph())
    return {term(q.object) for q in found}


def _subjects(store: ox.Store, predicate: Iri, value: Iri) -> set[Iri]:
    found = store.quads_for_pattern(None, ox.NamedNode(predicate), ox.NamedNode(value), ox.DefaultGraph())
    return {Iri(term(q.subject)) for q in found}


class _After:
    """The merged graph as it will be, as far as the closure needs it."""

    def __init__(self, store: ox.Store, gone: set[Triple], come: set[Triple]) -> None:
        self._store, self._gone = store, gone
        self._up: dict[Iri, set[Iri]] = defaultdict(set)
        self._down: dict[Iri, set[Iri]] = defaultdict(set)
        self._levels: dict[Iri, set[Iri]] = defaultdict(set)
        for subject, predicate, value in come:
            if predicate in UP and isinstance(value, Iri):
                self._up[subject].add(value)
                self._down[value].add(subject)
            elif predicate == TYPE and value in CLOSURE:
                self._levels[subject].add(Iri(str(value)))

    def up(self, thing: Iri) -> set[Iri]:
        found = set(self._up[thing])
        for predicate in UP:
            for value in _objects(self._store, thing, predicate):
                if isinstance(value, Iri) and (thing, predicate, value) not in self._gone:
                    found.add(value)
        return found

    def down(self, thing: Iri) -> set[Iri]:
        # Edges that go away still lead to things whose closure may change, so they are kept here.
        return self._down[thing].union(*(_subjects(self._store, predicate, thing) for predicate in UP))

    def levels(self, thing: Iri) -> set[Iri]:
        held = {Iri(str(v)) for v in _objects(self._store, thing, TYPE) if (thing, TYPE, v) not in self._gone}
        return (held & CLOSURE.keys()) | self._levels[thing]

    def reach(self, thing: Iri) -> set[Iri]:
        return _walk({thing}, self.up)

    def closure(self, thing: Iri) -> set[Triple]:
        return {(thing, CLOSURE[level], place) for place in self.reach(thing) for level in self.levels(place)}


def _closure_change(store: ox.Store, gone: set[Triple], come: set[Triple]) -> tuple[set[Triple], set[Triple]]:
    after = _After(store, gone, come)
    touched = {t[0] for t in gone | come if t[1] in UP or (t[1] == TYPE and t[2] in CLOSURE)}
    out: set[Triple] = set()
    into: set[Triple] = set()
    for thing in _walk(touched, after.down):
        held = {(thing, p, v) for p in CLOSURE.values() for v in _objects(store, thing, p)}
        wanted = after.closure(thing)
        out |= held - wanted
        into |= wanted - held
    return out, into


def _walk(start: set[Iri], step: Callable[[Iri], set[Iri]]) -> set[Iri]:
    """Everything that can be reached from `start` by `step`, the start included."""
    seen, todo = set(start), list(start)
    while todo:
        for nearby in step(todo.pop()):
            if nearby not in seen:
                seen.add(nearby)
                todo.append(nearby)
    return seen
