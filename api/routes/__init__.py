"""The routes, one theme a file. `ROUTERS` is the table that `create_app` mounts, in this order."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

from api.routes.adjacent import router as adjacent
from api.routes.articles import router as articles
from api.routes.cockpit import router as cockpit
from api.routes.compare import router as compare
from api.routes.contested import router as contested
from api.routes.entities import router as entities
from api.routes.exports import router as exports
from api.routes.facts import router as facts
from api.routes.graph import router as graph
from api.routes.graph_store import router as graph_store
from api.routes.home import router as home
from api.routes.industries import router as industries
from api.routes.intake import router as intake
from api.routes.operation import router as operation
from api.routes.overview import router as overview
from api.routes.panel import router as panel
from api.routes.paths import router as paths
from api.routes.queries import router as queries
from api.routes.reconcile import router as reconcile
from api.routes.review import router as review
from api.routes.search import router as search
from api.routes.sparql import router as sparql
from api.routes.sums import router as sums
from api.routes.timeline import router as timeline
from api.routes.vocabulary import router as vocabulary

ROUTERS: Final[tuple[APIRouter, ...]] = (
    home,
    search,
    graph,
    overview,
    adjacent,
    industries,
    entities,
    facts,
    articles,
    intake,
    queries,
    timeline,
    compare,
    exports,
    reconcile,
    sparql,
    graph_store,
    operation,
    vocabulary,
    review,
    contested,
    sums,
    cockpit,
    paths,
    panel,
)
