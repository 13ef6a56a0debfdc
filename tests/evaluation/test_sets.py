"""Sentences that contradict their section: the file as it ships, the verdict, and the command."""

import json
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
from evaluation_samples import CASES, case, write_project
from typer.testing import CliRunner

from govreport.annotations.marked import crossings
from govreport.cli.evaluate import app
from govreport.errors import BadInput
from govreport.evaluation.evaluate import Paths, write_report
from govreport.evaluation.sets import against_section, contradicting, contradicting_gold, judge, read_set
from govreport.evaluation.words_periods import against_sections, periods_confused
from govreport.jsonl import read_jsonl, write_text
from govreport.schema import Entity, Sentence
from govreport.training.folds import Fold
from govreport.training.gold import GoldSentence
from govreport.training.runner import train

SHIPPED = Path("evaluation/sets/contradicting.txt")
SCHEMA = json.loads(Path("evaluation/summary.schema.json").read_text(encoding="utf-8"))
QUOTED = (
    "m1\treview\t年初提出的[TARGET|粮食总产20亿斤]目标，[METRIC|实际完成21亿斤]。\nm2\tplan\t[METRIC|去年减排5%]。\n"
)


def test_every_sentence_that_ships_contradicts_its_section_and_is_well_formed():
    cases = read_set(SHIPPED)
    assert len(contradicting(cases)) == len(cases) >= 60
    assert min(Counter(one.period for one in cases).values()) >= 30
    assert not [crossings(one.text, one.gold) for one in cases if crossings(one.text, one.gold)]
    mixed = [one for one in cases if {"METRIC", "TARGET"} <= {span.label for span in one.gold}]
    assert len(mixed) >= 20
    level = Counter(one.id.split("-")[1] for one in cases)
    assert set(level) == {"county", "city", "province"}


def test_no_sentence_that_ships_stands_in_the_corpus():
    corpus = {row["text"] for row in read_jsonl(Path("corpus/sentences.jsonl"))}
    assert not corpus & {one.text for one in read_set(SHIPPED)}


def test_judge_counts_right_own_and_else(tmp_path):
    write_text(tmp_path / "set.txt", QUOTED)
    cases = read_set(tmp_path / "set.txt")
    swapped = [tuple(span._replace(label="METRIC") for span in cases[0].gold), ()]
    found = judge(cases, [[one.gold for one in cases], swapped])
    assert found["against"] == {"spans": 4, "right": 2, "own": 1, "else": 1, "share": 0.5}
    assert found["models"] == 2
    assert found["metric_target"]["target_as_metric"] == 1
    assert found["scores"]["micro"]["gold"] == 6
    # the label counts, not the borders
    wide = [(Entity(0, cases[0].gold[0].end, "TARGET"),), ()]
    assert judge(cases, [wide])["against"]["right"] == 1


def test_spans_of_other_labels_and_sections_do_not_contradict():
    assert against_section(case("x:1", "建设[PROJECT|文化广场]", "plan")) == ()
    assert against_section(case("x:1", "[METRIC|增长5%]", "other")) == ()
    assert contradicting(CASES) == []
    assert judge([], [[]])["against"]["share"] is None
    assert contradicting_gold(CASES, {})["ids"] == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("m1\t[METRIC|增长5%]\n", r"set\.txt:1: sentence m1: a line is .id<TAB>period"),
        ("m1\tfuture\t[METRIC|增长5%]\n", "the period review, plan, other"),
        ("m1\tplan\t增长5%\nm1\tplan\t增长\n", r"set\.txt:2: sentence m1: this id came before"),
        ("m1\tplan\t[METRIC|增长5%\n", "never closed"),
        ("", "holds no sentence"),
    ],
)
def test_wrong_lines_are_named(tmp_path, line, message):
    write_text(tmp_path / "set.txt", line)
    with pytest.raises(BadInput, match=message):
        read_set(tmp_path / "set.txt")


def test_summary_page_and_card_show_the_set_and_the_period_s_worth(tmp_path):
    folder = write_project(tmp_path)
    write_text(tmp_path / "set.txt", QUOTED)
    cases = read_set(tmp_path / "set.txt")
    made = {"ner_context": judge(cases, [[one.gold for one in cases]])}
    write_text(folder / "evaluation/scores/contradicting.json", json.dumps(made))
    blind = folder / "evaluation/predictions/ner_context_noperiod/seed0.jsonl"
    write_text(blind, (folder / "evaluation/predictions/rules/seed0.jsonl").read_text(encoding="utf-8"))
    paths = Paths(folder / "annotations/gold/v1", folder / "corpus/sentences.jsonl", evaluation=folder / "evaluation")
    summary = write_report(paths)
    jsonschema.validate(summary, SCHEMA)
    assert "2 of 2 in made-up sentences" in against_sections(summary)
    assert "without the section's period it would be 0.0 % and 50.0 %" in periods_confused(summary)
    assert not any("ner_context_noperiod" in text for text in summary["words"])  # no rival: a test of a part
    page = (folder / "evaluation/report.html").read_text(encoding="utf-8")
    assert "against its section, made up" in page
    card = (folder / "evaluation/MODEL_CARD.md").read_text(encoding="utf-8")
    assert "| ner_context | 0 (0.0 %) | 1 (50.0 %) | — | 2 of 2 |" in card
    assert "| ner_context_noperiod | 0 (0.0 %) | 1 (50.0 %) | — | — |" in card


@pytest.mark.slow
def test_the_command_judges_a_real_pipeline(tmp_path):
    few = {"--training.max_steps": "2", "--training.eval_frequency": "2"}
    gold = tuple(GoldSentence(Sentence(c.id, "x", (), c.period, c.text, ()), c.gold) for c in CASES)
    fold = Fold("final", gold, gold, ())
    model = train(Path("configs/ner_char.cfg"), fold, tmp_path / "run", 0, few)
    command = ["set", str(SHIPPED), "--model", str(model), "--evaluation", str(tmp_path), "--name"]
    for name in ("one", "other"):
        result = CliRunner().invoke(app, [*command, name], catch_exceptions=False)
        assert "spans against their section: " in result.stdout
    scores = json.loads((tmp_path / "scores/contradicting.json").read_text(encoding="utf-8"))
    assert set(scores) == {"one", "other"}
    assert scores["one"]["against"]["spans"] == sum(len(against_section(c)) for c in read_set(SHIPPED))
