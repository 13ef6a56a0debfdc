"""From texts and labels of other reports to the weights that ``ner_context`` starts from."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import spacy

from govreport.pipeline.encoder import Line
from govreport.schema import Sentence
from govreport.training.folds import Fold
from govreport.training.gold import GoldSentence
from govreport.training.pretraining.silver import silver_sentences
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
# chosen on labelled sentences of every sixth report that trains, which the last training then took in
LABELLED = {"--training.optimizer.learn_rate.initial_rate": "0.003", "--components.ner.adversarial": "8"}


class Effort(NamedTuple):
    """How long to train: rounds of masked words, steps a round, sentences of the silver stage."""

    rounds: int
    steps: int
    sentences: int


def silver_weights(lines: list[Line], config: Path, folder: Path, effort: Effort, say: Callable[[str], None]) -> Path:
    """The file of weights of the whole tagger after masked words and a silver stage on ``lines``.

    ``folder`` keeps what lies between, and a round of the same input is not made again. Nothing of the texts is in the
    weights' file but what the network learned.
    """
    from govreport.training.pretraining.rounds import masked_round  # imports torch

    masked = None
    for turn in range(effort.rounds):
        masked = masked_round(lines, config, folder, effort.steps, turn, masked, say)
    shuffled = random.Random(0).sample(lines, len(lines))
    settings = {**SILVER, "--paths.init_tok2vec": str(masked)}
    model = train(config, silver_fold(shuffled[: effort.sentences]), folder, 0, settings)
    return tagger_weights(model, folder / "silver.bin")


def labelled_weights(start: Path, labelled: Sequence[GoldSentence], config: Path, folder: Path, steps: int) -> Path:
    """The file of weights after ``steps`` more on labelled sentences of other reports, from the file ``start``."""
    count = str(steps)
    lengths = ("max_steps", "eval_frequency", "optimizer.learn_rate.total_steps")
    settings = {**LABELLED, "--paths.init_tok2vec": str(start)} | {f"--training.{name}": count for name in lengths}
    fold = Fold("labelled", tuple(labelled[20:]), tuple(labelled[:20]), ())
    return tagger_weights(train(config, fold, folder / "labelled", 0, settings), folder / "labelled.bin")


def tagger_weights(pipeline: Path, out: Path) -> Path:
    """Write the weights of the recognizer in a trained pipeline's folder to ``out``, which is returned."""
    out.write_bytes(spacy.load(pipeline).get_pipe("ner").model.to_bytes())
    return out


def silver_fold(lines: list[Line]) -> Fold:
    """Silver sentences as a fold to train on; the first hundred only show how training goes."""
    found = []
    for number, (line, entities) in enumerate(silver_sentences(lines)):
        name = f"silver:{number:06d}.01"
        sentence = Sentence(name, "silver", (), line.period, line.text, ((0, len(line.text)),))
        found.append(GoldSentence(sentence, tuple(entities)))
    return Fold("silver", tuple(found[100:]), tuple(found[:100]), ())
