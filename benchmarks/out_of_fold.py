"""The names that models which did NOT see an article find in it: what training of relations should start from.

The shipped models have learned the annotated articles and find nearly every name in them; whoever fits a
relation or a threshold to that will be too trusting on new articles. `train_entities.py` writes the
honest predictions, by folds of articles, with every training (or alone, by `--out-of-fold FILE`):

    mentions = read()                           # or read(Path("FILE")): article name -> mentions
    doc = annotate(nlp, article)                # `relations` disabled
    if article_name in mentions:
        lay(nlp, doc, mentions[article_name])   # replaces doc._.mentions; home and resolve run again

The file is JSON: article name -> [[start, end, type, text, confidence, source], …]; offsets count
characters of the clean text. It is not kept in git.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from ingest.document import Mention, text_of

CACHE = Path(__file__).parent / ".cache" / "entities.json"
"""Where training leaves the file."""


class Stale(Exception):
    """The article's text is no longer the one that the predictions were made for."""


def write(path: Path, mentions: Mapping[str, Sequence[Mention]]) -> None:
    """Write the mentions found in each article, by its name."""
    content = {
        name: [[m.start, m.end, m.type, m.text, m.confidence, m.source] for m in found]
        for name, found in mentions.items()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")


def read(path: Path = CACHE) -> dict[str, list[Mention]]:
    """The mentions of every article of the file.

    Raises FileNotFoundError where training has not written it yet.
    """
    content = json.loads(path.read_text(encoding="utf-8"))
    return {name: [Mention(*row) for row in rows] for name, rows in content.items()}


def lay(nlp: Language, doc: Doc, mentions: Sequence[Mention]) -> Doc:
    """Put `mentions` on the Doc in place of the shipped models' and run what comes after `names` again.

    Raises Stale where they do not stand in the text.
    """
    text = text_of(doc)
    wrong = next((m for m in mentions if text[m.start : m.end] != m.text), None)
    if wrong is not None:
        raise Stale(f"{wrong.text!r} is not at {wrong.start} of {text[:20]!r}…: train the entities again")
    doc._.mentions = list(mentions)
    for component in ("home", "resolve"):
        doc = nlp.get_pipe(component)(doc)
    return doc
