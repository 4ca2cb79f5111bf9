"""The date of a project's step: a choice among the dates that the text offers, and none.

Offered for a trigger word and a spot that speaks of the project are

1. the dates of the trigger's sentence, of the spot's sentence, and the last three before the trigger;
2. those of the first two sentences, and the last day on which the article tells of a collective event;
3. a bare month or day (7月, 二季度) one year on and one year back, for its year is a guess;
4. the day of publication, and none.

Every option has features: where it stands, whose date it seems to be, how it fits the other options and
the tense of the words around. The chooser "dates" of `scene.models` has learned from the gold which count.
"""

from __future__ import annotations

import re

from ingest.linear import Linear, choose
from ingest.relations.planned import planned
from ingest.relations.proposal import NEAR, Block, step
from ingest.relations.scene import Scene, Spot, Value
from ingest.relations.triggers import Trigger, triggers

Options = list[tuple[str | None, Block]]

RECENT = re.compile(r"近日|日前|近期|刚刚|目前|正在|已|最近|如今|眼下|早已|此前|不日|随即")
COLLECTIVE = re.compile(r"集中|仪式|大会|会上|现场|活动|推介会|签约会|洽谈会|一批|分别|当天|当日|同日|昨天|昨日|今天")
CUE = re.compile(
    r"预计|计划|将|拟|可望|有望|力争|争取|目标|届时|即将|可(?![是以])|要|定[在于]|前(?=[建投完竣交])|能|待|准备|原定|推迟|推到"
    r"|已|了|刚|正式|如期|顺利|曾|至今|历时|只用|用时|提前|的(?=[工约产地])|当[天日]|去年|今年|明年|后年|次年"
)
BARE = re.compile(
    r"(?:[\d一二三四五六七八九十]+月|[\d]+日|[上下]半年|第?[一二三四1234]季度|年[底初末终中]|岁末|“?(?:五一|十一|国庆|元旦))"
)
RESPECTIVE = re.compile(r"分别|先后|相继|依次")
LAST = 3
"""Dates before the trigger's sentence that are offered."""


def dated(scene: Scene) -> list[Value]:
    """The dates of the article, by position."""
    found: list[Value] | None = scene.cache.get("dated")
    if found is None:
        found = [v for v in scene.values if v.kind == "date" and v.value]
        scene.cache["dated"] = found
    return found


def event_date(scene: Scene, trigger: Trigger, spot: Spot) -> tuple[str | None, float]:
    """The most likely date of an event of the thing that `spot` speaks of, and its probability."""
    key = ("event date", trigger[0], spot.start)
    if key not in scene.cache:
        options = choices(scene, trigger, spot)
        scene.cache.setdefault(("may be", trigger[0], spot.entity), set()).update(date for date, _ in options)
        scene.cache[key] = choose(scene.models.get("dates", Linear()), options)
    found: tuple[str | None, float] = scene.cache[key]
    return found


def offered(scene: Scene, start: int, entity: int) -> set[str | None]:
    """The dates from which `event_date` has chosen for a thing and the trigger at `start`."""
    found: set[str | None] = scene.cache.get(("may be", start, entity), set())
    return found


def choices(scene: Scene, trigger: Trigger, spot: Spot) -> Options:
    """The dates that an event may have, each with its features; None stands for no date."""
    offered = list(_of_trigger(scene, trigger))
    s_low, s_high = scene.sentence(spot.start)
    if not s_low <= trigger[0] < s_high:
        away = "before" if s_low > trigger[0] else "after"
        for v in dated(scene):
            if s_low <= v.start < s_high:
                clauses = min(abs(scene.clause_at[spot.start] - scene.clause_at[v.start]), 2)
                features = [f"own|{away}", f"own|{away}|{clauses}", f"own|{away}|{len(v.value)}"]
                offered += [(d, v, f) for d, f in _years(scene, v, trigger, features)]
    return [(date, features + _seen_from(scene, v, trigger, spot)) for date, v, features in offered]


