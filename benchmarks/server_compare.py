"""The endpoint beside the raw engine, Virtuoso and rdflib-endpoint: the same data, the same queries, one run.

    python benchmarks/server_compare.py --quads 1000000 --record

Makes a store of so many quads out of two articles with their names and numbers changed, asks every query of `MIX`
of each candidate (over HTTP, but for the raw engine) and prints medians and the ratios to the raw engine. Peers
that are not installed are left out and named. `--record` writes the figures to `benchmarks/server.json`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

import httpx
import pyoxigraph as ox

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.server_load import served
from kg import namespaces as ns
from kg.store import snapshots
from kg.store.dialects import MERGED_GRAPH
from tests.factory import progress, shelve, signing
from tests.servers import VIRTUOSO, free_port, virtuoso_in

RECORD = Path(__file__).with_name("server.json")
JSON = "application/sparql-results+json"
MIX = {
    "one hop": "SELECT ?p ?o { <https://zhaoshang.example/id/Project/星河光电产业园项目7> ?p ?o }",
    "two hops": "SELECT ?p ?n { ?p zs:investor ?c . ?c rdfs:label '广东星河光电集团有限公司9'@zh . ?p rdfs:label ?n }",
    "provenance": "SELECT ?q { GRAPH ?g { ?st a rdf:Statement ; rdf:subject"
    " <https://zhaoshang.example/id/Project/星河光电产业园项目5> ."
    " ?a oa:hasBody ?st ; oa:hasTarget/oa:hasSelector/oa:exact ?q } }",
    "contains": "SELECT ?s ?n { ?s a zs:Company ; rdfs:label ?n FILTER CONTAINS(?n, '光电集团有限公司11') }",
    "sum by prefecture": "SELECT ?place (SUM(?y) AS ?sum) { ?p zs:investmentYuan ?y ; zs:inPrefecture ?place }"
    " GROUP BY ?place",
    "top investors": "SELECT ?c (COUNT(?p) AS ?n) { ?p zs:investor ?c } GROUP BY ?c ORDER BY DESC(?n) LIMIT 10",
    "milestones": "SELECT ?p ?d { ?p zs:milestone ?m . ?m zs:kind zs:signed ; zs:date ?d } LIMIT 1000",
    "ordered labels": "SELECT ?n { ?s a zs:Project ; rdfs:label ?n } ORDER BY ?n LIMIT 100",
}
PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in ns.PREFIXES.items())
_IDS = re.compile(r"/(statement|node|annotation|article|graph)/([0-9a-f]{16,24})")
_NAMES = re.compile(
    r"(星河光电产业园项目(?:一期)?|广东星河光电集团有限公司|贵港星河显示科技有限公司|桂西新材料有限公司|绿能储能电池项目)"
)

Ask = Callable[[str], int]


def copies(room: Path, quads: int) -> Path:
    """A file of N-Quads of about so many quads: two articles, again and again under other names."""
    store = shelve(room / "seed", signing(), progress())
    with ox_snapshot(store) as engine:
        lines = [str(q) for q in engine]
    seed = [line for line in lines if "/graph/ontology>" not in line and "/graph/catalogue>" not in line]
    target = room / "data.nq"
    with target.open("w", encoding="utf-8") as out:
        for number in range(max(1, quads // len(seed))):
            for line in seed:
                renamed = _NAMES.sub(lambda m: f"{m[1]}{number}", line)  # noqa: B023
                out.write(_IDS.sub(lambda m: f"/{m[1]}/{m[2]}{number:x}", renamed) + " .\n")  # noqa: B023
    return target


@contextmanager
def ox_snapshot(store: Path) -> Iterator[ox.Store]:
    """The newest snapshot of a store, by the engine itself."""
    yield ox.Store.read_only(str(snapshots.versions(store)[-1]))


def loaded(room: Path, data: Path) -> Path:
    """A store of these quads."""
    store = room / "store"
    (store / "live").mkdir(parents=True)
    engine = ox.Store(str(store / "live"))
    engine.bulk_load(path=str(data), format=ox.RdfFormat.N_QUADS)
    engine.optimize()
    snapshots.take(engine, store)
    return store


def raw(store: Path) -> Ask:
    """The engine in this process."""
    engine = ox.Store.read_only(str(snapshots.versions(store)[-1]))

    def ask(sparql: str) -> int:
        found = engine.query(sparql, prefixes=ns.PREFIXES)
        return len(found.serialize(format=ox.QueryResultsFormat.JSON) or b"")

    return ask


def over_http(address: str, **more: str) -> Ask:
    """A server, kept connected."""
    http = httpx.Client(timeout=120)

    def ask(sparql: str) -> int:
        answer = http.post(address, data={"query": PREFIXES + sparql, **more}, headers={"Accept": JSON})
        answer.raise_for_status()
        return len(answer.json()["results"]["bindings"])

    return ask


@contextmanager
def virtuoso(room: Path, data: Path) -> Iterator[Ask]:
    """Virtuoso with the same quads; the default graph's under a name of their own."""
    named = room / "virtuoso" / "data.nq"
    named.parent.mkdir()
    with data.open(encoding="utf-8") as lines, named.open("w", encoding="utf-8") as out:
        for line in lines:
            # The engine ends the lines of named graphs in the graph's IRI, of the default graph in the object.
            inner = line.removesuffix(" .\n")
            quad = (
                inner.rpartition(" ")[2].startswith(f"<{ns.GRAPH}")
                and " <https://zhaoshang.example/ontology#graph> " not in inner
            )
            named_already = quad or (
                inner.rpartition(" ")[2].startswith(f"<{ns.GRAPH}") and inner.count(f"<{ns.GRAPH}") == 2
            )
            out.write(line if named_already else f"{inner} <{MERGED_GRAPH}> .\n")
    with virtuoso_in(named.parent) as (address, isql):
        command = "DB.DBA.TTLP_MT(file_to_string_output('data.nq'), '', 'urn:x', 512); checkpoint;"
        subprocess.run(
            ["isql-vt", str(isql), "dba", "dba", f"exec={command}"], check=True, capture_output=True, cwd=named.parent
        )
        yield over_http(address, **{"default-graph-uri": MERGED_GRAPH})


