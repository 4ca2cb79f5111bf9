"""Money summed by province, park, industry, investor or year: a page, JSON, or a table for spreadsheets."""

from __future__ import annotations

import csv
import io

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from api.deps import ReaderDep
from api.negotiate import form
from api.pages.ledgers import accounts, promised, sums_json, sums_rows
from api.pages.render import language_of, page
from kg import counting
from kg.export import cell

router = APIRouter(tags=["questions"])


@router.get("/sums", summary="Sums of money, and what they hold", response_model=None)
def sums(request: Request, reader: ReaderDep, by: str = "province") -> Response:
    """Money promised, in place and actual, apart, with every project that was counted or left out and why.

    `by` is province, park, industry, investor or year.
    """
    wanted = form(request, ["text/html", "application/json", "text/csv"])
    found = counting.sums(reader, by)
    if wanted == "application/json":
        return JSONResponse(sums_json(found))
    if wanted == "text/csv":
        text = io.StringIO()
        csv.writer(text).writerows([cell(value) for value in row] for row in sums_rows(found))
        return Response("\ufeff" + text.getvalue(), media_type="text/csv; charset=utf-8")
    zh = language_of(request) == "zh"
    return page(
        request,
        "sums.html",
        by=by,
        groupings={name: (row.zh if zh else row.en) for name, row in counting.GROUPINGS.items()},
        accounts=accounts(found, language_of(request)),
        whole=promised(found.promised, zh),
        sums=found,
    )
