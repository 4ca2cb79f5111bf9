"""Compile articles annotated in the compact form to the gold format of FORMAT.md.

A compact file `NAME.ann` holds an article and its annotation in three parts:

    date: 2023-10-08            # or "-" where it cannot be inferred
    home: 盐城市                 # or "-"
    ---
    the text of the article, as delivered
    ---
    r1 Region 江苏省|江苏 320000
    k1 Park 盐城经济技术开发区|盐城经开区
    c1 Company 比亚迪|比亚迪公司 key=比亚迪股份有限公司
    p1 Project 比亚迪动力电池二期项目|二期 ?
    n1 Person 陈茂龙
    = p1 investor c1
    = p1 totalInvestment 7500000000 CNY
    = p1 milestone productionStart 2024-02 planned
    = p1 milestone signed - done ?
    = p1 capacity 新能源动力电池 15 GWh year
    = p1 landArea 533336
    = p1 outputValue 20000000000 CNY planned
    = p1 jobs 2000 planned
    = p1 industry 动力电池
    = n1 role c1 副总经理助理
    = r1 indicator signedProjects 38 个 2022-09

A final ` ?` marks an entity or fact as optional. `python benchmarks/annotate.py DIR` checks every
`.ann` file of a folder and writes `NAME.txt` (or `NAME.html` where the text starts with `<`) and
`NAME.json` beside it. Errors name the file, the line and what is wrong; nothing is written for a
file that has one.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

TYPES = {"Region", "Park", "Company", "Organization", "Project", "Person"}
ENTITY_OBJECT = {"locatedIn", "investor", "operator", "parent", "phaseOf"}
MONEY = {"totalInvestment", "outputValue", "sales", "tax"}
AREA = {"landArea", "floorArea"}
KINDS = {
    "signed", "approved", "constructionStart", "equipmentInstalled", "toppedOut",
    "trialProduction", "productionStart", "completion", "fullCapacity",
}  # fmt: skip
MEASURES = {
    "signedProjects", "signedInvestment", "startedProjects", "completedProjects", "pipelineProjects",
    "pipelineInvestment", "fundsInPlace", "foreignInvestment", "newFirms", "visitedFirms",
    "outputValue", "tax", "growth", "other",
}  # fmt: skip
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")
PERIOD = re.compile(r"\d{4}(-(\d\d|[HQ]\d))?(/\d{4}(-\d\d)?)?$")


class Invalid(ValueError):
    """A line of a compact file that does not say what it should."""


def number(text: str) -> int | float:
    try:
        value = float(text)
    except ValueError:
        raise Invalid(f"{text!r} is not a plain number") from None
    return int(value) if value.is_integer() else value


def dated(text: str, pattern: re.Pattern[str] = DATE) -> str | None:
    if text == "-":
        return None
    if not pattern.match(text):
        raise Invalid(f"{text!r} is not a date or period")
    return text


def planned(text: str) -> bool:
    if text not in ("planned", "done"):
        raise Invalid(f"say planned or done, not {text!r}")
    return text == "planned"


def entity(words: list[str]) -> dict[str, Any]:
    if len(words) < 3 or words[1] not in TYPES:
        raise Invalid("an entity is: id Type name|alias|alias [code] [key=…]")
    name, *aliases = words[2].replace("_", " ").split("|")
    row: dict[str, Any] = {"id": words[0], "type": words[1], "name": name}
    if aliases:
        row["aliases"] = aliases
    for extra in words[3:]:
        if extra.startswith("key="):
            row["key"] = f"{words[1]}/{extra[4:]}"
        elif re.fullmatch(r"\d{6}", extra):
            row["code"] = extra
        else:
            raise Invalid(f"{extra!r} is neither a six-digit code nor key=…")
    return row


def value(p: str, args: list[str], ids: set[str]) -> Any:
    """The object of a fact, from the words behind its predicate."""

    def known(i: str) -> str:
        if i not in ids:
            raise Invalid(f"entity {i!r} is not declared")
        return i

    if p in ENTITY_OBJECT:
        return known(args[0])
    if p == "industry":
        return args[0]
    if p == "milestone":
        if args[0] not in KINDS:
            raise Invalid(f"unknown milestone {args[0]!r}")
        return {"kind": args[0], "date": dated(args[1]), "planned": planned(args[2])}
    if p in MONEY:
        row: dict[str, Any] = {"value": number(args[0]), "currency": args[1]}
        return row if p == "totalInvestment" else row | {"planned": planned(args[2])}
    if p in AREA:
        return {"value": number(args[0])}
    if p == "jobs":
        return {"value": number(args[0]), "planned": planned(args[1])}
    if p == "capacity":
        per = None if args[3] == "-" else args[3]
        return {"product": args[0], "value": number(args[1]), "unit": args[2], "per": per}
    if p == "role":
        return {"org": None if args[0] == "-" else known(args[0]), "title": args[1]}
    if p == "indicator":
        if args[0] not in MEASURES:
            raise Invalid(f"unknown measure {args[0]!r}")
        return {"measure": args[0], "value": number(args[1]), "unit": args[2], "period": dated(args[3], PERIOD)}
    raise Invalid(f"unknown predicate {p!r}")


def parse(name: str, source: str) -> tuple[dict[str, Any], str]:
    """The gold object and the text of one compact file. Raises Invalid, naming the line."""
    head, text, notes = re.split(r"^---\n", source, maxsplit=2, flags=re.M)
    fields = dict(re.findall(r"^(date|home): *(\S+)", head, flags=re.M))
    gold: dict[str, Any] = {
        "article": name,
        "date": dated(fields["date"]),
        "home": None if fields["home"] == "-" else fields["home"],
        "entities": [],
        "facts": [],
    }
    flat = re.sub(r"\s", "", text)
    ids: set[str] = set()
    for line in filter(str.strip, notes.splitlines()):
        words = line.split()
        try:
            optional = words[-1] == "?"
            words = words[:-1] if optional else words
            if words[0] == "=":
                _, s, p, *args = words
                if s not in ids:
                    raise Invalid(f"entity {s!r} is not declared")
                row: dict[str, Any] = {"s": s, "p": p, "o": value(p, args, ids)}
                gold["facts"].append(row)
            else:
                row = entity(words)
                if row["id"] in ids:
                    raise Invalid(f"{row['id']!r} is declared twice")
                ids.add(row["id"])
                forms = [row["name"], *row.get("aliases", [])]
                clean = "(" not in text and "<" not in text
                if clean and not any(re.sub(r"\s", "", form) in flat for form in forms):
                    if row["type"] not in ("Project", "Region"):
                        raise Invalid(f"no form of {row['name']} stands in the text")
                gold["entities"].append(row)
            if optional:
                row["optional"] = True
        except (Invalid, IndexError, ValueError) as error:
            raise Invalid(f"{name}: {line!r}: {error}") from None
    return gold, text


def main(folder: Path) -> int:
    failed = 0
    for path in sorted(folder.glob("*.ann")):
        try:
            gold, text = parse(path.stem, path.read_text(encoding="utf-8"))
        except (Invalid, KeyError, ValueError) as error:
            print(f"{path}: {error}", file=sys.stderr)
            failed += 1
            continue
        suffix = ".html" if text.lstrip().startswith("<") else ".txt"
        path.with_suffix(suffix).write_text(text, encoding="utf-8")
        path.with_suffix(".json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
