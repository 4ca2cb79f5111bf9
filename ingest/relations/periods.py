"""The period of a figure: a choice among the times that the text offers, and none.

`period(scene, value)` gives the period of a figure as the facts format writes it (2022, 2022-06,
2022-H1, 2022-01/2022-10) or None, by the chooser "periods" of `scene.models`; `choices` are the
options that it is learned from. Families that state figures (indicators) call `period`.

Offered are the times of the figure's sentence, the last three before it, those that the title and
the first sentence name, what runs up to such a time (截至6月底: the half-year, January to June), and the
year, the year before and the month of publication.
"""

from __future__ import annotations

import re

from ingest.linear import Linear, choose
from ingest.relations.proposal import NEAR, Block, step
from ingest.relations.scene import Scene, Value

SINCE = re.compile(r"截至|截止|目前|累计|以来|至今|已|共|全年|同比|每年|年内|现有")
UNTIL = re.compile(r"截至|截止到?|截止|[到至]")
WHOLE = {"03": "-Q1", "06": "-H1", "12": ""}
"""The month in which a quarter, a half or the year closes → how that period is written."""
EARLIER = 3
"""Times before the figure's sentence that are offered."""


def period(scene: Scene, value: Value) -> str | None:
    """The most likely period of a figure, None where it has none."""
    key = ("period", value.start)
    if key not in scene.cache:
        scene.cache[key] = choose(scene.models.get("periods", Linear()), choices(scene, value))[0]
    found: str | None = scene.cache[key]
    return found


def choices(scene: Scene, value: Value) -> list[tuple[str | None, Block]]:
    """The periods that a figure may belong to, each with its features; None stands for none."""
    low, high = scene.sentence(value.start)
    times = [v for v in scene.values if v.kind == "date" and v.value]
    inside = [v for v in times if low <= v.start < high]
    earlier = [v for v in times if v.end <= low]
    sides = f"{any(v.end <= value.start for v in inside)}|{bool(inside)}|{bool(earlier)}"
    words = sorted({m.group() for m in SINCE.finditer(scene.text, low, value.end + 4)})
    since = "|".join(words[:2])
    out: list[tuple[str | None, Block]] = []
    for v in inside:
        out += _with_runs(scene, v, _inside(scene, v, value, inside))
    for n, v in enumerate(reversed(earlier[-EARLIER:])):
        gap = min(scene.sentence_at[value.start] - scene.sentence_at[v.start], 4)
        same = scene.paragraph_at[v.start] == scene.paragraph_at[value.start]
        features = [
            "pre", f"pre|{n}|{gap}|{same}", f"pre|{len(v.unit)}|{gap}|{same}", f"pre|{sides}|{n}",
            f"pre|{scene.sentence_at[v.start] <= 1}|{n}", f"pre|{len(v.unit)}|{sides}", f"pre|{n}|{since}",
        ]  # fmt: skip
        out += _with_runs(scene, v, features)
    head = [v for v in earlier if scene.sentence_at[v.start] <= 1]
    out += [(_period(v), ["head", f"head|{sides}", f"head|{len(v.unit)}"]) for v in head[:2]]
    if scene.date:
        early = scene.date[5:7] in ("01", "02")
        for name, stated in (
            ("year", scene.date[:4]), ("last", str(int(scene.date[:4]) - 1)), ("month", scene.date[:7]),
        ):  # fmt: skip
            features = [name, f"{name}|{sides}", f"{name}|{early}", f"{name}|{early}|{sides}"]
            features += [f"{name}|{early}|{w}" for w in words] + [f"{name}|{value.kind}|{sides}"]
            out.append((stated, features))
    none = ["null", f"null|{since}|{bool(inside)}", f"null|{value.kind}|{sides}", f"null|{sides}"]
    out.append((None, none + [f"null|{w}" for w in words]))
    return out


def _with_runs(scene: Scene, v: Value, features: Block) -> list[tuple[str | None, Block]]:
    """A time as a period, and what runs from the start of its year up to it."""
    out: list[tuple[str | None, Block]] = [(_period(v), features)]
    if v.unit == v.value and len(v.value) >= len("2022-06"):
        year, month = v.value[:4], v.value[5:7]
        until = UNTIL.search(scene.text, max(0, v.start - 5), v.start)
        closing = scene.text[v.end - 1 : v.end] in "底末" or v.value[8:] in ("28", "29", "30", "31")
        said = f"{until.group() if until else None}|{closing}"
        runs = [("months", f"{year}-01/{year}-{month}")]
        if month in WHOLE:
            runs.append(("whole", year + WHOLE[month]))
        for name, run in runs:
            out.append(
                (run, [f"run|{f}" for f in features] + ["run", f"run|{said}", f"{name}|{said}|{month in WHOLE}"])
            )
        out[0] = (_period(v), [*features, f"point|{said}"])
    elif "/" in v.unit and v.unit[5:8] == "01/" and v.unit[-2:] in WHOLE:
        out.append((v.unit[:4] + WHOLE[v.unit[-2:]], [*features, f"renamed|{v.unit[-2:]}"]))
    return out


def _inside(scene: Scene, v: Value, value: Value, inside: list[Value]) -> Block:
    """The features of a time that stands in the figure's own sentence."""
    text = scene.text
    before = v.end <= value.start
    low, high = (v.end, value.start) if before else (value.end, v.start)
    order = min(sum(1 for w in inside if low <= w.start < high), 2)
    clauses = min(abs(scene.clause_at[value.start] - scene.clause_at[v.start]), 3)
    return [
        "in", f"in|{before}|{order}", f"in|{before}|{order}|{clauses}", f"in|{before}|d{step(high - low, NEAR)}",
        f"in|len={len(v.unit)}|{before}", f"in|dr={text[v.end : v.end + 1]}", f"in|dr2={text[v.end : v.end + 2]}",
        f"in|k={value.kind}|{before}|{order}", f"in|dl={text[max(0, v.start - 2) : v.start]}",
        f"in|w={text[v.start : v.end][-2:]}|{before}",
    ]  # fmt: skip


def _period(v: Value) -> str:
    """The period of a time: the month of a day, else what was stated."""
    return v.unit[:7] if len(v.unit) == 10 else v.unit
