"""The summary: its schema, figures worked out by hand, words, learning curve, calibration."""

import json
from pathlib import Path

import jsonschema
import pytest
from evaluation_samples import CASES, PREDICTED, spans, write_project

from govreport.errors import BadInput
from govreport.evaluation import curve
from govreport.evaluation.calibration import calibration
from govreport.evaluation.data import Run
from govreport.evaluation.documents import render_block, render_card
from govreport.evaluation.evaluate import Paths, write_report
from govreport.evaluation.summary import summarise
from govreport.evaluation.tables import summary_lines
from govreport.evaluation.words import words
from govreport.jsonl import write_jsonl

SCHEMA = json.loads(Path("evaluation/summary.schema.json").read_text(encoding="utf-8"))


def report(folder: Path) -> dict:
    paths = Paths(
        folder / "annotations/gold/v1",
        folder / "corpus/sentences.jsonl",
        folder / "annotations/agreement.json",
        folder / "evaluation",
    )
    return write_report(paths)


def run(config, layer) -> Run:
    """A run without scores for its spans."""
    return Run(config, 0, tuple(layer), tuple((None,) * len(row) for row in layer))


def curve_rows(seeds=(1, 2)):
    for seed in seeds:
        for n in (1, 2, 3, 4):
            counts = {"METRIC": [100 - 40 // n, 100, 100], "PROJECT": [100 - 80 // n, 100, 100]}
            place = {"config": "ner_context", "by": "sentences", "n": 100 * n, "sentences": 100 * n}
            yield {**place, "seed": seed, "report": "a", "counts": counts}


def test_the_summary_has_the_form_of_its_schema(tmp_path):
    folder = write_project(tmp_path)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(report(folder), SCHEMA)
    write_jsonl(folder / "evaluation/scores/curve.jsonl", curve_rows())
    full = report(folder)
    assert full["curve"]["forecast"]["PROJECT"]["gain"] > full["curve"]["forecast"]["METRIC"]["gain"] > 0
    jsonschema.validate(full, SCHEMA)
    assert json.loads((folder / "evaluation/scores/summary.json").read_text(encoding="utf-8")) == full


def test_a_missing_key_breaks_the_schema(tmp_path):
    summary = report(write_project(tmp_path))
    del summary["loro"]["rules"]["micro"]["ci95"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(summary, SCHEMA)


def test_the_same_predictions_give_the_same_bytes(tmp_path):
    folder, files = write_project(tmp_path), ("scores/summary.json", "report.html", "MODEL_CARD.md")
    texts = []
    for _ in range(2):
        report(folder)
        texts.append([(folder / "evaluation" / name).read_bytes() for name in files])
    assert texts[0] == texts[1]


def test_figures_worked_out_by_hand(tmp_path):
    summary = report(write_project(tmp_path))
    # gold 8 spans; seed 1 and rules predict 7, of which 4 are right; seed 2 is perfect
    rules, main = summary["loro"]["rules"], summary["loro"]["ner_context"]
    assert (rules["micro"]["p"], rules["micro"]["r"], rules["micro"]["f1"]) == pytest.approx(
        (4 / 7, 4 / 8, 8 / 15), abs=1e-6
    )
    assert main["micro"]["seeds"] == pytest.approx([8 / 15, 1.0], abs=1e-6)
    assert main["micro"]["f1"] == pytest.approx((8 / 15 + 1) / 2, abs=1e-6)
    assert (rules["METRIC"]["f1"], rules["PLACE"]["f1"]) == (0.0, 1.0)
    assert summary["gold"]["spans"] == {"METRIC": 2, "TARGET": 2, "PROJECT": 2, "PLACE": 2}
    assert summary["comparisons"]["rules"]["micro"]["difference"] == pytest.approx((1 - 8 / 15) / 2, abs=1e-6)
    assert summary["details"]["rules"]["calibration"] is None
    assert "disagreements" not in summary["agreement"]


def test_the_words_speak_of_what_was_measured_only(tmp_path):
    text = " ".join(report(write_project(tmp_path))["words"])
    assert "On a report it has never seen, ner_context" in text
    assert "F1 0.767" in text
    assert "The two annotation passes (language models) agree at F1 0.950" in text
    assert "More labels" not in text
    bare = words(summarise(CASES, {"rules": [run("rules", [c.gold for c in CASES])]}, "v1"))
    assert not any(word in " ".join(bare) for word in ("passes", "next best", "scores are off"))
    assert "No errors." in bare


def test_no_prediction_at_all_is_undefined_and_said_so():
    runs = {
        "rules": [run("rules", [()] * 4)],
        "crf": [run("crf", [spans(marked) for marked in PREDICTED.values()])],
    }
    summary = {**summarise(CASES, runs, "v1")}
    summary["words"] = words(summary)
    jsonschema.validate(summary, SCHEMA)
    assert summary["loro"]["rules"]["micro"]["p"] is None
    assert summary["loro"]["rules"]["micro"]["f1"] == 0.0
    assert summary["main"] == "crf"


def test_empty_gold_has_no_scores():
    empty = [type(one)(one.id, one.text, (), one.report, one.section, one.period) for one in CASES]
    summary = summarise(empty, {"rules": [run("rules", [()] * 4)]}, "v1")
    assert summary["loro"]["rules"]["micro"] == {"p": None, "r": None, "f1": None, "ci95": None, "seeds": [None]}
    jsonschema.validate({**summary, "words": words(summary)}, SCHEMA)


def test_the_curve_sums_held_out_reports_seed_by_seed():
    row = {"config": "c", "by": "reports", "n": 2, "sentences": 90, "seed": 1, "report": "a"}
    rows = [{**row, "counts": {"PLACE": [1, 2, 2]}}, {**row, "report": "b", "counts": {"PLACE": [3, 3, 3]}}]
    (point,) = curve.points(rows)
    assert (point["f1"]["PLACE"], point["seeds"]["PLACE"], point["f1"]["TARGET"]) == (0.8, [0.8], None)
    with pytest.raises(BadInput, match="learning curve: bad record"):
        curve.points([{"config": "c"}])


def test_the_power_law_is_found_again():
    sizes = [100, 200, 400, 800]
    a, b = curve.fit(sizes, [1 - 2 * n**-0.3 for n in sizes])
    assert (a, b) == pytest.approx((2, 0.3))
    assert curve.fit([100, 200], [0.5, 0.6]) is None


def test_honest_scores_have_no_calibration_error_and_boasting_ones_do():
    honest = [(0.75, True)] * 3 + [(0.75, False)]
    assert calibration(honest)["ece"] == 0.0
    assert calibration([(1.0, False)] * 5)["ece"] == 1.0
    assert sum(row["n"] for row in calibration(honest)["bins"]) == 4


def test_parts_with_few_spans_show_a_dash_and_enough_a_figure(tmp_path):
    folder = write_project(tmp_path)
    report(folder)
    card = (folder / "evaluation/MODEL_CARD.md").read_text(encoding="utf-8")
    assert "| period plan | — | — | — | — | — |" in card
    assert "A dash: fewer than 20 gold and predicted spans together" in card
    html = (folder / "evaluation/report.html").read_text(encoding="utf-8")
    assert "fewer than 20 gold and predicted spans together" in html
    many = summarise([*CASES] * 10, {"rules": [run("rules", [c.gold for c in CASES] * 10)]}, "v1")
    assert "| period plan | 1.000 | — | 1.000 | 1.000 | 1.000 |" in render_card({**many, "words": []})


def test_the_seeds_that_were_judged_are_named(tmp_path):
    folder = write_project(tmp_path)
    summary = report(folder)
    assert summary["details"]["ner_context"]["seeds"] == [1, 2]
    assert "seeds: ner_context 1, 2; rules 0" in summary_lines(summary)
    assert "mean of seeds 1, 2;" in (folder / "evaluation/MODEL_CARD.md").read_text(encoding="utf-8")


def test_the_readme_lists_systems_and_passes_but_no_variant_of_the_main_one():
    agreement = {"strict": {"micro": {"f1": 0.95}}}
    names = ("ner_context", "ner_context_noperiod", "ner_char", "crf", "rules")
    runs = {name: [run(name, [c.gold for c in CASES])] for name in names}
    block = render_block(summarise(CASES, runs, "v1", agreement))
    rows = [line.split(" |")[0] for line in block.splitlines() if line.startswith("| ")]
    assert rows == [
        "| system",
        "| **ner_context**",
        "| crf (with period and gazetteer)",
        "| ner_char (spaCy’s default, stopped early)",
        "| rules (no training)",
        "| the two annotation passes (language models)",
    ]
