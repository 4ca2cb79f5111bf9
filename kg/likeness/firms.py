"""Firms: brand, trade words, group and member, place; and a list of firms that everybody knows.

国药集团 and 国药控股 are two though both begin with 国药: a group and a member. 黔玻永太 is short for
贵州黔玻永太新材料有限公司: what follows the brand only says the trade.
"""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files

from kg.likeness import Hint, Named
from kg.values.names import Firm, dice, firm, normal
from kg.values.regions import gazetteer

_TRADE = re.compile(
    r"(?:新材料|新能源|新材|涂料|耐材|铝材|材料|能源|科技|技术|高科|电子|电气|电器|电力|光电|光伏|光能|太阳能|绿能|半导体|集成电路|信息|通信|通讯|网络|软件|数据"
    r"|智能|智造|制造|装备|机械|重工|精密|工业|工程|汽车|车业|动力|电池|锂电|锂业|化工|化学|石化|医药|药业|制药|生物|医疗|健康|食品|乳业|饮料"
    r"|酒业|农业|农牧|牧业|畜牧|粮油|纺织|服饰|服装|家居|家具|木业|纸业|造纸|包装|印刷|玻璃|陶瓷|建材|水泥|钢铁|金属|铝业|铜业|矿业|矿产|环保"
    r"|环境|节能|水务|物流|供应链|冷链|商贸|贸易|电商|置业|地产|房地产|建设|建筑|文化|旅游|文旅|传媒|教育|金融|投资|资本|实业|产业|企业|发展|开发"
    r"|国际|股份|集团|控股|管理|服务|运营|系统|设备|仪器|材|塑料|塑胶|橡胶|轮胎|航空|航天|船舶|轨道交通|新|高|创新|绿色|先进|复合|特种|有限|公司)+"
)
_LIMITED = re.compile(r"(?:股份|责任)?有限(?:责任)?公司$|公司$")
_LEGAL_FULL = ("有限公司", "有限责任公司", "股份公司", "总公司", "株式会社", "合伙")


@lru_cache(maxsize=1 << 17)
def _parts(name: str) -> Firm:
    return firm(name)


@cache
def known_firms() -> dict[str, str]:
    """Every normalised form of the firms of kg/data/firms.csv → the full name."""
    rows = csv.DictReader(files("kg").joinpath("data", "firms.csv").read_text(encoding="utf-8").splitlines())
    return {normal(form): r["name"] for r in rows for form in (r["name"], *filter(None, r["aliases"].split("|")))}


def known_name(named: Named) -> str | None:
    """The full name of a firm that everybody knows, by its name or, unless that is a registered one, a form."""
    table = known_firms()
    if named.normal in table:
        return table[named.normal]
    tries = []
    if not is_full(named.name):
        tries += [named.normal + legal for legal in ("有限公司", "股份有限公司", "有限责任公司")]
        tries += [normal(form) for form in named.aliases]
    elif named.normal.endswith("公司"):
        tries.append(_LIMITED.sub("", named.normal))
    return next((table[form] for form in tries if form in table), None)


def is_full(name: str) -> bool:
    """Whether a name is one of the register: it says its legal form."""
    return normal(name).rstrip(")").endswith(_LEGAL_FULL)


def well_known(a: Named, b: Named) -> Hint | None:
    """Both names stand in the list of firms that everybody knows."""
    x, y = known_name(a), known_name(b)
    if x is None or y is None:
        return None
    return Hint(1.0, f"both are {x}") if x == y else Hint(-1.0, f"{x} is not {y}")


def same_form(a: Named, b: Named) -> Hint | None:
    """The names are equal, or a form of one is the name of the other."""
    if a.normal == b.normal:
        return Hint(1.0, "the same name")
    if _LIMITED.sub("", a.normal) == _LIMITED.sub("", b.normal):
        return Hint(0.9, "the same name but for 有限公司")
    known = (known_name(a), known_name(b))
    if any(known) and not all(known) and is_full(a.name if known[1] else b.name):
        return None  # 华为 as a form of 华为云计算技术有限公司 is loose talk
    if (a.normal in b.spellings and not is_full(a.name)) or (b.normal in a.spellings and not is_full(b.name)):
        return Hint(0.7, "one is a form of the other")
    return None


def _abroad(place: str) -> bool:
    """Whether a place before a brand only says the country: 德国汉高 is 汉高."""
    return any(r.level == "country" and r.name != "中国" for r in gazetteer().exact(place))


