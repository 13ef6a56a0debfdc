from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from govreport.annotations.adjudication import replay
from govreport.annotations.inline import read_inline, write_inline
from govreport.annotations.records import Annotation, read_annotations, write_annotations
from govreport.cli.gold import app
from govreport.errors import BadInput
from govreport.jsonl import read_jsonl, write_jsonl
from govreport.schema import Sentence

A = ["完成[METRIC|投资79.5亿元]。", "在[PLACE|长春]召开。"]
B = ["[METRIC|完成投资79.5亿元]。", "在[PLACE|长春]召开。"]
DECISION = {"id": "one:0", "inline": A[0], "rule": "§2.2 轻动词", "adjudicator": "c"}


def layer(lines: list[str]) -> list[Annotation]:
    return [Annotation(f"one:{i}", *read_inline(line), {"guideline": "1.2"}) for i, line in enumerate(lines)]


SENTENCES = {row.id: Sentence(row.id, "one", ("一、回顾",), "review", row.text, ()) for row in layer(A)}


def make(decisions: list[dict[str, Any]], mends: list[dict[str, Any]] | None = None) -> list[Annotation]:
    return replay(layer(A), layer(B), SENTENCES, decisions, mends or [])


def test_agreed_and_adjudicated() -> None:
    gold = make([DECISION])
    assert [write_inline(row.text, row.entities) for row in gold] == A
    assert gold[0].meta == {"decided": "adjudicated", "guideline": "1.2", "rule": "§2.2 轻动词", "adjudicator": "c"}
    assert gold[1].meta == {"decided": "agreed", "guideline": "1.2"}
    assert make([DECISION]) == gold


def test_decision_by_entities_and_overruling_with_a_reason() -> None:
    both = [
        {"id": "one:0", "entities": [[0, 10, "METRIC"]], "rule": "§2.2", "adjudicator": "c"},
        {**DECISION, "id": "one:1", "inline": "在长春召开。", "overrules": True, "reason": "党政会议"},
    ]
    gold = make(both)
    assert [write_inline(row.text, row.entities) for row in gold] == [B[0], "在长春召开。"]
    assert gold[1].meta["reason"] == "党政会议"


@pytest.mark.parametrize(
    ("decisions", "message"),
    [
        ([], "1 sentences in dispute have no decision: one:0"),
        ([DECISION, DECISION], "one:0 is decided twice"),
        ([{**DECISION, "rule": " "}], 'one:0: "rule" is missing'),
        ([{**DECISION, "inline": "完成投资79.5万元。"}], "one:0: differs from character 8"),
        ([{**DECISION, "entities": [[0, 99, "METRIC"]], "inline": "完成[METRIC|"}], "one:0: span never closed"),
        ([{"id": "one:0", "rule": "§2", "adjudicator": "c"}], "one:0: neither"),
        ([DECISION, {**DECISION, "id": "one:1", "inline": A[1]}], "one:1: both layers agree"),
        ([DECISION, {**DECISION, "id": "one:1", "inline": A[1], "overrules": True}], 'one:1: "reason" is missing'),
        ([DECISION, {**DECISION, "id": "one:7"}], "one:7, which the two layers do not both hold"),
    ],
)
def test_faulty_decisions_name_the_sentence(decisions: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(BadInput) as caught:
        make(decisions)
    assert message in str(caught.value)


def test_layers_of_unlike_sentences_or_guidelines_are_refused() -> None:
    with pytest.raises(BadInput, match="in one layer only: one:1"):
        replay(layer(A), layer(B)[:1], SENTENCES, [DECISION])
    other = [Annotation(row.id, row.text, row.entities, {"guideline": "1.1"}) for row in layer(B)]
    with pytest.raises(BadInput, match=r"1\.1, 1\.2"):
        replay(layer(A), other, SENTENCES, [DECISION])


def test_mends_keep_how_it_was_decided_and_their_reasons() -> None:
    mends = [
        {"id": "one:1", "inline": "在长春召开。", "reason": "会议名"},
        {"id": "one:1", "inline": A[1], "reason": "是地点"},
    ]
    mended = make([DECISION], mends)[1]
    assert write_inline(mended.text, mended.entities) == A[1]
    assert mended.meta == {"decided": "agreed", "guideline": "1.2", "mended": ["会议名", "是地点"]}


@pytest.mark.parametrize(
    ("mend", "message"),
    [
        ({"id": "one:1", "inline": A[1], "reason": "-"}, "one:1 changes nothing"),
        ({"id": "one:9", "inline": A[1], "reason": "-"}, "one:9, which is not in the gold"),
        ({"id": "one:1", "inline": "在长春召开。"}, 'one:1: "reason" is missing'),
    ],
)
def test_faulty_mends_name_the_sentence(mend: dict[str, Any], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        make([DECISION], [mend])


def test_from_worksheet_to_gold_on_the_command_line(tmp_path: Path) -> None:
    names = ("a.jsonl", "b.jsonl", "sentences.jsonl", "disputes.txt", "answers.txt", "decisions.jsonl", "gold")
    a, b, sentences, sheet, answers, decisions, gold = (tmp_path / name for name in names)
    write_annotations(a, layer(A))
    write_annotations(b, layer(B))
    write_jsonl(sentences, (one.to_dict() for one in SENTENCES.values()))

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(app, [*arguments, "--sentences", str(sentences)], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    assert "1 sentences in dispute" in run("disputes", str(a), str(b), "-o", str(sheet))
    page = sheet.read_text(encoding="utf-8")
    assert f"甲读：{A[0]}" in page
    assert "后句：在长春召开。" in page
    assert "仅乙：METRIC「完成投资79.5亿元」0-10" in page
    assert "one:1" not in page
    answers.write_text(f"one:0\t{A[0]}\t§2.2 轻动词\n", encoding="utf-8")
    run("decide", str(answers), "--adjudicator", "c", "-o", str(decisions))
    assert list(read_jsonl(decisions)) == [DECISION]
    run("adjudicate", str(a), str(b), "--decisions", str(decisions), "--gold", str(gold))
    assert read_annotations(gold / "work" / "one.jsonl") == make([DECISION])


def test_answers_without_a_rule_are_refused(tmp_path: Path) -> None:
    answers, sentences = tmp_path / "answers.txt", tmp_path / "s.jsonl"
    answers.write_text(f"one:0\t{A[0]}\n", encoding="utf-8")
    write_jsonl(sentences, (one.to_dict() for one in SENTENCES.values()))
    arguments = ["mend", str(answers), "-o", str(tmp_path / "m.jsonl"), "--sentences", str(sentences)]
    with pytest.raises(BadInput, match=r"answers\.txt:1: sentence one:0: no reason given"):
        CliRunner().invoke(app, arguments, catch_exceptions=False)
