"""The speed benchmark on a pipeline and reports of a test."""

import importlib.util
import json
from pathlib import Path

import spacy

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "ner_speed.py"


def test_it_writes_figures_of_the_contract_and_no_text(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("ner_speed", SCRIPT)
    speed = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(speed)
    spacy.blank("zh").to_disk(tmp_path / "model")
    monkeypatch.setattr(speed, "RESULT", tmp_path / "speed.json")
    monkeypatch.setattr(speed, "texts", lambda: ["一、过去一年工作回顾\n全市生产总值增长5%。" * 50] * 3)
    monkeypatch.setattr(speed, "one_core", lambda: None)  # the tests after this one keep their cores
    speed.main(tmp_path / "model")
    rows = json.loads((tmp_path / "speed.json").read_text(encoding="utf-8"))
    assert all({"what", "value", "unit", "how", "zh"} == set(row) for row in rows)
    assert [row["unit"] for row in rows] == ["characters/s", "characters/s", "times", "MB"]
    assert rows[0]["value"] >= rows[1]["value"] > 0
    assert "生产总值" not in (tmp_path / "speed.json").read_text(encoding="utf-8")
