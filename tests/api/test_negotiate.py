"""Accept headers as browsers and tools really send them."""

from __future__ import annotations

import pytest

from api.negotiate import NotAcceptable, choose, ranked

OFFERS = ["text/html", "application/json", "text/turtle", "application/ld+json"]

CASES = [
    (None, "text/html"),
    ("", "text/html"),
    ("*/*", "text/html"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", "text/html"),
    ("application/json", "application/json"),
    ("application/json, text/plain, */*", "application/json"),
    ("application/ld+json;q=0.8, text/turtle", "text/turtle"),
    ("application/*;q=0.5, text/turtle;q=0.4", "application/json"),
    ("TEXT/Turtle", "text/turtle"),
    ("text/html;q=0, */*;q=0.1", "application/json"),
    ("text/turtle;q=abc", "text/turtle"),
    ("text/turtle; charset=utf-8; q=0.3, application/json;q=0.2", "text/turtle"),
]


@pytest.mark.parametrize(("accept", "wanted"), CASES)
def test_the_best_liked_offer_is_chosen(accept: str | None, wanted: str) -> None:
    assert choose(accept, OFFERS) == wanted


@pytest.mark.parametrize("accept", ["image/png", "text/html;q=0, text/turtle;q=0.0", "text/csv, image/*"])
def test_nothing_wanted_is_an_error_that_names_the_offers(accept: str) -> None:
    with pytest.raises(NotAcceptable, match="text/html, text/turtle"):
        choose(accept, ["text/html", "text/turtle"])


def test_a_range_is_beaten_by_the_exact_name() -> None:
    assert ranked("text/*;q=0.9, text/html;q=0.1", ["text/html", "text/turtle"]) == ["text/turtle", "text/html"]
