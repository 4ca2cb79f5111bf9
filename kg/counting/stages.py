"""How far a project is, derived from its milestones and the words beside its total; and whether it counts.

`STAGES` is the table, the weightiest first: what ended a project outweighs what it had reached, what it had
reached outweighs talk (but for a contract of the same article whose own sentence on the total speaks of talks).
`countable` is never stored: it follows from the stage, so that a new article changes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.facts import Fact, Milestone
from kg.values.names import simplified


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage: in Chinese and English, whether a project in it counts, and what shows it: milestones reached, or
    words in the sentence that states its total."""

    name: str
    zh: str
    en: str
    countable: bool
    milestones: tuple[str, ...] = ()
    words: str = ""


_TALKS: Final = r"洽谈|在谈|磋商|谈判"
STAGES: Final[tuple[Stage, ...]] = (
    Stage("terminated", "已终止", "terminated", False, words=r"终止|解除协议|解约|撤资|取消投资|不再实施|流产"),
    Stage("suspended", "停工搁置", "suspended", False, words=r"停工|停建|搁置|烂尾|暂停建设"),
    Stage("producing", "已投产", "in production", True, ("productionStart", "fullCapacity", "trialProduction")),
    Stage("built", "已建成", "built", True, ("completion", "equipmentInstalled", "toppedOut")),
    Stage("building", "在建", "under construction", True, ("constructionStart",)),
    Stage("signed", "已签约", "signed", True, ("signed", "approved")),
    Stage("talks", "在谈", "in talks", False, words=_TALKS + r"|有意向?投资|跟踪对接|谋划|储备项目"),
    Stage("pledged", "意向", "pledged", False, words=r"意向|拟投资|有望"),
    Stage("unstated", "阶段未写明", "stage not stated", True),
)
"""Every stage. The last one is what is left where nothing tells: it counts, and says so."""


def stage(facts: Iterable[Fact], around: str = "") -> Stage:
    """The stage of the project that these facts are about; `around` is what stands beside its total in the texts."""
    facts = list(facts)
    done = [f for f in facts if isinstance(f.object, Milestone) and not f.object.planned]
    totals = [e for f in facts if f.predicate == "totalInvestment" for e in f.evidence]
    told = simplified(" ".join(e.quote for e in totals) + " " + around)
    # The sentence of the total is surer than a contract read elsewhere in the same article.
    talks = re.search(_TALKS, told) and all(e.article in {t.article for t in totals} for f in done for e in f.evidence)
    reached = {getattr(f.object, "kind", "") for f in done} - ({"signed", "approved"} if talks else set())
    for known in STAGES[:-1]:
        if reached.intersection(known.milestones) or (known.words and re.search(known.words, told)):
            return known
    return STAGES[-1]
