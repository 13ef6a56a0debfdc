"""Link a place name to its administrative unit, or say why it has none."""

import re
from dataclasses import dataclass

from govreport.extraction.places_home import Home
from govreport.extraction.places_kinds import elsewhere, fold, is_masked, kind_by_form
from govreport.extraction.places_names import Candidate, candidates
from govreport.pipeline.divisions import LEVELS, Level, path, short_name

# 太山、月亮泡等建制镇: what follows a list of names says that they are townships
TOWNSHIPS_FOLLOW = re.compile(r"^[^，。；,;]{0,20}?(?:乡镇|[镇乡]|街道)")
HOW = {"former": ("historical-name",), "changed": ("historical-name",), "abbreviation": ("abbreviation",)}


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """Where a place name leads: ``code``, full ``name`` and ``level`` of a unit, or a reason among the flags.

    A township has nine digits, all others six. Reasons: ``natural-feature``, ``road``, ``zone``, ``facility``,
    ``village``, ``region``, ``foreign``, ``masked``, ``ambiguous``, ``not-in-gazetteer``. Remarks on a link:
    ``historical-name``, ``abbreviation``, ``settled-by-home``, and ``short-township`` for a town named without 镇 or
    街道, the one link that can be mistaken for a quarter of the same name.
    """

    admin_code: str | None = None
    admin_name: str | None = None
    admin_level: Level | None = None
    flags: tuple[str, ...] = ()


def link_place(text: str, home: Home | None = None, after: str = "") -> PlaceLink:
    """Link a name as it stands in a report; ``home`` settles shared names, ``after`` is the sentence after the name.

    >>> home = Home.from_code("220100")
    >>> link_place("农安", home)
    PlaceLink(admin_code='220122', admin_name='吉林省长春市农安县', admin_level='county', flags=())
    >>> link_place("朝阳区", home).admin_name, link_place("朝阳区").flags, link_place("伊通河", home).flags
    ('吉林省长春市朝阳区', ('ambiguous',), ('natural-feature',))
    """
    name = fold(text)
    if is_masked(name):
        return PlaceLink(flags=("masked",))
    if len(name) == 1:
        return _single(name, home)
    if name in elsewhere():
        return PlaceLink(flags=(elsewhere()[name],))
    kind = kind_by_form(name) or _side_of(home, name)
    known = candidates(name, home)
    found = [one for one in known if kind is None or _outweighs(one, name, after)]
    if not found:
        return PlaceLink(flags=(kind or "not-in-gazetteer",))
    # 沙河 is a town here that looks like a river, and a city far away
    if len(found) < len(known) and home and not any(home.covers(one.unit) for one in found):
        return PlaceLink(flags=("ambiguous",))
    return _choose(found, name, home)


def _side_of(home: Home | None, name: str) -> str | None:
    """襄南 in 襄阳's report is a part of it."""
    return "region" if home and re.fullmatch(f"{home.unit.name[0]}[东西南北中]", name) else None


def _outweighs(one: Candidate, name: str, after: str) -> bool:
    """Whether a unit may bear a name that looks like a road, a lake or a zone."""
    if _is_short_town(one, name):
        return TOWNSHIPS_FOLLOW.search(after) is not None
    # 朝阳新区 and 长江街 are no former 朝阳区 and no changed 长江镇
    return one.how != "changed" or one.unit.level == "city"


def _choose(found: list[Candidate], name: str, home: Home | None) -> PlaceLink:
    rivals = [one for one in found if not _is_short_town(one, name)] if _towns_yield(found, home) else found
    best = _top(_nearest(rivals, home))
    if len(best) > 1 and home:
        best = [one for one in best if home.shares_province(one.unit)] or best
    if len({one.unit for one in best}) > 1:
        return PlaceLink(flags=("ambiguous",))
    others = [one for one in rivals if LEVELS.index(one.unit.level) <= LEVELS.index(best[0].unit.level)]
    remarks = {
        "settled-by-home": len({one.unit for one in others}) > 1,
        "short-township": _is_short_town(best[0], name),
    }
    return _link(best[0], tuple(remark for remark, holds in remarks.items() if holds))


def _towns_yield(found: list[Candidate], home: Home | None) -> bool:
    """A street called 中山 does not outweigh the city of that name, nor the town 星子 the former county around it."""
    above = [one.unit for one in found if one.unit.level != "township"]
    return any(unit.level != "county" or (home is not None and home.covers(unit)) for unit in above)


def _nearest(rivals: list[Candidate], home: Home | None) -> list[Candidate]:
    """The home where it is a city of that name (吉林), else those in or around the home, in its city, or all."""
    if home is None:
        return rivals
    itself = [one for one in rivals if one.unit == home.unit and one.unit.level == "city"]
    own = [one for one in rivals if home.holds(one.unit)]
    return itself or own or [one for one in rivals if home.covers(one.unit)] or rivals


def _is_short_town(one: Candidate, name: str) -> bool:
    return one.unit.level == "township" and one.unit.name != name and name == short_name(one.unit.name)


def _top(some: list[Candidate]) -> list[Candidate]:
    """Those of today's names before former ones, then those of the highest level."""
    today = [one for one in some if not one.how] or some
    highest = min(LEVELS.index(one.unit.level) for one in today)
    return [one for one in today if LEVELS.index(one.unit.level) == highest]


def _single(name: str, home: Home | None) -> PlaceLink:
    """One character: a country (日, 韩), a province or city (吉, 浔), or the first of the home's own name (长)."""
    own = home is not None and home.unit.name.startswith(name)
    known = candidates(name, home)
    if name in elsewhere():
        return PlaceLink(flags=("ambiguous" if own else elsewhere()[name],))
    if known:
        return _link(known[0])
    if own and home:
        return _link(Candidate(home.unit, "abbreviation"))
    return PlaceLink(flags=("not-in-gazetteer",))


def _link(one: Candidate, flags: tuple[str, ...] = ()) -> PlaceLink:
    full = "".join(step.name for step in path(one.unit))
    return PlaceLink(one.unit.code, full, one.unit.level, (*HOW.get(one.how, ()), *flags))
