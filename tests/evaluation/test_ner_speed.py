"""The speed benchmark on a pipeline and reports of a test."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy

ROOT = Path(__file__).parents[2]
TEXT = "一、过去一年工作回顾\n全市生产总值增长5%。\n"


@pytest.fixture
def speed():
    spec = importlib.util.spec_from_file_location("ner_speed", ROOT / "benchmarks" / "ner_speed.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_reads_every_seventh_of_the_texts_given_else_the_corpus(tmp_path, monkeypatch, speed):
    for number in range(8):
        (tmp_path / f"{number}.txt").write_text(f"{number}\n{TEXT}", encoding="utf-8")
    assert speed.texts(tmp_path) == [f"0\n{TEXT}", f"7\n{TEXT}"]
    monkeypatch.chdir(ROOT)
    assert len(speed.texts(None)) == 5


def test_it_writes_figures_of_the_contract_and_no_text(tmp_path, monkeypatch, speed):
    spacy.blank("zh").to_disk(tmp_path / "model")
    monkeypatch.setattr(speed, "RESULT", tmp_path / "speed.json")
    monkeypatch.setattr(speed, "texts", lambda source: [TEXT * 50] * 3)
    monkeypatch.setattr(speed, "training_minutes", lambda: 1.25)  # two minutes; how it counts is tested below
    monkeypatch.setattr(speed, "one_core", lambda: None)  # the tests after this one keep their cores
    speed.main(tmp_path / "model", None)
    rows = json.loads((tmp_path / "speed.json").read_text(encoding="utf-8"))
    assert all({"goal", "what", "value", "unit", "how", "zh"} == set(row) for row in rows)
    assert [row["unit"] for row in rows] == ["characters/s", "characters/s", "times", "MB", "minutes"]
    assert rows[0]["value"] >= rows[1]["value"] > 0
    assert "生产总值" not in (tmp_path / "speed.json").read_text(encoding="utf-8")


def test_training_time_is_what_the_started_process_computes(monkeypatch, speed):
    started = []

    def train(config, fold, folder, seed, settings):
        started.append((config, len(fold.train) + len(fold.dev), settings))
        subprocess.run([sys.executable, "-c", "sum(range(10**7))"], check=True)

    monkeypatch.setattr("govreport.training.runner.train", train)
    monkeypatch.chdir(ROOT)
    assert 0 < speed.training_minutes() < 1
    assert started == [(Path("configs/ner_context.cfg"), 1665, {})]
