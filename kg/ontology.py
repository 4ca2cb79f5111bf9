"""Loads `ontology.ttl`, the only place where classes and properties are defined, and answers about it.

Terms are named by their local name (`Company`, `investor`) or by their full IRI. A class or property
that is added to the file needs no Python: its label, place in the tree, colour, and whether views
draw it as an edge are all read from there.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from kg import namespaces as ns
from kg.sources import ontology_text
from kg.store.formats import parse
from kg.terms import Iri, Literal, Quad, Term, prefixed

_P: Final = ns.PREFIXES
_TYPE: Final = _P["rdf"] + "type"
_OWL_PROPERTIES: Final = {_P["owl"] + kind for kind in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")}

_TIES: Final = ("rdfs:subClassOf", "rdfs:subPropertyOf", "skos:closeMatch", "skos:exactMatch")


@dataclass(frozen=True, slots=True)
class Property:
    """A property: its local name, the classes (local names, or datatypes such as `xsd:decimal`) that
    it goes from and to, and whether views draw it as an edge."""

    name: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    edge: bool


class Ontology:
    """The classes and properties, ready to be asked."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.quads = tuple(quads)
        self._values: dict[tuple[str, str], list[Term]] = defaultdict(list)
        for quad in self.quads:
            self._values[quad.subject, quad.predicate].append(quad.object)
        types: dict[str, set[str]] = defaultdict(set)
        for quad in self.quads:
            if quad.predicate == _TYPE and quad.subject.startswith(ns.ZS):
                types[quad.subject.removeprefix(ns.ZS)].add(str(quad.object))
        self.classes = tuple(name for name, kinds in types.items() if _P["owl"] + "Class" in kinds)
        names = [name for name, kinds in types.items() if kinds & _OWL_PROPERTIES]
        self.properties = {name: self._property(name) for name in names}
        self._individuals = types

    def label(self, term: str, lang: str = "zh") -> str:
        """The label of a term in a language; its local name where it has none."""
        return self._text(term, _P["rdfs"] + "label", lang) or local(term)

    def comment(self, term: str, lang: str = "zh") -> str:
        """What a term means; empty where it is not known."""
        return self._text(term, _P["rdfs"] + "comment", lang)

    def inverse_label(self, term: str, lang: str = "zh") -> str:
        """What an edge is called from its far end; empty where it is not an edge."""
        return self._text(term, ns.ZS + "inverseLabel", lang)

    def is_a(self, class_: str, other: str) -> bool:
        """Whether a class is another or lies under it.

        >>> ontology().is_a("Company", "Organization"), ontology().is_a("Organization", "Company")
        (True, False)
        """
        return local(other) in self.lineage(class_)

    def lineage(self, class_: str) -> tuple[str, ...]:
        """A class and all classes over it, nearest first, our own only."""
        found = [local(class_)]
        for name in found:
            for upper in self._values[ns.ZS + name, _P["rdfs"] + "subClassOf"]:
                if str(upper).startswith(ns.ZS) and local(str(upper)) not in found:
                    found.append(local(str(upper)))
        return tuple(found)

    def subclasses(self, class_: str) -> tuple[str, ...]:
        """A class and all classes under it."""
        return tuple(name for name in self.classes if self.is_a(name, class_))

    @property
    def version(self) -> str:
        """The version that the file says it is."""
        return self._text(ns.ZS.removesuffix("#"), _P["owl"] + "versionInfo", "")

    @cached_property
    def things(self) -> tuple[str, ...]:
        """The types of entities that views show, in their order (see the head of `ontology.ttl`)."""
        found: dict[str, float] = {}
        for name in self.classes:  # those above a class come first in the file
            upper = self.lineage(name)
            if "Entity" not in upper or self._flag(name, "abstract") or any(self._hidden(one) for one in upper):
                continue
            order = next((float(_plain(v)) for v in self._values[ns.ZS + name, ns.ZS + "order"]), None)
            if order is not None or not any(one in found for one in upper[1:]):
                found[name] = math.inf if order is None else order
        return tuple(sorted(found, key=lambda name: found[name]))

    def thing(self, class_: str) -> str | None:
        """The type that a thing of this class is shown as: itself or the nearest above it; None for no entity.

        >>> ontology().thing("Company"), ontology().thing("Province"), ontology().thing("Milestone")
        ('Company', 'Region', None)
        """
        return next((name for name in self.lineage(class_) if name in self.things), None)

    def links(self, term: str) -> dict[str, list[str]]:
        """How a term is tied to others, ours and those of common vocabularies: `rdfs:subClassOf` → names."""
        found = {name: self._values[_iri(term), _P[name.split(":")[0]] + name.split(":")[1]] for name in _TIES}
        return {name: [local(str(v)) for v in values] for name, values in found.items() if values}

    def edges(self) -> tuple[str, ...]:
        """The properties that views draw as edges, in the order of the file."""
        return tuple(name for name, prop in self.properties.items() if prop.edge)

    def colour(self, class_: str) -> str:
        """The colour (#rrggbb) of a class, or of the nearest class over it that has one."""
        for name in self.lineage(class_):
            for value in self._values[ns.ZS + name, ns.ZS + "colour"]:
                if isinstance(value, Literal):
                    return value.value
        return "#8a8f98"

    def caption(self, class_: str) -> Iri:
        """The property whose value names a thing of this class in views."""
        for name in self.lineage(class_):
            for value in self._values[ns.ZS + name, ns.ZS + "caption"]:
                if isinstance(value, Iri):
                    return value
        return Iri(_P["rdfs"] + "label")

    def individuals(self, class_: str) -> tuple[str, ...]:
        """The individuals that the ontology itself lists: kinds of milestone, measures.

        >>> ontology().individuals("MilestoneKind")[:2]
        ('signed', 'approved')
        """
        kind = ns.ZS + local(class_)
        return tuple(name for name, kinds in self._individuals.items() if kind in kinds)

    def admits(self, subject_class: str, predicate: str, object_class: str | None = None) -> bool:
        """Whether facts may use a property between things of these classes.

        `object_class` is left out where the object is a value and not an entity.

        >>> ontology().admits("Project", "investor", "Company"), ontology().admits("Region", "investor", "Company")
        (True, False)
        """
        found = self.properties.get(local(predicate))
        if found is None or not any(self.is_a(subject_class, name) for name in found.domain):
            return False
        return object_class is None or any(self.is_a(object_class, name) for name in found.range)

    def _property(self, name: str) -> Property:
        return Property(name, self._ends(name, "domain"), self._ends(name, "range"), self._flag(name, "edge"))

    def _ends(self, name: str, end: str) -> tuple[str, ...]:
        """What facts may link, and where that is not listed the general domain or range."""
        listed = self._values[ns.ZS + name, f"{_P['schema']}{end}Includes"]
        return tuple(local(str(v)) for v in listed or self._values[ns.ZS + name, _P["rdfs"] + end])

    def _flag(self, name: str, annotation: str) -> bool:
        return any(_plain(v) == "true" for v in self._values[ns.ZS + name, ns.ZS + annotation])

    def _hidden(self, name: str) -> bool:
        return any(_plain(v) == "false" for v in self._values[ns.ZS + name, ns.ZS + "shown"])

    def _text(self, term: str, predicate: str, lang: str) -> str:
        texts = [v for v in self._values.get((_iri(term), predicate), ()) if isinstance(v, Literal)]
        return next((v.value for v in texts if v.language == lang), texts[0].value if texts else "")


def _iri(term: str) -> str:
    return term if ":" in term else ns.ZS + term


def _plain(value: Term) -> str:
    return value.value if isinstance(value, Literal) else ""


def local(term: str) -> str:
    """The local name of a term of ours; terms of other vocabularies by their prefix.

    >>> local(ns.ZS + "Park"), local("http://www.w3.org/2001/XMLSchema#decimal")
    ('Park', 'xsd:decimal')
    """
    return term.removeprefix(ns.ZS) if term.startswith(ns.ZS) else prefixed(term)


@cache
def ontology() -> Ontology:
    """The ontology, read once."""
    return Ontology(parse(ontology_text()))
