"""The only place where the spaCy Language is built: Chinese by character, one component after another.

Token i of a Doc is character i of its text, blanks included, so that offsets of characters and of
tokens are the same thing. Components write attributes under `doc._`, all declared in `ingest.document`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from ingest.clean import clean
from ingest.document import ATTRIBUTES
from kg.article import Article

PIPELINE: tuple[tuple[str, str], ...] = (
    ("structure", "ingest.components.structure"),
    ("dateline", "ingest.dateline"),
    ("values", "ingest.components.values"),
    ("regions", "ingest.components.regions"),
    ("names", "ingest.components.names"),
    ("home", "ingest.components.home"),
    ("resolve", "ingest.components.resolve"),
    ("relations", "ingest.relations.component"),
)
"""The components in order: the name, and the module that registers it."""


@dataclass(frozen=True, slots=True)
class Characters:
    """A tokenizer that makes every character a token."""

    vocab: Vocab

    def __call__(self, text: str) -> Doc:
        """The Doc of a text, one token a character."""
        return Doc(self.vocab, words=list(text), spaces=[False] * len(text))


def build() -> Language:
    """The Language with every component of `PIPELINE`."""
    for name, default in ATTRIBUTES.items():
        Doc.set_extension(name, default=default, force=True)
    nlp = spacy.blank("zh")
    nlp.tokenizer = Characters(nlp.vocab)
    nlp.max_length = 50_000_000
    for name, module in PIPELINE:
        import_module(module)
        nlp.add_pipe(name)
    return nlp


def make_doc(nlp: Language, article: Article) -> Doc:
    """The Doc of an article before any component has run: its clean text, `doc._.article` and `doc._.source`."""
    source = clean(article)
    doc = nlp.make_doc(source.text)
    doc._.article, doc._.source = article, source
    return doc


def annotate(nlp: Language, article: Article) -> Doc:
    """The Doc of an article with everything that the components write."""
    return nlp(make_doc(nlp, article))
