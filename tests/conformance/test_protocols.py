"""The W3C's tests of the SPARQL 1.1 Protocol, the Graph Store Protocol and the Service Description, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from tests.conformance import comparing
from tests.conformance.manifest import ROOM, Dialogue, Request, dialogues
from tests.serving import serving

TOKEN = "w3c"
DATA = "http://kasei.us/2009/09/sparql/data/"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
CLASSES = {"2": "StatusCode2xx", "3": "StatusCode3xx", "4": "StatusCode4xx", "5": "StatusCode5xx"}
NAMES = {200: "OK", 201: "Created", 204: "NoContent", 404: "NotFound"}

pytestmark = pytest.mark.skipif(not ROOM.exists(), reason=f"the W3C tests are not at {ROOM}")


@pytest.fixture(scope="module")
def endpoint(store: Path) -> Iterator[httpx.Client]:
    with serving(store, token=TOKEN) as address:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        with httpx.Client(base_url=address, headers=headers, timeout=60) as client:
            yield client


def send(client: httpx.Client, request: Request, path: str) -> httpx.Response:
    """One request of the manifest, spoken as if the server stood at the manifest's host."""
    headers = {name: value for name, value in request.headers.items() if name.lower() != "host"}
    return client.request(request.method, path, headers=headers | {"Host": "www.example"}, content=request.body or None)


def fits(status: int, wanted: frozenset[str]) -> bool:
    return NAMES.get(status, "") in wanted or CLASSES[str(status)[0]] in wanted


@pytest.mark.parametrize("dialogue", list(dialogues("protocol")), ids=lambda d: d.name)
def test_protocol(endpoint: httpx.Client, dialogue: Dialogue) -> None:
    if "dataset" in dialogue.name and "update" not in dialogue.name:
        for number in (1, 2, 3):
            _load(endpoint, number)
    for request in dialogue.requests:
        parts = urlsplit(request.path)
        answer = send(endpoint, request, parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else ""))
        assert fits(answer.status_code, request.statuses), answer.text
        if request.boolean is not None:
            assert answer.json()["boolean"] is request.boolean


def _load(endpoint: httpx.Client, number: int) -> None:
    body = (ROOM / "protocol" / f"data{number}.nt").read_bytes()
    name = f"{DATA}data{number}.rdf"
    headers = {"Content-Type": "application/n-triples"}
    answer = endpoint.put("/gsp", params={"graph": name}, content=body, headers=headers)
    assert answer.status_code in (201, 204), answer.text


STORES = [
    dialogue
    for name in ("manifest-direct.ttl", "manifest-indirect.ttl")
    for dialogue in dialogues("graph-store-protocol", name)
]


@pytest.mark.parametrize("dialogue", STORES, ids=lambda d: d.name)
def test_graph_store(endpoint: httpx.Client, dialogue: Dialogue) -> None:
    # Each test begins with a store that holds none of its graphs.
    clean = endpoint.post("/sparql", data={"update": "DROP ALL"})
    assert clean.status_code == 204
    known: dict[str, str] = {}
    for request in dialogue.requests:
        path = request.path
        for name, value in known.items():
            path = path.replace(name, quote(value, safe=""))
        answer = send(endpoint, request, path)
        assert fits(answer.status_code, request.statuses), f"{answer.status_code} {answer.text}"
        if request.location:
            known[request.location] = answer.headers["location"]
        if request.method == "HEAD" and answer.status_code == 200:
            assert answer.headers["content-type"].startswith("text/turtle") and not answer.content
        if request.graph is not None:
            wanted = list(ox.parse(request.graph, format=ox.RdfFormat.TURTLE, base_iri="http://www.example/"))
            found = list(ox.parse(answer.content, format=ox.RdfFormat.TURTLE, base_iri="http://www.example/"))
            assert comparing.same_graph(found, wanted), answer.text  # type: ignore[arg-type]


def test_the_service_describes_itself(endpoint: httpx.Client) -> None:
    """returns-rdf, has-endpoint-triple and conforms-to-schema, with the vocabulary's own domains and ranges."""
    answer = endpoint.get("/sparql")
    assert answer.headers["content-type"].startswith("text/turtle")
    graph = Graph().parse(data=answer.text, format="turtle")
    address = URIRef(str(answer.url))
    (service,) = graph.subjects(RDF.type, SD.Service)
    assert (service, SD.endpoint, address) in graph
    for name in ("supportedLanguage", "resultFormat", "inputFormat", "defaultDataset"):
        values = list(graph.objects(service, SD[name]))
        assert values and all(not isinstance(value, str) or value.startswith("http") for value in values)
    (dataset,) = graph.objects(service, SD.defaultDataset)
    assert (dataset, RDF.type, SD.Dataset) in graph
    (default,) = graph.objects(dataset, SD.defaultGraph)
    assert (default, RDF.type, SD.Graph) in graph


@pytest.mark.parametrize("kind", ["application/n-triples", "application/rdf+xml", "application/ld+json"])
def test_the_description_in_other_forms(endpoint: httpx.Client, kind: str) -> None:
    answer = endpoint.get("/sparql", headers={"Accept": kind})
    assert answer.status_code == 200 and answer.headers["content-type"].startswith(kind)
    assert "sparql-service-description#" in answer.text and str(answer.url) in answer.text
