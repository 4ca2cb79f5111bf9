"""One article from file to store: facts with evidence in the original, once each, and an account of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.language import Language

from ingest.document import Candidate, LocalEntity, Mention
from ingest.nlp import build, make_doc
from ingest.outcome import Status
from ingest.readers import read
from ingest.run import examine, facts, ingest_article, ingest_paths, read_article
from ingest.samples import samples
from kg.article import Article
from kg.errors import InvalidGraph, UnreadableArticle
from kg.facts import Entity, Money, Reading, Ref, Role
from kg.store import Store, open_store

TEXT = """某县签下两个项目
2023年3月1日

３月１日,贵州某某新材料有限公司与凯里市签约,总投资38.19亿元的&ldquo;光伏玻璃项目&rdquo;落户凯里市炉碧经济开发区。
▲签约现场。
"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store") as opened:
        yield opened


@pytest.fixture(params=samples(), ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> Article:
    return next(read(request.param))


def test_every_fact_keeps_the_law_of_evidence(nlp: Language, sample: Article) -> None:
    outcome = examine(sample, nlp)
    reading = outcome.reading
    assert reading is not None
    assert reading.article == sample.id
    known = {entity.id for entity in reading.entities}
    assert len(known) == len(reading.entities)
    assert set(reading.referenced()) <= known
    for entity in reading.entities:
        assert entity.mentions
        for mention in entity.mentions:
            assert 0 <= mention.start < mention.end <= len(sample.text)
    for fact in reading.facts:
        for evidence in fact.evidence:
            assert sample.text[evidence.start : evidence.end] == evidence.quote
            assert evidence.quote.strip()
            assert len(evidence.quote) < 1500, "a sentence, not a page"
    stated = [(fact.subject, fact.predicate, fact.object) for fact in reading.facts]
    assert len(stated) == len(set(stated))
    assert reading.facts, "the samples state something"
    for left in outcome.skipped + outcome.doubtful:
        assert left.reason


def test_reading_is_the_same_from_run_to_run(nlp: Language, sample: Article) -> None:
    assert read_article(sample, nlp) == read_article(sample, nlp)


def test_twice_into_the_store_changes_nothing(store: Store) -> None:
    paths = samples()[:3]
    steps: list[int] = []
    first = list(ingest_paths(paths, store, started=steps.append))
    assert [outcome.status for outcome in first] == [Status.WRITTEN] * 3
    assert steps == [0, 1, 2, 3]
    again = list(ingest_paths(paths, store))
    assert [outcome.status for outcome in again] == [Status.UNCHANGED] * 3
    assert [outcome.reading for outcome in again] == [outcome.reading for outcome in first]


def test_files_and_lines_that_are_no_articles_are_outcomes_too(store: Store, tmp_path: Path) -> None:
    good, empty, lines = tmp_path / "甲.txt", tmp_path / "空.txt", tmp_path / "行.jsonl"
    good.write_text(TEXT, encoding="utf-8")
    empty.write_text("", encoding="utf-8")
    lines.write_text('{"text": "某县八个项目签约。"}\n{"title": "没有正文"}\n', encoding="utf-8")
    outcomes = {outcome.name: outcome for outcome in ingest_paths([good, empty, lines, tmp_path / "无.txt"], store)}
    assert outcomes["甲"].status is Status.WRITTEN
    assert outcomes["行-1"].status in (Status.WRITTEN, Status.UNCHANGED)
    failed = {name: outcome for name, outcome in outcomes.items() if outcome.status is Status.FAILED}
    assert set(failed) == {str(empty), f"{lines}:2", str(tmp_path / "无.txt")}
    assert all(outcome.reason for outcome in failed.values())


def test_an_article_without_a_report_fails_with_a_reason(nlp: Language) -> None:
    article = Article("分享到：微信 微博\n", "x")
    outcome = examine(article, nlp)
    assert outcome.status is Status.FAILED
    with pytest.raises(UnreadableArticle):
        read_article(article, nlp)


def test_text_that_is_no_unicode_fails_with_a_reason(nlp: Language) -> None:
    outcome = examine(Article("贵州某某新材料有限公司\ud800在凯里市开工建设光伏玻璃项目，总投资5亿元。", "x"), nlp)
    assert outcome.status is Status.FAILED
    assert "Unicode" in outcome.reason


def test_what_the_store_refuses_is_a_failure_and_nothing_is_lost(nlp: Language) -> None:
    class Refusing:
        def replace(self, article: Article, reading: Reading) -> bool:
            raise InvalidGraph("no", where=article.id)

    outcome = ingest_article(Article(TEXT, "x"), nlp, Refusing())
    assert outcome.status is Status.FAILED
    assert "no" in outcome.reason


def test_boilerplate_is_accounted_for(nlp: Language) -> None:
    outcome = examine(Article(f"{TEXT}\n责任编辑：小王\n", "x"), nlp)
    assert any("责任编辑" in left.what and "editor" in left.reason for left in outcome.skipped)


def test_candidates_become_facts_with_evidence_in_the_original(nlp: Language) -> None:
    article = Article(TEXT, "x")
    doc = make_doc(nlp, article)
    clean_text = doc._.source.text
    start = clean_text.index("总投资")
    end = clean_text.index("落户")
    names = ["光伏玻璃项目", "贵州某某新材料有限公司"]
    doc._.entities = [
        LocalEntity(
            kind, name, mentions=[Mention(clean_text.index(name), clean_text.index(name) + len(name), kind, name)]
        )
        for kind, name in zip(("Project", "Company"), names, strict=True)
    ]
    doc._.candidates = [
        Candidate(0, "totalInvestment", Money(3819000000.0), start, end, "amounts", 0.8),
        Candidate(0, "totalInvestment", Money(3819000000.0), start, end, "other", 0.9),
        Candidate(0, "totalInvestment", Money(3819000000.0), start, end + 2, "amounts", 0.95),
        Candidate(0, "investor", 1, start - 20, end, "investors", 0.7),
        Candidate(1, "role", Role(None, "董事长"), start, end, "roles", 0.6, org_index=0),
        Candidate(0, "phaseOf", 0, start, end, "phases", 0.6),
    ]
    entities = [Entity(f"https://x/{name}", kind.type, name) for kind, name in zip(doc._.entities, names, strict=True)]
    found = list(facts(doc, entities))
    assert [fact.predicate for fact in found] == ["totalInvestment", "investor", "role"]
    investment, investor, role = found
    assert [evidence.confidence for evidence in investment.evidence] == [0.95, 0.9]
    assert investment.evidence[1].quote == "总投资38.19亿元的&ldquo;光伏玻璃项目&rdquo;"
    assert investor.object == Ref(entities[1].id)
    assert role.object == Role(entities[0].id, "董事长")
    for fact in found:
        for evidence in fact.evidence:
            assert article.text[evidence.start : evidence.end] == evidence.quote


@pytest.mark.slow
def test_outcomes_do_not_depend_on_the_number_of_processes(tmp_path: Path) -> None:
    broken = tmp_path / "空.txt"
    broken.write_text("", encoding="utf-8")
    paths = [samples()[0], broken, samples()[1], samples()[2]]

    def readings(workers: int) -> list[object]:
        with open_store(tmp_path / f"store{workers}") as store:
            return [outcome.reading for outcome in ingest_paths(paths, store, workers=workers)]

    alone, together = readings(1), readings(2)
    assert sorted(map(repr, alone)) == sorted(map(repr, together))
    assert [reading for reading in alone if reading] == [reading for reading in together if reading]


def test_a_figure_is_evidenced_by_its_own_sentence(nlp: Language) -> None:
    """The subject stands in the sentence before; the quote is not stretched to it."""
    said = "今年1月至6月，全县新签约项目12个，合同投资额30亿元。"
    article = Article(f"2023年7月5日，江苏省建湖县召开招商引资工作会议。\n{said}", "a", "text/plain")
    figures = [fact for fact in read_article(article, nlp).facts if fact.predicate == "indicator"]
    assert figures
    assert all(said.startswith(evidence.quote.rstrip("。")) for fact in figures for evidence in fact.evidence)
