"""From a folder of texts to the weights that ``ner_context`` starts from."""

import hashlib
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import spacy
from spacy.util import load_config

from govreport.pipeline.encoder import Line, char_encoder
from govreport.schema import Sentence
from govreport.training.folds import Fold
from govreport.training.gold import GoldSentence
from govreport.training.pretraining.masked import pretrain
from govreport.training.pretraining.net import Encoder, export, take_over
from govreport.training.pretraining.silver import silver_sentences
from govreport.training.pretraining.texts import unlabelled
from govreport.training.pretraining.words import build_pool
from govreport.training.runner import train

SILVER_STEPS = 2000
SILVER = {
    "--training.max_steps": str(SILVER_STEPS),
    "--training.eval_frequency": str(SILVER_STEPS),
    "--training.optimizer.learn_rate.total_steps": str(SILVER_STEPS),
    "--training.optimizer.learn_rate.initial_rate": "0.002",
    "--training.batcher.size": "2500",
    "--training.dropout": "0.1",
    "--components.ner.hide_period": "0.1",
    "--components.ner.hide_names": "0",
    "--components.ner.adversarial": "0",
    "--pretraining.layer": "tok2vec",
}


class Effort(NamedTuple):
    """How long to train: rounds of masked words, steps a round, sentences of the silver stage."""

    rounds: int
    steps: int
    sentences: int


def make_weights(
    texts: Path, gold_texts: str, config: Path, folder: Path, effort: Effort, say: Callable[[str], None]
) -> bytes:
    """Weights of the whole tagger after masked words and a silver stage.

    ``folder`` keeps what lies between, and a round of the same input is not made again. Nothing of ``texts`` is in the
    weights' file but what the network learned.
    """
    lines = unlabelled(texts, gold_texts)
    say(f"{len(lines)} sentences, {sum(len(line.text) for line in lines)} characters")
    masked = None
    for turn in range(effort.rounds):
        masked = masked_round(lines, config, folder, effort.steps, turn, masked, say)
    random.Random(0).shuffle(lines)
    settings = {**SILVER, "--paths.init_tok2vec": str(masked)}
    model = train(config, silver_fold(lines[: effort.sentences]), folder, 0, settings)
    weights: bytes = spacy.load(model).get_pipe("ner").model.to_bytes()
    return weights


def masked_round(
    lines: list[Line], config: Path, folder: Path, steps: int, turn: int, start: Path | None, say: Callable[[str], None]
) -> Path:
    """The file of the encoder's weights after one more round; ``start`` is the file of the round before."""
    made, key = folder / f"masked{turn + 1}.bin", _key(lines, config, steps)
    if _is_made(made, key):
        say(f"{made} was made of the same texts and settings and is used again")
    else:
        made.write_bytes(masked_weights(lines, config, steps, turn, start, say))
        made.with_suffix(".key").write_text(key, encoding="utf-8")
    return made


def _key(lines: list[Line], config: Path, steps: int) -> str:
    """A digest of all that the masked stage depends on."""
    parts = [str(steps), json.dumps(_sizes(config), sort_keys=True), *(line.text for line in lines)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _is_made(masked: Path, key: str) -> bool:
    masked.parent.mkdir(parents=True, exist_ok=True)
    made = masked.with_suffix(".key")
    return masked.is_file() and made.is_file() and made.read_text(encoding="utf-8") == key


def _sizes(config: Path) -> dict[str, Any]:
    sizes = load_config(config, interpolate=True)["components"]["ner"]["model"]["tok2vec"]
    return {name: value for name, value in sizes.items() if not name.startswith("@")}


def masked_weights(
    lines: list[Line], config: Path, steps: int, turn: int, start: Path | None, say: Callable[[str], None]
) -> bytes:
    """The encoder of ``config`` pretrained on masked words, as thinc stores it."""
    sizes = _sizes(config)
    chars, pairs = (sizes["char_rows"], sizes["char_width"]), (sizes["pair_rows"], sizes["pair_width"])
    encoder, model = Encoder(sizes["width"], sizes["reaches"], chars, pairs), char_encoder(**sizes)
    model.initialize()
    if start:
        take_over(encoder, model.from_bytes(start.read_bytes()))
    pretrain(encoder, build_pool(lines), steps, say, turn)
    export(encoder, model)
    weights: bytes = model.to_bytes()
    return weights


def silver_fold(lines: list[Line]) -> Fold:
    """Silver sentences as a fold to train on; the first hundred only show how training goes."""
    found = []
    for number, (line, entities) in enumerate(silver_sentences(lines)):
        name = f"silver:{number:06d}.01"
        sentence = Sentence(name, "silver", (), line.period, line.text, ((0, len(line.text)),))
        found.append(GoldSentence(sentence, tuple(entities)))
    return Fold("silver", tuple(found[100:]), tuple(found[:100]), ())
