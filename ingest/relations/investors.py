"""investor and operator: which firm pays for, builds or runs a project; parent: whose subsidiary a firm is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.relations.pairs import names, near_pairs, relation, together
from ingest.relations.proposal import Block, Proposal
from ingest.relations.scene import Scene, Spot

CUES = re.compile(
    r"(?P<invest>投资|出资|斥资|投下|拿出|掏|注资|投入|投建|砸|投)"
    r"|(?P<build>建设|新建|兴建|承建|建|打造|实施|上马|开建|落子|布局)"
    r"|(?P<run>运营|操盘|负责|承担|生产|实施主体|运作|管理)"
    r"|(?P<sign>签约|签订|签署|签|引进|落户|牵手)"
    r"|(?P<parent>旗下|子公司|全资|控股|母公司|隶属|下属|所属|麾下|收购|股权|持股|背后|参股|分公司|合资)"
    r"|(?P<buy>供应|采购|客户|合作|提供|配套|服务)"
)


def propose(scene: Scene) -> Iterator[Proposal]:
    """Every (project, firm) near each other, as investor and as operator."""
    for a, b, x, y in near_pairs(scene, ("Project",), ("Company",)):
        pair, name, both, cue = relation(scene, x, y), names(scene, a, b), together(scene, a, b), cues(scene, x, y)
        rank = _turns(scene, x, y)
        start, end = scene.sentence(min(x.start, y.start))[0], scene.sentence(max(x.start, y.start))[1]
        for predicate in ("investor", "operator"):
            marked = [f"{predicate}|{f}" for f in (*cue, *name, *rank)] + [predicate]
            marked += [f"{predicate}|{f}" for f in pair if f[0] in "tmop"]
            yield Proposal(
                a, predicate, b, start, end, (pair, name, both, cue, rank, marked),
                (("s", a, predicate), ("list", x.first, y.first, predicate), ("o", b, predicate), ("both", a, b)),
            )  # fmt: skip


def propose_parents(scene: Scene) -> Iterator[Proposal]:
    """Every (firm, firm) near each other, as parent."""
    for a, b, x, y in near_pairs(scene, ("Company",), ("Company",)):
        if scene.sentence_at[x.start] != scene.sentence_at[y.start] and abs(x.start - y.start) > 90:
            continue
        start, end = scene.sentence(min(x.start, y.start))[0], scene.sentence(max(x.start, y.start))[1]
        blocks = (relation(scene, x, y), names(scene, a, b), together(scene, a, b), cues(scene, x, y))
        yield Proposal(a, "parent", b, start, end, blocks, (("s", a), ("o", b), ("pair", min(a, b), max(a, b))))


def cues(scene: Scene, x: Spot, y: Spot) -> Block:
    """The trigger words between two spots, before the first and after the second, in their sentences."""
    text = scene.text
    order = "ab" if x.start <= y.start else "ba"
    one, other = (x, y) if order == "ab" else (y, x)
    out = []
    middle = [m.lastgroup or "" for m in CUES.finditer(text, one.end, max(one.end, min(other.start, one.end + 60)))]
    out += [f"cue={order}|{c}" for c in set(middle)]
    out.append(f"seq={order}|{'-'.join(middle[:3])}")
    low, high = scene.sentence(one.start)[0], scene.sentence(other.start)[1]
    out += [f"pre={order}|{m.lastgroup}" for m in CUES.finditer(text, max(low, one.first - 12), one.first)]
    out += [f"post={order}|{m.lastgroup}" for m in CUES.finditer(text, other.last, min(high, other.last + 14))]
    out += [f"yafter={m.group()}" for m in CUES.finditer(text, y.end, min(len(text), y.end + 6))]
    out += [f"ybefore={m.group()}" for m in CUES.finditer(text, max(0, y.start - 6), y.start)]
    left = text[max(0, y.first - 2) : y.first]
    out += [f"by={w}|{order}" for w in "由为是系与和向给被" if left.endswith(w)]
    out.append(f"nocue={order}|{not middle}")
    return out


def _turns(scene: Scene, x: Spot, y: Spot) -> Block:
    """Is the firm the last one before the project, the project the next one after the firm?"""
    before = _last(scene, x.start, "Company")
    after = next((s.entity for s in scene.between(y.end, y.end + 160) if s.type == "Project"), None)
    back = _last(scene, y.start, "Project")
    s_low, s_high = scene.sentence(x.start)
    firms = {s.entity for s in scene.between(s_low, s_high) if s.type == "Company"}
    projects = {s.entity for s in scene.between(s_low, s_high) if s.type == "Project"}
    sentence = scene.sentence_at[x.start] == scene.sentence_at[y.start]
    return [
        f"last={before == y.entity}|next={after == x.entity}|{sentence}",
        f"back={back == x.entity}|{sentence}",
        f"firms={min(len(firms), 3)}|{min(len(projects), 3)}|{sentence}",
        f"single={len(firms) == 1}|{len(projects) == 1}|{sentence}|{before == y.entity}",
    ]  # fmt: skip


def _last(scene: Scene, position: int, kind: str) -> int | None:
    """The last thing of a type that is spoken of before a character."""
    earlier = reversed(scene.spots[: scene.last_before(position)])
    return next((s.entity for s in earlier if s.type == kind and s.end <= position), None)
