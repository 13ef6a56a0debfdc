"""Labels of other reports without their texts: joined again, judged, and shown on the card."""

import json
from pathlib import Path

import pytest
from spacy.util import load_config, load_model_from_config
from thinc.api import fix_random_seed
from typer.testing import CliRunner

from govreport.annotations.inline import read_inline
from govreport.cli import app
from govreport.evaluation.data import Case, Run
from govreport.evaluation.documents import render_card
from govreport.evaluation.elsewhere import describe, judge_elsewhere, read_elsewhere
from govreport.evaluation.evaluate import Paths, full_summary
from govreport.jsonl import read_jsonl, write_json, write_jsonl
from govreport.pipeline.encoder import Line
from govreport.schema import Entity
from govreport.training.pretraining.standoff import Standoff, read_standoff, standoff_row

ROOT = Path(__file__).parents[2]
LABELS = ROOT / "annotations/elsewhere/labels.jsonl"
BAICHENG, BOTH = "会议在白城市召开。", [Entity(3, 6, "PLACE")]


@pytest.fixture
def labels(tmp_path):
    path = tmp_path / "labels.jsonl"
    passes = [[[3, 6, "PLACE"]], []]
    rows = [
        standoff_row(BAICHENG, "甲", "test", BOTH, passes=passes),
        standoff_row("农民增收。", "乙", "test", []),
        standoff_row("建设长春。", "丙", "train", [Entity(2, 4, "PLACE")]),
    ]
    write_jsonl(path, rows)
    return path


def test_only_test_sentences_that_the_texts_hold_are_judged(labels):
    lines = [Line(text, "review") for text in (BAICHENG, "建设长春。", "别的句子。")]
    cases, _ = read_elsewhere(lines, labels)
    assert [(case.text, case.gold) for case in cases] == [(BAICHENG, tuple(BOTH))]


def test_agreement_is_that_of_the_passes_not_of_what_was_decided(labels):
    cases, rows = read_elsewhere([Line(BAICHENG, "review"), Line("农民增收。", "plan")], labels)
    found = describe(cases, rows, read_standoff(labels, "train"))
    assert found["trained"] == {"sentences": 1, "reports": 1}
    assert (found["sentences"], found["reports"], found["spans"]) == (2, 2, 1)
    assert found["agreement"]["micro"] == 0  # one pass saw the city, the other did not
    assert judge_elsewhere(cases, [case.gold for case in cases])["scores"]["micro"]["f1"] == 1


def test_the_command_reads_texts_and_keeps_figures_only(labels, tmp_path):
    fix_random_seed(0)
    settings = {"paths.init_tok2vec": None, "components.ner.model.tok2vec.pair_rows": 60}
    nlp = load_model_from_config(load_config(ROOT / "configs/ner_context.cfg", overrides=settings), auto_fill=True)
    nlp.initialize()
    nlp.to_disk(tmp_path / "model")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/one.txt").write_text(f"一、过去一年工作回顾\n{BAICHENG}\n", encoding="utf-8")
    (tmp_path / "gold.txt").write_text("农民增收。", encoding="utf-8")
    command = ["evaluate", "elsewhere", str(tmp_path / "texts"), "--model", str(tmp_path / "model")]
    command += ["--labels", str(labels), "--corpus", str(tmp_path / "gold.txt"), "--evaluation", str(tmp_path)]
    for name in ("first", "second"):
        result = CliRunner().invoke(app, [*command, "--name", name], catch_exceptions=False)
        assert "1 sentences" in result.output
    written = (tmp_path / "scores/elsewhere.json").read_text(encoding="utf-8")
    assert set(json.loads(written)["configs"]) == {"first", "second"}
    assert "白城" not in written


def test_card_and_words_show_it(tmp_path):
    text, gold = read_inline("[METRIC|增长5%]。")
    cases = [Case("x:1", text, tuple(gold), "x", (), "review")]
    rows = {"x:1": Standoff("x:1", "x", "test", tuple(gold))}
    other = {**describe(cases, rows, rows), "configs": {"ner_context": judge_elsewhere(cases, [tuple(gold)])}}
    write_json(tmp_path / "scores/elsewhere.json", {**other, "sentences": 77, "reports": 9})
    runs = {"ner_context": [Run("ner_context", 0, [tuple(gold)], [(0.9,)])]}
    summary = full_summary(Paths(tmp_path / "v1", None, tmp_path / "none.json", tmp_path), cases, runs)
    assert any("On 77 sentences of 9 reports outside the corpus" in line for line in summary["words"])
    assert "77 sentences" in render_card(summary)


def test_the_committed_labels_hold_no_text_and_no_report_on_two_sides():
    rows = list(read_jsonl(LABELS))
    train, test = (read_standoff(LABELS, part) for part in ("train", "test"))
    assert len(rows) == len(train) + len(test)  # each sentence once
    assert not {row.report for row in train.values()} & {row.report for row in test.values()}
    assert {key for row in rows for key in row} <= {
        "digest",
        "report",
        "part",
        "entities",
        "passes",
        "decided",
        "guideline",
    }
    assert all(len(row["digest"]) == len(row["report"]) == 16 for row in rows)
