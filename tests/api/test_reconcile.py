"""The reconciliation service against the shapes of the specification (API 0.2), written out here as JSON schemas."""

from __future__ import annotations

import json
from typing import Any

import httpx
import jsonschema
import pytest

TEXT: dict[str, Any] = {"type": "string"}
NAMED = {"type": "object", "required": ["id", "name"], "properties": {"id": TEXT, "name": TEXT, "description": TEXT}}
METADATA = {
    "type": "object",
    "required": ["service_url"],
    "properties": {"service_url": TEXT, "service_path": TEXT, "flyout_service_path": TEXT},
}
MANIFEST = {
    "type": "object",
    "required": ["versions", "name", "identifierSpace", "schemaSpace"],
    "properties": {
        "versions": {"type": "array", "items": TEXT, "contains": {"const": "0.2"}},
        "name": TEXT,
        "identifierSpace": {"type": "string", "format": "uri"},
        "schemaSpace": {"type": "string", "format": "uri"},
        "defaultTypes": {"type": "array", "items": NAMED},
        "view": {
            "type": "object",
            "required": ["url"],
            "properties": {"url": {"type": "string", "pattern": r"\{\{id\}\}"}},
        },
        "preview": {
            "type": "object",
            "required": ["url", "width", "height"],
            "properties": {
                "url": {"type": "string", "pattern": r"\{\{id\}\}"},
                "width": {"type": "integer"},
                "height": {"type": "integer"},
            },
        },
        "suggest": {
            "type": "object",
            "properties": {"entity": METADATA, "property": METADATA, "type": METADATA},
            "additionalProperties": False,
        },
        "extend": {
            "type": "object",
            "properties": {
                "propose_properties": {**METADATA, "required": ["service_url", "service_path"]},
                "property_settings": {"type": "array"},
            },
        },
    },
}
CANDIDATE = {
    "type": "object",
    "required": ["id", "name", "score"],
    "properties": {
        "id": TEXT,
        "name": TEXT,
        "description": TEXT,
        "type": {"type": "array", "items": {"anyOf": [TEXT, NAMED]}},
        "score": {"type": "number"},
        "match": {"type": "boolean"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "value"],
                "properties": {"id": TEXT, "value": {"type": ["number", "boolean"]}},
            },
        },
    },
    "additionalProperties": False,
}
RESULTS = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "required": ["result"],
        "properties": {"result": {"type": "array", "items": CANDIDATE}},
    },
}
SUGGESTIONS = {
    "type": "object",
    "required": ["result"],
    "properties": {
        "result": {
            "type": "array",
            "items": {**NAMED, "properties": {**NAMED["properties"], "notable": {"type": "array"}}},  # type: ignore[dict-item]
        }
    },
}
CELL = {
    "oneOf": [
        {"type": "object", "required": [kind], "properties": {kind: value}, "additionalProperties": False}
        for kind, value in (("str", TEXT), ("float", {"type": "number"}), ("int", {"type": "integer"}), ("date", TEXT))
    ]
    + [
        {
            "type": "object",
            "required": ["id", "name"],
            "properties": {"id": TEXT, "name": TEXT},
            "additionalProperties": False,
        }
    ]
}
EXTENSION = {
    "type": "object",
    "required": ["meta", "rows"],
    "properties": {
        "meta": {"type": "array", "items": NAMED},
        "rows": {
            "type": "object",
            "additionalProperties": {"type": "object", "additionalProperties": {"type": "array", "items": CELL}},
        },
    },
}
PROPOSAL = {
    "type": "object",
    "required": ["properties"],
    "properties": {"properties": {"type": "array", "items": NAMED}, "type": TEXT, "limit": {"type": "integer"}},
}
FIRM = "Company/广东星河光电集团有限公司"
PROJECT = "Project/星河光电产业园项目"


def valid(answer: httpx.Response, schema: dict[str, Any]) -> Any:
    assert answer.status_code == 200, answer.text
    document = answer.json()
    jsonschema.validate(document, schema)
    return document


def matched(client: httpx.Client, **query: object) -> list[dict[str, Any]]:
    sent = {"queries": json.dumps({"q0": query}, ensure_ascii=False)}
    found = valid(client.post("/reconcile", data=sent), RESULTS)["q0"]["result"]
    assert valid(client.get("/reconcile", params=sent), RESULTS)["q0"]["result"] == found
    return list(found)


