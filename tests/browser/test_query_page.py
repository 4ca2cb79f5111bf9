"""The query page: write with completion, run, stop, see the answer in several ways, take it away, share it."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from kg import queries
from tests.browser.conftest import Visitors, until

pytestmark = pytest.mark.browser

INVESTORS = """SELECT ?project ?name ?firm ?amount WHERE {
  ?project rdfs:label ?name ; zs:investor ?firm ; zs:investmentYuan ?amount } ORDER BY DESC(?amount)"""
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def ask(page: Page, sparql: str) -> None:
    page.evaluate("(text) => window.editor.set(text)", sparql)
    page.locator("#run").click()


def shared(sparql: str) -> str:
    return "/sparql#query=" + quote(sparql)


def test_it_asks_and_tells_of_mistakes(visit: Visitors) -> None:
    visitor = visit()
    page = visitor.go("/sparql")
    assert page.evaluate("window.editor.get()").count("PREFIX zs:") == 1  # of two put in, each once
    page.locator("#run").click()
    expect(page.locator("#answer td").filter(has_text="星河光电产业园项目").first).to_be_visible()
    ask(page, "SELECT * WHERE {")
    expect(page.locator("#answer .trouble")).to_contain_text("parse")
    expect(page.locator("#views")).to_be_hidden()
    assert any("400" in text for text in visitor.watch.complaints)  # the browser itself reports the status
    visitor.watch.complaints.clear()
    page.evaluate("(text) => window.editor.set(text)", "ASK { ?s a zs:Park }")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#shown")).to_have_text("true")


@pytest.mark.parametrize("typed", ["zs:investm", "投资"])
def test_it_completes_from_the_ontology(visit: Visitors, typed: str) -> None:
    page = visit().go("/sparql")
    page.evaluate("window.editor.set('SELECT * WHERE {\\n  ?s \\n}')")
    page.evaluate("(window.editor.made.focus(), window.editor.made.getDoc().setCursor({ line: 1, ch: 5 }))")
    page.keyboard.type(typed)
    page.keyboard.press("Control+Space")
    hint = page.locator(".CodeMirror-hint").filter(has_text="zs:investmentYuan")
    expect(hint).to_be_visible()
    hint.click()
    expect(page.locator("#query")).to_have_value(re.compile(r"\?s zs:investmentYuan"))


def test_prefixes_that_are_used_are_declared_and_mistakes_are_marked(visit: Visitors) -> None:
    page = visit().go(shared("SELECT ?s WHERE { ?s a zs:Park ; rdfs:label ?name }"))
    text = page.locator("#query").input_value()
    assert text.count("PREFIX zs:") == 1 and text.count("PREFIX rdfs:") == 1 and "skos" not in text
    assert page.locator(".parseErrorIcon").count() == 0
    page.evaluate("window.editor.set('SELECT ?s WHERE { ?s ?p }')")
    page.locator(".parseErrorIcon").hover()
    expect(page.locator(".parseErrorIcon")).to_have_attribute("title", re.compile(r"\S"))
    page.mouse.move(0, 0)
    page.wait_for_timeout(100)


def test_after_a_only_classes_are_offered(visit: Visitors) -> None:
    page = visit().go("/sparql")
    page.evaluate("window.editor.set('SELECT * WHERE {\\n  ?s a \\n}')")
    page.evaluate("(window.editor.made.focus(), window.editor.made.getDoc().setCursor({ line: 1, ch: 7 }))")
    page.keyboard.type("zs:P")
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hint").filter(has_text="zs:Park").first).to_be_visible()
    assert page.locator(".CodeMirror-hint").filter(has_text=re.compile("zs:part")).count() == 0


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_every_named_question_is_an_example_that_runs_when_chosen(visit: Visitors, locale: str) -> None:
    page = visit(locale=locale).go("/sparql")
    names = [question.name for question in queries.names()]
    assert [option.get_attribute("value") for option in page.locator("#examples option").all()] == ["", *names]
    for name in names:
        page.locator("#examples").select_option(name)
        title = queries.get(name).title("zh" if locale == "zh-CN" else "en")
        expect(page.locator("#query")).to_have_value(re.compile("^# " + re.escape(title)))
        expect(page.locator("#stop")).to_be_disabled()
        expect(page.locator("#status")).to_contain_text(" s")
        assert page.locator(".trouble").count() == 0


def test_an_answer_is_a_table_a_graph_a_chart_and_a_map(visit: Visitors) -> None:
    page = visit().go(shared(INVESTORS))
    expect(page.locator("#answer td a").first).to_have_text(re.compile("Project/"))
    assert page.locator("#answer td.num").first.inner_text().isdigit()
    page.locator("[data-view=graph]").click()
    until(page, "window.drawn?.nodes.length >= 2 && window.drawn.edges.length >= 1")
    page.locator("[data-view=chart]").click()
    assert page.locator("#shown rect.bar").count() == page.evaluate(
        "fetch('/sparql?format=json&query=' + encodeURIComponent(window.editor.get()))"
        ".then((a) => a.json()).then((a) => a.results.bindings.length)"
    )
    page.locator("[data-view=map]").click()
    expect(page.locator("#shown circle.bubble").first).to_be_visible()
    page.locator("[data-view=text]").click()
    expect(page.locator("#shown pre")).to_contain_text('"bindings"')
    page.locator("[data-view=table]").click()
    expect(page.locator("#shown table")).to_be_visible()


def test_a_constructed_graph_is_drawn(visit: Visitors) -> None:
    page = visit().go(shared("CONSTRUCT { ?p zs:investor ?f } WHERE { ?p zs:investor ?f }"))
    expect(page.locator("#shown td a").first).to_be_visible()
    page.locator("[data-view=graph]").click()
    until(page, "window.drawn?.edges.length >= 1")
    assert page.locator("#downloads a").first.inner_text() == "TURTLE"


def test_nothing_to_draw_is_said(visit: Visitors) -> None:
    page = visit().go(shared("SELECT ?name WHERE { ?s a zs:Park ; rdfs:label ?name }"))
    for view in ("graph", "chart", "map"):
        page.locator(f"[data-view={view}]").click()
        expect(page.locator("#shown .empty")).to_be_visible()


def test_downloads_and_the_link_that_shares(visit: Visitors) -> None:
    visitor = visit()
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visitor.go(shared(INVESTORS))
    expect(page.locator("#answer td").first).to_be_visible()
    with page.expect_download() as download:
        page.locator("#downloads a").filter(has_text="CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"))))
    assert rows and set(rows[0]) == {"project", "name", "firm", "amount"}
    page.locator("#share").click()
    link = page.evaluate("navigator.clipboard.readText()")
    again = visit()
    again.page.goto(link)
    expect(again.page.locator("#answer td a").first).to_have_text(re.compile("Project/"))


def test_stop_stops_and_the_server_answers_on(visit: Visitors) -> None:
    page = visit().go("/sparql")
    ask(page, ENDLESS)
    expect(page.locator("#stop")).to_be_enabled()
    page.locator("#stop").click()
    expect(page.locator("#status")).to_contain_text("已停止")
    expect(page.locator("#stop")).to_be_disabled()
    ask(page, "ASK { ?s a zs:Park }")
    expect(page.locator("#shown")).to_have_text("true")


def test_limits_are_stated_and_the_page_works_without_scripts(visit: Visitors, address: str) -> None:
    page = visit(locale="en-GB").go("/sparql")
    expect(page.locator("header p.soft")).to_contain_text("15 seconds")
    expect(page.locator("header p.soft")).to_contain_text("1,000 rows")
    context = page.context.browser
    assert context
    bare = context.new_context(java_script_enabled=False, locale="zh-CN").new_page()
    bare.goto(address + "/sparql?show=q07")
    expect(bare.locator("#query")).to_be_visible()
    bare.context.close()


def test_hostile_names_fire_nothing_in_answers(visit: Visitors) -> None:
    page = visit().go(shared('SELECT ?s ?name WHERE { ?s rdfs:label ?name FILTER(CONTAINS(?name, "<")) }'))
    expect(page.locator("#answer td").first).to_be_visible()
    for view in ("graph", "chart", "map", "text"):
        page.locator(f"[data-view={view}]").click()
        page.wait_for_timeout(150)
    assert page.evaluate("window.fired") is None
    assert page.locator("#answer img").count() == 0
