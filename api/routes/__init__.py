"""The routes, one theme a file. `ROUTERS` is the table that `create_app` mounts, in this order."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

from api.routes import articles, entities, facts, graph, home, panel, queries, search, sparql, vocabulary

ROUTERS: Final[tuple[APIRouter, ...]] = (
    home.router,
    search.router,
    graph.router,
    entities.router,
    facts.router,
    articles.router,
    queries.router,
    sparql.router,
    vocabulary.router,
    panel.router,
)
