"""Builds regions.csv from two published lists; see SOURCES.md for what they are and how to get them.

    python kg/data/build_regions.py ADCODES_CSV DIVISION_DIR

ADCODES_CSV is the list of 2019 with coordinates, DIVISION_DIR holds provinces.csv, cities.csv and
areas.csv of 2023. Units of 2019 that are gone by 2023 become older names of the unit that bears the
same stem in the same province, else rows of their own with the successor that `SUCCESSORS` names.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

SUCCESSORS = {
    "411023": "411003", "130421": "130402", "360421": "360404", "361121": "361104", "340221": "340210",
    "140227": "140215", "140421": "140404", "511521": "511504", "430221": "430212", "610125": "610118",
    "520222": "520281", "510124": "510117", "360721": "360704", "450127": "450181", "130526": "130505",
    "130521": "130503", "130223": "130284", "610427": "610482", "350427": "350405", "542421": "540602",
    "542400": "540600", "371200": "370116", "371202": "370116", "371203": "370117", "370634": "370614",
    "330103": "330105", "330104": "330102", "330204": "330212", "340208": "340209", "360105": "360112",
    "410211": "410202", "410306": "410308", "320611": "320613", "350402": "350404", "140203": "140214",
    "140211": "140214", "140202": "140213", "140402": "140403", "140411": "140403", "230702": "230717",
    "230708": "230717", "230711": "230718", "230706": "230718", "230709": "230751", "230705": "230751",
    "230707": "230724", "230710": "230724", "230715": "230724", "230712": "230725", "230714": "230723",
    "230716": "230719", "230713": "230725",
}  # fmt: skip
"""Unit of 2019 that is gone → the unit that holds its territory now (the larger part)."""

RENAMED = {"130502": "桥东区", "130503": "桥西区"}
"""Unit that kept its code → its name before."""

SAME_PLACE = frozenset(
    [
        "411023",
        "360421",
        "361121",
        "340221",
        "140227",
        "140421",
        "511521",
        "430221",
        "610125",
        "520222",
        "510124",
        "360721",
        "450127",
        "130526",
        "130521",
        "130223",
        "610427",
        "350427",
        "542421",
        "542400",
        "371200",
    ]
)
"""Units of SUCCESSORS that were only renamed or re-ranked: their name is an older name of the successor."""

SINCE = [
    ("653228", "和安县", "county", "653200", "36.4", "78.0"),
    ("653229", "和康县", "county", "653200", "36.0", "79.6"),
]
"""Units founded after both lists."""

PLACES = {
    "130181": ("37.94", "115.22"), "130421": ("36.58", "114.53"), "130682": ("38.52", "114.99"),
    "320812": ("33.59", "119.03"), "330204": ("29.89", "121.57"), "410211": ("34.79", "114.29"),
    "659005": ("47.33", "87.82"), "659007": ("44.84", "82.35"), "659008": ("43.95", "81.00"),
    "659009": ("37.21", "79.29"), "659010": ("44.69", "84.83"), "659011": ("42.80", "93.75"),
    "659012": ("46.70", "83.70"),
}  # fmt: skip
"""Latitude and longitude where the list of 2019 has none or only the province's."""

_LEVEL = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|[省市县区盟旗])$")


def stem(name: str) -> str:
    """The name without its level: 长乐市 → 长乐."""
    return _LEVEL.sub("", name)


def level(code: str) -> str:
    """The level that a GB/T 2260 code says."""
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a csv file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main(adcodes: Path, division: Path) -> None:
    """Write regions.csv beside this script."""
    old = {r["adcode"][:6]: r for r in read(adcodes)}
    new = {r["code"] + "0000": r["name"] for r in read(division / "provinces.csv")}
    new |= {r["code"] + "00": r["name"] for r in read(division / "cities.csv")}
    new |= {r["code"]: r["name"] for r in read(division / "areas.csv") if not 70 <= int(r["code"][4:]) < 80}
    new = {c: n for c, n in new.items() if n not in ("市辖区", "县", "自治区直辖县级行政区划", "省直辖县级行政区划")}
    new |= {c: old[c]["name"] for c in ("710000", "810000", "820000")}
    new.pop("620201", None)  # 嘉峪关 has no counties; the statistical code only repeats it
    gone = {c: r for c, r in old.items() if c not in new and r["name"] != "市辖区" and "直辖" not in r["name"]}

    former: dict[str, list[str]] = {c: [n] for c, n in RENAMED.items()}
    place = {c: (r["latitude"], r["longitude"]) for c, r in old.items()}
    successors = {}
    for code, row in gone.items():
        if code in SUCCESSORS:
            heir = SUCCESSORS[code]
        else:
            kin = [c for c in new if c[:2] == code[:2] and level(c) == level(code)]
            same = [c for c in kin if stem(new[c]) == stem(row["name"])]
            near = [c for c in same if c[:4] == code[:4]] or same
            if len(near) != 1:
                print("no successor:", code, row["name"], near)
                continue
            heir = near[0]
        if code in SUCCESSORS and code not in SAME_PLACE:
            successors[code] = heir
        elif new[heir] != row["name"]:
            former.setdefault(heir, []).append(row["name"])
        place.setdefault(heir, place[code])
    place |= PLACES

    def parent(code: str) -> str:
        above = code[:4] + "00"
        if level(code) == "province":
            return ""
        return above if level(code) == "county" and (above in new or above in successors) else code[:2] + "0000"

    rows = []
    for code, name in new.items():
        lat, lon = place.get(code) or place.get(parent(code)) or ("", "")
        rows.append((code, name, level(code), parent(code), lat, lon, "|".join(former.get(code, [])), ""))
    for code, heir in successors.items():
        row = old[code]
        rows.append((code, row["name"], level(code), parent(code), *place[code], "", heir))
    for code, name, rank, above, lat, lon in SINCE:
        rows.append((code, name, rank, above, lat, lon, "", ""))
    rows.sort()
    target = Path(__file__).with_name("regions.csv")
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "name", "level", "parent", "lat", "lon", "former", "successor"))
        for code, name, rank, above, lat, lon, names, heir in rows:
            short = [f"{float(x):.3f}" if x else "" for x in (lat, lon)]
            writer.writerow((code, name, rank, above, *short, names, heir))
    print(len(rows), "regions")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
