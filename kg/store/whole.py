"""The merged graph of a set of graphs, computed whole: for a store as of a day, where nothing is there to change.

`kg.store.merged` says what the merged graph is and keeps it in step; a test holds the two to the same result.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set

from kg.quads import ALT_LABEL, LABEL, TYPE
from kg.store.merged import CLOSURE, UP, chosen_names
from kg.store.view import Triple, View
from kg.terms import Iri, Literal, Quad

Ties = dict[Iri, set[Iri]]


def merged_whole(graphs: Iterable[Set[Quad]], view: View) -> set[Triple]:
    """What a query without GRAPH shall see of these graphs, through a view."""
    found: set[Triple] = set()
    names: dict[Iri, dict[Iri, set[Literal]]] = defaultdict(lambda: {LABEL: set(), ALT_LABEL: set()})
    for graph in graphs:
        for triple in view.simple(graph):
            subject, predicate, value = triple
            if predicate in (LABEL, ALT_LABEL) and isinstance(value, Literal):
                names[subject][predicate].add(value)
            else:
                found.add(triple)
    present = {triple[0] for triple in found} | names.keys()
    for subject, kinds in names.items():
        found |= chosen_names(subject, kinds[LABEL], kinds[ALT_LABEL])
    found |= _closure(found, present)
    return found | {triple for triple in view.redirects() if triple[2] in present}


def _closure(triples: Set[Triple], present: Set[Iri]) -> set[Triple]:
    """Province and prefecture of everything that lies in one."""
    up: Ties = defaultdict(set)
    levels: dict[Iri, set[Iri]] = defaultdict(set)
    for subject, predicate, value in triples:
        if predicate in UP and isinstance(value, Iri):
            up[subject].add(value)
        elif predicate == TYPE and value in CLOSURE:
            levels[subject].add(CLOSURE[Iri(str(value))])
    found: set[Triple] = set()
    for thing in present & (up.keys() | levels.keys()):
        for place in _reach(thing, up):
            found |= {(thing, closure, place) for closure in levels.get(place, ())}
    return found


def _reach(thing: Iri, up: Ties) -> set[Iri]:
    seen, todo = {thing}, [thing]
    while todo:
        for place in up.get(todo.pop(), ()):
            if place not in seen:
                seen.add(place)
                todo.append(place)
    return seen
