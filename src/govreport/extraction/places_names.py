"""The administrative units that a place name may mean: today's, former and shortened names, and paths of them."""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from govreport.extraction.places_home import Home
from govreport.pipeline.divisions import DATA, Level, Unit, by_name, names, short_name, townships_within, units

# units change their kind and keep the rest of their name: 宁乡县 became 宁乡市, 沙河街镇 became 沙河街街道
KINDS: tuple[tuple[re.Pattern[str], Level], ...] = (
    (re.compile(r"[县市区]$"), "county"),
    (re.compile(r"(?:地区|[市盟])$"), "city"),
    (re.compile(r"(?:街道|[镇乡])$"), "township"),
)
LONGEST_PATH, MOST_STEPS = 40, 4


class Candidate(NamedTuple):
    """A unit that a name may mean, and how the name differs from today's.

    ``how`` is empty for today's name, ``former`` or ``abbreviation`` by the table, ``changed`` where only the kind is
    another (宁乡县, today 宁乡市).
    """

    unit: Unit
    how: str = ""


def candidates(name: str, home: Home | None) -> list[Candidate]:
    """All units that a folded name may mean; townships only where the home's city or the name itself says where.

    >>> [unit.code for unit, _ in candidates("朝阳区", None)], candidates("襄樊市", None)[0].unit.name
    (['110105', '220104'], '襄阳市')
    >>> candidates("吉林省长春市农安县", None)
    [Candidate(unit=Unit(code='220122', name='农安县'), how='')]
    """
    area = home.area if home else None
    return list(dict.fromkeys((*_bearers(name, area), *_paths(name))))


def _bearers(name: str, area: Unit | None) -> Iterator[Candidate]:
    """Units that bear the whole name: nationwide above the township, townships within ``area`` only."""
    local = local_names(area) if area else {}
    today = (*names().get(name, ()), *local.get(name, ()))
    yield from (Candidate(unit) for unit in today)
    yield from former_names().get(name, ())
    if today:
        return
    for kind, level in KINDS:
        stem = kind.sub("", name)
        if stem != name and len(stem) > 1:
            for unit in (local if level == "township" else names()).get(stem, ()):
                if (
                    unit.level == level
                    and unit.name != name
                    and kind.search(unit.name)
                    and short_name(unit.name) == stem
                ):
                    yield Candidate(unit, "changed")


def _paths(name: str, steps: int = MOST_STEPS) -> Iterator[Candidate]:
    """Units named with those they lie in: the first part of the name holds the rest."""
    if steps < 2 or len(name) > LONGEST_PATH:
        return
    for cut in range(len(name) - 1, 1, -1):
        for whole, how in _bearers(name[:cut], None):
            inner = whole if whole.level != "province" else None
            for part in (*_bearers(name[cut:], inner), *_paths(name[cut:], steps - 1)):
                if part.unit != whole and part.unit.code.startswith(whole.stem):
                    yield Candidate(part.unit, how or part.how)


@lru_cache(maxsize=64)
def local_names(area: Unit) -> Mapping[str, tuple[Unit, ...]]:
    """The townships of a city or county by full and by short name."""
    return by_name(townships_within(area))


@lru_cache(maxsize=1)
def former_names() -> Mapping[str, tuple[Candidate, ...]]:
    """Former names and abbreviations, with today's unit.

    >>> [(unit.name, how) for name in ("星子县", "浔") for unit, how in former_names()[name]]
    [('庐山市', 'former'), ('九江市', 'abbreviation')]
    """
    found: dict[str, tuple[Candidate, ...]] = {}
    with (DATA / "former.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found[row["name"]] = (*found.get(row["name"], ()), Candidate(units()[row["code"]], row["kind"]))
    return found
