"""Every route over real HTTP: pages, data, content negotiation, errors of one shape, safe headers."""

from __future__ import annotations

import re
from urllib.parse import quote

import httpx
import pytest
from rdflib import Graph, URIRef

from kg.article import Article
from tests.factory import progress, signing

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}
PROJECT = quote("/Project/星河光电产业园项目")
EVERY_PAGE = [
    "/", "/docs", "/articles", "/queries", "/queries/q07", "/sparql", "/search?q=星河", "/search",
    f"/entities{PROJECT}", f"/id{PROJECT}", f"/articles/{signing().article.id}", f"/panel{PROJECT}",
]  # fmt: skip
EVERY_MISS = [
    "/entities/Region/没有", "/id/Nothing/没有", "/articles/0000", "/facts/0000", "/queries/q999", "/graph/Region/没有",
    "/panel/Region/没有", "/nowhere", "/graph/0000", "/entities/Region/%3Cscript%3E",
]  # fmt: skip


@pytest.mark.parametrize("path", EVERY_PAGE)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_there_in_both_languages(client: httpx.Client, path: str, language: str) -> None:
    page = client.get(path, headers=HTML, params={"lang": language} if "?" not in path else None)
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "undefined" not in re.sub(r"<script.*?</script>", "", page.text, flags=re.S).lower()


@pytest.mark.parametrize("path", EVERY_MISS)
def test_what_is_not_there_is_a_problem_for_programs_and_a_page_for_people(client: httpx.Client, path: str) -> None:
    told = client.get(path)
    assert told.status_code == 404
    assert told.headers["content-type"] == "application/problem+json"
    assert set(told.json()) >= {"type", "title", "status", "detail"}
    page = client.get(path, headers=HTML)
    assert page.status_code == 404 and "<h1>" in page.text
    assert "<script>" not in page.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/graph?aspect=99", 400),
        ("/graph?limit=many", 400),
        (f"/graph{PROJECT}?depth=9", 400),
        ("/search?q=" + "a" * 300, 400),
        (f"/articles/{signing().article.id}?char=x", 400),
        ("/entities/Region/%E8%B4%B5%E6%B8%AF%E5%B8%82?format=png", 406),
    ],
)
def test_wrong_parameters_are_problems(client: httpx.Client, path: str, status: int) -> None:
    told = client.get(path)
    assert told.status_code == status
    assert told.headers["content-type"] == "application/problem+json"


def test_methods_that_write_are_refused(client: httpx.Client) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        told = client.request(method, f"/entities{PROJECT}")
        assert told.status_code == 405
        assert told.headers["content-type"] == "application/problem+json"


def test_every_answer_has_safe_headers(client: httpx.Client) -> None:
    for path in (*EVERY_PAGE, "/nowhere", "/static/site.css", "/graph", "/openapi.json"):
        headers = client.get(path, headers=HTML if "openapi" not in path else JSON).headers
        assert headers["x-content-type-options"] == "nosniff"
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self';" in policy and "'unsafe-eval'" not in policy
        assert "'unsafe-inline'" not in policy or path == "/docs"


def test_pages_name_no_other_server(client: httpx.Client) -> None:
    for path in EVERY_PAGE:
        page = client.get(path, headers=HTML).text
        loads = re.findall(r"""(?:src|href|action)="([^"]+)\"""", page)
        assert loads
        assert [url for url in loads if url.startswith(("http:", "https:", "//"))] == []


@pytest.mark.parametrize(
    ("accept", "syntax"), [("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/rdf+xml", "xml")]
)
@pytest.mark.parametrize("room", ["/id", "/entities"])
def test_an_entity_as_rdf_carries_its_facts_and_their_sentences(
    client: httpx.Client, room: str, accept: str, syntax: str
) -> None:
    answer = client.get(room + PROJECT, headers={"Accept": accept})
    assert answer.headers["content-type"].split(";")[0] == accept
    triples = Graph().parse(data=answer.text, format=syntax)
    me = URIRef("https://zhaoshang.example/id/Project/星河光电产业园项目")
    zs = "https://zhaoshang.example/ontology#"
    assert URIRef("https://zhaoshang.example/id/Company/广东星河光电集团有限公司") in triples.objects(
        me, URIRef(zs + "investor")
    )
    quotes = {str(o) for o in triples.objects(None, URIRef("http://www.w3.org/ns/oa#exact"))}
    assert "项目总投资12.5亿元" in quotes


