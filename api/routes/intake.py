"""Articles in over HTTP, with the token: posted as a job, whose progress can be watched."""

from __future__ import annotations

import json
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.deps import SettingsDep
from api.errors import WrongMediaType, WrongRequest
from api.jobs import Jobs
from api.messages import body, media_type, text
from api.tokens import WriterDep

router = APIRouter(tags=["intake"])

_EXAMPLE: Final = {
    "name": "2024-03-05-hongan",
    "title": "湖北红安集中签约",
    "date": "2024-03-05",
    "publisher": "大别山日报",
    "text": "3月4日，红安县举行集中签约仪式，武汉星河电池有限公司投资12亿元的固态电池项目落户红安经济开发区。",
}
_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": {"type": "object"}, "example": _EXAMPLE},
            "application/x-ndjson": {"schema": {"type": "string"}},
            "text/plain": {"schema": {"type": "string"}},
        },
    }
}
_FIELDS: Final = {"text", "html", "name", "title", "url", "publisher", "source", "date"}


@router.post("/articles", summary="Ingest articles", response_model=None, status_code=202, openapi_extra=_BODY)
async def post(request: Request, settings: SettingsDep, writer: WriterDep) -> JSONResponse:
    """One article or a list of them as JSON, JSON Lines, or one as plain text. Answers at once with a job."""
    kind, _ = media_type(request)
    sent = text(await body(request, settings.traffic.body))
    if kind == "text/plain":
        articles: list[Any] = [{"text": sent}]
    elif kind in ("application/json", "application/x-ndjson"):
        articles = _objects(sent, lines=kind != "application/json")
    else:
        raise WrongMediaType(f"articles are not read as {kind or 'nothing'}", hint="application/json, text/plain")
    for number, article in enumerate(articles, 1):
        if not isinstance(article, dict) or not str(article.get("text") or article.get("html") or "").strip():
            raise WrongRequest(f"article {number} has neither text nor html")
        if strange := set(article) - _FIELDS:
            raise WrongRequest(f"article {number} has unknown fields: {', '.join(sorted(strange))}")
        if not all(value is None or isinstance(value, str) for value in article.values()):
            raise WrongRequest(f"article {number}: every field is a text")
    if not articles:
        raise WrongRequest("no article came")
    job = _jobs(request).post([{"name": f"posted-{n}", **article} for n, article in enumerate(articles, 1)])
    return JSONResponse(job.as_json(), 202, {"Location": f"/jobs/{job.id}"})


@router.get("/jobs", summary="Ingests asked for over HTTP")
async def jobs(request: Request, writer: WriterDep) -> dict[str, Any]:
    """Every job that is remembered, the latest first."""
    return {"jobs": [{k: v for k, v in job.as_json().items() if k != "outcomes"} for job in _jobs(request).all()]}


@router.get("/jobs/{id}", summary="One ingest and its progress")
async def job(request: Request, writer: WriterDep, id: str) -> dict[str, Any]:
    """How far a job is, and what became of each article: written, unchanged or failed, with its facts or the reason."""
    return _jobs(request).get(id).as_json()


@router.delete("/jobs/{id}", summary="Stop an ingest", status_code=202)
async def stop(request: Request, writer: WriterDep, id: str) -> dict[str, Any]:
    """Stop a job that waits or runs. What it has finished stays in the store."""
    return _jobs(request).cancel(id).as_json()


def _jobs(request: Request) -> Jobs:
    found: Jobs = request.app.state.jobs
    return found


def _objects(sent: str, *, lines: bool) -> list[Any]:
    try:
        if lines:
            return [json.loads(line) for line in sent.splitlines() if line.strip()]
        found = json.loads(sent)
    except ValueError as error:
        raise WrongRequest(f"not JSON: {error}") from error
    return found if isinstance(found, list) else [found]
