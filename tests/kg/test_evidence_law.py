"""One SPARQL query leads from any fact to article, characters, quote, extractor and confidence; two articles that say
the same are two pieces of evidence for one fact."""

from __future__ import annotations

from collections import defaultdict

import pytest

from kg import lookup
from kg import namespaces as ns
from kg.store import Reader, open_reader
from tests.factory import newsroom, shelve

WAY = """
SELECT ?statement ?s ?p ?o ?article ?start ?end ?quote ?extractor ?confidence WHERE {
  ?s ?p ?o .
  GRAPH ?graph {
    ?statement rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
    ?evidence oa:hasBody ?statement ; zs:extractor ?extractor ; zs:confidence ?confidence ; oa:hasTarget ?target .
    ?target oa:hasSource ?article ; oa:hasSelector ?position, ?words .
    ?position oa:start ?start ; oa:end ?end .
    ?words oa:exact ?quote .
  }
}
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return open_reader(shelve(tmp_path_factory.mktemp("law"), *newsroom()))


def test_the_way_exists_for_every_fact_and_the_law_holds(reader: Reader) -> None:
    texts = {row.id: lookup.article(reader, row.id).text for row in lookup.articles(reader)}
    rows = reader.rows(WAY)
    for row in rows:
        text = texts[row.text("article").removeprefix(ns.ARTICLE)]
        assert text[int(row.text("start")) : int(row.text("end"))] == row.text("quote") != ""
        assert row.text("extractor") and 0 <= float(row.text("confidence")) <= 1
    stated = {(f.subject, f.predicate) for f in lookup.all_facts(reader)}
    assert {(row.text("s"), row.text("p").removeprefix(ns.ZS)) for row in rows} == stated
    assert len(rows) == sum(len(fact.evidence) for fact in lookup.all_facts(reader))


def test_two_articles_are_two_pieces_of_evidence_for_one_statement(reader: Reader) -> None:
    articles = defaultdict(set)
    for row in reader.rows(WAY):
        articles[row.text("statement")].add(row.text("article"))
    assert sorted(map(len, articles.values()))[-2:] == [2, 2]  # investor and total, of both reports


def test_every_fact_of_the_merged_graph_has_a_statement_but_what_is_derived(reader: Reader) -> None:
    derived = "zs:inProvince, zs:inPrefecture, zs:investmentYuan, zs:affiliation, zs:partOf, zs:namedAfter"
    bare = reader.rows(
        "SELECT DISTINCT ?p WHERE { ?s ?p ?o FILTER(STRSTARTS(STR(?s), '" + ns.ID + "') && STRSTARTS(STR(?p), '"
        + ns.ZS + f"')) FILTER(?p NOT IN ({derived}))"
        " FILTER NOT EXISTS { GRAPH ?g { ?st rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } } }"
    )  # fmt: skip
    assert {row.text("p").removeprefix(ns.ZS) for row in bare} <= {
        "code", "latitude", "longitude", "formerName", "successor", "inChain",
    }  # fmt: skip
