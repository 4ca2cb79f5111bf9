"""The W3C's own tests of the SPARQL 1.1 Protocol, those of reading, against the real server.

The tests are read where they lie (KG_SHARED, or ../shared beside the checkout); skipped where they do not.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection

from kg.store.snapshots import make_leasable
from tests.serving import serving

ROOM = Path(os.environ.get("KG_SHARED", Path(__file__).parents[3] / "shared")) / "w3c/sparql/sparql11/protocol"
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
DATA = "http://kasei.us/2009/09/sparql/data/"

pytestmark = pytest.mark.skipif(not ROOM.exists(), reason=f"the W3C tests are not at {ROOM}")


@dataclass(frozen=True)
class Case:
    """One request of the manifest with what must come of it."""

    name: str
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    good: bool
    boolean: bool | None


def cases() -> list[Case]:
    if not ROOM.exists():
        return []
    manifest = Graph().parse(ROOM / "manifest.ttl", format="turtle", publicID="http://w3c.example/manifest")
    return [
        case
        for test in sorted(manifest.subjects(RDF.type, MF.ProtocolTest))
        if not (name := str(test).rpartition("#")[2] or str(test).rpartition("/")[2]).startswith("update")
        for case in requests(manifest, test, name)
    ]


def requests(manifest: Graph, test: URIRef, name: str) -> Iterator[Case]:
    for action in manifest.objects(test, MF.action):
        for request in Collection(manifest, manifest.value(action, HT.requests)):
            response = manifest.value(request, HT.resp)
            statuses = {str(status) for status in manifest.objects(response, MF.expectedStatus)}
            boolean = manifest.value(response, MF.expectedBoolean)
            body = manifest.value(request, HT.body)
            coding = str(manifest.value(body, CNT.characterEncoding) or "UTF-8") if body else "UTF-8"
            headers = manifest.value(request, HT.headers)
            yield Case(
                name=name,
                method=str(manifest.value(request, HT.methodName)),
                path=str(manifest.value(request, HT.absolutePath)),
                headers={
                    str(manifest.value(header, HT.fieldName)): str(manifest.value(header, HT.fieldValue))
                    for header in (Collection(manifest, headers) if headers else [])
                },
                body=str(manifest.value(body, CNT.chars)).encode(coding) if body else b"",
                good=any(status.endswith("2xx") for status in statuses),
                boolean=None if boolean is None else bool(boolean.toPython()),
            )


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    # The writer would not take graphs that are no article's, so the snapshot is made without it.
    path = tmp_path_factory.mktemp("w3c") / "store"
    snapshot = path / "snapshots" / "000001-00000000"
    snapshot.mkdir(parents=True)
    store = ox.Store(str(snapshot))
    for number in (1, 2, 3):
        data = (ROOM / f"data{number}.nt").read_bytes()
        store.load(data, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(f"{DATA}data{number}.rdf"))
    store.flush()
    del store
    make_leasable(snapshot)
    with serving(path) as address:
        yield address


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_protocol(endpoint: str, case: Case) -> None:
    parts = urlsplit(case.path)
    url = f"{endpoint}/sparql" + (f"?{parts.query}" if parts.query else "")
    answer = httpx.request(case.method, url, headers=case.headers, content=case.body or None, timeout=30)
    if not case.good:
        assert 400 <= answer.status_code < 500, answer.text
        return
    assert answer.status_code == 200, answer.text
    if case.boolean is not None:
        assert answer.json()["boolean"] is case.boolean
