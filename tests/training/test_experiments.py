"""The experiments beside the package: each trains through ``spacy train --code``, is saved, loaded and predicts."""

import runpy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from training_samples import gold_sentences

from govreport.errors import BadInput, GovreportError
from govreport.pipeline.characters import table_rows
from govreport.training.folds import Fold, make_fold
from govreport.training.predict import load, predict
from govreport.training.runner import load_code, train

ROOT = Path(__file__).parents[2]
CONFIG, EXPERIMENTS = ROOT / "configs" / "ner_context.cfg", ROOT / "training" / "experiments"
FEW = {"--training.max_steps": "3", "--training.eval_frequency": "3"}
SCRATCH, PRETRAINED = {"--paths.init_tok2vec": "null"}, {"--paths.init_tok2vec": "training/pretrained/tagger.bin"}
ENCODER, TAGGER = "--components.ner.model.tok2vec.@architectures", "--components.ner.model.@architectures"
SEGMENTER = {"--components.ner.model.train": "${paths.train}", "--components.ner.model.iterations": "2"}


def a_fold() -> Fold:
    return make_fold(gold_sentences(("north", "south", "east", "west")), "north", every=6)


def trained(name: str, folder: Path, settings: dict[str, str]) -> spacy.Language:
    """The pipeline of an experiment, which predicts the same once it is saved again and loaded."""
    code, fold = EXPERIMENTS / f"{name}.py", a_fold()
    model = train(CONFIG, fold, folder / "run", 0, FEW | settings, code)
    (folder / "run" / "train.spacy").unlink()  # a trained pipeline needs nothing of its training
    load_code(code)
    first = load(model)
    first.to_disk(folder / "again")
    rows = [list(predict(nlp, [one.sentence for one in fold.test])) for nlp in (first, load(folder / "again"))]
    assert rows[0] == rows[1]
    return first


def nodes(nlp: spacy.Language) -> dict[str, Any]:
    return {node.name: node for node in nlp.get_pipe("ner").model.walk()}


@pytest.mark.slow
def test_an_lstm_takes_the_place_of_the_windows(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="the extra pretrain is not installed")
    nlp = trained("bilstm", tmp_path, SCRATCH | {ENCODER: "govreport.BiLstmEncoder.v1"})
    assert sum(node.name == "maxout_block" for node in nlp.get_pipe("ner").model.walk()) == 1  # the stem
    assert nodes(nlp)["char_encoder"].layers[0].name == "character_embed"
    assert any("lstm" in name.lower() or "pytorch" in name.lower() for name in nodes(nlp))


def test_a_missing_torch_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(GovreportError, match="needs torch"):
        runpy.run_path(str(EXPERIMENTS / "bilstm.py"))


@pytest.mark.slow
@pytest.mark.parametrize("start", [SCRATCH, PRETRAINED], ids=["scratch", "pretrained"])
def test_the_segmenter_of_the_fold_travels_in_the_model(tmp_path: Path, start: dict[str, str]) -> None:
    nlp = trained("word_borders", tmp_path, start | SEGMENTER | {TAGGER: "govreport.WordBorderTagger.v1"})
    features = nodes(nlp)["feature_embed"]
    assert [len(part) > 100 for part in features.attrs["segmenter"]] == [True, True]
    assert features.get_param("borders").any()
    if start == PRETRAINED:  # three steps alone would find nothing
        assert [ent.text for ent in nlp("全市生产总值增长12%。").ents] == ["全市生产总值增长12%"]


def test_places_in_words_cover_the_text() -> None:
    places = runpy.run_path(str(EXPERIMENTS / "word_borders.py"))["word_places"]
    assert places("在 长春市开会", ["在", "长春市", "开会"]) == (3, 3, 0, 1, 2, 0, 2)


@pytest.mark.slow
def test_the_table_of_characters_begins_from_vectors(tmp_path: Path) -> None:
    codes = np.array([ord(character) for character in "全市生产总值"], dtype=np.uint32)
    vectors = np.random.default_rng(0).normal(size=(6, 96)).astype(np.float32)
    np.savez(tmp_path / "vectors.npz", codes=codes, vectors=vectors)
    place = {"--components.ner.model.tok2vec.vectors": str(tmp_path / "vectors.npz")}
    nlp = trained("char_vectors", tmp_path, SCRATCH | place | {ENCODER: "govreport.CharVectorEncoder.v1"})
    table = nodes(nlp)["character_embed"].get_param("chars")
    learned = table[table_rows(codes.astype(np.uint64), len(table))].sum(axis=1)
    assert np.corrcoef(learned.ravel(), (vectors - vectors.mean(axis=0)).ravel())[0, 1] > 0.99


def test_vectors_that_are_missing_or_of_another_width_are_named(tmp_path: Path) -> None:
    read = runpy.run_path(str(EXPERIMENTS / "char_vectors.py"))["read_vectors"]
    with pytest.raises(BadInput, match=r"none\.npz: no such vectors"):
        read(tmp_path / "none.npz", 96)
    np.savez(tmp_path / "narrow.npz", codes=np.zeros(1), vectors=np.zeros((1, 8)))
    with pytest.raises(BadInput, match=r"narrow\.npz: vectors of 8 numbers; char_width is 96"):
        read(tmp_path / "narrow.npz", 96)


def test_floret_makes_a_vector_for_every_frequent_character(tmp_path: Path) -> None:
    pytest.importorskip("floret", reason="floret is not installed; only this experiment needs it")
    body = "".join(f"完成第{number}项农村公路建设，比上年增长{number}%。" for number in range(10, 30))
    (tmp_path / "a.txt").write_text(f"一、2024年工作回顾\n{body}\n", "utf-8")
    script = runpy.run_path(str(EXPERIMENTS / "char_vectors.py"))
    assert script["make_vectors"](tmp_path, tmp_path / "out" / "vectors.npz") > 10
    codes, vectors = script["read_vectors"](tmp_path / "out" / "vectors.npz", 96)
    assert set("农村公路0%") <= set(map(chr, codes))
    assert vectors.shape == (len(codes), 96)
