"""`kg accept`, `kg reject` and `kg correct`: a reviewer's verdicts on facts, kept apart from the record."""

from __future__ import annotations

import getpass
import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from api.cli.places import DEFAULT_STORE, StoreOption

out = Console(highlight=False)

Fact = Annotated[str, typer.Argument(metavar="FACT", help="The fact's id, IRI or page address.")]
Reason = Annotated[str, typer.Option("--reason", help="Why, in words; kept with the verdict.")]
By = Annotated[str, typer.Option("--by", help="Who says so [env KG_REVIEWER].", show_default="the user's name")]


def reviewer(by: str) -> str:
    """Who decides: what was given, else KG_REVIEWER, else the name of the user."""
    return by or os.environ.get("KG_REVIEWER") or getpass.getuser()


def accept(fact: Fact, reason: Reason = "", by: By = "", store: StoreOption = DEFAULT_STORE) -> None:
    """Accept a fact: takes back a rejection or a correction.

    Example: kg accept 1f0c2a9b8d7e6f5a4b3c2d1e
    """
    _judge(fact, "accept", store, by, reason)


def reject(fact: Fact, reason: Reason = "", by: By = "", store: StoreOption = DEFAULT_STORE) -> None:
    """Reject a fact: it leaves the graph and the pages, not the record; reading its article again keeps it out.

    Example: kg reject 1f0c2a9b8d7e6f5a4b3c2d1e --reason 句子说的是另一家
    """
    _judge(fact, "reject", store, by, reason)


def correct(
    fact: Fact,
    value: Annotated[str, typer.Argument(help="What it should be: 12.5亿元, 2023-03-18, a name, or JSON fields.")],
    reason: Reason = "",
    by: By = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Correct a fact: another value, on the same sentence, stands in its place.

    Examples: kg correct 1f0c2a9b8d7e6f5a4b3c2d1e 38.19亿元; kg correct 1f0c2a9b8d7e6f5a4b3c2d1e '签约 2020-11-03'
    """
    from kg.rewording import propose, statement_iri
    from kg.store import open_reader, open_store

    iri = statement_iri(fact)
    with open_reader(store) as reader:
        correction = propose(reader, iri, value, reviewer(by))
    with open_store(store) as writer:
        writer.correct(iri, correction, reviewer(by), reason)
        writer.publish()
    out.print(f"corrected; it now reads {correction.statement.rpartition('/')[2]}")


def _judge(fact: str, decision: str, store: Path, by: str, reason: str) -> None:
    from kg.rewording import statement_iri
    from kg.store import open_store

    with open_store(store) as writer:
        writer.judge(statement_iri(fact), "accept" if decision == "accept" else "reject", reviewer(by), reason)
        writer.publish()
    out.print(f"{decision}ed by {reviewer(by)}")


COMMANDS = (accept, reject, correct)
