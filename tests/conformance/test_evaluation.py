"""The W3C's tests of SPARQL 1.1 queries, updates, syntax and result formats, all over HTTP against a real server.

Run by pytest where the tests lie beside the checkout, and by `make conformance W3C=DIR` elsewhere. What the
engine is known to fail stands in `KNOWN`, by name; a test there that begins to pass fails, so the list is true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from api.settings import QueryLimits
from kg import namespaces as ns
from tests.conformance import comparing
from tests.conformance.manifest import ROOM, Case, State, address, cases
from tests.serving import serving

TOKEN = "w3c"
ALL = sorted(cases(), key=lambda case: (case.name.partition("/")[0], str(case.before)))
_loaded: list[State] = []
"""What the store holds now."""
KNOWN = frozenset({
    "aggregates/agg-groupconcat-04", "aggregates/agg-groupconcat-06", "aggregates/agg-empty-group-count-graph",
    "bindings/graph", "csv-tsv-res/tsv03", "functions/bnode01", "negation/graph-minus",
    "property-path/zero_or_more_set_start", "property-path/zero_or_more_set_end",
    "property-path/zero_or_one_set_start", "property-path/zero_or_one_set_end",
})  # fmt: skip

pytestmark = pytest.mark.skipif(not ROOM.exists(), reason=f"the W3C tests are not at {ROOM}")

RESULTS = {".srx": "application/sparql-results+xml", ".tsv": "text/tab-separated-values", ".csv": "text/csv"}


@pytest.fixture(scope="module")
def http(store: Path) -> Iterator[httpx.Client]:
    """A server over an empty store that takes updates."""
    limits = QueryLimits(seconds=20, anonymous=20)
    with serving(store, limits, token=TOKEN) as where, httpx.Client(base_url=where, timeout=60) as client:
        yield client


@pytest.mark.parametrize("case", [c for c in ALL if "Update" not in c.kind], ids=lambda c: c.name)
def test_query(http: httpx.Client, case: Case, request: pytest.FixtureRequest) -> None:
    held = _query(http, case) if "Syntax" not in case.kind else _syntax(http, case, "query")
    _judge(case, held)


@pytest.mark.parametrize("case", [c for c in ALL if "Update" in c.kind], ids=lambda c: c.name)
def test_update(http: httpx.Client, case: Case) -> None:
    held = _update(http, case) if "Syntax" not in case.kind else _syntax(http, case, "update")
    _judge(case, held)


def _judge(case: Case, told: str) -> None:
    if case.name in KNOWN:
        assert told, f"{case.name} passes now: take it off the list of known failures"
    else:
        assert not told, told


def _based(case: Case) -> str:
    return f"BASE <{address(case.text)}>\n{case.text.read_text(encoding='utf-8')}"


def _syntax(http: httpx.Client, case: Case, kind: str) -> str:
    """Empty where the endpoint parses what it must and refuses what it must not."""
    content = case.text.read_bytes()
    headers = {"Content-Type": f"application/sparql-{kind}", "Authorization": f"Bearer {TOKEN}"}
    answer = http.post("/sparql", content=content, headers=headers)
    if answer.status_code not in (200, 204, 400):
        return f"{answer.status_code} {answer.text}"
    told = answer.json()["detail"] if answer.status_code == 400 else ""
    if case.kind.startswith("Positive"):  # that it cannot be done, or may not (LOAD, SERVICE), is no fault of syntax
        return told if "does not parse" in told else ""
    return "" if "does not parse" in told or "LOAD is not allowed" in told else answer.text or "it was taken"


def _query(http: httpx.Client, case: Case) -> str:
    """Empty where the answer is the expected one."""
    assert case.result is not None
    if told := _load(http, case.before):
        return told
    accept = RESULTS.get(case.result.suffix, "application/sparql-results+json, application/n-triples;q=0.5")
    answer = http.post(
        "/sparql",
        content=_based(case).encode(),
        headers={"Content-Type": "application/sparql-query", "Accept": accept},
    )
    if answer.status_code != 200:
        return f"{answer.status_code} {answer.text}"
    kind = answer.headers["content-type"].split(";")[0]
    if case.result.suffix == ".csv":
        held = comparing.same_table(answer.content, case.result.read_bytes())
    else:
        wanted = comparing.expected(case.result, address(case.result))
        if kind == "application/n-triples":
            assert isinstance(wanted, list)
            quads = ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)
            found = [ox.Triple(q.subject, q.predicate, q.object) for q in quads]
            held = comparing.same_graph(found, wanted)  # type: ignore[arg-type]
        else:
            rows = comparing.rows(answer.content, _form(kind))
            held = rows == wanted if isinstance(rows, bool) else comparing.same_rows(rows, wanted)  # type: ignore[arg-type]
    return "" if held else f"got {answer.text}\nwanted {case.result.read_text('utf-8')}"


def _form(kind: str) -> ox.QueryResultsFormat:
    form = ox.QueryResultsFormat.from_media_type(kind)
    assert form is not None
    return form


def _update(http: httpx.Client, case: Case) -> str:
    """Empty where the store is as expected after the update."""
    told = _load(http, case.before) or _change(http, _based(case))
    _loaded.clear()
    if told:
        return told
    found = []
    for graph, select in (("", "{ ?s ?p ?o }"), ("?g", "{ GRAPH ?g { ?s ?p ?o } }")):
        sparql = f"SELECT {graph} ?s ?p ?o {select}"
        answer = http.post("/sparql", data={"query": sparql}, headers={"Accept": "application/sparql-results+json"})
        rows = comparing.rows(answer.content, ox.QueryResultsFormat.JSON)
        assert isinstance(rows, list)
        for row in rows:
            found.append(ox.Quad(row["s"], row["p"], row["o"], row.get("g", ox.DefaultGraph())))  # type: ignore[arg-type]
    wanted = _quads(case.after)
    return "" if comparing.same_quads(found, wanted) else f"got {found}\nwanted {wanted}"


def _load(http: httpx.Client, state: State) -> str:
    """Make the store hold these files and nothing else, unless it does already."""
    if _loaded == [state]:
        return ""
    _loaded[:] = [state]
    return _change(http, f"DROP ALL ; {_insert(state)}")


def _change(http: httpx.Client, sparql: str) -> str:
    headers = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {TOKEN}"}
    answer = http.post("/sparql", content=sparql.encode(), headers=headers)
    return "" if answer.status_code == 204 else f"{answer.status_code} {answer.text}"


def _quads(state: State) -> list[ox.Quad]:
    files: list[tuple[object, Path]] = [(ox.DefaultGraph(), file) for file in state.default]
    files += [(ox.NamedNode(_absolute(name)), file) for name, file in state.named]
    return [
        ox.Quad(t.subject, t.predicate, t.object, name)  # type: ignore[arg-type]
        for name, file in files
        for t in comparing.triples(file, address(file))
    ]


def _absolute(name: str) -> str:
    return name if re.match(r"[a-z]+:", name) else ns.BASE + name


def _insert(state: State) -> str:
    quads = _quads(state)
    parts = []
    for q in quads:
        triple = f"{q.subject} {q.predicate} {q.object} ."
        parts.append(triple if isinstance(q.graph_name, ox.DefaultGraph) else f"GRAPH {q.graph_name} {{ {triple} }}")
    made = "".join(f"CREATE SILENT GRAPH <{_absolute(name)}> ; " for name, _ in state.named)
    return f"{made}INSERT DATA {{ {' '.join(parts)} }}"