def same_core(a: Named, b: Named) -> Hint | None:
    """Equal but for place and legal form: 黔玻永太 and 黔玻永太公司."""
    x, y = _parts(a.name), _parts(b.name)
    if x.core != y.core or len(x.core) < 2:
        return None
    if x.place != y.place and is_full(a.name) and is_full(b.name) and a.normal != b.normal:
        return Hint(0.3, "the same brand, but only one says its place")
    legal = {p.legal.removesuffix("有限公司") for p in (x, y)}
    loose = len(x.core) == 2 and not (x.group and y.group) and (len(legal) > 1 or "" in legal)
    if loose and bool(x.place) != bool(y.place) and not _abroad(x.place or y.place):
        return Hint(0.5, "the same short brand, but only one says its place")
    one_bare = not (x.legal and y.legal)
    return Hint(0.8 if one_bare or x.group == y.group else 0.5, "the same brand")


def brand_and_trade(a: Named, b: Named) -> Hint | None:
    """One is the brand of the other, or its brand with fewer words of the trade: 齐峰新材 of 齐峰新材料股份."""
    short, full = sorted((a, b), key=lambda n: (len(_parts(n.name).core), n.normal))
    x, y = _parts(short.name), _parts(full.name)
    if x.core == y.core or is_full(short.name) or (x.group and not y.group):
        return None
    brand, trade = _brand(x.core)
    if len(brand) < 2 or not y.core.startswith(brand):
        return None
    rest = y.core[len(brand) :]
    if not _TRADE.fullmatch(rest) or not _within(trade, rest):
        return None
    known = len(brand) + (len(x.place) if x.place and x.place == y.place else 0)
    if known >= 4 or (trade and not y.place):
        return Hint(0.75, f"{full.name} is {short.name} with its trade {rest}")
    if known == 3 or (not y.place and not x.place and y.legal and len(rest) <= 2):
        return Hint(0.6, f"{full.name} is probably {short.name} with its trade {rest}")
    return Hint(0.3, f"{full.name} may be {short.name} with its trade {rest}")


def _brand(core: str) -> tuple[str, str]:
    """A core cut before the trade words at its end: 齐峰新材 → 齐峰, 新材."""
    for at in range(2, len(core)):
        if _TRADE.fullmatch(core[at:]):
            return core[:at], core[at:]
    return core, ""


def _within(part: str, whole: str) -> bool:
    """Whether the characters of `part` stand in `whole` in this order."""
    rest = iter(whole)
    return all(char in rest for char in part)


def group_and_member(a: Named, b: Named) -> Hint | None:
    """A group and a firm of it are two: 国药集团, 国药控股."""
    x, y = _parts(a.name), _parts(b.name)
    if x.group == y.group:
        return None
    group, other = (x, y) if x.group else (y, x)
    if group.core.startswith(other.core) and not other.place:
        return Hint(-0.2, "one is a group, the other calls itself a firm") if other.legal else None
    if other.core.startswith(group.core[:2]):
        return Hint(-1.0, "a group and a firm of it")
    return None


def places_differ(a: Named, b: Named) -> Hint | None:
    """贵州X有限公司 and 广西X有限公司 are two; X集团 and 江苏X有限公司 are parent and member."""
    x, y = _parts(a.name), _parts(b.name)
    if x.place and y.place and x.place[:2] != y.place[:2] and a.normal != b.normal:
        return Hint(-1.0, f"one of {x.place}, one of {y.place}")
    if a.normal != b.normal and ("(" in a.normal) != ("(" in b.normal):
        return Hint(-0.5, "one may be a branch of the other")
    return None


def branch_of_known(a: Named, b: Named) -> Hint | None:
    """A firm that everybody knows, and another with its brand that is none of its known forms."""
    for one, other in ((a, b), (b, a)):
        if known_name(one) and not known_name(other):
            x, y = _parts(one.name), _parts(other.name)
            if y.legal and (y.place or y.core != x.core) and not one.spellings & other.spellings:
                return Hint(-0.3, f"{other.name} is no known form of {one.name}")
    return None


def full_names_differ(a: Named, b: Named) -> Hint | None:
    """Two names of the register that differ are two firms."""
    if is_full(a.name) and is_full(b.name) and _parts(a.name).core != _parts(b.name).core:
        return Hint(-1.0, "two registered names")
    return None


def unlike(a: Named, b: Named) -> Hint | None:
    """Brands with little in common."""
    x, y = sorted((_parts(a.name).core, _parts(b.name).core), key=len)
    if y.startswith(_brand(x)[0]):
        return None
    if dice(x, y) < 0.3:
        return Hint(-0.5, "brands have little in common")
    return None
