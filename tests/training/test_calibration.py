"""Calibrated scores: fitted on other reports, kept for the final model."""

import json
import random
from pathlib import Path

import pytest
from training_samples import gold_sentences

from govreport.errors import BadInput
from govreport.training.calibration import Scaling, calibrate_rows, fit, set_scaling, write_scaling


def _rows(seed: int = 0) -> list[dict]:
    """Predictions that are wrong half the time and claim to be almost sure."""
    rng, rows = random.Random(seed), []
    for one in gold_sentences(tuple(f"r{n}" for n in range(20))):
        spans = [[s, e - (rng.random() < 0.5), label] for s, e, label in one.entities]
        rows.append(
            {"id": one.sentence.id, "entities": spans, "scores": [round(rng.uniform(0.9, 0.99), 4) for _ in spans]}
        )
    return rows


def test_overconfidence_is_taken_back() -> None:
    gold = gold_sentences(tuple(f"r{n}" for n in range(20)))
    scores = [score for row in calibrate_rows(_rows(), gold) for score in row["scores"]]
    assert 0.4 < sum(scores) / len(scores) < 0.6


def test_a_report_does_not_shape_its_own_scores() -> None:
    gold = gold_sentences(("a", "b", "c"))
    rows = [row for row in _rows() if row["id"][:2] in ("r0", "r1", "r2") and row["id"][2] == ":"]
    rows = [{**row, "id": "abc"[int(row["id"][1])] + row["id"][2:]} for row in rows]
    before = [row["scores"] for row in calibrate_rows(rows, gold) if row["id"].startswith("a:")]
    for row in rows:
        if row["id"].startswith("a:"):
            row["entities"] = [[s, e, "PLACE"] for s, e, _ in row["entities"]]
    assert [row["scores"] for row in calibrate_rows(rows, gold) if row["id"].startswith("a:")] == before


def test_order_is_kept_and_one_sided_data_refused() -> None:
    scaling = fit([0.1, 0.4, 0.6, 0.9, 0.5, 0.5], [False, False, True, True, True, False])
    assert scaling.slope > 0
    with pytest.raises(BadInput, match="right and wrong"):
        fit([0.5, 0.6], [True, True])


def test_the_final_model_takes_the_kept_scaling(tmp_path: Path) -> None:
    gold = gold_sentences(tuple(f"r{n}" for n in range(20)))
    scaling = write_scaling(tmp_path / "scaling.json", _rows(), gold)
    assert not set_scaling(tmp_path / "model", tmp_path / "scaling.json")
    (tmp_path / "model" / "ner").mkdir(parents=True)
    (tmp_path / "model" / "ner" / "cfg").write_text('{"slope": 1.0, "offset": 0.0, "other": 1}', "utf-8")
    assert set_scaling(tmp_path / "model", tmp_path / "scaling.json")
    kept = json.loads((tmp_path / "model" / "ner" / "cfg").read_text("utf-8"))
    assert (Scaling(kept["slope"], kept["offset"]), kept["other"]) == (scaling, 1)
