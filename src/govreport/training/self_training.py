"""Self-training: a student learns from gold and from what a teacher, trained on that gold alone, finds elsewhere."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from govreport.pipeline.encoder import Line
from govreport.schema import Entity, Sentence
from govreport.training.folds import Fold
from govreport.training.gold import GoldSentence
from govreport.training.predict import load, predict
from govreport.training.pretraining.texts import unlabelled


def draw_lines(texts: Path, gold: Sequence[GoldSentence], number: int, seed: int) -> list[Line]:
    """``number`` sentences of unlabelled reports with their periods, drawn by ``seed``; none that the gold has too."""
    lines = unlabelled(texts, "".join(one.sentence.text for one in gold))
    random.Random(seed).shuffle(lines)
    return lines[:number]


def taught_fold(fold: Fold, teacher: Path, lines: Sequence[Line]) -> Fold:
    """The fold with ``lines`` among its training sentences, labelled by the pipeline in the folder ``teacher``."""
    sentences = [line_sentence(line, number) for number, line in enumerate(lines)]
    rows = predict(load(teacher), sentences)
    taught = [labelled(sentence, row) for sentence, row in zip(sentences, rows, strict=True)]
    return replace(fold, train=(*fold.train, *taught))


def line_sentence(line: Line, number: int) -> Sentence:
    """A sentence without a report, a paragraph of its own.

    >>> line_sentence(Line("农民增收。", "plan"), 3).id
    'taught:000003.01'
    """
    return Sentence(f"taught:{number:06d}.01", "taught", (), line.period, line.text, ((0, len(line.text)),))


def labelled(sentence: Sentence, row: Mapping[str, Any]) -> GoldSentence:
    """The sentence with the entities of a row of predictions."""
    return GoldSentence(sentence, tuple(Entity(*span) for span in row["entities"]))
