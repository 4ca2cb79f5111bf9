"""Whatever the interface's own description allows, and much that it does not: never an error of the server's."""

from __future__ import annotations

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error

from api.app import create_app
from api.settings import Settings

for kind in ("sparql-query", "sparql-update", "n-triples", "n-quads", "trig", "ld+json", "rdf+xml", "x-ndjson"):
    schemathesis.serializer(f"application/{kind}")(lambda context, value: str(value).encode("utf-8", "replace"))
schemathesis.serializer("text/turtle")(lambda context, value: str(value).encode("utf-8", "replace"))
SCHEMA = schemathesis.openapi.from_dict(create_app(Settings(store="unused")).openapi())  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def at(address: str) -> str:
    return address


@SCHEMA.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
def test_no_request_is_an_error_of_ours(case: schemathesis.Case, at: str) -> None:
    answer = case.call(base_url=at, timeout=30)
    # 503 and 504 are what a query over its limits gets; anything else above 499 is a defect.
    if answer.status_code not in (503, 504):
        case.validate_response(answer, checks=[not_a_server_error])


def test_the_description_is_valid_and_complete(client: httpx.Client) -> None:
    schema = client.get("/openapi.json").json()
    assert schema["openapi"].startswith("3.")
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            told = operation.get("summary") and operation.get("description")
            assert told, f"{method} {path} does not say what it does"
