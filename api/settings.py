"""Every setting of the server, read once from the environment or given by the caller, then frozen."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """What one SPARQL query of a stranger may cost.

    `seconds` of wall-clock time for whoever shows the token and `anonymous` for everybody else, `memory` in
    bytes (of one worker's address space beyond what the store itself maps), `answer` in bytes and `rows` of
    one answer, `length` in characters of the query, `workers` processes for queries that have just come,
    `slow` processes for those that take long, `waiting` further queries that may queue before the server
    says that it is full.
    """

    seconds: float = 30.0
    anonymous: float = 15.0
    memory: int = 1 << 30
    answer: int = 1 << 30
    rows: int = 10_000_000
    length: int = 100_000
    workers: int = 2
    slow: int = 3
    waiting: int = 256


@dataclass(frozen=True, slots=True)
class Traffic:
    """What one client may send: bodies of at most `body` bytes, `rate` requests a second on average and `burst`
    at once (0 switches the rate limit off); clients in `trusted_proxies` speak for the address they forward."""

    body: int = 16 << 20
    rate: float = 0.0
    burst: int = 100
    trusted_proxies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """`store` is the directory (or the address) of the store; `host` and `port` where to listen; `token` opens
    what changes things (update, graph store, curation, ingest), which is off where there is none."""

    store: Path
    host: str = "127.0.0.1"
    port: int = 8000
    limits: QueryLimits = field(default_factory=QueryLimits)
    traffic: Traffic = field(default_factory=Traffic)
    token: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Settings from the variables of `VARIABLES`, defaults for the rest.

        Raises ValueError for a number that is none.

        >>> Settings.from_environment({"KG_STORE": "graph", "KG_QUERY_SECONDS": "5"}).limits.seconds
        5.0
        """

        def given(prefix: str) -> dict[str, object]:
            named = (name for name in VARIABLES if name.startswith(prefix) and name in environment)
            return {name.removeprefix(prefix).lower(): VARIABLES[name](environment[name]) for name in named}

        return cls(
            store=Path(environment.get("KG_STORE", "kg-store")),
            host=environment.get("KG_HOST", "127.0.0.1"),
            port=int(environment.get("KG_PORT", "8000")),
            limits=replace(QueryLimits(), **given("KG_QUERY_")),  # type: ignore[arg-type]
            traffic=replace(Traffic(), **given("KG_TRAFFIC_")),  # type: ignore[arg-type]
            token=environment.get("KG_TOKEN", ""),
        )


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


VARIABLES: Final[dict[str, Callable[[str], object]]] = {
    "KG_QUERY_SECONDS": float,
    "KG_QUERY_ANONYMOUS": float,
    "KG_QUERY_MEMORY": int,
    "KG_QUERY_ANSWER": int,
    "KG_QUERY_ROWS": int,
    "KG_QUERY_LENGTH": int,
    "KG_QUERY_WORKERS": int,
    "KG_QUERY_SLOW": int,
    "KG_QUERY_WAITING": int,
    "KG_TRAFFIC_BODY": int,
    "KG_TRAFFIC_RATE": float,
    "KG_TRAFFIC_BURST": int,
    "KG_TRAFFIC_TRUSTED_PROXIES": _names,
}
"""The environment variables of limits: their names after the prefix are those of the fields."""
