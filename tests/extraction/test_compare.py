"""Promised and delivered meet only where they mean the same."""

import csv
from decimal import Decimal

import pytest
from extraction_samples import NEXT

from govreport.extraction.compare import compare
from govreport.extraction.facts import Fact
from govreport.extraction.indicators import likeness


def fact(label, indicator, value, unit="%", change="increase", relation="=", **more):
    where = ("a", "a:0001.01", (), "plan" if label == "TARGET" else "review")
    numbers = {"value": Decimal(value), "normalized_value": Decimal(value), "unit": unit, "normalized_unit": unit}
    return Fact(
        *where,
        label,
        f"{indicator}{value}",
        0,
        5,
        indicator=indicator,
        change=change,
        relation=relation,
        **numbers,
        **more,
    )


def target(*args, **more):
    return fact("TARGET", *args, **more)


def result(*args, **more):
    return fact("METRIC", *args, **more)


SAME = [
    ("地区生产总值", "全市生产总值"),
    ("2024年全市生产总值", "GDP"),
    ("社会消费品零售总额", "全社会消费品零售总额"),
    ("“十一五”期间固定资产投资", "固定资产投资"),
    ("城镇登记失业率", "城镇登记失业率"),
]
DIFFERENT = [
    ("城镇居民人均可支配收入", "农村居民人均可支配收入"),
    ("城镇新增就业", "农村新增就业"),
    ("出口总额", "进口总额"),
    ("工业增加值", "农业增加值"),
    ("地方财政收入", "财政收入"),
    ("粮食产量", "粮食总产值"),
    ("存款余额", "贷款余额"),
    ("第一产业增加值", "第二产业增加值"),
    ("生产总值", "人均生产总值"),
    ("新建公路", "改建公路"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_that_mean_the_same_meet(one, other):
    assert likeness(one, other) > 0
    assert likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_names_that_differ_in_meaning_never_meet(one, other):
    assert likeness(one, other) == 0


@pytest.mark.parametrize(
    ("promise", "outcome", "gap", "met"),
    [
        (target("产值", "10", relation="≥"), result("产值", "11.2"), "1.2", "yes"),
        (target("产值", "10"), result("产值", "8"), "-2", "no"),
        (target("失业率", "4.5", change="level", relation="≤"), result("失业率", "4.8", change="level"), "0.3", "no"),
        (target("失业率", "4.5", change="level"), result("失业率", "4.1", change="level"), "-0.4", "yes"),
        (target("能耗", "4", change="decrease", relation="≥"), result("能耗", "5", change="decrease"), "-1", "yes"),
        (target("能耗", "4", change="decrease"), result("能耗", "1"), "5", "no"),
        (target("出口", "9", change="decrease", relation="≤"), result("出口", "3", change="decrease"), "6", "yes"),
        (target("排名", "5", "位", "rank"), result("排名", "4", "位", "rank"), "-1", None),
    ],
)
def test_gap_and_direction(promise, outcome, gap, met):
    [row] = compare([promise], [outcome])
    assert (row.gap, row.met, row.match) == (Decimal(gap), met, "same")


def test_a_range_keeps_both_ends():
    promise = target("投资", "8", "亿元", "level", value_high=Decimal(10))
    [row] = compare([promise], [result("投资", "9", "亿元", "level")])
    assert (row.promised, row.promised_high) == (Decimal(8), Decimal(1_000_000_000))
    assert (row.gap, row.met) == (Decimal(1), None)


def test_units_and_kinds_of_change_keep_apart():
    promises = [target("产值", "10"), target("产值", "50", "元", "level")]
    outcomes = [result("产值", "48", "元", "level"), result("产值", "12"), result("产值", "3", "吨", "level")]
    rows = compare(promises, outcomes)
    assert [(row.promised, row.delivered) for row in rows[:2]] == [
        (Decimal(10), Decimal(12)),
        (Decimal(50), Decimal(48)),
    ]
    assert [row.match for row in rows] == ["same", "same", "result only"]


def test_a_result_answers_one_target_the_most_alike_first():
    promises = [target("全社会消费品零售总额", "10"), target("社会消费品零售总额", "11")]
    rows = compare(promises, [result("社会消费品零售总额", "12")])
    assert [row.match for row in rows] == ["none", "same"]


def test_a_yearly_average_is_no_years_result():
    assert compare([target("产值", "10")], [result("产值", "12", flags=("annual-average",))])[0].match == "none"


def test_a_footnotes_bracket_is_no_indicator():
    assert compare([target("[", "37")], [result("”[", "1")]) == []


def test_the_command_writes_and_shows(run, model, report, tmp_path):
    (tmp_path / "2025.txt").write_text(NEXT, encoding="utf-8")
    code, out, _ = run("compare", report, tmp_path / "2025.txt", "-o", tmp_path / "c.csv", "--model", model)
    assert code == 0
    rows = list(csv.DictReader((tmp_path / "c.csv").read_text(encoding="utf-8-sig").splitlines()))
    kept = [(row["indicator"], row["promised"], row["delivered"], row["gap"], row["met"]) for row in rows[:2]]
    assert kept == [("全市生产总值", "10", "11.2", "1.2", "yes"), ("城镇登记失业率", "4.5", "4.8", "0.3", "no")]
    assert "2 targets answered, 0 without an answer" in out
    assert "全市生产总值" in out


def test_a_file_with_two_reports_is_refused(run, model, report, tmp_path):
    (tmp_path / "two.txt").write_text(f"第一篇：甲\n{NEXT}第二篇：乙\n{NEXT}", encoding="utf-8")
    code, _, err = run("compare", report, tmp_path / "two.txt", "-o", tmp_path / "c.csv", "--model", model)
    assert (code, "holds 2 reports" in err) == (2, True)
    assert not (tmp_path / "c.csv").exists()
