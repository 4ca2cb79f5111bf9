"""Annotates articles in several processes and gives the results in order.

Annotating an article depends on nothing but the article, so it can be spread; linking depends on the
articles before it, so it is left to the caller. A worker sends back what the later steps read, and
the caller gets a Doc that has these attributes and no tokens. Processes are started afresh, not
forked: a store that is open for writing must not be shared.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from ingest.nlp import annotate, build
from kg.article import Article

SENT = ("article", "source", "date", "home", "entities", "candidates", "skipped")
"""The attributes of a Doc that linking and what follows it read."""
AHEAD = 4
"""How many articles per process may wait for their turn."""

_nlp: Language | None = None


def annotated(articles: Iterable[Article], nlp: Language, workers: int = 1) -> Iterator[Doc]:
    """The annotated Doc of every article, in order; with more than one worker, without its tokens.

    An error of a component is raised here, whichever process met it.
    """
    if workers <= 1:
        for article in articles:
            yield annotate(nlp, article)
        return
    waiting: deque[Future[dict[str, Any]]] = deque()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start) as pool:
        for article in articles:
            waiting.append(pool.submit(_work, article))
            if len(waiting) >= AHEAD * workers:
                yield _doc(nlp, waiting.popleft().result())
        while waiting:
            yield _doc(nlp, waiting.popleft().result())


def _start() -> None:
    """Runs once in every worker."""
    global _nlp
    _nlp = build()


def _work(article: Article) -> dict[str, Any]:
    assert _nlp is not None, "_start has run"
    doc = annotate(_nlp, article)
    return {name: getattr(doc._, name) for name in SENT}


def _doc(nlp: Language, attributes: dict[str, Any]) -> Doc:
    doc = Doc(nlp.vocab)
    for name, value in attributes.items():
        setattr(doc._, name, value)
    return doc
