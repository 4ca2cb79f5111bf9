"""A promise that has passed without later evidence is unknown; one that was kept, or a later step, is not listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.facts import Milestone
from kg.ontology import ontology
from kg.overdue import IMPLIES, overdue
from kg.store import open_reader
from tests.factory import Draft, shelve


def found(path: Path, day: str, *steps: Milestone) -> list[tuple[str, str, str]]:
    draft = Draft("甲项目计划投产", "a", date="2021-03-24")
    project = draft.thing("Project", "甲项目")
    for step in steps:
        draft.fact(project, "milestone", step, "计划投产")
    with open_reader(shelve(path, draft)) as reader:
        rows = overdue(reader, day)
    assert all(row.evidence.quote == "计划投产" and row.name == "甲项目" for row in rows)
    return [(row.milestone, row.promised, row.heard) for row in rows]


PLAN = Milestone("productionStart", "2022", True)


def test_unknown_once_the_last_day_has_passed(tmp_path: Path) -> None:
    assert found(tmp_path / "a", "2022-12-31", PLAN) == []
    assert found(tmp_path / "b", "2023-01-01", PLAN) == [("productionStart", "2022", "2021-03-24")]


@pytest.mark.parametrize("kind", ["productionStart", "fullCapacity"])
def test_kept_where_it_or_what_follows_from_it_is_stated(tmp_path: Path, kind: str) -> None:
    assert found(tmp_path, "2030-01-01", PLAN, Milestone(kind, None, False)) == []


def test_an_earlier_step_or_another_promise_proves_nothing(tmp_path: Path) -> None:
    steps = (PLAN, Milestone("constructionStart", "2021-06", False), Milestone("fullCapacity", None, True))
    assert [row[0] for row in found(tmp_path, "2030-01-01", *steps)] == ["productionStart"]


def test_the_table_speaks_of_known_milestones() -> None:
    known = set(ontology().individuals("MilestoneKind"))
    assert set(IMPLIES) <= known and all(set(row) <= known for row in IMPLIES.values())
