"""Leave-one-report-out with spaCy's default config, for a few steps."""

import json
from pathlib import Path
from typing import Any

import pytest
from training_samples import gold_sentences, write_gold
from typer.testing import CliRunner

from govreport.cli.train import app
from govreport.errors import BadInput, GovreportError
from govreport.training.folds import Fold, make_fold
from govreport.training.loro import leave_one_report_out, spacy_predictor
from govreport.training.predict import load
from govreport.training.runner import train

CONFIGS = Path(__file__).parents[2] / "configs"
FEW = {"--training.max_steps": "3", "--training.eval_frequency": "3"}


@pytest.mark.slow
def test_every_sentence_is_predicted_once_by_a_model_that_did_not_see_it(tmp_path: Path) -> None:
    gold = gold_sentences()
    predictor = spacy_predictor(CONFIGS / "ner_char.cfg", tmp_path / "folds", FEW)
    (path,) = leave_one_report_out("ner_char", predictor, gold, [3], tmp_path / "out", 2, print)
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == [one.sentence.id for one in gold]
    assert {(row["config"], row["seed"]) for row in rows} == {("ner_char", 3)}
    assert all(len(row["scores"]) == len(row["entities"]) for row in rows)
    assert {path.name for path in (tmp_path / "folds/ner_char/seed3").iterdir()} == {"north", "south"}


def test_rows_are_in_gold_order_however_folds_finish(tmp_path: Path) -> None:
    gold = gold_sentences()

    def label_nothing(fold, seed):  # type: ignore[no-untyped-def]
        return [{"id": o.sentence.id, "text": o.sentence.text, "entities": [], "scores": []} for o in fold.test[::-1]]

    paths = leave_one_report_out("none", label_nothing, gold, [0, 1], tmp_path, 2, print)
    assert [path.name for path in paths] == ["seed0.jsonl", "seed1.jsonl"]
    rows = [json.loads(line) for line in paths[1].read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == [one.sentence.id for one in gold]


def test_missing_config_and_model_are_named(tmp_path: Path) -> None:
    fold = make_fold(gold_sentences(), "north")
    with pytest.raises(BadInput, match=r"no\.cfg"):
        train(tmp_path / "no.cfg", fold, tmp_path, 0, {})
    with pytest.raises(BadInput, match="govreport train final"):
        load(tmp_path)


@pytest.mark.slow
def test_failed_training_shows_the_end_of_the_log(tmp_path: Path) -> None:
    fold = make_fold(gold_sentences(), "north")
    with pytest.raises(GovreportError, match=r"(?s)train\.log.*no_such_section"):
        train(CONFIGS / "ner_char.cfg", fold, tmp_path, 0, {"--no_such_section.key": "1"})


def test_settings_need_an_equals_sign(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["final", "--set", "oops", "--gold", str(tmp_path)])
    assert isinstance(result.exception, BadInput)


def test_a_changed_config_keeps_its_own_name_and_does_not_calibrate_the_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gold, sentences = write_gold(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("govreport.training.loro.train", lambda config, fold, folder, seed, overrides: folder)
    monkeypatch.setattr("govreport.training.loro.predict_fold", read_places_as_projects)
    basis = ["loro", "--gold", str(gold), "--sentences", str(sentences)]
    named = CliRunner().invoke(app, [*basis, "--name", "other", "--set", "training.max_steps=1"])
    assert named.exit_code == 0, named.output
    rows = [
        json.loads(line) for line in Path("evaluation/predictions/other/seed0.jsonl").read_text("utf-8").splitlines()
    ]
    assert {row["config"] for row in rows} == {"other"}
    assert not Path("training/calibration.json").exists()
    assert CliRunner().invoke(app, basis).exit_code == 0
    assert Path("training/calibration.json").exists()
    assert Path("evaluation/predictions/ner_context/seed0.jsonl").exists()


def read_places_as_projects(model: Path, fold: Fold) -> list[dict[str, Any]]:
    """Rows of a model that is right but for places: calibration needs right and wrong spans."""
    rows = []
    for one in fold.test:
        spans = [(e.start, e.end, "PROJECT" if e.label == "PLACE" else e.label) for e in one.entities]
        row = {"id": one.sentence.id, "text": one.sentence.text, "entities": spans, "scores": [0.5] * len(spans)}
        rows.append(row)
    return rows
