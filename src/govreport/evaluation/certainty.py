"""How sure the figures are: hierarchical bootstrap intervals and paired approximate randomisation.

Both work on counts per sentence, as an array of shape (sentences, layers, groups, 3): one layer a seed, the groups
``micro`` and every label, and the counts tp, gold, pred.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from govreport.evaluation.data import Spans
from govreport.schema import LABELS
from govreport.scoring import Match, score

Floats = NDArray[np.float64]
GROUPS = ("micro", *LABELS)
DRAWS, ROUNDS, SEED = 2000, 5000, 20240101


def count(gold: Sequence[Spans], layers: Sequence[Sequence[Spans]], match: Match = "strict") -> Floats:
    """Counts of every sentence, layer and group, shape (sentences, layers, groups, 3).

    >>> from govreport.schema import Entity
    >>> count([(Entity(0, 2, "PLACE"),)], [[()]])[0, 0, 0].tolist()
    [0.0, 1.0, 0.0]
    """
    table = np.zeros((len(gold), len(layers), len(GROUPS), 3))
    for k, layer in enumerate(layers):
        for i, (one, other) in enumerate(zip(gold, layer, strict=True)):
            if one or other:
                found = score([one], [other], match)
                table[i, k] = [(found[group].tp, found[group].gold, found[group].pred) for group in GROUPS]
    return table


def ratios(counts: Floats) -> Floats:
    """Precision, recall and F1 of counts (…, 3); a ratio over nothing is NaN.

    >>> ratios(np.array([3.0, 4.0, 5.0])).round(3).tolist()
    [0.6, 0.75, 0.667]
    """
    tp, gold, pred = np.moveaxis(counts, -1, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.stack([tp / pred, tp / gold, 2 * tp / (gold + pred)], axis=-1)


def bootstrap(counts: Floats, reports: Sequence[str], draws: int = DRAWS, seed: int = SEED) -> Floats:
    """F1 of every group in ``draws`` resamples, mean over layers, shape (draws, groups).

    Reports are drawn with replacement, then the sentences within each drawn report (Davison & Hinkley 1997, §3.8).
    Equal ``seed`` and ``reports`` give the same resamples, so the draws of two systems can be subtracted.

    >>> right = np.ones((4, 1, 5, 3))
    >>> bootstrap(right, ["a", "a", "b", "b"], draws=3)[:, 0].tolist()
    [1.0, 1.0, 1.0]
    """
    rng = np.random.default_rng(seed)
    flat, names = counts.reshape(len(counts), -1), sorted(set(reports))
    drawn = rng.integers(len(names), size=(draws, len(names)))
    sums = np.zeros((draws, flat.shape[1]))
    for index, name in enumerate(names):
        rows = flat[[report == name for report in reports]]
        draw, _ = np.nonzero(drawn == index)
        weights = rng.multinomial(len(rows), np.full(len(rows), 1 / len(rows)), size=len(draw))
        np.add.at(sums, draw, weights.astype(np.float64) @ rows)
    return mean(ratios(sums.reshape(draws, *counts.shape[1:]))[..., 2], axis=1)


def mean(values: Floats, axis: int) -> Floats:
    """The mean of what is defined along ``axis``; NaN where nothing is.

    >>> mean(np.array([[0.5, np.nan], [0.7, np.nan]]), axis=0).round(3).tolist()
    [0.6, nan]
    """
    defined = ~np.isnan(values)
    with np.errstate(invalid="ignore"):
        result: Floats = np.where(defined, values, 0).sum(axis) / defined.sum(axis)
    return result


def interval(values: Floats) -> list[float] | None:
    """The 2.5th and 97.5th percentile of what is defined, or None where nothing is.

    >>> interval(np.arange(0, 1001) / 1000)
    [0.025, 0.975]
    """
    defined = values[~np.isnan(values)]
    return [float(edge) for edge in np.percentile(defined, [2.5, 97.5])] if defined.size else None


def randomisation(one: Floats, other: Floats, rounds: int = ROUNDS, seed: int = SEED) -> Floats:
    """p of “the two systems are equally good” for every group: paired approximate randomisation (Noreen 1989).

    In each round every sentence's predictions are swapped between the systems with probability ½; p is the share of
    rounds, plus one, whose difference in F1 is at least as large as the observed one. A system's counts are the means
    of its layers. NaN where F1 is undefined.

    >>> counts = count([()], [[()]])
    >>> randomisation(counts, counts, rounds=9)[0].tolist()
    nan
    """
    rng = np.random.default_rng(seed)
    a, b = one.mean(axis=1), other.mean(axis=1)
    observed = np.abs(_gap(a.sum(axis=0), b.sum(axis=0)))
    step, hits = (b - a).reshape(len(a), -1), np.zeros(a.shape[1])
    for start in range(0, rounds, 500):
        swapped = rng.integers(2, size=(min(500, rounds - start), len(a))).astype(np.float64)
        moved = (swapped @ step).reshape(-1, *a.shape[1:])
        hits += (np.abs(_gap(a.sum(axis=0) + moved, b.sum(axis=0) - moved)) >= observed - 1e-12).sum(axis=0)
    return np.where(np.isnan(observed), np.nan, (hits + 1) / (rounds + 1))


def _gap(one: Floats, other: Floats) -> Floats:
    return ratios(one)[..., 2] - ratios(other)[..., 2]


def plain(value: Any) -> float | None:
    """A JSON number rounded to 6 digits, or None for NaN: undefined is null.

    >>> plain(np.nan) is None, plain(np.float64(2 / 3))
    (True, 0.666667)
    """
    return None if value is None or np.isnan(value) else round(float(value), 6)
