"""A class added to a copy of ontology.ttl alone is seen in API, export and picture, without a line of Python."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.sources import ontology_text

ROOT = Path(__file__).parents[2]

CLASSES = """
zs:Port a owl:Class ;
    rdfs:subClassOf zs:Place ;
    rdfs:label "港口"@zh, "port"@en ;
    rdfs:comment "装卸货物的港口。"@zh, "A port."@en ;
    zs:caption rdfs:label ;
    zs:colour "#123456" .

zs:shipsThrough a owl:ObjectProperty ;
    rdfs:domain zs:Company ;
    rdfs:range zs:Port ;
    zs:edge true ;
    zs:inverseLabel "服务企业"@zh, "serves"@en ;
    rdfs:label "经由港口"@zh, "ships through"@en ;
    rdfs:comment "企业由哪个港口出货。"@zh, "The port that a firm ships through."@en .
"""

SCRIPT = """
import io, json, sys
from pathlib import Path
import httpx
from kg import lookup, export, search
from kg.store import open_reader
from tests.factory import Draft, shelve
from tests.serving import serving

draft = Draft("甲公司的货物经由贵港港出口", "port", date="2023-01-01")
firm, port = draft.thing("Company", "甲公司"), draft.thing("Port", "贵港港")
draft.fact(firm, "shipsThrough", port, "甲公司的货物经由贵港港出口")
store = shelve(Path(sys.argv[1]), draft)
told = {}
with open_reader(store) as reader:
    told["type"] = lookup.entity(reader, port).type
    told["found"] = [hit.type for hit in search.search(reader, "贵港港")]
    for name in ("gexf", "csv", "ttl"):
        stream = io.BytesIO()
        export.export(reader, name, stream)
        told[name] = stream.getvalue().decode()
with serving(store) as address, httpx.Client(base_url=address, timeout=60) as client:
    told["json"] = client.get("/entities/Port/贵港港", headers={"Accept": "application/json"}).json()
    told["page"] = client.get("/entities/Port/贵港港?lang=zh", headers={"Accept": "text/html"}).text
    told["view"] = client.get("/graph/Company/甲公司", headers={"Accept": "application/json"}).text
    told["svg"] = client.get("/graph/Company/甲公司?format=svg").text
    told["css"] = client.get("/types.css").text
    told["ontology"] = client.get("/ontology", headers={"Accept": "text/html"}).text
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict:  # type: ignore[type-arg]
    folder = tmp_path_factory.mktemp("port")
    copy = folder / "ontology.ttl"
    copy.write_text(ontology_text() + CLASSES, encoding="utf-8")
    environment = {**os.environ, "KG_ONTOLOGY": str(copy), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SCRIPT, str(folder / "store")]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)  # type: ignore[no-any-return]


def test_in_the_api(told: dict) -> None:  # type: ignore[type-arg]
    assert told["type"] == told["json"]["type"] == "Port"
    assert told["found"][0] == "Port"
    assert [fact["p"] for fact in told["json"]["facts"]] == ["shipsThrough"]
    assert "港口" in told["page"] and "服务企业" in told["page"] and "甲公司的货物经由贵港港出口" in told["page"]
    assert "zs:shipsThrough" in told["ontology"]


def test_in_the_exports(told: dict) -> None:  # type: ignore[type-arg]
    assert 'value="Port"' in told["gexf"] and "经由港口" in told["gexf"]
    assert "shipsThrough" in told["csv"] and "贵港港" in told["csv"]
    assert "zs:Port" in told["ttl"]


def test_in_the_picture(told: dict) -> None:  # type: ignore[type-arg]
    assert "贵港港" in told["view"] and "Port" in told["view"] and "shipsThrough" in told["view"]
    assert "贵港港" in told["svg"] and "#123456" in told["svg"]
    assert ".t-Port { --c: #123456; }" in told["css"]