def _of_trigger(scene: Scene, trigger: Trigger) -> list[tuple[str | None, Value | None, Block]]:
    """What is offered whatever the project is."""
    key = ("offered", trigger[0])
    if key in scene.cache:
        cached: list[tuple[str | None, Value | None, Block]] = scene.cache[key]
        return cached
    start, end, kind = trigger
    s_low, s_high = scene.sentence(start)
    inside = [v for v in dated(scene) if s_low <= v.start < s_high]
    earlier = [v for v in dated(scene) if v.end <= s_low]
    context = f"{planned(scene, start, end)}|{min(len(inside), 2)}"
    out: list[tuple[str | None, Value | None, Block]] = []
    for v in inside:
        out += [(d, v, f) for d, f in _years(scene, v, trigger, _inside(scene, v, trigger, context))]
    for n, v in enumerate(reversed(earlier[-LAST:])):
        features = _earlier(scene, v, trigger, context, "pre")
        features += [f"pre|{n}|{features[1]}", f"pre|{context}|{n}"]
        out += [(d, v, f) for d, f in _years(scene, v, trigger, features)]
    for v in [v for v in earlier if scene.sentence_at[v.start] <= 1][:3]:
        out.append((v.value, v, _earlier(scene, v, trigger, context, "head")))
    ceremony = _ceremony(scene, s_low)
    if ceremony is not None:
        out.append((ceremony.value, ceremony, _earlier(scene, ceremony, trigger, context, "cer")))
    if scene.date:
        here = scene.sentence_at[start] <= 1
        f = ["pub", f"pub|{context}", f"pub|{kind}|{context}", f"pub|{here}|{context}", f"pub|{len(scene.date)}"]
        out.append((scene.date, None, f))
    near = RECENT.search(scene.text, s_low, s_high)
    f = ["null", f"null|{context}", f"null|{kind}|{context}", f"null|{near.group() if near else None}|{context}",
         f"null|e{min(len(earlier), 1)}|{context}", f"null|l={scene.text[max(0, start - 1) : start]}",
         f"null|w={scene.text[start:end]}", f"null|r={scene.text[end : end + 1]}"]  # fmt: skip
    out.append((None, None, f))
    values = {d for d, _, _ in out if d}
    out = [(d, v, f + _among(scene, d, f[0], values) + _tense(scene, d, trigger)) for d, v, f in out]
    scene.cache[key] = out
    return out


def _inside(scene: Scene, v: Value, trigger: Trigger, context: str) -> Block:
    """The features of a date that stands in the trigger's own sentence."""
    text, (start, end, kind) = scene.text, trigger
    s_low, s_high = scene.sentence(start)
    before = v.end <= start
    low, high = (v.end, start) if before else (end, v.start)
    between = text[low:high]
    order = min(sum(1 for w in dated(scene) if low <= w.start < high), 2)
    clauses = min(abs(scene.clause_at[start] - scene.clause_at[v.start]), 3)
    events = min(sum(1 for t in triggers(scene) if low <= t[0] < high), 3)
    others = [t for t in triggers(scene) if s_low <= t[0] < s_high and t[0] != start]
    gap = len(between)
    rivals = [abs(t[0] - v.end) if v.end <= t[0] else abs(v.start - t[1]) for t in others]
    mine = "mine" if not rivals or gap < min(rivals) else "its"
    shared = any(scene.clause_at[t[0]] == scene.clause_at[v.start] for t in others)
    sole = f"{mine}|{shared}|c{clauses}"
    out = [
        "in", f"in|{before}|{order}", f"in|{before}|{order}|c{clauses}", f"in|{before}|d{step(gap, NEAR)}",
        f"in|ev{events}|{before}", f"in|ev{events}|{before}|{order}|c{clauses}",
        f"in|len{len(v.value)}", f"in|{context}|{before}|{order}",
        f"in|{kind}|{before}", f"in|evs{min(len(others), 2)}|{before}|{order}",
        f"in|{sole}|{before}", f"in|{sole}|{before}|{order}", f"in|{mine}|{before}|{events}",
        f"in|per={'-H' in v.unit or '-Q' in v.unit or '/' in v.unit}|{before}",
        f"in|dl={text[max(0, v.start - 2) : v.start]}", f"in|dr={text[v.end : v.end + 1]}|{before}",
        f"in|dr2={text[v.end : v.end + 2]}|{mine}",
    ]  # fmt: skip
    if gap <= 4:
        out.append(f"in|t={between}|{before}")
    return out + [f"in|has={w}|{before}" for w in "，；：、和与（）" if w in between]


def _earlier(scene: Scene, v: Value, trigger: Trigger, context: str, name: str) -> Block:
    """The features of a date that stands before the trigger's sentence."""
    start, _, kind = trigger
    gap = min(scene.sentence_at[start] - scene.sentence_at[v.start], 4)
    same = scene.paragraph_at[v.start] == scene.paragraph_at[start]
    first = scene.sentence_at[v.start] <= 2
    events = any(t[2] == kind for t in triggers(scene) if scene.sentence_at[t[0]] == scene.sentence_at[v.start])
    day = len(v.value) == len("2022-01-01")
    return [
        name, f"{name}|s{gap}|{same}", f"{name}|{context}", f"{name}|{context}|s{gap}|{same}",
        f"{name}|len{len(v.value)}|{same}", f"{name}|{kind}|{events}|s{gap}", f"{name}|{events}|{first}|{same}",
        f"{name}|{kind}|{context}", f"{name}|{day}|{events}|{first}", f"{name}|next={scene.text[v.end : v.end + 1]}",
    ]  # fmt: skip


