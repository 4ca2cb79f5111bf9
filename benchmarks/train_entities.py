#!/usr/bin/env python3
"""Train the entity models, or measure them by cross-validation.

    python benchmarks/train_entities.py             train on train + own, write ingest/models/entities-*
    python benchmarks/train_entities.py --cv        figures by folds of articles, nothing written
    python benchmarks/train_entities.py --score DIR figures of the shipped models on a folder with gold
    python benchmarks/train_entities.py --out-of-fold FILE
                                                    only what models that did not see it find in each article

Steps: (1) the text of every article is cleaned and looked up as in the pipeline; (2) for each fold a
sequence model is trained on the other folds and proposes candidates for the fold; (3) the verifier is
fitted on all those candidates, which no model has seen in training; (4) thresholds by type are chosen
for the best F1; (5) the sequence model that is shipped is the mean of those of the folds. Deterministic.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import out_of_fold
import pycrfsuite
import score as ruler
from gold import FOLDER, Example, label, project, sources
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from variants import Pool, Spans, vary

from ingest.clean import clean
from ingest.components.columns import MODELS, columns
from ingest.components.names import TAGGER, VERIFIER, Models, mentions_of, region_rows, select, title_length
from ingest.components.proposals import Proposal, propose
from ingest.components.regions import find_regions
from ingest.components.resolve import group
from ingest.components.tagger import KINDS, LABELS, Tagger, hashes, sequences
from ingest.components.verifier import Article, Features, Verifier, features, plain_chance
from ingest.document import Mention
from kg.article import Article as Source

FOLDS = 4
CRF = {"c1": 0.1, "c2": 0.05, "max_iterations": 60, "feature.possible_transitions": False}
VARIANTS = defaultdict(lambda: 1, train=2)
"""How many copies with other names each training article gets, by its folder; `train` is closest in its
annotation to what we are measured on and weighs more, in the verifier too."""

NEGLIGIBLE = 0.02
"""Weights of the sequence model smaller than this are left out."""

FORBIDDEN = -12.0
"""Weight of a step between labels that the gold never takes."""

Sequence = tuple[list[list[str]], list[str]]
Judged = tuple[Example, list[Proposal], list[Features], list[int | None]]


def load(folders: list[str]) -> list[Example]:
    """The annotated articles of `folders`, cleaned."""
    return [
        Example(name, source_text(path), gold, folder) for folder in folders for name, path, gold in sources(folder)
    ]


def source_text(path: Path) -> str:
    """The clean text of an article's file."""
    html = path.suffix == ".html"
    return clean(Source(path.read_text(encoding="utf-8"), path.stem, "text/html" if html else "text/plain")).text


def given(text: str) -> list[tuple[int, int, str, str]]:
    """The gazetteer's hits, as the component "names" receives them."""
    return [(m.start, m.end, m.type, m.source) for m in find_regions(text)]


def prepare(text: str, spans: Spans) -> list[Sequence]:
    """Feature strings and labels of every character, by sequence."""
    table = hashes(columns(text, region_rows(given(text)))).tolist()
    tags = ["O"] * len(text)
    for start, end, kind in spans:
        tags[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 2), f"E-{kind}"]
    return [
        ([[format(value, "x") for value in row] for row in table[start:end]], tags[start:end])
        for start, end in sequences(text)
    ]


