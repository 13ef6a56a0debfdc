"""China's administrative units by code and by name: provinces, cities, counties, townships.

Data, date and licence: ``data/gazetteer/README.md``. Everything is read on first use and kept.
"""

import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

Level = Literal["province", "city", "county", "township"]
LEVELS: tuple[Level, ...] = ("province", "city", "county", "township")
DATA = files("govreport") / "data" / "gazetteer"
ENDING = re.compile(
    r"(?:特别行政区|维吾尔自治区|自治[区州县旗]|民族[乡镇]|苏木|街道|地区|林区|特区|矿区|新区|[省市县区旗盟州乡镇])$"
)
PEOPLES = re.compile(
    r"(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇"
    r"|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京"
    r"|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各)族$"
    r"|(?:蒙古|哈萨克|柯尔克孜|塔吉克|锡伯)$"
)


class Unit(NamedTuple):
    """An administrative unit: six digits (GB/T 2260), or nine for a township."""

    code: str
    name: str

    @property
    def level(self) -> Level:
        """Province, city, county or township, as the code says."""
        if len(self.code) > 6:
            return "township"
        return "province" if self.code.endswith("0000") else "city" if self.code.endswith("00") else "county"

    @property
    def stem(self) -> str:
        """The digits that the codes of all units within this one begin with."""
        return {"province": self.code[:2], "city": self.code[:4]}.get(self.level, self.code)


def short_name(name: str) -> str:
    """A unit's name as reports shorten it, never less than two characters.

    >>> [short_name(name) for name in ("农安县", "滦县", "恩施土家族苗族自治州", "内蒙古自治区", "新艾里蒙古族乡")]
    ['农安', '滦县', '恩施', '内蒙古', '新艾里']
    """
    short = ENDING.sub("", name)
    while short != name and (shorter := PEOPLES.sub("", short)) != short and len(shorter) > 1:
        short = shorter
    return short if len(short) > 1 else name


@lru_cache(maxsize=1)
def units() -> Mapping[str, Unit]:
    """Provinces, cities and counties by code."""
    return {code: Unit(code, name) for code, name in _read((DATA / "units.csv").read_bytes())}


@lru_cache(maxsize=1)
def townships() -> Mapping[str, tuple[Unit, ...]]:
    """The townships of each county, by the county's code."""
    found: dict[str, list[Unit]] = defaultdict(list)
    for code, name in _read(gzip.decompress((DATA / "townships.csv.gz").read_bytes())):
        found[code[:6]].append(Unit(code, name))
    return {county: tuple(below) for county, below in found.items()}


@lru_cache(maxsize=1)
def names() -> Mapping[str, tuple[Unit, ...]]:
    """Provinces, cities and counties by full name and by short name.

    >>> names()["农安"], [unit.code for unit in names()["朝阳区"]]
    ((Unit(code='220122', name='农安县'),), ['110105', '220104'])
    """
    return by_name(units().values())


def by_name(some: Iterable[Unit]) -> dict[str, tuple[Unit, ...]]:
    """Units by full name and by short name."""
    found: dict[str, dict[Unit, None]] = defaultdict(dict)
    for unit in some:
        found[unit.name][unit] = found[short_name(unit.name)][unit] = None
    return {name: tuple(bearers) for name, bearers in found.items()}


def townships_within(unit: Unit) -> list[Unit]:
    """All townships of a county, a city or a province.

    >>> [town.name for town in townships_within(units()["220882"])][5:7]
    ['月亮泡镇', '安广镇']
    """
    return [town for county, below in townships().items() if county.startswith(unit.stem) for town in below]


def unit_of(code: str) -> Unit | None:
    """The unit with this code of six or nine digits."""
    if len(code) == 6:
        return units().get(code)
    return next((town for town in townships().get(code[:6], ()) if town.code == code), None)


def path(unit: Unit) -> tuple[Unit, ...]:
    """The unit and those it lies in, the province first.

    >>> "".join(step.name for step in path(units()["220122"]))
    '吉林省长春市农安县'
    """
    codes = dict.fromkeys((f"{unit.code[:2]}0000", f"{unit.code[:4]}00", unit.code[:6]))
    above = [units()[code] for code in codes if code in units()]
    return (*above, unit) if unit.level == "township" else tuple(above)


def _read(table: bytes) -> Iterable[tuple[str, str]]:
    rows = csv.reader(table.decode().splitlines())
    next(rows)
    return ((code, name) for code, name in rows)