def test_an_entity_as_json_has_evidence_that_the_article_holds(client: httpx.Client) -> None:
    known = {draft.article.id: draft.article for draft in (signing(), progress())}
    found = client.get(f"/entities{PROJECT}", headers=JSON).json()
    assert found["name"] == "星河光电产业园项目" and found["type"] == "Project"
    (total,) = [fact for fact in found["facts"] if fact["p"] == "totalInvestment"]
    assert total["o"]["value"] == 1_250_000_000
    assert {piece["article"] for piece in total["evidence"]} == set(known)
    for fact in found["facts"]:
        for piece in fact["evidence"]:
            article: Article = known[piece["article"]]
            assert article.text[piece["start"] : piece["end"]] == piece["quote"]


def test_json_ld_of_an_entity_and_of_an_article(client: httpx.Client) -> None:
    for path in (f"/entities{PROJECT}", f"/articles/{signing().article.id}"):
        answer = client.get(path, headers={"Accept": "application/ld+json"})
        assert answer.headers["content-type"].startswith("application/ld+json")
        assert "星河光电产业园项目" in str(answer.json())


def test_iris_of_articles_statements_graphs_and_the_vocabulary_resolve(client: httpx.Client) -> None:
    article = signing().article.id
    assert client.get(f"/article/{article}").headers["location"] == f"/articles/{article}"
    fact = client.get(f"/entities{PROJECT}", headers=JSON).json()["facts"][0]["id"]
    assert client.get(f"/statement/{fact}").headers["location"] == f"/facts/{fact}"
    graph = client.get(f"/graph/{article}", headers={"Accept": "text/turtle"})
    assert len(Graph().parse(data=graph.text, format="turtle")) > 100
    assert len(Graph().parse(data=client.get("/ontology").text, format="turtle")) > 300


def test_names_with_slashes_and_percent_signs_have_pages_of_their_own(client: httpx.Client) -> None:
    listed = client.get("/search", params={"q": "onerror"}, headers=JSON).json()["hits"]
    assert listed
    for hit in listed:
        assert client.get(quote(hit["path"]), headers=JSON).json()["id"] == hit["id"]
        assert client.get(quote(hit["path"].replace("/id/", "/entities/")), headers=HTML).status_code == 200


def test_a_fact_shows_its_sentence_in_context(client: httpx.Client) -> None:
    facts = client.get(f"/entities{PROJECT}", headers=JSON).json()["facts"]
    (investor,) = [fact for fact in facts if fact["p"] == "investor"]
    page = client.get(f"/facts/{investor['id']}", headers=HTML).text
    assert page.count("<mark>") == 2
    assert "<mark>该项目由广东星河光电集团有限公司投资，总投资12.5亿元。</mark>" in page
    assert "广西日报" in page and "2023-09-02" in page and "97%" in page
    link = re.search(r'href="(/articles/[^"]+#here)"', page)
    assert link
    article = client.get(link[1].replace("&amp;", "&"), headers=HTML).text
    assert 'id="here"' in article


def test_an_article_marks_every_entity_and_fact_in_place(client: httpx.Client) -> None:
    draft = signing()
    page = client.get(f"/articles/{draft.article.id}", headers=HTML).text
    story = page.split('id="story"')[1].split("</article>")[0]
    marked = set(re.findall(r'class="m t-(\w+)"', story))
    assert marked == {"Region", "Park", "Company", "Project", "Person"}
    lit = {name for names in re.findall(r'data-facts="([^"]+)"', story) for name in names.split()}
    listed = set(re.findall(r'<li class="fact" data-fact="([^"]+)"', page))
    assert lit == listed and len(listed) == len(draft.facts)
    text = re.sub(r"<[^>]+>", "", story.split(">", 1)[1])
    assert "项目总投资12.5亿元，占地约300亩" in text


def test_the_list_of_articles_pages(client: httpx.Client) -> None:
    first = client.get("/articles", params={"limit": 2}, headers=JSON).json()
    rest = client.get("/articles", params={"limit": 2, "start": 2}, headers=JSON).json()
    assert first["total"] == 3 and len(first["articles"]) == 2 and len(rest["articles"]) == 1
    assert "start=2" in client.get("/articles", params={"limit": 2}, headers=HTML).text


def test_search_finds_by_name_alias_pinyin_and_type(client: httpx.Client) -> None:
    def names(**params: str) -> list[str]:
        return [hit["name"] for hit in client.get("/search", params=params, headers=JSON).json()["hits"]]

    assert names(q="星河光电集团")[0] == "广东星河光电集团有限公司"
    assert "贵港市" in names(q="guigang")
    assert all("公司" in name for name in names(q="星河", type="Company"))
    assert names(q="") == []
    assert names(q="碳酸钙深加工") == []  # an industry: found by questions, no page of its own
    assert "星河光电产业园项目" in client.get("/search", params={"q": "星河"}, headers=HTML).text


