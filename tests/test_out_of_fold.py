"""Names found out of fold, laid on a Doc in place of the shipped models'."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from ingest.document import Mention
from ingest.nlp import annotate, build
from kg.article import Article

SOURCE = Path(__file__).parents[1] / "benchmarks" / "out_of_fold.py"
TEXT = "6月3日，播州区商务局与比亚迪签约，电解液项目落户。"


@pytest.fixture(scope="module")
def out_of_fold() -> ModuleType:
    spec = importlib.util.spec_from_file_location("out_of_fold", SOURCE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_written_is_read(out_of_fold: ModuleType, tmp_path: Path) -> None:
    mentions = {"a": [Mention(0, 3, "Company", "比亚迪", 0.75, "sequence")], "b": []}
    out_of_fold.write(tmp_path / "deep" / "entities.json", mentions)
    assert out_of_fold.read(tmp_path / "deep" / "entities.json") == mentions


def test_laid_names_replace_those_of_the_models(out_of_fold: ModuleType) -> None:
    nlp = build()
    doc = annotate(nlp, Article(TEXT, "probe"))
    start = TEXT.index("电解液项目")
    mention = Mention(start, start + 5, "Project", "电解液项目", 0.6, "sequence")
    doc = out_of_fold.lay(nlp, doc, [mention])
    assert doc._.mentions == [mention]
    assert [(e.type, e.name) for e in doc._.entities] == [("Project", "电解液项目")]


def test_names_of_another_text_are_refused(out_of_fold: ModuleType) -> None:
    nlp = build()
    doc = annotate(nlp, Article(TEXT, "probe"))
    with pytest.raises(out_of_fold.Stale):
        out_of_fold.lay(nlp, doc, [Mention(0, 3, "Company", "比亚迪", 0.6, "sequence")])
