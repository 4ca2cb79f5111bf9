"""What the server counts for its operator, in Prometheus' form, shown at /metrics."""

from __future__ import annotations

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

REQUESTS: Final = Counter("kg_requests_total", "Requests answered.", ["method", "route", "status"])
REQUEST_SECONDS: Final = Histogram("kg_request_seconds", "Seconds until a request was answered.", ["route"])
QUERIES: Final = Counter("kg_queries_total", "Questions put to workers, by how they ended.", ["kind", "outcome"])
QUERY_SECONDS: Final = Histogram(
    "kg_query_seconds",
    "Seconds until an answer was there, waiting included.",
    ["kind"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30),
)
WORKERS: Final = Gauge("kg_workers", "Worker processes alive.")
ARTICLES: Final = Gauge("kg_articles", "Articles in the snapshot that is served.")
QUADS: Final = Gauge("kg_quads", "Quads in the snapshot that is served.")
SNAPSHOT: Final = Gauge("kg_snapshot_published_seconds", "When the snapshot that is served was published, Unix time.")


def asked(kind: str, outcome: str, seconds: float) -> None:
    """Note one question to a worker: what it was, how it ended, how long it took."""
    QUERIES.labels(kind, outcome).inc()
    QUERY_SECONDS.labels(kind).observe(seconds)
