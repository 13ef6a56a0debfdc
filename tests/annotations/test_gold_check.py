from pathlib import Path

import pytest
from typer.testing import CliRunner

from govreport.annotations.check import check, read_reviewed, sweep, sweep_sheet
from govreport.annotations.gold import write_work
from govreport.annotations.inline import read_inline
from govreport.annotations.records import Annotation
from govreport.annotations.sweep import Row
from govreport.cli.gold import app
from govreport.errors import BadInput
from govreport.jsonl import write_jsonl
from govreport.schema import Period, Sentence


def rows(*lines: str, period: Period = "review") -> list[Row]:
    found = []
    for number, line in enumerate(lines, 1):
        text, entities = read_inline(line)
        name = f"x:000{number}.01"
        found.append(Row(Sentence(name, "x", ("一、回顾",), period, text, ((0, len(text)),)), entities))
    return found


def hits(*lines: str, period: Period = "review") -> list[tuple[str, str]]:
    read = rows(*lines, period=period)
    texts = {row.sentence.id: row.sentence.text for row in read}
    return [(hit.check, texts[hit.id][hit.start : hit.end]) for hit in sweep(read)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[METRIC|产值1亿元，增长5%]。", [("crossing", "产值1亿元，增长5%")]),
        ("[METRIC|增长5%。]", [("crossing", "增长5%。"), ("punctuation", "增长5%。")]),
        ("[PLACE|长春、]吉林。", [("punctuation", "长春、")]),
        ("实施[PROJECT|“双千双百”]工程。", [("punctuation", "“双千双百”")]),
        ("实施[PROJECT|“双千双百]”工程。", [("punctuation", "“双千双百")]),
        ("[METRIC|完成投资79.5亿元]。", [("light", "完成投资79.5亿元")]),
        ("[METRIC|全年新增5万人]。", [("light", "全年新增5万人")]),
        ("[PROJECT|建设龙家堡机场]。", [("light", "建设龙家堡机场")]),
        ("[PROJECT|龙家堡机场建设]。", [("light", "龙家堡机场建设")]),
        ("全市[METRIC|生产总值1535亿元]。", [("rest", "生产总值1535亿元")]),
        ("[METRIC|增长5%]以上。", [("rest", "增长5%")]),
        ("[METRIC|分别增长5%]、[METRIC|6%]。", [("twice", "分别增长5%、6%")]),
        ("[TARGET|增长5%]。", [("period", "增长5%")]),
        ("投资3亿元。", [("quantity", "3亿")]),
        ("新建三所学校。", [("quantity", "三所")]),
        ("产量翻一番。", [("quantity", "翻一番")]),
    ],
)
def test_each_single_span_check_finds_its_fault(line: str, expected: list[tuple[str, str]]) -> None:
    assert hits(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "[METRIC|完成8.5亿元]，[METRIC|比上年增长13.5%]。",
        "预计实现[METRIC|全市生产总值1535亿元]，[METRIC|三次产业比15.2：51.9：32.9]。",
        "实施[PROJECT|“双千双百”工程]，“[PROJECT|隆中人才支持计划]”。",
        "[METRIC|达标率98%]；[METRIC|全市地方级财政收入完成7.75亿元]（预计数）。",
        "新建[PROJECT|北人民大街]等[METRIC|6条街路]和[PROJECT|长新桥]等[METRIC|2座桥梁]。",
        "2024年，第3次会议，落实“一免三补”和《10条意见》，办好九台的事。",
        "[PLACE|**灌区]、[PLACE|XXX县]受益。",
    ],
)
def test_the_guidelines_own_readings_are_no_hits(line: str) -> None:
    assert hits(line) == []


def test_period_asks_about_metrics_in_the_plan_only_there() -> None:
    assert hits("[METRIC|增长5%]。", period="plan") == [("period", "增长5%")]
    assert hits("[TARGET|增长5%]。", period="plan") == hits("[TARGET|增长5%]。", period="other") == []


def test_one_surface_with_two_labels_flags_the_rarer() -> None:
    lines = ("建设[PROJECT|龙家堡机场]。", "[PROJECT|龙家堡机场]通航。", "在[PLACE|龙家堡机场]调研。")
    assert hits(*lines) == [("label", "龙家堡机场")]


def test_metric_and_target_are_one_kind_across_sections() -> None:
    assert hits("[METRIC|增长5%]。", "[METRIC|增长5%]。") == []


def test_a_name_labelled_once_is_missed_elsewhere() -> None:
    assert hits("在[PLACE|农安]。", "农安受益，《农安条例》和[PROJECT|农安水库]。") == [("missed", "农安")]


def test_borders_of_a_known_name() -> None:
    lines = ("[PROJECT|湘江枢纽]蓄水。", "[PROJECT|湘江枢纽工程]开工。", "游览[PLACE|湘江]枢纽。")
    assert hits(*lines) == [("borders", "湘江枢纽"), ("borders", "湘江枢纽")]


def test_reviewed_hits_are_closed_and_stale_entries_named() -> None:
    read = rows("投资3亿元。")
    assert [hit.key for hit in sweep(read)] == ["quantity:x:0001.01:2-4"]
    result = check(read, {"quantity:x:0001.01:2-4": "泛称", "light:x:0009.01:0-1": "已改"})
    assert (result.open, len(result.reviewed), result.stale) == ([], 1, ["light:x:0009.01:0-1"])


def test_worksheet_has_context_and_keys() -> None:
    read = rows("上一句。", "[TARGET|增长5%]。", "投资3亿元。")
    page = sweep_sheet(sweep(read), read)
    assert (
        "### 1/2 x:0002.01\n部分：review  章节：一、回顾\n前句：上一句。\n本句：[TARGET|增长5%]。\n后句：投资3亿元。"
        in page
    )
    assert "? quantity:x:0003.01:2-4\t「3亿」是数量，没有标" in page


def test_entry_without_a_reason_is_refused(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "reviewed.jsonl", [{"key": "a:b:0-1"}])
    with pytest.raises(BadInput, match='"key" and "reason"'):
        read_reviewed(tmp_path / "reviewed.jsonl")


def test_command_fails_until_every_hit_is_reviewed(tmp_path: Path) -> None:
    read = rows("投资3亿元。")
    sentences, gold, reviewed = tmp_path / "s.jsonl", tmp_path / "gold", tmp_path / "reviewed.jsonl"
    write_jsonl(sentences, (row.sentence.to_dict() for row in read))
    write_work(gold, (Annotation(row.sentence.id, row.sentence.text, row.entities) for row in read))
    options = ["--gold", str(gold), "--sentences", str(sentences), "--reviewed", str(reviewed)]
    result = CliRunner().invoke(app, ["check", *options, "-o", str(tmp_path / "sweep.txt")])
    assert result.exit_code == 1
    assert "quantity        1 open     0 reviewed" in result.output
    answers = tmp_path / "answers.txt"
    answers.write_text("quantity:x:0001.01:2-4\t界定范围的数量\n", encoding="utf-8")
    CliRunner().invoke(app, ["accept", str(answers), "--reviewed", str(reviewed)])
    result = CliRunner().invoke(app, ["check", *options])
    assert (result.exit_code, "quantity        0 open     1 reviewed" in result.output) == (0, True)
