"""Projects are gathered over a report, with stage, place and money."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.annotations.inline import read_inline
from govreport.extraction.facts import Fact
from govreport.extraction.places import link_place
from govreport.extraction.places_home import Home
from govreport.extraction.project_names import place_in_name, project_key
from govreport.extraction.project_stages import STATUSES, stage_of
from govreport.extraction.projects import projects
from govreport.extraction.quantities import parse_quantities
from govreport.schema import Period

LETTERS = {"P": "planned", "S": "started", "C": "under construction", "D": "completed", "?": "unknown"}
EXPECTED = re.compile(r"(\[PROJECT\|[^]]*\])([PSCD?])(?:>([SD]))?")
CASES = [
    line.split(" ", 1)
    for line in (Path(__file__).parent / "project_stages.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
CHANGCHUN, DAAN = Home.from_code("220100"), Home.from_code("220882")


@pytest.mark.parametrize(("period", "marked"), CASES)
def test_stages_of_real_sentences(period: Period, marked: str) -> None:
    text, entities = read_inline(EXPECTED.sub(r"\1", marked))
    spans = [(entity.start, entity.end) for entity in entities if entity.label == "PROJECT"]
    found = [stage_of(text, *span, period, tuple(other for other in spans if other != span)) for span in spans]
    wanted = [(LETTERS[match[2]], LETTERS.get(match[3])) for match in EXPECTED.finditer(marked)]
    assert [(one.status, one.aim) for one in found] == wanted


def report(*lines: tuple[Period, str], home: Home = DAAN) -> Iterator[Fact]:
    """Facts as the extraction makes them, from marked sentences."""
    for number, (period, marked) in enumerate(lines):
        text, entities = read_inline(marked)
        for start, end, label in entities:
            where = ("demo", f"demo:{number:04d}.01", (), period, label, text[start:end])
            shared = {"sentence": text, "start": number * 1000 + start, "end": number * 1000 + end}
            if label in ("METRIC", "TARGET"):
                for one in parse_quantities(text[start:end], label):
                    value, unit = one.normalized_value, one.normalized_unit
                    yield Fact(*where, **shared, indicator=one.indicator, normalized_value=value, normalized_unit=unit)
            else:
                link = link_place(text[start:end], home) if label == "PLACE" else None
                code, name = (link.admin_code, link.admin_name) if link else (None, None)
                yield Fact(*where, **shared, admin_code=code, admin_name=name)


def test_mentions_are_one_project_with_the_furthest_stage() -> None:
    facts = report(
        ("review", "[PROJECT|5万吨沙棘深加工]等项目开工建设。"),
        ("plan", "“[PROJECT|５万吨沙棘深加工项目]”竣工投产；启动[PROJECT|运动中心]建设。"),
    )
    first, second = projects(facts)
    assert (first.stage, first.aim, first.periods) == ("under construction", "completed", ("review", "plan"))
    assert first.sentence_ids == ("demo:0000.01", "demo:0001.01")
    assert (second.name, second.stage, second.aim) == ("运动中心", "planned", "started")


def test_reports_are_kept_apart() -> None:
    one = list(report(("plan", "启动[PROJECT|运动中心]建设。")))
    other = [Fact("other", "other:1", (), "plan", "PROJECT", "运动中心", 2, 6, sentence="启动运动中心建设。")]
    assert [project.report for project in projects([*one, *other])] == ["demo", "other"]


def test_money_counts_only_within_the_same_part_of_the_sentence() -> None:
    marked = "[TARGET|投资2.16亿元]，修建[PROJECT|南湖西路]等[TARGET|城区主次街路8条]；完成[PROJECT|安北污水并网工程]。"
    road, sewer = projects(report(("plan", marked)))
    assert [(one.indicator, one.value, one.unit) for one in road.amounts] == [("投资", Decimal(216000000), "元")]
    assert sewer.amounts == ()


def test_place_is_in_the_name_or_beside_it() -> None:
    facts = report(
        ("plan", "启动[PROJECT|大岗子镇土地复垦二期工程]。"),
        ("plan", "在[PLACE|安广镇]建设[PROJECT|敬老院改造工程]；整治[PLACE|两家子]。"),
        ("plan", "建设[PROJECT|运动中心]。"),
    )
    found = [[name for _, name in one.places] for one in projects(facts, DAAN)]
    assert found == [["吉林省白城市大安市大岗子镇"], ["吉林省白城市大安市安广镇"], []]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("农安防病改水", "220122"),
        ("长春国际汽车城", "220100"),
        ("吉林省长春市朝阳区棚改", "220104"),
        ("台湾冠贺运动器材", None),
        ("丰田发动机", None),
        ("胜利公园改造", None),
        ("南湖公园", None),
        ("“三北”防护林四期工程", None),
    ],
)
def test_places_at_the_head_of_names(name: str, code: str | None) -> None:
    link = place_in_name(name, CHANGCHUN)
    assert (link.admin_code if link else None) == code


def test_rows_are_flat_and_cite_their_sentences() -> None:
    (project,) = projects(report(("review", "[METRIC|投资3亿美元]，[PROJECT|龙家堡机场]建成。")))
    row = project.to_row()
    assert (row["project"], row["stage"], row["amounts"]) == ("龙家堡机场", "completed", "投资 300000000 美元")
    assert (row["sentence_id"], row["start"], row["mentions"]) == ("demo:0000.01", 7, 1)
    assert all(isinstance(value, str | int | None) for value in row.values())


@given(
    st.text(max_size=20), st.text(min_size=1, max_size=10), st.text(max_size=20), st.sampled_from(["review", "plan"])
)
def test_any_text_has_a_stage(before: str, name: str, after: str, period: Period) -> None:
    stage = stage_of(before + name + after, len(before), len(before) + len(name), period)
    assert stage.status in STATUSES
    assert stage.aim is None or period == "plan"
    assert stage.cue in before + name + after


@given(st.text("农安３3aＡ“”（） 、—工程项目建设", min_size=1, max_size=12))
def test_keys_do_not_change_when_taken_twice(name: str) -> None:
    assert project_key(name)
    assert project_key(project_key(name)) == project_key(name)
