"""A Chinese BERT for a GPU: trained for a few steps here with a tiny checkpoint of random weights."""

import json
from pathlib import Path

import pytest
from training_samples import gold_sentences

from govreport.training.folds import make_fold
from govreport.training.predict import predict_fold
from govreport.training.runner import train

REASON = "needs the packages of requirements/trf.lock; `make test-trf` installs them and runs this"
transformers = pytest.importorskip("transformers", reason=REASON)
pytest.importorskip("spacy_transformers", reason=REASON)
CONFIG = Path(__file__).parents[2] / "configs" / "ner_trf.cfg"


def tiny_checkpoint(folder: Path) -> Path:
    """A BERT of two narrow layers whose vocabulary is the test's characters, as a hub would hand it over."""
    characters = sorted({character for one in gold_sentences() for character in one.sentence.text})
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]), "utf-8")
    sizes = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    config = transformers.BertConfig(vocab_size=5 + len(characters), **sizes)
    transformers.BertModel(config).save_pretrained(folder)
    transformers.BertTokenizerFast(str(folder / "vocab.txt"), do_lower_case=False).save_pretrained(folder)
    return folder


@pytest.mark.slow
def test_a_local_checkpoint_is_trained_and_travels_in_the_pipeline(tmp_path: Path) -> None:
    checkpoint = tiny_checkpoint(tmp_path / "tiny-bert")
    fold = make_fold(gold_sentences(), "north", every=4)
    settings = {"paths.transformer": str(checkpoint), "training.max_steps": "150", "training.eval_frequency": "50"}
    settings |= {
        "training.optimizer.learn_rate.initial_rate": "0.01",
        "training.optimizer.learn_rate.warmup_steps": "5",
    }
    model = train(CONFIG, fold, tmp_path / "run", 0, {f"--{name}": value for name, value in settings.items()})
    for path in checkpoint.iterdir():
        path.unlink()
    rows = predict_fold(model, fold)
    assert [row["id"] for row in rows] == [one.sentence.id for one in fold.test]
    assert any(row["entities"] for row in rows)
    assert json.loads((model / "meta.json").read_text("utf-8"))["pipeline"][1] == "transformer"