def test_the_manifest_names_what_there_is(client: httpx.Client) -> None:
    told = valid(client.get("/reconcile"), MANIFEST)
    assert told["identifierSpace"] == "https://zhaoshang.example/id/"
    view = told["view"]["url"].replace("{{id}}", FIRM)
    assert client.get(view, headers={"Accept": "text/html"}).status_code == 200
    for service in told["suggest"].values():
        valid(client.get(service["service_url"] + service["service_path"], params={"prefix": "星"}), SUGGESTIONS)


def test_names_find_their_things(client: httpx.Client) -> None:
    best = matched(client, query="贵港市", type="Region")[0]
    assert best["id"] == "Region/贵港市" and best["match"] is True and best["type"][0]["id"] in ("Region", "Prefecture")
    assert matched(client, query="星河光电集团", type=["Company"], limit=1)[0]["id"] == FIRM
    assert len(matched(client, query="星河", limit=2)) == 2
    assert matched(client, query="没有这样的公司一二三") == []
    assert matched(client, query="星河", type="Nonsense") == []


def test_properties_help_to_tell_two_apart(client: httpx.Client) -> None:
    investor = [{"pid": "investor", "v": {"id": FIRM, "name": "广东星河光电集团有限公司"}}]
    plain = {row["id"]: row["score"] for row in matched(client, query="项目", type="Project")}
    helped = {row["id"]: row["score"] for row in matched(client, query="项目", type="Project", properties=investor)}
    assert helped[PROJECT] - plain[PROJECT] > helped["Project/绿能储能电池项目"] - plain["Project/绿能储能电池项目"]


def test_suggestions(client: httpx.Client) -> None:
    def ids(kind: str, prefix: str) -> list[str]:
        answer = client.get(f"/reconcile/suggest/{kind}", params={"prefix": prefix})
        return [row["id"] for row in valid(answer, SUGGESTIONS)["result"]]

    assert ids("entity", "覃塘")[0] == "Park/覃塘产业园"
    assert ids("type", "企") == ["Company"] or "Company" in ids("type", "comp")
    assert "investor" in ids("property", "inv")
    assert client.get("/reconcile/suggest/planet?prefix=x").status_code == 400


def test_rows_are_extended_with_values(client: httpx.Client) -> None:
    proposed = valid(client.get("/reconcile/extend/propose?type=Project"), PROPOSAL)["properties"]
    names = [row["id"] for row in proposed]
    assert {"investor", "totalInvestment", "milestone"} <= set(names)
    asked = {"ids": [PROJECT, "Project/没有"], "properties": [{"id": name} for name in names]}
    rows = valid(client.post("/reconcile", data={"extend": json.dumps(asked)}), EXTENSION)["rows"]
    assert rows[PROJECT]["investor"] == [{"id": FIRM, "name": "广东星河光电集团有限公司"}]
    assert rows[PROJECT]["totalInvestment"] == [{"float": 1.25e9}]
    assert {"str": "签约 2023-03-18"} in rows[PROJECT]["milestone"]
    assert not any(rows["Project/没有"].values())


def test_a_preview_is_a_page_that_others_may_frame(client: httpx.Client) -> None:
    answer = client.get("/reconcile/preview", params={"id": PROJECT})
    assert (answer.status_code == 200 and "12.5" in answer.text) or "1250000000" in answer.text
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text
    assert client.get("/reconcile/preview?id=Project/没有").status_code == 404


def test_old_clients_get_a_script(client: httpx.Client) -> None:
    answer = client.get("/reconcile?callback=jsonp123")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.text.startswith("/**/jsonp123({") and answer.text.endswith(");")
    assert client.get("/reconcile?callback=alert(1)//").status_code == 400


@pytest.mark.parametrize(
    "sent",
    [
        {"queries": "{"},
        {"queries": "[]"},
        {"queries": '{"q0": 1}'},
        {"queries": '{"q0": {"query": "a", "limit": "many"}}'},
        {"extend": '{"ids": 1}'},
        {"extend": '{"ids": [], "properties": [1]}'},
        {"queries": json.dumps({f"q{i}": {"query": "a"} for i in range(201)})},
    ],
)
def test_what_is_malformed_is_refused(client: httpx.Client, sent: dict[str, str]) -> None:
    assert client.post("/reconcile", data=sent).status_code == 400
