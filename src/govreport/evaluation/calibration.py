"""Do span scores mean what they say: of the spans scored 0.8, are 80 % right?"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from govreport.evaluation.certainty import plain
from govreport.evaluation.data import Case, Run
from govreport.scoring import matches

BINS = 10


def scored_spans(cases: Sequence[Case], runs: Iterable[Run]) -> list[tuple[float, bool]]:
    """Score and strict correctness of every predicted span that has a score.

    >>> from govreport.schema import Entity
    >>> case = Case("x:1", "长春九台", (Entity(0, 2, "PLACE"),), "x")
    >>> scored_spans([case], [Run("c", 0, ((Entity(0, 2, "PLACE"), Entity(2, 4, "PLACE")),), ((0.9, 0.4),))])
    [(0.9, True), (0.4, False)]
    """
    rows = []
    for run in runs:
        for case, spans, scores in zip(cases, run.spans, run.scores, strict=True):
            right = {pred for _, pred in matches(case.gold, spans)}
            rows += [(value, span in right) for span, value in zip(spans, scores, strict=True) if value is not None]
    return rows


def calibration(rows: Sequence[tuple[float, bool]]) -> dict[str, Any] | None:
    """Ten bins of equal width with their size, mean score and share right; the expected calibration error over them
    (Naeini et al. 2015) and the Brier score. None where no span has a score.

    >>> calibration([(0.9, True), (0.9, False)])["ece"]
    0.4
    """
    if not rows:
        return None
    scores, right = np.array([s for s, _ in rows]), np.array([r for _, r in rows], dtype=float)
    homes = np.minimum((scores * BINS).astype(int), BINS - 1)
    bins, ece = [], 0.0
    for index in range(BINS):
        here = homes == index
        n = int(here.sum())
        score, share = (float(scores[here].mean()), float(right[here].mean())) if n else (None, None)
        bins.append({"low": index / BINS, "n": n, "score": plain(score), "right": plain(share)})
        ece += n / len(rows) * abs((score or 0) - (share or 0))
    return {"spans": len(rows), "ece": plain(ece), "brier": plain(((scores - right) ** 2).mean()), "bins": bins}
