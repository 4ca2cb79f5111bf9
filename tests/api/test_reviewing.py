"""The commands of reviewers on a real store: identity, verdicts, and the walk through what is unsure."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import app
from kg import iris, lookup
from kg.canonical import fact_id
from kg.errors import KgError
from kg.names_index import Doubt
from kg.store import open_reader, open_store
from tests.factory import Draft, newsroom, shelve, signing

FIRM, LOCAL = "广东星河光电集团有限公司", "贵港星河显示科技有限公司"
TOTAL = next(fact_id(f.subject, f.predicate, f.object) for f in signing().facts if f.predicate == "totalInvestment")
AMOUNT = "SELECT ?v WHERE { ?p zs:investmentYuan ?v }"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return shelve(tmp_path / "store", *newsroom())


def kg(store: Path, *words: str, typed: str = "") -> Result:
    done = CliRunner().invoke(app, [*words, "--store", str(store)], input=typed)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def survivors(store: Path) -> dict[str, str]:
    with open_reader(store) as reader:
        return dict(lookup.redirects(reader))


def test_a_merge_a_split_and_an_undo(store: Path) -> None:
    one, other = iris.entity("Company", FIRM), iris.entity("Company", LOCAL)
    said = kg(store, "same", FIRM, LOCAL, "--reason", "一家").stdout.replace("\n", "")
    assert f"Company/{FIRM} = Company/{LOCAL}" in said
    assert survivors(store) == {other: one}
    kg(store, "split", FIRM, f"Company/{LOCAL}")
    assert survivors(store) == {}
    kg(store, "undo", "2")
    assert survivors(store) == {other: one}
    kg(store, "undo", "1")
    assert survivors(store) == {}
    listed = kg(store, "judgements").stdout
    assert "4 judgements" in listed


def test_review_walks_through_the_unsure_pairs(store: Path) -> None:
    one, other = iris.entity("Company", FIRM), iris.entity("Company", LOCAL)
    third = iris.entity("Company", "桂西新材料有限公司")
    with open_store(store) as writer:
        assert writer.doubt([Doubt(one, other, 0.4, ("同用“星河”",)), Doubt(one, third, 0.2, ("同城",))]) == 2
        assert writer.doubt([Doubt(other, one, 0.4, ("同用“星河”",))]) == 0
        writer.publish()
    assert "2 judgements" in kg(store, "judgements", "--unsure").stdout
    told = kg(store, "review", "--by", "编辑", typed="s\n同一集团\nd\n\n").stdout
    assert "2 pairs wait" in told and "2 decided, 0 left" in told
    left = "".join(line.split("│")[1].strip() for line in told.splitlines() if line.count("│") == 4)
    right = "".join(line.split("│")[3].strip() for line in told.splitlines() if line.count("│") == 4)
    assert "投资建设的星河光电产业园项目" in left and "负责建设，年产显示模组600万片" in right
    assert survivors(store) == {other: one}
    assert "0 judgements" in kg(store, "judgements", "--unsure").stdout
    with open_store(store) as writer:  # a doubt does not come back once it was settled
        assert writer.doubt([Doubt(one, third, 0.2, ("同城",))]) == 0
        held = writer.ledger.opinion(one, third)
    assert held is not None and (held.opinion, held.by) == ("different", "编辑")


def test_verdicts_on_a_fact(store: Path) -> None:
    assert "1250000000" in kg(store, "query", AMOUNT).stdout
    kg(store, "correct", TOTAL, "13亿元", "--by", "编辑", "--reason", "四舍五入")
    assert "1300000000" in kg(store, "query", AMOUNT).stdout
    kg(store, "reject", TOTAL)
    assert "0 rows" in kg(store, "query", AMOUNT).stdout
    kg(store, "accept", f"/facts/{TOTAL}")
    assert "1250000000" in kg(store, "query", AMOUNT).stdout
    with pytest.raises(KgError):
        kg(store, "reject", "0" * 24)


def test_all_names_can_be_compared_again(tmp_path: Path) -> None:
    draft = Draft("合力泰科技股份有限公司投产，合力泰扩产", "names")
    for name in ("合力泰科技股份有限公司", "合力泰"):
        draft.thing("Company", name)
    store = shelve(tmp_path / "names", draft)
    assert "1 new pairs" in kg(store, "review", "--find", typed="q\n").stdout
    assert "0 new pairs" in kg(store, "review", "--find", typed="q\n").stdout
    assert "合力泰" in kg(store, "judgements", "--unsure").stdout
