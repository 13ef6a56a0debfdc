"""The model as a package: what it says of itself, and that it runs where nothing of this folder is."""

import json
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import pytest
import spacy
from training_samples import gold_sentences

from govreport.errors import BadInput
from govreport.schema import LABELS
from govreport.training.folds import make_fold
from govreport.training.package import build_package, describe
from govreport.training.runner import train

ROOT = Path(__file__).parents[2]
SCORES = {"p": 0.9, "r": 0.8, "f1": 0.847}
TEXT = "一、2019年工作回顾\n全市生产总值1535亿元，比上年增长13.5%。\n二、2020年工作安排\n全市生产总值增长12%。\n"
SHOW = """
import spacy, sys
doc = spacy.load("zh_ent_govreport_sm")(sys.stdin.read())
print([(e.start_char, e.end_char, e.label_, e._.score) for e in doc.ents])
"""


def describe_here(tmp_path: Path) -> dict[str, Any]:
    summary = tmp_path / "summary.json"
    loro = {"ner_context": dict.fromkeys(("micro", *LABELS), SCORES)}
    found = {"loro": loro, "elsewhere": {"trained": {"sentences": 70, "reports": 8}}}
    summary.write_text(json.dumps(found), "utf-8")
    return describe("ner_context", "0.1.0", ROOT / "annotations/gold/v1", summary, ROOT / "corpus/reports.json")


def test_the_meta_data_name_sources_scores_and_requirements(tmp_path: Path) -> None:
    meta = describe_here(tmp_path)
    assert meta["license"] == "MIT"
    assert meta["performance"]["ents_f"] == 0.847
    assert set(meta["performance"]["ents_per_type"]) == set(LABELS)
    assert meta["sources"][0]["name"].startswith("长春市")
    assert "gold v1 (1665 sentences" in meta["sources"][-1]["name"]
    assert meta["notes"].startswith("Trained on gold v1")
    assert "70 labelled sentences of 8 other reports" in meta["notes"]
    assert meta["requirements"][0].startswith("govreport-ner>=")


def test_a_summary_without_other_reports_says_nothing_of_them(tmp_path: Path) -> None:
    loro = {"ner_context": dict.fromkeys(("micro", *LABELS), SCORES)}
    (tmp_path / "summary.json").write_text(json.dumps({"loro": loro, "elsewhere": None}), "utf-8")
    gold, reports = ROOT / "annotations/gold/v1", ROOT / "corpus/reports.json"
    notes = describe("ner_context", "1", gold, tmp_path / "summary.json", reports)["notes"]
    assert notes.startswith("Trained on gold v1")
    assert notes.endswith("by ner_context.")


def test_missing_scores_and_model_are_named(tmp_path: Path) -> None:
    (tmp_path / "summary.json").write_text('{"loro": {}}', "utf-8")
    with pytest.raises(BadInput, match=r"summary\.json: no scores of ner_x; run .*ner_x\.cfg"):
        describe("ner_x", "1", ROOT / "annotations/gold/v1", tmp_path / "summary.json", ROOT / "corpus/reports.json")
    with pytest.raises(BadInput, match="no trained pipeline here"):
        build_package(tmp_path, {}, ROOT / "LICENSE", tmp_path / "out")


@pytest.mark.slow
def test_the_wheel_gives_the_same_entities_in_an_empty_environment(tmp_path: Path) -> None:
    fold = make_fold(gold_sentences(), "final", every=4)
    settings = {"--training.max_steps": "60", "--training.eval_frequency": "60"}
    model = train(ROOT / "configs/ner_context.cfg", fold, tmp_path / "run", 0, settings)
    wheel = build_package(model, describe_here(tmp_path), ROOT / "LICENSE", tmp_path / "packages")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--wheel-dir",
        str(tmp_path / "own"),
        str(ROOT),
    ]
    subprocess.run(pip, check=True)
    (own,) = (tmp_path / "own").glob("*.whl")
    venv.create(tmp_path / "empty", with_pip=True)
    python = tmp_path / "empty" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", str(own), str(wheel)], check=True)
    done = subprocess.run([python, "-c", SHOW], input=TEXT, capture_output=True, text=True, cwd=tmp_path, check=True)
    here = [(ent.start_char, ent.end_char, ent.label_, ent._.score) for ent in spacy.load(model)(TEXT).ents]
    assert here
    assert done.stdout.strip() == repr(here)
