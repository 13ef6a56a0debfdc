"""The unit whose government made a report: what settles a name that many units bear."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from govreport.errors import BadInput
from govreport.extraction.places_kinds import elsewhere
from govreport.pipeline.divisions import Unit, names, path, townships, unit_of

MUNICIPALITIES = {"110000", "120000", "310000", "500000"}
# the title or first sentence that names the reporting government outright
OFFICIAL = re.compile(
    r"(?:代表|在|^)([\u4e00-\u9fff]{2,14}?[省市县区旗州盟])(?:第[一二三四五六七八九十]+届人民代表大会|人民政府)"
)
OFFICIAL_WEIGHT = 1000
# how a report speaks of its own unit, by what such names end in: the opening formula, then any 全市 or 我县
OPENING = re.compile(r"代表(?:自治|[\u4e00-\u9fff]{2,12}?)??(国务院|[省市县区旗州盟])(?:人民政府|政府|，|向)")
SELF = re.compile(r"(?:全|我|各位)([国省市县区旗州盟])")
OPENING_WEIGHT, NATION = 1000, {"国", "国务院"}
# few reports but a county's own name its townships in full
TOWN_WEIGHT = 3
# short names that are words of every report
WORDS = {"合作", "资源", "太平", "和平", "振兴", "新建"}


@dataclass(frozen=True, slots=True)
class Home:
    """The report's own unit."""

    unit: Unit

    @classmethod
    def from_code(cls, code: str) -> Self:
        """The home with an administrative code; raises ``BadInput`` where no unit has it.

        >>> Home.from_code("220882").unit.name
        '大安市'
        """
        unit = unit_of(code)
        if unit is None:
            raise BadInput(f"no administrative unit has the code {code!r}; give six digits such as 220100")
        return cls(unit)

    @property
    def area(self) -> Unit | None:
        """The city that the home is or lies in, or a county under no city; ``None`` for a province."""
        steps = path(self.unit)
        if steps[0].code in MUNICIPALITIES:
            return steps[0]
        return steps[1] if len(steps) > 1 else None

    def holds(self, unit: Unit) -> bool:
        """Whether the unit is the home, lies in it or holds it."""
        return unit.code.startswith(self.unit.stem) or self.unit.code.startswith(unit.stem)

    def covers(self, unit: Unit) -> bool:
        """Whether the unit lies in the home's city, or the home in the unit."""
        around = self.area or self.unit
        return unit.code.startswith(around.stem) or self.unit.code.startswith(unit.stem)

    def shares_province(self, unit: Unit) -> bool:
        """Whether both lie in one province."""
        return unit.code[:2] == self.unit.code[:2]


def find_home(texts: Iterable[str]) -> Home | None:
    """Find the home from a report's title lines and sentences, or ``None`` where they do not tell.

    A title or first sentence that names the government decides; else the unit named most often among those of the
    kind that the report calls its own (全市, 我县), its townships counted in, if another unit around it is named too.

    >>> find_home(["长春市政府工作报告", "全市粮食增产，长春振兴，吉林、农安受益。"]).unit.name
    '长春市'
    """
    lines = list(texts)
    votes, own = Counter[Unit](), Counter[str]()
    for line in lines:
        own.update({match[1]: OPENING_WEIGHT for match in OPENING.finditer(line)})
        own.update(match[1] for match in SELF.finditer(line))
        votes.update(_mentions(line))
        votes.update(dict.fromkeys(_official(line), OFFICIAL_WEIGHT))
    kind = own.most_common(1)[0][0] if own else ""
    known = dict.fromkeys(step for unit in votes for step in path(unit) if step.level != "township")
    scores = {unit: _score(unit, votes) for unit in known if unit.name.endswith(kind) or votes[unit] >= OFFICIAL_WEIGHT}
    best = max(scores, key=lambda unit: scores[unit], default=None)
    return Home(best) if best and kind not in {"", *NATION} and scores[best] else None


def _official(line: str) -> Iterator[Unit]:
    for match in OFFICIAL.finditer(line):
        yield from (unit for unit in names().get(match[1], ()) if unit.name == match[1])


def _score(unit: Unit, votes: Counter[Unit]) -> int:
    """How well a unit explains the mentions of itself and of its parts."""
    inside = [other for other in votes if other != unit and other.code.startswith(unit.stem)]
    around = [other for other in votes if other != unit and other.code.startswith(unit.code[:2])]
    if not around and votes[unit] < OFFICIAL_WEIGHT:
        return 0
    if unit.level == "county":
        return votes[unit] + TOWN_WEIGHT * sum(votes[town] for town in inside)
    # the most named county of a city is left out: it may be the home itself
    counties = [votes[other] for other in inside if other.level == "county"]
    return votes[unit] + (sum(counties) - max(counties, default=0) if unit.level == "city" else 0)


def _mentions(line: str) -> Iterator[Unit]:
    """The units that a line names, the longest name at each place."""
    place = 0
    while place < len(line) - 1:
        known = _clear_names().get(line[place : place + 2], {})
        found = next((name for name in known if line.startswith(name, place)), None)
        if found:
            yield known[found]
        place += len(found or "1")


@lru_cache(maxsize=1)
def _clear_names() -> dict[str, dict[str, Unit]]:
    """Names that one unit bears alone, by their first two characters, longest first; townships by full name only."""
    towns = [town for below in townships().values() for town in below]
    often = Counter(town.name for town in towns)
    clear = {town.name: town for town in towns if often[town.name] == 1}
    for name, bearers in names().items():
        clear.pop(name, None)
        if len(bearers) == 1 or bearers[0].level in ("province", "city"):
            clear[name] = bearers[0]
    heads: dict[str, dict[str, Unit]] = defaultdict(dict)
    for name in sorted(clear.keys() - WORDS - elsewhere().keys(), key=len, reverse=True):
        heads[name[:2]][name] = clear[name]
    return heads
