"""What people and rules decided, as quads: verdicts on facts (curation graph) and the ledger of identity.

Both are only ever added to. A verdict that comes later replaces an earlier one on the same statement;
a judgement about identity is undone by another. What follows from them is `kg.store.view`. A verdict that
corrects a fact spells the one that shall stand in its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, get_args

from kg import namespaces as ns
from kg.corrections import Correction, read_correction, spell_correction
from kg.identity import Judgement, Opinion
from kg.quads import TYPE, zs
from kg.terms import XSD, Iri, Quad, Term, decimal, integer
from kg.terms import Literal as Value

Decision = Literal["accept", "reject", "correct"]
DECISIONS: Final = get_args(Decision)

_JUDGEMENT: Final = ns.BASE + "judgement/"
_VERDICT: Final = ns.BASE + "verdict/"
_DCTERMS: Final = ns.PREFIXES["dcterms"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A reviewer's verdict on a statement (its IRI): `number` counts verdicts, `by` is who, `at` an ISO
    date and time, `reason` in words; `correction` is what shall stand in place of a fact that is corrected. A
    rejected or corrected fact leaves the merged graph but not the record."""

    number: int
    statement: str
    decision: Decision
    by: str
    at: str
    reason: str
    correction: Correction | None = None


def verdict_quads(verdicts: Iterable[Verdict]) -> Iterator[Quad]:
    """The verdicts as quads of the curation graph."""
    for row in verdicts:
        me = f"{_VERDICT}{row.number}"
        yield _quad(ns.CURATION_GRAPH, me, TYPE, zs("Verdict"))
        yield _quad(ns.CURATION_GRAPH, me, zs("number"), integer(row.number))
        yield _quad(ns.CURATION_GRAPH, me, zs("about"), Iri(row.statement))
        yield _quad(ns.CURATION_GRAPH, me, zs("verdict"), Value(row.decision))
        if row.correction is not None:
            yield _quad(ns.CURATION_GRAPH, me, zs("replacement"), Value(spell_correction(row.correction)))
        yield from _signed(ns.CURATION_GRAPH, me, row)


def judgement_quads(judgements: Iterable[Judgement]) -> Iterator[Quad]:
    """The rows of the ledger as quads of the identity graph."""
    for row in judgements:
        me = f"{_JUDGEMENT}{row.number}"
        yield _quad(ns.IDENTITY_GRAPH, me, TYPE, zs("Judgement"))
        yield _quad(ns.IDENTITY_GRAPH, me, zs("number"), integer(row.number))
        yield _quad(ns.IDENTITY_GRAPH, me, zs("left"), Iri(row.left))
        yield _quad(ns.IDENTITY_GRAPH, me, zs("right"), Iri(row.right))
        yield _quad(ns.IDENTITY_GRAPH, me, zs("opinion"), Value(row.opinion))
        yield _quad(ns.IDENTITY_GRAPH, me, zs("confidence"), decimal(round(row.score, 4)))
        if row.undoes is not None:
            yield _quad(ns.IDENTITY_GRAPH, me, zs("undoes"), Iri(f"{_JUDGEMENT}{row.undoes}"))
        yield from _signed(ns.IDENTITY_GRAPH, me, row)


def read_verdicts(quads: Iterable[Quad]) -> list[Verdict]:
    """The verdicts of a curation graph, in order."""
    decisions: dict[str, Decision] = {name: name for name in DECISIONS}
    rows = [
        Verdict(
            number=int(row["number"]),
            statement=row["about"],
            decision=decisions[row["verdict"]],
            by=row["creator"],
            at=row["created"],
            reason=row["description"],
            correction=read_correction(row["replacement"]) if "replacement" in row else None,
        )
        for row in _rows(quads)
    ]
    return sorted(rows, key=lambda row: row.number)


def read_judgements(quads: Iterable[Quad]) -> list[Judgement]:
    """The rows of an identity graph, in order."""
    opinions: dict[str, Opinion] = {name: name for name in get_args(Opinion)}
    rows = [
        Judgement(
            number=int(row["number"]),
            left=row["left"],
            right=row["right"],
            opinion=opinions[row["opinion"]],
            by=row["creator"],
            at=row["created"],
            reason=row["description"],
            score=float(row["confidence"]),
            undoes=int(row["undoes"].removeprefix(_JUDGEMENT)) if "undoes" in row else None,
        )
        for row in _rows(quads)
    ]
    return sorted(rows, key=lambda row: row.number)


def rejected(verdicts: Iterable[Verdict]) -> frozenset[str]:
    """The statements whose last verdict is a rejection or a correction."""
    return frozenset(statement for statement, row in _last(verdicts).items() if row.decision != "accept")


def corrections(verdicts: Iterable[Verdict]) -> tuple[Correction, ...]:
    """What stands in place of the statements whose last verdict is a correction."""
    return tuple(row.correction for row in _last(verdicts).values() if row.correction is not None)


def _last(verdicts: Iterable[Verdict]) -> dict[str, Verdict]:
    return {row.statement: row for row in sorted(verdicts, key=lambda row: row.number)}


def _signed(graph: str, me: str, row: Verdict | Judgement) -> Iterator[Quad]:
    yield _quad(graph, me, _DCTERMS + "creator", Value(row.by))
    yield _quad(graph, me, _DCTERMS + "created", Value(row.at, XSD + "dateTime"))
    yield _quad(graph, me, _DCTERMS + "description", Value(row.reason))


def _quad(graph: str, subject: str, predicate: str, value: Term) -> Quad:
    return Quad(Iri(subject), Iri(predicate), value, Iri(graph))


def _rows(quads: Iterable[Quad]) -> list[dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in quads:
        name = quad.predicate.removeprefix(ns.ZS).removeprefix(_DCTERMS)
        found[quad.subject][name] = quad.object.value if isinstance(quad.object, Value) else str(quad.object)
    return list(found.values())
