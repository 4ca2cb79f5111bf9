"""Write the learned part of `ingest/models/industries.txt`: `python benchmarks/industry_words.py`.

Kept are the industries that the gold of at least two articles names, so that an article from which the
relations learn does not put its own words on the list. What stands above the marker is left alone.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).parent
WORDS = HERE.parent / "ingest" / "models" / "industries.txt"
MARKER = "# named in the training articles"
ARTICLES = 2


def main() -> int:
    named: dict[str, set[str]] = defaultdict(set)
    for folder in ("train", "own"):
        for path in (HERE / "articles" / folder).glob("*.json"):
            if path.name.endswith(".src.json"):
                continue
            for fact in json.loads(path.read_text(encoding="utf-8"))["facts"]:
                if fact["p"] == "industry":
                    named[fact["o"]].add(path.name)
    general = WORDS.read_text(encoding="utf-8").partition(MARKER)[0]
    learned = sorted(name for name, articles in named.items() if len(articles) >= ARTICLES and len(name) > 1)
    WORDS.write_text(f"{general}{MARKER}\n{' '.join(learned)}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
