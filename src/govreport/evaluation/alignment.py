"""Which predicted span stands for which gold span: the base of the confusion matrix and of the error classes.

Scores never use this; they match by ``govreport.scoring`` alone.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sklearn.metrics import confusion_matrix

from govreport.evaluation.data import Spans
from govreport.schema import LABELS, Entity

NOTHING = "—"


class Pair(NamedTuple):
    """A gold and a predicted span that overlap each other, or one of them alone."""

    gold: Entity | None
    pred: Entity | None


def overlap(one: Entity, other: Entity) -> int:
    """Characters that both spans cover.

    >>> overlap(Entity(0, 4, "METRIC"), Entity(2, 9, "TARGET"))
    2
    """
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def align(gold: Spans, pred: Spans) -> list[Pair]:
    """Pair the spans of one sentence one to one whatever their label, most shared characters first; the rest alone.

    >>> align((Entity(0, 9, "METRIC"),), (Entity(0, 3, "PLACE"), Entity(3, 9, "TARGET"))) # doctest: +ELLIPSIS
    [Pair(gold=Entity(start=0, end=9, label='METRIC'), pred=Entity(start=3, end=9, label='TARGET')),
     Pair(gold=None, pred=Entity(start=0, end=3, label='PLACE'))]
    """
    touching = [(-overlap(g, p), g, p) for g in gold for p in pred if overlap(g, p)]
    pairs, taken_gold, taken_pred = [], set[Entity](), set[Entity]()
    for _, g, p in sorted(touching):
        if g not in taken_gold and p not in taken_pred:
            pairs.append(Pair(g, p))
            taken_gold.add(g)
            taken_pred.add(p)
    alone = [Pair(g, None) for g in gold if g not in taken_gold] + [Pair(None, p) for p in pred if p not in taken_pred]
    return sorted(pairs) + alone


def confusion(gold: Iterable[Spans], pred: Iterable[Spans]) -> list[list[int]]:
    """Rows are gold labels and last “spurious”, columns predicted labels and last “missed”, in the order of ``LABELS``.

    >>> confusion([(Entity(0, 9, "METRIC"), Entity(12, 14, "PLACE"))], [(Entity(0, 9, "TARGET"),)])
    [[0, 1, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 1], [0, 0, 0, 0, 0]]
    """
    pairs = [pair for one, other in zip(gold, pred, strict=True) for pair in align(one, other)]
    if not pairs:
        return [[0] * (len(LABELS) + 1) for _ in range(len(LABELS) + 1)]
    truth = [pair.gold.label if pair.gold else NOTHING for pair in pairs]
    guess = [pair.pred.label if pair.pred else NOTHING for pair in pairs]
    counts: list[list[int]] = confusion_matrix(truth, guess, labels=[*LABELS, NOTHING]).tolist()
    return counts


def metric_target(matrix: list[list[int]]) -> dict[str, float | int | None]:
    """METRIC read as TARGET and back: counts, and shares of the gold METRIC and TARGET spans.

    >>> metric_target([[8, 2, 0, 0, 0], [1, 9, 0, 0, 0], [0] * 5, [0] * 5, [0] * 5])
    {'metric_as_target': 2, 'metric_share': 0.2, 'target_as_metric': 1, 'target_share': 0.1}
    """
    m, t = LABELS.index("METRIC"), LABELS.index("TARGET")
    swapped, total = (matrix[m][t], matrix[t][m]), (sum(matrix[m]), sum(matrix[t]))
    shares = [n / of if of else None for n, of in zip(swapped, total, strict=True)]
    return {
        "metric_as_target": swapped[0],
        "metric_share": shares[0],
        "target_as_metric": swapped[1],
        "target_share": shares[1],
    }
