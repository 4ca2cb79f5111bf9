"""Every setting of the server, read once from the environment or given by the caller, then frozen."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """What one SPARQL query of a stranger may cost.

    `seconds` of wall-clock time, `memory` and `answer` in bytes (of one worker's address space beyond
    what the store itself maps, and of one answer), `length` in characters of the query, `workers` processes at once,
    `waiting` further queries that may queue before the server says that it is full.
    """

    seconds: float = 10.0
    memory: int = 2 << 30
    answer: int = 32 << 20
    length: int = 100_000
    workers: int = 2
    waiting: int = 16


@dataclass(frozen=True, slots=True)
class Settings:
    """`store` is the directory of the store; `host` and `port` where to listen."""

    store: Path
    host: str = "127.0.0.1"
    port: int = 8000
    limits: QueryLimits = field(default_factory=QueryLimits)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Settings from KG_STORE, KG_HOST, KG_PORT, KG_QUERY_SECONDS and KG_QUERY_WORKERS, defaults for the rest.

        Raises ValueError for a number that is none.

        >>> Settings.from_environment({"KG_STORE": "graph", "KG_QUERY_SECONDS": "5"}).limits.seconds
        5.0
        """
        limits = QueryLimits(
            seconds=float(environment.get("KG_QUERY_SECONDS", QueryLimits().seconds)),
            workers=int(environment.get("KG_QUERY_WORKERS", QueryLimits().workers)),
        )
        return cls(
            store=Path(environment.get("KG_STORE", "kg-store")),
            host=environment.get("KG_HOST", "127.0.0.1"),
            port=int(environment.get("KG_PORT", "8000")),
            limits=limits,
        )
