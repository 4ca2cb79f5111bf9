"""The process of an ingest that was asked for over HTTP: reads a file of articles into the store, tells its progress.

Started by `api.jobs` as `python -m api.intake STORE FILE`; each line on standard output is a JSON object: an
outcome, or at the end `done`. It is the same ingest as `kg ingest`, by the one writer that there can be.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from kg.errors import KgError


def tell(**told: Any) -> None:
    """One line to the server."""
    print(json.dumps(told, ensure_ascii=False), flush=True)


def run(store: Path, articles: Path) -> None:
    """Ingest the file; what was finished is published even where it is interrupted."""
    from ingest.linking import remember
    from ingest.run import ingest_paths
    from kg.store import open_store

    with open_store(store) as writer:
        names = remember(store)
        try:
            for outcome in ingest_paths([articles], writer, names=names):
                tell(
                    name=outcome.name,
                    status=outcome.status.value,
                    article=outcome.reading.article if outcome.reading else None,
                    facts=len(outcome.kept),
                    reason=outcome.reason,
                )
        finally:
            writer.doubt(names.doubts)
            writer.publish()
    tell(done=True)


def main() -> None:
    """Entry point: the store and the file are the arguments."""
    try:
        run(Path(sys.argv[1]), Path(sys.argv[2]))
    except KgError as error:
        tell(error=str(error))
        sys.exit(1)


if __name__ == "__main__":
    main()
