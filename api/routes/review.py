"""What reviewers decide, over HTTP: verdicts on facts and judgements on identity, with a token; what waits for them.

Only who shows the server's token (`api.tokens`) decides; without one nothing can be decided over HTTP. Every
decision is one transaction and is published at once.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from api.deps import LibraryDep, ReaderDep
from api.negotiate import form
from api.pages.doubts import pairs
from api.pages.render import page
from api.tokens import writer
from kg import lookup
from kg import namespaces as ns
from kg.identity import Judgement, Ledger
from kg.judgements import Verdict, read_judgements
from kg.rewording import propose, statement_iri
from kg.store import Reader, open_store

router = APIRouter(tags=["review"])

_writing = threading.Lock()
"""One writer at a time in this process; the store sees to it that there is none in another."""
_Line = Annotated[str, Field(max_length=1000)]


class Decided(BaseModel):
    """A verdict on a fact. `value` says what it should have been, in words or as JSON fields, for `correct`."""

    decision: Literal["accept", "reject", "correct"]
    by: Annotated[str, Field(min_length=1, max_length=100)]
    reason: _Line = ""
    value: _Line = ""


class Identified(BaseModel):
    """A judgement on two IRIs; `left` survives where they are the same."""

    left: _Line
    right: _Line
    opinion: Literal["same", "different"]
    by: Annotated[str, Field(min_length=1, max_length=100)]
    reason: _Line = ""


class Undone(BaseModel):
    """Who takes a judgement back, and why."""

    by: Annotated[str, Field(min_length=1, max_length=100)]
    reason: _Line = ""


@router.get("/review", summary="What waits for a reviewer", response_model=None)
def waiting(request: Request, reader: ReaderDep) -> Response:
    """The pairs of things that may be one, each with sentences that name them, the likeliest first."""
    rows = _ledger(reader).unsure()
    if form(request, ["text/html", "application/json"]) == "application/json":
        return JSONResponse({"pairs": [_judgement(row) for row in rows]})
    return page(request, "review.html", pairs=pairs(reader, rows), total=len(rows))


@router.get("/review/verdicts", summary="Verdicts on facts")
def verdicts(reader: ReaderDep) -> dict[str, Any]:
    """Every verdict ever given, in order, with who, when and why."""
    return {"verdicts": [_verdict(row) for row in lookup.verdicts(reader)]}


@router.get("/review/judgements", summary="The ledger of identity")
def judgements(reader: ReaderDep) -> dict[str, Any]:
    """Every judgement on identity, in order, those taken back included."""
    return {"judgements": [_judgement(row) for row in _ledger(reader).rows()]}


@router.post("/review/facts/{id}", summary="Accept, reject or correct a fact", dependencies=[Depends(writer)])
def decide(library: LibraryDep, reader: ReaderDep, id: str, decided: Decided) -> dict[str, Any]:
    """A verdict on a fact. It leaves the record as it is and holds for articles that are read again."""
    iri = statement_iri(id)
    with _writing, open_store(library.store) as store:
        if decided.decision == "correct":
            correction = propose(reader, iri, decided.value, decided.by)
            row = store.correct(iri, correction, decided.by, decided.reason)
        else:
            row = store.judge(iri, decided.decision, decided.by, decided.reason)
        store.publish()
    return _verdict(row)


@router.post("/review/pairs", summary="Say that two things are one, or two", dependencies=[Depends(writer)])
def identify(library: LibraryDep, reader: ReaderDep, said: Identified) -> dict[str, Any]:
    """A judgement on two things of the graph. Raises 404 for one that it does not hold."""
    for iri in (said.left, said.right):
        lookup.entity(reader, iri)
    with _writing, open_store(library.store) as store:
        add = store.ledger.merge if said.opinion == "same" else store.ledger.split
        row = add(said.left, said.right, said.by, _now(), said.reason)
        store.identify(row)
        store.publish()
    return _judgement(row)


@router.post("/review/undo/{number}", summary="Take a judgement back", dependencies=[Depends(writer)])
def undo(library: LibraryDep, number: int, said: Undone) -> dict[str, Any]:
    """What held before a judgement on identity holds again."""
    with _writing, open_store(library.store) as store:
        row = store.ledger.undo(number, said.by, _now(), said.reason)
        store.identify(row)
        store.publish()
    return _judgement(row)


def _ledger(reader: Reader) -> Ledger:
    return Ledger(read_judgements(reader.quads(graph=ns.IDENTITY_GRAPH)))


def _verdict(row: Verdict) -> dict[str, Any]:
    return {
        "number": row.number,
        "fact": row.statement,
        "decision": row.decision,
        "replacement": row.correction.statement if row.correction else None,
        "by": row.by,
        "at": row.at,
        "reason": row.reason,
    }


def _judgement(row: Judgement) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
