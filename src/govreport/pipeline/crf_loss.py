"""What the field has to learn: the negative log likelihood of the gold tags and its gradients."""

from typing import NamedTuple

import numpy as np

from govreport.pipeline.crf import NEVER, Floats, Ints, Lattice, Moves, lattice


class Loss(NamedTuple):
    """Summed over sentences; gradients have the shapes of what they belong to."""

    value: float
    emit: Floats
    moves: Moves


def likelihood_loss(emit: Floats, lengths: Ints, moves: Moves, gold: Ints) -> Loss:
    """Loss and gradients for gold tags of shape (sentences, steps); what lies past a sentence's end is ignored.

    >>> from govreport.pipeline.crf import LEGAL, TAGS
    >>> flat = np.zeros((1, 1, len(TAGS)), dtype="f")
    >>> round(likelihood_loss(flat, np.array([1]), LEGAL, np.array([[0]])).value, 3)  # O and four S tags: log 5
    1.609
    """
    found, inside = lattice(emit, lengths, moves), np.arange(emit.shape[1]) < lengths[:, None]
    log_marginals = found.forward + found.backward - found.total[:, None, None]
    marginals = np.exp(np.where(inside[:, :, None], log_marginals, NEVER))
    rows, first, last = np.arange(len(emit)), gold[:, 0], gold[np.arange(len(emit)), lengths - 1]
    chosen = np.take_along_axis(emit, gold[:, :, None], 2)[:, :, 0]
    steps = moves.between[gold[:, :-1], gold[:, 1:]]
    path = (chosen * inside).sum(1) + (steps * inside[:, 1:]).sum(1) + moves.start[first] + moves.end[last]
    start, end = marginals[:, 0].sum(0), marginals[rows, lengths - 1].sum(0)
    np.subtract.at(start, first, 1)
    np.subtract.at(end, last, 1)
    between = _pair_sums(emit, found, moves, inside)
    np.subtract.at(between, (gold[:, :-1][inside[:, 1:]], gold[:, 1:][inside[:, 1:]]), 1)
    grad = marginals.copy()
    count, index = np.nonzero(inside)
    grad[count, index, gold[count, index]] -= 1
    return Loss(float((found.total - path).sum()), grad, Moves(start, between, end))


def _pair_sums(emit: Floats, found: Lattice, moves: Moves, inside: np.ndarray) -> Floats:
    """How often each pair of neighbouring tags is expected, over all sentences and steps."""
    total = np.zeros_like(moves.between)
    after = emit + found.backward - found.total[:, None, None]
    for t in range(1, emit.shape[1]):
        live = inside[:, t]
        pair = found.forward[live, t - 1, :, None] + moves.between + after[live, t, None, :]
        total += np.exp(pair).sum(0)
    return total