def train_tagger(examples: list[Example], seed: int) -> Tagger:
    """Fit a sequence model on the articles and their variants (others for each seed) and take its weights out."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(CRF)
    annotated = [(example.text, project(example.text, example.gold)) for example in examples]
    pool = Pool(annotated)
    for example, (text, spans) in zip(examples, annotated, strict=True):
        for version in range(VARIANTS[example.folder] + 1):
            chosen = vary(f"{example.name}/{seed + version}", text, spans, pool) if version else (text, spans)
            for rows, tags in prepare(*chosen):
                if not version or any(tag != "O" for tag in tags):
                    trainer.append(rows, tags)
    with tempfile.NamedTemporaryFile(suffix=".crf") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        info = tagger.info()
    keys = sorted({int(name, 16) for name, _ in info.state_features})
    row = {key: i for i, key in enumerate(keys)}
    place = {label: i for i, label in enumerate(LABELS)}
    weights = np.zeros((len(keys) + 1, len(LABELS)), dtype=np.float32)
    for (name, label_), value in info.state_features.items():
        weights[row[int(name, 16)], place[label_]] = value
    steps = np.full((len(LABELS), len(LABELS)), FORBIDDEN, dtype=np.float32)
    for (before, after), value in info.transitions.items():
        steps[place[before], place[after]] = value
    return Tagger(np.array(keys, dtype=np.uint32), weights, steps)


def candidates(example: Example, tagger: Tagger | None) -> Judged:
    """What is proposed for an article, with features and truth."""
    hits = given(example.text)
    using = Models(tagger, None, {})
    proposals = propose(example.text, using.lattice(example.text, region_rows(hits)), hits)
    article = Article(example.text, proposals, title_length(example.text))
    return example, proposals, [features(p, article) for p in proposals], label(proposals, example.gold)


def train_folds(examples: list[Example]) -> list[Tagger]:
    """The sequence model of every fold, trained on the other folds."""
    parts = [[example for i, example in enumerate(examples) if i % FOLDS != fold] for fold in range(FOLDS)]
    with ProcessPoolExecutor(max_workers=2) as workers:
        return list(workers.map(train_tagger, parts, range(0, 10 * FOLDS, 10)))


def mean(taggers: list[Tagger]) -> Tagger:
    """The sequence model whose every weight is the mean of the folds': it has seen everything, and none of the
    chances that each model took with its own articles."""
    keys = np.unique(np.concatenate([tagger.keys for tagger in taggers]))
    weights = np.zeros((len(keys) + 1, len(LABELS)), dtype=np.float32)
    for tagger in taggers:
        weights[np.searchsorted(keys, tagger.keys)] += tagger.weights[:-1] / len(taggers)
    weights[np.abs(weights) < NEGLIGIBLE] = 0.0
    used = np.flatnonzero(weights[:-1].any(axis=1))
    steps = np.mean([tagger.transitions for tagger in taggers], axis=0, dtype=np.float32)
    return Tagger(keys[used], np.concatenate([weights[used], weights[-1:]]), steps)


def fit_verifier(rows: list[Judged], strength: float = 0.2) -> Verifier:
    """One logistic model a type over all judged candidates."""
    weights: dict[str, dict[str, float]] = {}
    for kind in KINDS:
        pairs = [
            (f, y, 1 + VARIANTS[example.folder])
            for example, proposals, found, truth in rows
            for p, f, y in zip(proposals, found, truth, strict=True)
            if p.kind == kind and y is not None
        ]
        vectorizer = DictVectorizer()
        matrix = vectorizer.fit_transform([f for f, _, _ in pairs])
        matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
        model = LogisticRegression(C=strength / 2, solver="liblinear", max_iter=300, random_state=0)
        model.fit(matrix, [y for _, y, _ in pairs], [weight for _, _, weight in pairs])
        names = vectorizer.get_feature_names_out()
        weights[kind] = {"": round(float(model.intercept_[0]), 3)}
        weights[kind] |= {
            str(n): round(float(w), 3) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) > 0.01
        }
    return Verifier(weights)


def unseen(rows: list[Judged], chances: list[list[float]], limits: dict[str, float]) -> dict[str, list[Mention]]:
    """The mentions of every article as the component "names" would write them, by probabilities out of fold."""
    return {
        row[0].name: mentions_of(select(len(row[0].text), row[1], chance, limits)[0])
        for row, chance in zip(rows, chances, strict=True)
    }


def predict(
    example: Example, proposals: list[Proposal], chances: list[float], limits: dict[str, float]
) -> list[dict[str, Any]]:
    """Entities in the facts format from judged candidates."""
    kept, _ = select(len(example.text), proposals, chances, limits)
    entities = group(example.text, mentions_of(kept), None)
    return [
        {"id": str(i), "type": e.type, "name": e.name, "aliases": e.aliases, "code": e.code}
        for i, e in enumerate(entities)
    ]


def tally(rows: list[Judged], chances: list[list[float]], limits: dict[str, float], loud: bool = False) -> ruler.Tally:
    """The ruler's counts over judged articles."""
    entities = ruler.Tally()
    for (example, proposals, _, _), chance in zip(rows, chances, strict=True):
        if loud:
            print("##", example.name)
        predicted = {"entities": predict(example, proposals, chance, limits), "facts": []}
        ruler.judge(
            example.gold, predicted, example.text, entities, ruler.Tally(), Counter(), print if loud else lambda _: None
        )
    return entities


