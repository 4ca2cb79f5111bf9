"""The JSON of facts, as several routes send it: the facts format, with the evidence written out."""

from __future__ import annotations

from typing import Any

from kg.canonical import fact_id
from kg.contests import Contest
from kg.facts import Evidence, Fact
from kg.facts_format import object_json


def fact_json(fact: Fact) -> dict[str, Any]:
    """A fact: `s`, `p`, `o` as in the facts format, its id, its confidence, and every sentence that states it."""
    return {
        "id": fact_id(fact.subject, fact.predicate, fact.object),
        "s": fact.subject,
        "p": fact.predicate,
        "o": object_json(fact.object),
        "confidence": fact.confidence,
        "evidence": [evidence_json(piece) for piece in fact.evidence],
    }


def evidence_json(piece: Evidence) -> dict[str, Any]:
    """A piece of evidence: `start` and `end` count characters of the article's original text."""
    return {
        "article": piece.article,
        "start": piece.start,
        "end": piece.end,
        "quote": piece.quote,
        "extractor": piece.extractor,
        "confidence": piece.confidence,
    }


def contest_json(row: Contest) -> dict[str, Any]:
    """Two claims that disagree: `said` is what a sentence states or the program computed where it is no fact."""
    return {
        "rule": row.rule,
        "thing": row.thing,
        "other": row.other or None,
        "about": row.about,
        "period": row.period or None,
        "claims": [
            {
                "fact": claim.fact_id or None,
                "value": object_json(claim.fact.object) if claim.fact else claim.said,
                "computed": claim.computed,
                "evidence": evidence_json(claim.evidence),
            }
            for claim in row.claims
        ],
    }
