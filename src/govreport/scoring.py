"""Span scores: the one place where gold and predicted entities are matched and counted.

Three ways to match, each one to one: ``strict`` (same borders and label, as spaCy's ``Scorer`` counts), ``overlap``
(same label, at least one character shared) and ``boundary`` (same borders, any label).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from govreport.schema import LABELS, Entity

Match = Literal["strict", "overlap", "boundary"]
Spans = Sequence[Entity]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of matched, gold and predicted spans; a ratio over nothing is ``None``.

    >>> Score(3, 4, 5).f1
    0.6666666666666666
    >>> Score(0, 0, 0).f1 is None
    True
    """

    tp: int
    gold: int
    pred: int

    @property
    def precision(self) -> float | None:
        """Share of the predicted spans that match."""
        return self.tp / self.pred if self.pred else None

    @property
    def recall(self) -> float | None:
        """Share of the gold spans that match."""
        return self.tp / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall, 2·tp / (gold + pred)."""
        return 2 * self.tp / (self.gold + self.pred) if self.gold + self.pred else None

    def __add__(self, other: "Score") -> "Score":
        return Score(self.tp + other.tp, self.gold + other.gold, self.pred + other.pred)


def matches(gold: Spans, pred: Spans, match: Match = "strict") -> list[tuple[Entity, Entity]]:
    """Pairs of gold and predicted spans of one sentence that match, one to one, in order.

    >>> matches([Entity(0, 4, "METRIC")], [Entity(0, 3, "METRIC")], "overlap")
    [(Entity(start=0, end=4, label='METRIC'), Entity(start=0, end=3, label='METRIC'))]
    """
    if match == "overlap":
        return [pair for label in {span.label for span in gold} for pair in _overlaps(gold, pred, label)]
    width = 3 if match == "strict" else 2
    found = {span[:width]: span for span in pred}
    return [(span, found[span[:width]]) for span in sorted(gold) if span[:width] in found]


def _overlaps(gold: Spans, pred: Spans, label: str) -> Iterable[tuple[Entity, Entity]]:
    """Spans of one layer do not overlap each other, so walking both in order finds a maximum matching."""
    left, right = ([span for span in sorted(spans) if span.label == label] for spans in (gold, pred))
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i].start < right[j].end and right[j].start < left[i].end:
            yield left[i], right[j]
            i, j = i + 1, j + 1
        elif left[i].end <= right[j].start:
            i += 1
        else:
            j += 1


def score(gold: Sequence[Spans], pred: Sequence[Spans], match: Match = "strict") -> dict[str, Score]:
    """Counts for ``micro`` and every label over sentences in parallel order; lists of unequal length are refused.

    Under ``boundary`` a label's row counts its gold spans, its predicted spans and its gold spans that were matched.

    >>> score([[Entity(0, 2, "PLACE")]], [[Entity(0, 2, "PLACE"), Entity(3, 5, "PROJECT")]])["micro"]
    Score(tp=1, gold=1, pred=2)
    """
    total = dict.fromkeys(("micro", *LABELS), Score(0, 0, 0))
    for one, other in zip(gold, pred, strict=True):
        hits = [pair[0].label for pair in matches(one, other, match)]
        for label in LABELS:
            counts = (hits.count(label), sum(e.label == label for e in one), sum(e.label == label for e in other))
            total[label] += Score(*counts)
    total["micro"] = sum((total[label] for label in LABELS), Score(0, 0, 0))
    return total