def choose_limits(rows: list[Judged], chances: list[list[float]]) -> dict[str, float]:
    """For each type the threshold with the best F1, over all articles and again over those of `train`; about a half,
    since the mean of the models that is shipped is surer of itself than the one that judged here."""
    limits = dict.fromkeys(KINDS, 0.5)
    near = [i for i, row in enumerate(rows) if row[0].folder == "train"]
    parts = [(rows, chances), ([rows[i] for i in near], [chances[i] for i in near])]
    for kind in KINDS:
        figures = {}
        for limit in (0.44, 0.5, 0.56):
            counts = [tally(*part, limits | {kind: limit}) for part in parts]
            figures[limit] = sum(c.figures(*c.rows)["f1"] for c in counts) - 0.002 * abs(limit - 0.5)
        limits[kind] = max(figures, key=lambda limit: figures[limit])
    return limits


def crossed(rows: list[Judged]) -> list[list[float]]:
    """The verifier's probability of every candidate, fitted on the other folds."""
    chances: dict[int, list[float]] = {}
    for fold in range(FOLDS):
        verifier = fit_verifier([row for i, row in enumerate(rows) if i % FOLDS != fold])
        for i in range(fold, len(rows), FOLDS):
            chances[i] = judge(verifier, rows[i])
    return [chances[i] for i in range(len(rows))]


def judge(verifier: Verifier | None, row: Judged) -> list[float]:
    """Probabilities of the candidates of one article; by the sequence model alone where there is no verifier."""
    if verifier is None:
        return [plain_chance(p, True) for p in row[1]]
    return [verifier.chance(p.kind, f) for p, f in zip(row[1], row[2], strict=True)]


def report(title: str, counts: ruler.Tally) -> None:
    """Print precision, recall and F1 by type."""
    print(f"{title:24}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'pred':>7}")
    for name, kinds in [*((k, (k,)) for k in sorted(counts.rows)), ("all", tuple(counts.rows))]:
        row = counts.figures(*kinds)
        print(f"  {name:22}{row['p']:7.3f}{row['r']:7.3f}{row['f1']:7.3f}{row['gold']:7}{row['predicted']:7}")


def main() -> int:
    """Train or measure, as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folders", nargs="+", default=["train", "own"])
    parser.add_argument("--cv", action="store_true", help="cross-validate only")
    parser.add_argument("--score", metavar="DIR", help="score the shipped models on a folder with gold")
    parser.add_argument("--without", nargs="*", default=[], help="with --score: models to leave out (tagger, verifier)")
    parser.add_argument("--out-of-fold", type=Path, metavar="FILE", help="write the names out of fold here, no model")
    parser.add_argument("--errors", action="store_true", help="print what was missed and spurious")
    args = parser.parse_args()
    if args.score:
        using = Models.load(MODELS, tuple(args.without))
        rows = [candidates(example, using.tagger) for example in load([args.score])]
        chances = [
            judge(using.verifier, row) if using.tagger else [plain_chance(p, False) for p in row[1]] for row in rows
        ]
        report(args.score, tally(rows, chances, using.thresholds, args.errors))
        return 0
    examples = load(args.folders)
    taggers = train_folds(examples)
    rows = [candidates(example, taggers[i % FOLDS]) for i, example in enumerate(examples)]
    limits = choose_limits(rows, chances := crossed(rows))
    report("cross-validated", tally(rows, chances, limits, args.errors))
    for folder in args.folders:
        part = [i for i, row in enumerate(rows) if row[0].folder == folder]
        report(f"  of which {folder}", tally([rows[i] for i in part], [chances[i] for i in part], limits))
    report("sequence model alone", tally(rows, [judge(None, row) for row in rows], {}))
    out_of_fold.write(args.out_of_fold or out_of_fold.CACHE, unseen(rows, chances, limits))
    if args.cv or args.out_of_fold:
        return 0
    verifier = fit_verifier(rows)
    mean(taggers).save(MODELS / TAGGER)
    content = {"thresholds": limits, "weights": verifier.weights}
    (MODELS / VERIFIER).write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print("written:", MODELS / TAGGER, MODELS / VERIFIER, f"from {len(examples)} articles of {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
