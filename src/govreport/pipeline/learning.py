"""A training step of the recognizer: what is shown of a sentence, loss and gradients, the same made harder."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

import numpy as np
from spacy.training import Example
from thinc.api import Model
from thinc.types import Ragged

from govreport.pipeline.batches import pad, unpad
from govreport.pipeline.characters import MASK
from govreport.pipeline.crf import Ints
from govreport.pipeline.crf_loss import likelihood_loss
from govreport.pipeline.encoder import Line
from govreport.pipeline.layers import Floats
from govreport.pipeline.tagger import moves_of

NAMES = ("PLACE", "PROJECT")


def shown_line(example: Example, hide_period: float, hide_names: float) -> Line:
    """The sentence to learn from; a share of the calls hides its period, and of its names, so that context counts."""
    # spaCy seeds this generator from the config
    shown = random.random() >= hide_period
    text = list(example.predicted.text)
    for span in example.reference.ents:
        if span.label_ in NAMES and random.random() < hide_names:
            text[span.start_char : span.end_char] = chr(MASK) * (span.end_char - span.start_char)
    return Line("".join(text), (example.predicted._.period or "other") if shown else "other")


def add_gradients(model: Model[Any, Any], lines: Sequence[Line], gold: Ints) -> float:
    """Add the gradients of the mean negative log likelihood of a sentence, which is returned.

    ``gold`` holds tag numbers, shape (sentences, longest).
    """
    scores, backward = model.begin_update(list(lines))
    emit, lengths = pad(scores)
    loss, share = likelihood_loss(emit, lengths, moves_of(model), gold), np.float32(1 / len(lines))
    backward(Ragged(unpad(loss.emit, lengths) * share, scores.lengths))
    for name, grad in loss.moves._asdict().items():
        model.get_ref("moves").inc_grad(name, grad * share)
    return loss.value * float(share)


@contextmanager
def perturbed(embed: Model[Any, Any], size: float) -> Iterator[None]:
    """Tables of ``embed`` moved by ``size`` along their gradients, where the loss grows fastest, and back afterwards.

    Adversarial training by Miyato, Dai and Goodfellow (2017, arXiv:1605.07725), on the tables as a whole.
    """
    kept = {name: cast(Floats, embed.get_param(name)) for name in embed.param_names}
    for name, table in kept.items():
        grad = cast(Floats, embed.get_grad(name))
        embed.set_param(name, table + size * grad / (np.linalg.norm(grad) + 1e-9))
    try:
        yield
    finally:
        for name, table in kept.items():
            embed.set_param(name, table)