def _ceremony(scene: Scene, before: int) -> Value | None:
    """The last day before `before` in a sentence that tells of a collective event."""
    for v in reversed(dated(scene)):
        if v.start < before and len(v.value) == len("2022-01-01"):
            low, high = scene.sentence(v.start)
            if COLLECTIVE.search(scene.text, low, high):
                return v
    return None


def _years(scene: Scene, v: Value, trigger: Trigger, features: Block) -> Options:
    """A date as it was read, and where its year was not written a year on and a year back."""
    out: Options = [(v.value, features)]
    if scene.date is None or len(v.value) < len("2022-01") or not BARE.match(scene.text, v.start, v.end):
        return out
    low, high = scene.sentence(v.start)
    inside = [w for w in dated(scene) if low <= w.start < high]
    before = [w.value for w in inside if w.end <= v.start]
    after = [w.value for w in inside if w.start >= v.end]
    month = int(v.value[5:7]) - int(scene.date[5:7] or 6)
    for shift in (0, 1, -1):
        date = f"{int(v.value[:4]) + shift}{v.value[4:]}"
        years = int(date[:4]) - int(scene.date[:4])
        if abs(years) > 1:
            continue
        fits = f"{not before or before[-1][:7] <= date[:7]}|{not after or date[:7] <= after[0][:7]}"
        alike = f"{before[-1][:4] == date[:4] if before else None}|{after[0][:4] == date[:4] if after else None}"
        own = [
            f"year{years}|m{step(month, (-9, -5, -1, 0, 1, 2, 4, 7, 10))}", f"year{years}|fits={fits}",
            f"year{years}|alike={alike}", f"year{years}", f"year{years}|late={scene.date[5:7] > '09'}|{month > 0}",
            f"year{years}|{planned(scene, trigger[0], trigger[1])}|{month > 0}", f"shift{shift}",
            f"year{years}|{trigger[2]}|{month > 0}",
        ]  # fmt: skip
        if shift:
            out.append((date, features[:6] + own))
        else:
            out[0] = (date, features + own)
    return out


def _among(scene: Scene, date: str | None, source: str, values: set[str]) -> Block:
    """How an option compares with the others."""
    if date is None:
        return [f"null|offers={min(len(values), 3)}"]
    finer = any(other != date and other.startswith(date) for other in values)
    coarser = any(other != date and date.startswith(other) for other in values)
    newest = date == max((v for v in values if not scene.date or v <= scene.date), default=None)
    return [
        f"finer={finer}", f"coarser={coarser}", f"{source}|finer={finer}", f"newest={newest}",
        f"{source}|newest={newest}", f"{source}|len={len(date)}",
    ]  # fmt: skip


def _tense(scene: Scene, date: str | None, trigger: Trigger) -> Block:
    """Whether an option lies ahead of the article, against the words around the trigger."""
    start, end, kind = trigger
    when = "none"
    if date is not None and scene.date is not None:
        when = "now" if scene.date.startswith(date) else ("later" if date > scene.date else "past")
    key = ("cues", start)
    if key not in scene.cache:
        low, high = scene.clause(start)
        cues = {m.group() for m in CUE.finditer(scene.text, low, min(high, end + 3))}
        scene.cache[key] = (sorted(cues), planned(scene, start, end), scene.text[end : end + 1])
    cues, ahead, right = scene.cache[key]
    return [
        f"when={when}|{ahead}", f"when={when}|{kind}", f"when={when}|r={right}", f"when={when}|n={len(cues) > 0}",
        *(f"when={when}|cue={c}" for c in cues),
    ]  # fmt: skip


def _seen_from(scene: Scene, v: Value | None, trigger: Trigger, spot: Spot) -> Block:
    """How a date stands to the spot that speaks of the project."""
    start = trigger[0]
    together = scene.sentence_at[spot.start] == scene.sentence_at[start]
    if v is None:
        return [f"far|{together}"]
    low, high = min(spot.start, start), max(spot.end, start)
    place = "left" if v.end <= low else ("right" if v.start >= high else "mid")
    side = "sub-ev" if spot.start < start else "ev-sub"
    others = sum(
        1 for s in scene.between(min(v.start, spot.start), max(v.start, spot.start))
        if s.type == "Project" and s.entity != spot.entity
    )  # fmt: skip
    clause = scene.clause_at[v.start] == scene.clause_at[spot.start]
    out = [
        f"{place}|{side}|{together}", f"{place}|{side}|{together}|{min(others, 2)}",
        f"clause={clause}|{together}|{place}",
    ]  # fmt: skip
    if spot.size > 1 and together:
        s_low, s_high = scene.sentence(start)
        days = [w for w in dated(scene) if s_low <= w.start < s_high]
        if len(days) >= spot.size and RESPECTIVE.search(scene.text, s_low, s_high) and v in days:
            out.append(f"aligned={days.index(v) == spot.place}")
    return out
