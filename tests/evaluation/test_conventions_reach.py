"""The benchmark that counts where the guideline's conventions change something, on models and texts of a test."""

import importlib.util
import json
from pathlib import Path

import pytest
from spacy.util import load_config, load_model_from_config
from thinc.api import fix_random_seed

from govreport.annotations.inline import read_inline
from govreport.evaluation.data import Case, Run
from govreport.evaluation.documents import render_card
from govreport.evaluation.evaluate import Paths, full_summary
from govreport.pipeline.encoder import Line

ROOT = Path(__file__).parents[2]


@pytest.fixture
def reach(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("reach", ROOT / "benchmarks" / "conventions.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    fix_random_seed(0)
    settings = {"paths.init_tok2vec": None, "components.ner.model.tok2vec.pair_rows": 60}
    nlp = load_model_from_config(load_config(ROOT / "configs/ner_context.cfg", overrides=settings), auto_fill=True)
    nlp.initialize()
    nlp.to_disk(tmp_path / "final")
    for report in ("changchun", "changsha", "daan", "jiujiang", "xiangyang"):
        (tmp_path / "folds" / report).mkdir(parents=True)
        (tmp_path / "folds" / report / "model-best").symlink_to(tmp_path / "final")
    monkeypatch.setattr(module, "FOLDS", tmp_path / "folds")
    monkeypatch.setattr(module, "FINAL", tmp_path / "final")
    monkeypatch.setattr(module, "RESULT", tmp_path / "conventions.json")
    monkeypatch.chdir(ROOT)
    return module


def test_only_lines_that_differ_count(monkeypatch, reach):
    lines = [Line("会议在白城市召开。", "review"), Line("会议召开。", "review")]
    assert (
        reach.changed(reach.both_ways(reach.FINAL, lines[:1])) == 1
    )  # §4: a county by its full name, whatever the model says
    monkeypatch.setattr("govreport.pipeline.recognizer.settled", lambda text, found, log_odds: found)
    assert reach.changed(reach.both_ways(reach.FINAL, lines)) == 0


def test_it_writes_figures_and_no_text(tmp_path, reach):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/one.txt").write_text("一、过去一年工作回顾\n会议在白城市召开。\n", encoding="utf-8")
    reach.main(tmp_path / "texts")
    found = json.loads((tmp_path / "conventions.json").read_text(encoding="utf-8"))
    assert found["elsewhere"] == {"sentences": 1, "changed": 1}
    assert 0 < found["gold"]["changed"] < found["gold"]["sentences"]
    assert found["gold"]["f1"] > found["gold"]["f1_without"]  # an untrained model is right only where the rules are


def test_the_card_shows_it(tmp_path):
    text, gold = read_inline("[METRIC|增长5%]。")
    cases = [Case("x:1", text, tuple(gold), "x", (), "review")]
    (tmp_path / "scores").mkdir()
    figures = {
        "gold": {"sentences": 200, "changed": 9, "f1": 0.9, "f1_without": 0.87},
        "elsewhere": {"sentences": 1000, "changed": 12},
    }
    (tmp_path / "scores/conventions.json").write_text(json.dumps(figures), encoding="utf-8")
    runs = {"ner_context": [Run("ner_context", 0, (tuple(gold),), ((0.9,),))]}
    summary = full_summary(Paths(tmp_path / "v1", None, tmp_path / "none.json", tmp_path), cases, runs)
    card = render_card(summary)
    assert "change the entities of 4.5 % of the gold's\n200 sentences, and of 1.2 % of 1000 sentences" in card
    assert "they make F1 0.900 of 0.870" in card
