"""`kg evaluate`: extraction against annotated articles, by the project's ruler, beside the last recorded run."""

from __future__ import annotations

import importlib.util
import json
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Column, Table

from kg.errors import NotFound

out = Console(highlight=False)

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
RECORD = BENCHMARKS / "extraction.json"
HEADLINES = ("entities", "core", "facts", "resolution")


def ruler() -> ModuleType:
    """`benchmarks/score.py`, which stays a script of its own so that anyone can score with it alone.

    Raises NotFound outside a checkout.
    """
    path = BENCHMARKS / "score.py"
    if not path.exists():
        raise NotFound(f"no ruler at {path}", hint="run this in a checkout of the project: the wheel has no benchmark")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(gold_dir: Path, *, errors: bool = False) -> dict[str, Any]:
    """Run the pipeline on the articles of a gold folder through a store and score what the store gives back.

    Returns {"figures": name → {p, r, f1, gold, predicted}, "evidence": share, "dates": share}.
    """
    from api.cli.ingesting import load
    from kg import lookup
    from kg.store import open_reader

    rule = ruler()
    texts = [path for path in sorted(gold_dir.iterdir()) if path.suffix in (".txt", ".html")]
    with tempfile.TemporaryDirectory(prefix="kg-evaluate-") as scratch:
        load([str(path) for path in texts], Path(scratch))
        reader = open_reader(Path(scratch))
        predicted = {row.name: lookup.facts_json(reader, row.id) for row in lookup.articles(reader)}
        reader.close()
    entities, facts, extra, aligned = rule.Tally(), rule.Tally(), rule.Counter(), {}
    for path in texts:
        gold_path = path.with_suffix(".json")
        if not gold_path.exists():
            continue
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
        if errors:
            out.rule(path.stem)
        say = out.print if errors else lambda _: None
        row, text = predicted.get(path.stem, {}), path.read_text(encoding="utf-8")
        aligned[path.stem] = rule.judge(gold, row, text, entities, facts, extra, say)
        if gold.get("date") and row.get("date"):
            extra["dates total"] += 1
            extra["dates right"] += rule.same_date(gold["date"], row["date"])
    figures = {f"entity:{name}": entities.figures(name) for name in sorted(entities.rows)}
    figures |= {f"fact:{name}": facts.figures(name) for name in sorted(facts.rows)}
    figures["entities"] = entities.figures(*entities.rows)
    figures["core"] = facts.figures(*rule.CORE)
    figures["facts"] = facts.figures(*facts.rows)
    figures["resolution"] = rule.resolution(aligned)
    shares = {
        key: extra[f"{key} right"] / extra[f"{key} total"]
        for key in ("planned", "period", "per", "dates")
        if extra[f"{key} total"]
    }
    return {"figures": figures, "shares": shares, "evidence": extra["evidenced"] / max(extra["facts"], 1)}


def evaluate(
    gold_dir: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="Articles with gold beside them.")],
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed and spurious.")] = False,
    record: Annotated[bool, typer.Option("--record", help="Save the figures as the ones to compare with.")] = False,
) -> None:
    """Score extraction on annotated articles and show what rose or fell since the recorded run.

    Example: kg evaluate benchmarks/articles/dev --errors
    """
    result = score(gold_dir, errors=errors)
    records = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    before = records.get(gold_dir.name, {}).get("figures", {})
    table = Table(Column("", no_wrap=True), "P", "R", "F1", "change", "gold", "predicted")
    for name, row in result["figures"].items():
        change = row["f1"] - before[name]["f1"] if name in before else None
        shown = "" if change is None else f"{change:+.3f}" if abs(change) >= 0.0005 else "="
        cells = (
            f"{row['p']:.3f}",
            f"{row['r']:.3f}",
            f"{row['f1']:.3f}",
            shown,
            str(row["gold"]),
            str(row["predicted"]),
        )
        table.add_row(name, *cells, style="bold" if name in HEADLINES else None)
    out.print(table)
    out.print(f"evidence {result['evidence']:.3f}", *(f"{key} {share:.3f}" for key, share in result["shares"].items()))
    if record:
        records[gold_dir.name] = result
        RECORD.write_text(json.dumps(records, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        out.print(f"recorded in {RECORD}")


COMMANDS = (evaluate,)
