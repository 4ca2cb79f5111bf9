"""Phases and lines find the whole that is meant, through the grouping of real mentions."""

from __future__ import annotations

from ingest.components.resolve import group
from ingest.document import LocalEntity, Mention


def things(text: str, *named: tuple[str, str]) -> dict[str, LocalEntity]:
    """The things that `named` (name, type or phase) gives when each stands at its first place in `text`."""
    mentions = []
    for name, kind in named:
        start = text.index(name)
        type_, source = ("Project", "phase") if kind == "phase" else (kind, "")
        mentions.append(Mention(start, start + len(name), type_, name, 1.0, source))
    return {e.name: e for e in group(text, sorted(mentions, key=lambda m: m.start))}


def test_a_firms_first_phase_is_its_projects():
    text = "河西青禾新材料有限公司（以下简称“青禾公司”），一期已投产。\n青禾项目总投资30亿元。"
    found = things(
        text, ("河西青禾新材料有限公司", "Company"), ("青禾公司", "Company"), ("一期", "phase"), ("青禾项目", "Project")
    )
    assert "青禾项目一期" in found
    assert list(found.values())[found["青禾项目一期"].parent or 0].name == "青禾项目"


def test_a_firm_without_a_project_of_its_name_keeps_its_phase():
    text = "河西青禾新材料有限公司，一期已投产。\n远山项目总投资30亿元。"
    found = things(text, ("河西青禾新材料有限公司", "Company"), ("一期", "phase"), ("远山项目", "Project"))
    assert "河西青禾新材料有限公司一期" in found


def test_this_line_is_the_line_named_before():
    text = "青禾项目的第二条生产线正在安装。这条年产5万吨精制糖生产线明年投产。"
    found = things(text, ("青禾项目", "Project"), ("第二条生产线", "phase"), ("年产5万吨精制糖生产线", "Project"))
    assert list(found) == ["青禾项目", "青禾项目第二条生产线"]
    assert [m.text for m in found["青禾项目第二条生产线"].mentions] == ["第二条生产线", "年产5万吨精制糖生产线"]


def test_a_line_that_nothing_points_back_from_is_another():
    text = "青禾项目的第二条生产线正在安装。另有年产5万吨精制糖生产线明年投产。"
    found = things(text, ("青禾项目", "Project"), ("第二条生产线", "phase"), ("年产5万吨精制糖生产线", "Project"))
    assert "年产5万吨精制糖生产线" in found