@contextmanager
def rdflib_endpoint(data: Path) -> Iterator[Ask]:
    """rdflib-endpoint over a dataset in memory whose default graph is the same."""
    port = free_port()
    code = (
        "import sys, rdflib, uvicorn; from rdflib_endpoint import SparqlEndpoint\n"
        "g = rdflib.Dataset(); g.parse(sys.argv[1], format='nquads')\n"
        "uvicorn.run(SparqlEndpoint(graph=g), port=int(sys.argv[2]), log_level='error')"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(data), str(port)])
    try:
        deadline = time.monotonic() + 600
        while time.monotonic() < deadline:
            try:
                httpx.get(f"http://127.0.0.1:{port}/", params={"query": "ASK {}"}, timeout=5)
                break
            except httpx.HTTPError:
                time.sleep(0.5)
        yield over_http(f"http://127.0.0.1:{port}/")
    finally:
        process.kill()
        process.wait()


def measure(ask: Ask, sparql: str, seconds: float) -> float | None:
    """Median milliseconds of an answer, asked for so long or nine times; None where it fails."""
    took = []
    until = time.monotonic() + seconds
    try:
        ask(sparql)
        while len(took) < 9 and (time.monotonic() < until or not took):
            began = time.perf_counter()
            ask(sparql)
            took.append(1000 * (time.perf_counter() - began))
    except (httpx.HTTPError, KeyError) as error:
        print(f"  failed: {error}", file=sys.stderr)
        return None
    return statistics.median(took)


def compare(quads: int, seconds: float) -> dict[str, object]:
    """Every candidate on every query."""
    figures: dict[str, dict[str, float | None]] = {}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        room = Path(folder)
        data = copies(room, quads)
        store = loaded(room, data)
        address, _ = stack.enter_context(served(store))
        asking: dict[str, Ask] = {"raw engine": raw(store), "kg serve": over_http(address + "/sparql")}
        if VIRTUOSO and shutil.which("isql-vt"):
            asking["Virtuoso"] = stack.enter_context(virtuoso(room, data))
        if find_spec("rdflib_endpoint"):
            asking["rdflib-endpoint"] = stack.enter_context(rdflib_endpoint(data))
        left_out = [name for name in ("Virtuoso", "rdflib-endpoint") if name not in asking]
        for name, sparql in MIX.items():
            figures[name] = {who: measure(ask, sparql, seconds) for who, ask in asking.items()}
            print(f"{name:18}", {w: ms and round(ms, 2) for w, ms in figures[name].items()}, flush=True)
        size = len(ox.Store.read_only(str(snapshots.versions(store)[-1])))
    means = {who: geometric([row[who] for row in figures.values()]) for who in next(iter(figures.values()))}
    slow = [row for row in figures.values() if (row["raw engine"] or 0) > 5]
    ratio = geometric([(row["kg serve"] or 0) / (row["raw engine"] or 1) for row in slow]) if slow else None
    return {
        "quads": size,
        "milliseconds": {n: {w: ms and round(ms, 3) for w, ms in row.items()} for n, row in figures.items()},
        "geometric_mean_ms": {who: mean and round(mean, 3) for who, mean in means.items()},
        "http_by_raw_above_5_ms": ratio and round(ratio, 3),
        "left_out": left_out,
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "load_of_the_machine": round(os.getloadavg()[0], 1),
    }


def geometric(values: list[float | None]) -> float | None:
    """The geometric mean; None where a value is missing."""
    known = [value for value in values if value]
    return statistics.geometric_mean(known) if len(known) == len(values) and known else None


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=3.0, help="per query and candidate")
    parser.add_argument("--record", action="store_true")
    given = parser.parse_args()
    found = compare(given.quads, given.seconds)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    if given.record:
        RECORD.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
