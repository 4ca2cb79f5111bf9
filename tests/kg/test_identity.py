"""The ledger: merges and splits are rows, the last word wins, everything can be taken back."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NotFound
from kg.identity import Ledger

LONG, SHORT, OTHER = "id/Company/贵州黔玻永太新材料有限公司", "id/Company/黔玻永太", "id/Company/凯荣玻璃"
WHO = ("编辑", "2024-01-01T00:00:00Z", "同一家企业")


def test_a_merge_redirects_to_the_elder() -> None:
    ledger = Ledger()
    ledger.merge(LONG, SHORT, *WHO)
    assert ledger.survivor(SHORT) == ledger.survivor(LONG) == LONG
    assert ledger.survivor(OTHER) == OTHER
    assert ledger.redirects() == {SHORT: LONG}


def test_undo_brings_back_what_was() -> None:
    ledger = Ledger()
    row = ledger.merge(LONG, SHORT, *WHO)
    undone = ledger.undo(row.number, *WHO)
    assert ledger.redirects() == {} and ledger.opinion(LONG, SHORT) is None
    ledger.undo(undone.number, *WHO)
    assert ledger.redirects() == {SHORT: LONG}
    with pytest.raises(NotFound):
        ledger.undo(99, *WHO)


def test_a_split_after_a_merge_wins_and_the_other_way_round() -> None:
    ledger = Ledger()
    ledger.merge(LONG, SHORT, *WHO)
    ledger.split(LONG, SHORT, *WHO)
    assert ledger.redirects() == {}
    ledger.merge(LONG, SHORT, *WHO)
    assert ledger.redirects() == {SHORT: LONG}
    held = ledger.opinion(SHORT, LONG)
    assert held is not None and held.number == 3 and held.reason


def test_different_members_are_never_joined_by_a_third() -> None:
    ledger = Ledger()
    ledger.split(LONG, OTHER, *WHO)
    ledger.merge(LONG, SHORT, *WHO)
    ledger.merge(OTHER, SHORT, *WHO)
    assert ledger.survivor(OTHER) != ledger.survivor(LONG)
    assert ledger.survivor(SHORT) == LONG


def test_one_thing_is_no_pair() -> None:
    with pytest.raises(ValueError, match="not two things"):
        Ledger().merge(LONG, LONG, *WHO)


steps = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.booleans()), max_size=14)


@given(steps)
def test_rows_say_everything(plan: list[tuple[str, str, bool]]) -> None:
    ledger = Ledger()
    for left, right, same in plan:
        if left != right:
            (ledger.merge if same else ledger.split)(left, right, *WHO)
    again = Ledger(reversed(list(ledger.rows())))
    assert again.redirects() == ledger.redirects()
    for iri in "abcdef":  # a survivor survives
        assert ledger.survivor(ledger.survivor(iri)) == ledger.survivor(iri)
    for a, b in combinations("abcdef", 2):
        held = ledger.opinion(a, b)
        if held is not None and held.opinion == "different":
            assert ledger.survivor(a) != ledger.survivor(b)
