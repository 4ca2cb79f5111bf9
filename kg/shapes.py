"""What a graph must satisfy before it is written: `shapes.ttl`, compiled once to plain checks.

pyshacl takes most of a second for one article, so `check`, which stands before every write, runs the
constraints of the file directly over the article's quads; `validate` is pyshacl itself, for a
thorough check. A test breaks graphs in every way and holds the two to the same verdicts. A construct
of SHACL in the file that is not compiled here is an error, never passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from rdflib import RDF, SH, Graph
from rdflib import Literal as RdfLiteral
from rdflib.collection import Collection
from rdflib.term import Node

from kg.constraints import CONSTRAINTS, Count, Data, Values, follow
from kg.constraints import Path as ShaclPath
from kg.errors import InvalidGraph
from kg.sources import SHAPES
from kg.terms import Iri, Literal, Quad, Term, nquad

_SHOWN: Final = 5
"""How many violations an InvalidGraph spells out."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One breach: the node, the path that was followed from it, and what should have held."""

    node: str
    path: str
    message: str


@dataclass(frozen=True, slots=True)
class _Property:
    path: ShaclPath
    count: Count
    tests: tuple[Callable[[Data, Term], bool], ...]
    message: str

    def broken(self, data: Data, node: Iri) -> bool:
        found: Values = follow(data, node, self.path)
        return not self.count.holds(len(found)) or any(not test(data, v) for test in self.tests for v in found)


@dataclass(frozen=True, slots=True)
class _Shape:
    classes: frozenset[str]
    subjects_of: frozenset[str]
    properties: tuple[_Property, ...]


def violations(quads: Iterable[Quad]) -> list[Violation]:
    """Every breach of the shapes in one article's graph, by node; empty where it is sound."""
    data = Data(quads)
    found: list[Violation] = []
    for shape in compiled():
        for node in data.targets(shape.classes, shape.subjects_of):
            for prop in shape.properties:
                if prop.broken(data, node):
                    found.append(Violation(node, prop.path.text(), prop.message))
    return sorted(set(found), key=lambda v: (v.node, v.path, v.message))


def check(quads: Iterable[Quad]) -> None:
    """Raises InvalidGraph, listing focus node, path and message, where a shape is broken."""
    found = violations(quads)
    if found:
        shown = "; ".join(f"{v.node} {v.path}: {v.message}" for v in found[:_SHOWN])
        more = f" (and {len(found) - _SHOWN} more)" if len(found) > _SHOWN else ""
        raise InvalidGraph(f"the graph breaks the shapes: {shown}{more}", hint="nothing was written")


def validate(quads: Iterable[Quad]) -> list[Violation]:
    """The same verdict by pyshacl, the full implementation of SHACL; slow."""
    import pyshacl

    data = Graph()
    data.parse(data="\n".join(nquad(q._replace(graph=None)) for q in quads), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes_graph())
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        message = _message(report, result)
        path = _path(report, report.value(result, SH.resultPath)).text()
        found.append(Violation(str(report.value(result, SH.focusNode)), path, message))
    return sorted(set(found), key=lambda v: (v.node, v.path, v.message))


@cache
def compiled() -> tuple[_Shape, ...]:
    """The shapes of the file, ready to run. Raises NotImplementedError for a construct not known."""
    graph = _shapes_graph()
    return tuple(_shape(graph, node) for node in graph.subjects(RDF.type, SH.NodeShape))


@cache
def _shapes_graph() -> Graph:
    return Graph().parse(SHAPES)


def _shape(graph: Graph, node: Node) -> _Shape:
    unknown = set(graph.predicates(node)) - {RDF.type, SH.targetClass, SH.targetSubjectsOf, SH.property}
    if unknown:
        raise NotImplementedError(f"{node}: {unknown}")
    return _Shape(
        classes=frozenset(map(str, graph.objects(node, SH.targetClass))),
        subjects_of=frozenset(map(str, graph.objects(node, SH.targetSubjectsOf))),
        properties=tuple(_property(graph, prop) for prop in graph.objects(node, SH.property)),
    )


def _property(graph: Graph, node: Node) -> _Property:
    least, most = graph.value(node, SH.minCount), graph.value(node, SH.maxCount)
    tests = []
    for predicate, value in graph.predicate_objects(node):
        if predicate in (SH.path, SH.minCount, SH.maxCount, SH.message):
            continue
        tests.append(_test(graph, predicate, value))
    count = Count(int(str(least or 0)), None if most is None else int(str(most)))
    return _Property(_path(graph, graph.value(node, SH.path)), count, tuple(tests), _message(graph, node, SH.message))


def _test(graph: Graph, predicate: Node, value: Node) -> Callable[[Data, Term], bool]:
    name = str(predicate).removeprefix(str(SH))
    if name == "or":
        options = [[_test(graph, p, v) for p, v in graph.predicate_objects(o)] for o in Collection(graph, value)]
        return lambda data, term: any(all(test(data, term) for test in option) for option in options)
    if name not in CONSTRAINTS:
        raise NotImplementedError(f"a constraint that is not compiled: {predicate}")
    if name == "in":
        return CONSTRAINTS[name](frozenset(_ours(item) for item in Collection(graph, value)))
    return CONSTRAINTS[name](_ours(value))


def _path(graph: Graph, node: Node | None) -> ShaclPath:
    if node is None:
        raise NotImplementedError("a property shape without a path")
    inverse = graph.value(node, SH.inversePath)
    if inverse is not None:
        return ShaclPath((str(inverse),), inverse=True)
    if graph.value(node, RDF.first) is not None:
        return ShaclPath(tuple(str(step) for step in Collection(graph, node)))
    return ShaclPath((str(node),))


def _message(graph: Graph, node: Node, predicate: Node = SH.resultMessage) -> str:
    texts = [text for text in graph.objects(node, predicate) if isinstance(text, RdfLiteral)]
    english = [str(text) for text in texts if text.language == "en"]
    return english[0] if english else str(texts[0]) if texts else ""


def _ours(node: Node) -> Term:
    if isinstance(node, RdfLiteral):
        return Literal(str(node), str(node.datatype or "http://www.w3.org/2001/XMLSchema#string"), node.language)
    return Iri(str(node))
