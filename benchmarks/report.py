"""Write docs/reference/extraction.md from the recorded figures: `python benchmarks/report.py`."""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "reference" / "extraction.md"
TITLES = {
    "dev": "Articles of `benchmarks/articles/dev`: no rule was written for them, no model has seen them",
    "seeds": "Three real articles (not in this repository)",
}


def page(records: dict[str, dict]) -> str:
    """The page as Markdown: for each recorded set precision, recall and F1 of every figure."""
    parts = [
        "# Extraction: the figures\n",
        "Made by `python benchmarks/report.py` from `benchmarks/extraction.json`; recorded by "
        "`kg evaluate DIR --record`, measured by `benchmarks/score.py` on what the store gives back. "
        "What counts as what is said in `benchmarks/FORMAT.md`.\n",
    ]
    for name, record in records.items():
        parts.append(f"## {TITLES.get(name, name)}\n")
        parts.append("| | precision | recall | F1 | gold | predicted |\n|---|---|---|---|---|---|")
        for figure, row in record["figures"].items():
            cells = f"{row['p']:.3f} | {row['r']:.3f} | {row['f1']:.3f} | {row['gold']} | {row['predicted']}"
            parts.append(f"| {figure} | {cells} |")
        shares = " · ".join(f"{key} right {share:.3f}" for key, share in record["shares"].items())
        parts.append(f"\nevidence {record['evidence']:.3f} · {shares}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(json.loads((HERE / "extraction.json").read_text(encoding="utf-8"))), encoding="utf-8")
