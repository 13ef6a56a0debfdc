"""Place names lead to the right unit, or say why they lead nowhere."""

import csv
import json
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.errors import BadInput
from govreport.extraction.places import link_place
from govreport.extraction.places_home import Home, find_home
from govreport.jsonl import read_jsonl
from govreport.pipeline.divisions import DATA, path, short_name, unit_of, units

REASONS = {"natural-feature", "road", "zone", "facility", "village", "region", "foreign", "masked"}
REASONS |= {"ambiguous", "not-in-gazetteer"}
ROWS = [
    line.split()
    for line in (Path(__file__).parent / "place_names.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
ALL_UNITS = sorted(units().values())


@pytest.mark.parametrize(("home", "name", "expected"), ROWS)
def test_names_of_the_five_reports(home: str, name: str, expected: str) -> None:
    link = link_place(name, Home.from_code(home))
    assert (link.admin_code or link.flags[0]) == expected


@pytest.mark.parametrize(
    ("home", "name", "expected"),
    [
        (None, "鼓楼区", None),
        ("320100", "鼓楼区", "320106"),
        ("350100", "鼓楼", "350102"),
        ("410200", "鼓楼区", "410204"),
        ("350200", "鼓楼区", "350102"),  # 厦门 has none, its province one
        (None, "朝阳区", None),
        ("110000", "朝阳区", "110105"),
        ("220100", "朝阳", "220104"),
        (None, "朝阳", "211300"),  # the city outranks the districts
        ("360100", "西湖区", "360103"),
        (None, "吉林", "220000"),
        ("220200", "吉林", "220200"),
        ("310000", "南市区", "310101"),
        ("130600", "南市区", "130606"),
        (None, "南市区", None),
        ("440000", "中山", "442000"),
        ("360400", "星子", "360483"),  # the former county, not the town in it
    ],
)
def test_home_settles_shared_names(home: str | None, name: str, expected: str | None) -> None:
    link = link_place(name, Home.from_code(home) if home else None)
    assert link.admin_code == expected
    assert expected is not None or link.flags == ("ambiguous",)


def test_names_that_look_like_lakes_are_towns_where_the_sentence_says_so() -> None:
    daan, after = Home.from_code("220882"), "、月亮泡等建制镇污水处理厂"
    assert link_place("太山", daan, after).admin_code == "220882109"
    assert link_place("太山", daan).flags == ("natural-feature",)


def test_remarks_tell_how_the_link_was_made() -> None:
    assert link_place("襄樊市").flags == ("historical-name",)
    assert link_place("宁乡县").flags == ("historical-name",)
    assert link_place("沪").flags == ("abbreviation",)
    assert link_place("鼓楼区", Home.from_code("320100")).flags == ("settled-by-home",)
    assert "short-township" in link_place("安广", Home.from_code("220882")).flags


@given(st.sampled_from(ALL_UNITS))
def test_full_paths_lead_to_their_unit(unit) -> None:  # type: ignore[no-untyped-def]
    full = "".join(step.name for step in path(unit))
    link = link_place(full)
    assert (link.admin_code, link.admin_name, link.admin_level) == (unit.code, full, unit.level)


@given(st.sampled_from(ALL_UNITS))
def test_full_names_lead_home_in_the_own_report(unit) -> None:  # type: ignore[no-untyped-def]
    # 嘉峪关 has no counties; the gazetteer has a filler of the city's own name below it
    same = {step.code for step in path(unit) if step.name == unit.name}
    assert link_place(unit.name, Home(unit)).admin_code in same


@given(st.text(max_size=30), st.sampled_from([None, Home.from_code("220100"), Home.from_code("310000")]))
def test_any_text_gives_a_code_or_a_reason(text: str, home: Home | None) -> None:
    link = link_place(text, home)
    filled = {link.admin_code is None, link.admin_name is None, link.admin_level is None}
    assert len(filled) == 1
    assert (link.admin_code is None) == bool(REASONS & set(link.flags))


def test_table_of_former_names_names_todays_units_rightly() -> None:
    with (DATA / "former.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) > 100
    assert [row for row in rows if units()[row["code"]].name != row["today"]] == []


def test_gazetteer_is_whole() -> None:
    assert {len([unit for unit in ALL_UNITS if unit.level == level]) for level in ("province",)} == {34}
    assert all(path(unit)[0].level == "province" for unit in ALL_UNITS)
    assert all(len(short_name(unit.name)) > 1 for unit in ALL_UNITS)
    town = unit_of("220882101")
    assert town is not None
    assert [step.name for step in path(town)] == ["吉林省", "白城市", "大安市", "安广镇"]


def test_home_is_found_in_the_five_reports_even_where_they_mask_their_own_name() -> None:
    corpus = Path(__file__).parents[2] / "corpus"
    texts: dict[str, list[str]] = defaultdict(list)
    for row in read_jsonl(corpus / "sentences.jsonl"):
        texts[row["report"]].append(row["text"])
    found = {report: find_home(lines) for report, lines in texts.items()}
    expected = {row["id"]: row["admin_code"] for row in json.loads((corpus / "reports.json").read_text("utf-8"))}
    assert {report: home and home.unit.code for report, home in found.items()} == expected


def test_nations_report_and_empty_text_have_no_home() -> None:
    assert find_home(["我代表国务院，向大会报告政府工作。", "支持北京、上海、浙江、广东发展。"]) is None
    assert find_home([]) is None


def test_unknown_home_is_the_users_error() -> None:
    with pytest.raises(BadInput, match="six digits such as 220100"):
        Home.from_code("999999")
