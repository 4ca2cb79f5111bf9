"""The program that `test_killed.py` runs: writes small articles again and again, is killed, and looks at what is left.

Each ingest and each look is a process of its own, forked from this one, which never opens the engine itself:
a fork of a running engine has none of its threads.
"""

from __future__ import annotations

import io
import os
import random
import signal
import sys
import time
from pathlib import Path

from kg import iris
from kg.quads import quads
from kg.store import open_reader, open_store
from tests.factory import Draft, progress, signing

COPIES = 6


def drafts() -> list[Draft]:
    """Small articles, all different, all about the same things: each has a share in the same merged graph."""
    made = []
    for number in range(COPIES):
        for make in (signing, progress):
            draft = make()
            # More text at the end changes the article's digest and no offset.
            text = f"{draft.article.text}\n第{number}号稿件。"
            other = Draft(text, f"{draft.article.name}-{number}", date=draft.date, home=draft.home)
            for thing in draft.entities.values():
                other.thing(thing.type, thing.name, *thing.aliases, code=thing.code)
            for fact in draft.facts:
                other.fact(fact.subject, fact.predicate, fact.object, fact.evidence[0].quote)
            made.append(other)
    return made


def ingest(store: Path, shelf: list[Draft]) -> None:
    """Write them all, publishing now and then."""
    with open_store(store) as writer:
        for number, draft in enumerate(shelf):
            writer.replace(draft.article, draft.reading())
            if number % 5 == 4:
                writer.publish()
        writer.publish()


def look(store: Path, shelf: list[Draft]) -> None:
    """Every article stands whole or not at all, in the writer's database and in the newest snapshot."""
    if not (store / "live").exists():
        return
    with open_store(store) as writer:
        for draft in shelf:
            found = writer.quads(iris.graph(draft.article.id))
            assert not found or found == set(quads(draft.article, draft.reading())), draft.article.name
    if any((store / "snapshots").glob("0*")):
        with open_reader(store) as reader:
            for row in reader.rows(
                "SELECT ?a (COUNT(?f) AS ?n) { ?a a zs:Article OPTIONAL { ?a zs:graph ?f } } GROUP BY ?a"
            ):
                assert row.text("n") == "1"


def dump(store: Path) -> bytes:
    """What the newest snapshot holds, but for the times at which it was made."""
    stream = io.BytesIO()
    with open_reader(store) as reader:
        reader.dump("application/n-quads", stream)
    return b"\n".join(
        sorted(
            line
            for line in stream.getvalue().splitlines()
            if b"dcterms/modified" not in line and b"terms/modified" not in line
        )
    )


def apart(work: object, *arguments: object, kill_after: float | None = None) -> bool:
    """Do it in a process of its own, killed after so many seconds; whether it came to its end."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work(*arguments)  # type: ignore[operator]
            status = 0
        finally:
            sys.stderr.flush()
            os._exit(status)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return False
    assert os.WEXITSTATUS(status) == 0, "see the traceback above"
    return True


def main() -> None:
    """Arguments: a folder to work in, how often to kill, the seed of chance."""
    room, kills, chance = Path(sys.argv[1]), int(sys.argv[2]), random.Random(int(sys.argv[3]))
    shelf = drafts()
    began = time.monotonic()
    apart(ingest, room / "whole", shelf)
    whole = time.monotonic() - began
    killed = round_ = 0
    while killed < kills:
        store = room / f"store-{round_}"
        round_ += 1
        for _ in range(4):  # a store is killed a few times before it is let finish
            if not apart(ingest, store, shelf, kill_after=chance.uniform(0, whole / 2)):
                killed += 1
            apart(look, store, shelf)
        apart(ingest, store, shelf)
        apart(look, store, shelf)
        apart(same, store, room / "whole")
    print(f"{killed} kills, {round_} stores, {whole:.2f} s an ingest")


def same(one: Path, other: Path) -> None:
    """A store that was killed and completed holds what one that was never killed holds."""
    assert dump(one) == dump(other)


if __name__ == "__main__":
    main()
