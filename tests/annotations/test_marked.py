from pathlib import Path

import pytest
from typer.testing import CliRunner

from govreport.annotations.marked import crossings, marked_line, read_marked, verify_marked
from govreport.annotations.records import read_annotations
from govreport.cli.gold import app
from govreport.errors import BadInput
from govreport.jsonl import write_jsonl
from govreport.schema import Entity, Sentence

TEXTS = ["完成投资79.5亿元，增长5%。", "在长春召开。"]
SENTENCES = {
    f"demo:000{i}.01": Sentence(f"demo:000{i}.01", "demo", (), "review", text, ((0, len(text)),))
    for i, text in enumerate(TEXTS, 1)
}
GOOD = "demo:0002.01\t在[PLACE|长春]召开。\ndemo:0001.01\t完成[METRIC|投资79.5亿元]，[METRIC|增长5%]。\n"


def file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_good_file_comes_back_in_corpus_order(tmp_path: Path) -> None:
    rows = read_marked([file(tmp_path, GOOD)], SENTENCES)
    assert [row.id for row in rows] == list(SENTENCES)
    assert rows[0].entities == (Entity(2, 10, "METRIC"), Entity(11, 15, "METRIC"))
    assert [marked_line(row) for row in rows] == sorted(GOOD.splitlines())


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("demo:0002.01\t在长春召开", "differs from character 5: the sentence has 「。」"),
        ("demo:0002.01\t在[PLACE|长春召开。", "never closed"),
        ("demo:0002.01\t在[PLACE|[PLACE|长]春]召开。", "inside another"),
        ("demo:0002.01\t在[PLACE|]长春召开。", "lies outside the text"),
        ("demo:0001.01\t完成[METRIC|投资79.5亿元，增长5%]。", "crosses “，”"),
        ("demo:0003.01\t在长春召开。", "no sentence has this id"),
    ],
)
def test_each_fault_of_form_is_named(tmp_path: Path, line: str, message: str) -> None:
    _, problems = verify_marked([file(tmp_path, line)], SENTENCES, subset=True)
    assert len(problems) == 1
    assert "a.txt:1: sentence demo:000" in problems[0]
    assert message in problems[0]


def test_a_dash_is_a_sentence_without_entities(tmp_path: Path) -> None:
    rows = read_marked([file(tmp_path, "demo:0002.01\t-\n")], SENTENCES, subset=True)
    assert (rows[0].text, rows[0].entities) == ("在长春召开。", ())


def test_missing_and_repeated_sentences_are_listed_together(tmp_path: Path) -> None:
    line = "demo:0002.01\t在长春召开。\n"
    with pytest.raises(BadInput) as caught:
        read_marked([file(tmp_path, line + line)], SENTENCES)
    assert "this id came before" in str(caught.value)
    assert "sentence demo:0001.01 is missing" in str(caught.value)
    assert "2 problems" in str(caught.value)


def test_line_without_a_tab_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"a\.txt:2: no tab"):
        read_marked([file(tmp_path, "\ndemo:0002.01 在长春召开。\n")], SENTENCES)


def test_projects_may_cross_a_clause_border_and_ratios_hold_colons() -> None:
    text = "一线，二期；5：3：2"
    assert crossings(text, (Entity(0, 5, "PROJECT"), Entity(6, 11, "METRIC"))) == []
    assert crossings("比例：5：3", (Entity(0, 6, "METRIC"),)) == [(Entity(0, 6, "METRIC"), "：")]


def test_commands_verify_and_write_a_layer(tmp_path: Path) -> None:
    sentences, layer, source = tmp_path / "s.jsonl", tmp_path / "layer.jsonl", file(tmp_path, GOOD)
    write_jsonl(sentences, (one.to_dict() for one in SENTENCES.values()))
    result = CliRunner().invoke(app, ["verify", str(source), "--sentences", str(sentences)])
    assert "2 sentences in good form; METRIC 2, PLACE 1" in result.output
    arguments = ["--sentences", str(sentences), "--annotator", "a", "--round", "r1", "-o", str(layer)]
    assert CliRunner().invoke(app, ["to-layer", str(source), *arguments]).exit_code == 0
    assert read_annotations(layer)[1].meta == {"annotator": "a", "round": "r1", "guideline": "1.2"}
