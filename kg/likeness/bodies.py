"""Government and party bodies, associations, universities: the region and the body, abbreviations undone.

省发改委 and 河北省发展和改革委员会 are one where the first article is at home in Hebei.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from kg.likeness import Hint, Named, apart
from kg.values.names import dice, leading_place, normal, short_kinds, shortened
from kg.values.regions import gazetteer

ABBREVIATIONS: Final[tuple[tuple[str, str], ...]] = (
    ("发展和改革委员会", "发改委"), ("发展改革委员会", "发改委"), ("发展改革委", "发改委"), ("发展和改革局", "发改局"),
    ("工业和信息化", "工信"), ("经济和信息化", "经信"), ("人力资源和社会保障", "人社"), ("人力资源社会保障", "人社"),
    ("住房和城乡建设", "住建"), ("自然资源和规划", "自规"), ("国有资产监督管理委员会", "国资委"),
    ("管理委员会", "管委会"),
    ("人民代表大会常务委员会", "人大常委会"), ("政治协商会议", "政协"), ("人民政府", "政府"), ("工作委员会", "工委"),
    ("投资促进局", "投促局"), ("投资促进中心", "投促中心"), ("经济合作局", "经合局"), ("市场监督管理局", "市监局"),
)  # fmt: skip
"""How bodies are called in full → for short."""

_LEVEL = re.compile(r"^(?:自治区|[省市县区州旗盟镇乡])")
_NATIONAL = ("国家", "中国", "中华", "全国")
_OFFICE = re.compile(r".{1,8}[局厅委办室]|法院|.{0,4}检察院|.{2,6}(?:中心|总队|支队|分局|分公司)")
_GENERIC = re.compile(
    r"(?:(?:经开区|高新区|开发区|自贸区|保税区|综保区|园区|新区)?(?:管委会|党工委)|工委|商会|协会|研究院|学院|医院|督查室|招商局|政府|党委|办公室|专班|工作组|指挥部|联合会)"
)


@lru_cache(maxsize=1 << 17)
def parts(name: str) -> tuple[str, str]:
    """Region code, or name where it has no code, and the body without it: 河北省发改委 → 130000, 发改委.

    >>> parts("河北省发展和改革委员会"), parts("省发改委"), parts("自治区人民政府")
    (('130000', '发改委'), ('', '发改委'), ('', '政府'))
    """
    full = short_kinds(re.sub(r"^(?:中共|中国共产党)", "", normal(name)))
    region, rest = leading_place(full)
    if (
        region is not None
        and rest.startswith("委")
        and full[: len(full) - len(rest)].endswith(("省", "市", "县", "区"))
    ):
        rest = "党" + rest
    for long, short in ABBREVIATIONS:
        rest = rest.replace(long, short)
    if len(rest) > 2:
        rest = _LEVEL.sub("", rest)
    if rest.startswith(_NATIONAL) and len(rest) > 4:
        return "国家", rest.removeprefix("国家")
    return (region.code or region.name) if region else "", rest


@lru_cache(maxsize=1 << 17)
def is_bare(name: str) -> bool:
    """Whether a name is one that every place has: 市政府, 管委会, 县招商局."""
    code, body = parts(name)
    return not code and any((_GENERIC.fullmatch(body), _OFFICE.fullmatch(body), _LEVEL.match(normal(name))))


def same_body(a: Named, b: Named) -> Hint | None:
    """The same body of the same region; a name that every place has asks for one place."""
    (p, x), (q, y) = parts(a.name), parts(b.name)
    if x != y:
        short, long = sorted((x, y), key=len)
        alike = p == q and len(short) >= 6 and shortened(short, long) and not _GENERIC.fullmatch(short)
        return Hint(0.7, "one shortens the other") if alike else None
    if p and q:
        return Hint(1.0, "the same body of one region") if p == q else None
    if is_bare(a.name) or is_bare(b.name):
        return Hint(0.8, "the same body of one place") if _where(a) & _where(b) else None
    return Hint(0.9, "the same name")


def bodies_differ(a: Named, b: Named) -> Hint | None:
    """Of different regions, or different bodies."""
    (p, x), (q, y) = parts(a.name), parts(b.name)
    if p and q and p != q:
        return Hint(-1.0, f"of {_name(p)}, of {_name(q)}")
    if x != y and same_body(a, b) is None:
        return Hint(-0.9, f"{x} is not {y}") if dice(x, y) < 0.8 else Hint(-0.3, f"{x} is not quite {y}")
    return None


def elsewhere(a: Named, b: Named) -> Hint | None:
    """A body that every place has, in different prefectures."""
    if not (is_bare(a.name) or is_bare(b.name)):
        return None
    mine, theirs = _where(a), _where(b)
    if not mine or not theirs or apart(mine, theirs, 4):
        return Hint(-1.0, "in different places, or who knows")
    return None


def _where(body: Named) -> frozenset[str]:
    code, _ = parts(body.name)
    return frozenset((code,)) if code.isdigit() else body.places


def _name(code: str) -> str:
    region = gazetteer().by_code(code)
    return region.name if region else code