def test_the_graph_has_places_and_evidence(client: httpx.Client) -> None:
    view = client.get(f"/graph{PROJECT}", headers=JSON).json()
    places = {node["id"]: (node["x"], node["y"]) for node in view["nodes"]}
    assert len(set(places.values())) == len(places) >= 4
    assert places[view["focus"][0]] == (0, 0)
    for edge in view["edges"]:
        assert {edge["source"], edge["target"]} <= set(places)
        assert edge["evidence"] and all(piece["quote"] for piece in edge["evidence"])
    assert client.get(f"/graph{PROJECT}", headers=JSON).json() == view


def test_opening_a_second_thing_moves_nothing(client: httpx.Client) -> None:
    before = client.get(f"/graph{PROJECT}", headers=JSON).json()
    after = client.get(f"/graph{PROJECT}", params={"open": "Park/覃塘产业园"}, headers=JSON).json()
    old = {node["id"]: (node["x"], node["y"]) for node in before["nodes"]}
    new = {node["id"]: (node["x"], node["y"]) for node in after["nodes"]}
    assert len(new) > len(old)
    assert {iri: new[iri] for iri in old} == old


def test_the_overview_is_not_empty_and_pictures_come_in_three_forms(client: httpx.Client) -> None:
    assert len(client.get("/graph", headers=JSON).json()["nodes"]) >= 8
    assert client.get("/graph?format=svg").text.startswith("<svg")
    page = client.get(f"/graph{PROJECT}?format=html")
    assert page.headers["content-type"].startswith("text/html") and "Content-Security-Policy" in page.text


def test_language_goes_by_address_then_cookie_then_header(client: httpx.Client) -> None:
    def title(address: str = "/articles", **headers: str) -> str:
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        page = httpx.get(f"{client.base_url}{address}", headers=HTML | headers).text
        return page.split("<h1>")[1].split("<")[0]

    assert title() == "文章"
    assert title(accept_language="en-GB,en;q=0.9,zh;q=0.5") == "Articles"
    assert title(accept_language="de,zh-CN;q=0.8,en;q=0.5") == "文章"
    assert title(cookie="lang=en") == "Articles"
    assert title("/articles?lang=zh", cookie="lang=en") == "文章"
    cookie = httpx.get(f"{client.base_url}/articles?lang=en", headers=HTML).headers["set-cookie"]
    assert "lang=en" in cookie and "SameSite=lax" in cookie


def test_what_has_not_changed_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get("/graph", headers=JSON)
    again = client.get("/graph", headers=JSON | {"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and again.content == b""


def test_head_tells_what_get_would(client: httpx.Client) -> None:
    for path in ("/", "/articles", "/static/site.css", f"/entities{PROJECT}"):
        head, get = client.head(path, headers=HTML), client.get(path, headers=HTML)
        assert head.status_code == 200 and head.content == b""
        assert head.headers["content-type"] == get.headers["content-type"]
    assert client.head("/nowhere").status_code == 404


def test_other_sites_may_read(client: httpx.Client) -> None:
    asked = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
    allowed = client.options("/sparql", headers=asked | {"Access-Control-Request-Headers": "content-type"})
    assert allowed.status_code == 200
    for answer in (allowed, client.get("/graph", headers={"Origin": "https://a.example"})):
        assert answer.headers["access-control-allow-origin"] == "*"


def test_files_with_a_digest_are_kept_and_others_asked_for_again(client: httpx.Client) -> None:
    page = client.get("/", headers=HTML).text
    (sheet,) = re.findall(r'href="(/static/site.css[^"]+)"', page)
    assert "immutable" in client.get(sheet).headers["cache-control"]
    module = client.get("/static/js/graph.js")
    assert module.headers["cache-control"] == "no-cache" and module.headers["etag"]
    library = client.get("/static/vendor/vis-network.js")
    assert library.headers["content-encoding"] == "gzip"


def test_hostile_names_stay_text(client: httpx.Client) -> None:
    article = client.get("/articles?q=", headers=HTML).text
    hostile = next(hit for hit in client.get("/search?q=onerror", headers=JSON).json()["hits"])
    pages = [
        article,
        client.get("/", headers=HTML).text,
        client.get(quote(hostile["path"]), headers=HTML).text,
        client.get("/search?q=" + quote('"><img src=x onerror=1>'), headers=HTML).text,
        client.get(quote("/graph/" + hostile["path"].removeprefix("/id/")) + "?format=html").text,
        client.get("/graph?format=svg").text,
    ]
    for page in pages:
        assert "<script>window.fired" not in page
        assert "<img src=x" not in page


def test_the_description_of_the_interface_names_every_public_route(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert set(paths) >= {
        "/sparql", "/search", "/graph", "/graph/{type}/{name}", "/entities/{type}/{name}", "/id/{type}/{name}",
        "/articles", "/articles/{id}", "/facts/{id}", "/queries", "/queries/{name}", "/healthz", "/ontology",
    }  # fmt: skip
