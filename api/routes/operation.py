"""For whoever runs the server: is it alive, can it serve, what has it done, what does it serve and how fresh."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from api import metrics
from api.deps import LibraryDep, PoolDep, ReaderDep
from api.freshness import unchanged, validators
from api.negotiate import form
from api.workers import Question
from kg import lookup
from kg import namespaces as ns
from kg.store import Reader, formats
from kg.terms import nquad

router = APIRouter(tags=["server"])

_RDF: Final = ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml")


@router.get("/healthz", summary="Is the server well?")
def health(reader: ReaderDep) -> dict[str, str]:
    """Whether the store can be read, and which snapshot is served. Looks at nothing else, so it is quick."""
    return {"status": "ok", "version": reader.version}


@router.get("/readyz", summary="Can it serve now?")
async def ready(request: Request, library: LibraryDep, pool: PoolDep) -> dict[str, str]:
    """Whether a query worker answers over the newest snapshot; 503 where it does not, or the server is stopping."""
    reader = await run_in_threadpool(library.reader)
    await pool.whole(Question("ASK {}", ("application/sparql-results+json",), reader.version), seconds=5)
    return {"status": "ready", "version": reader.version}


def _summary(library: LibraryDep) -> dict[str, int | str]:
    return library.remember("summary", lookup.summary)


SummaryDep = Annotated[dict[str, int | str], Depends(_summary)]


@router.get("/metrics", summary="Counters for Prometheus", response_model=None)
def counters(reader: ReaderDep, summary: SummaryDep) -> Response:
    """Requests, queries, workers and what the snapshot holds, in Prometheus' text form."""
    metrics.ARTICLES.set(int(summary["articles"]))
    metrics.QUADS.set(int(summary["quads"]))
    metrics.SNAPSHOT.set(reader.published)
    return Response(generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST, "Cache-Control": "no-store"})


@router.get("/catalog", summary="What is served, and how fresh", response_model=None)
def catalog(request: Request, reader: ReaderDep, summary: SummaryDep) -> Response:
    """The dataset as JSON, or as RDF (VoID and DCAT): what it holds, when it was published, the latest article."""
    wanted = form(request, ["application/json", *_RDF])
    headers = {"Vary": "Accept", **validators(reader, "catalog", wanted)}
    if known := unchanged(request, headers):
        return known
    if wanted in _RDF:
        return Response(_as_rdf(reader, wanted), media_type=wanted, headers=headers)
    return JSONResponse(_as_json(reader, summary), headers=headers)


def _as_rdf(reader: Reader, media_type: str) -> bytes:
    found = (nquad(q._replace(graph=None)) for q in reader.quads(graph=ns.CATALOGUE_GRAPH))
    return formats.convert("\n".join(found), media_type)


def _as_json(reader: Reader, summary: dict[str, int | str]) -> dict[str, Any]:
    published = datetime.fromtimestamp(reader.published, UTC)
    counts = {key: value for key, value in summary.items() if isinstance(value, int)}
    return {
        "title": "招商引资知识图谱",
        "version": reader.version,
        "published": published.isoformat(timespec="seconds"),
        "age_seconds": max(0, round((datetime.now(UTC) - published).total_seconds())),
        "newest_article": summary["newest article"],
        "counts": counts,
        "sparql": "/sparql",
        "exports": "/exports",
    }
