"""Scores that mean something: Platt's scaling (1999), fitted on reports that neither model nor scaling has seen.

A span's raw score p becomes 1 / (1 + exp(-(slope · log(p / (1 - p)) + offset))).
"""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from govreport.errors import BadInput
from govreport.jsonl import read_json, write_json
from govreport.training.gold import GoldSentence

EDGE = 1e-4  # scores are rounded to four digits, so 0 and 1 stand for this much less


class Scaling(NamedTuple):
    """From raw log odds to calibrated log odds."""

    slope: float
    offset: float

    def apply(self, score: float) -> float:
        """The calibrated score of a raw score.

        >>> round(Scaling(0.5, 0.0).apply(0.9), 2)
        0.75
        """
        return round(1 / (1 + math.exp(-(self.slope * log_odds(score) + self.offset))), 4)


def log_odds(score: float) -> float:
    """log(p / (1 - p)), bounded where the score is rounded to 0 or 1."""
    bounded = min(max(score, EDGE), 1 - EDGE)
    return math.log(bounded / (1 - bounded))


def fit(scores: Sequence[float], right: Sequence[bool]) -> Scaling:
    """Logistic regression of right or wrong on the raw log odds; ``BadInput`` where all are right or all wrong."""
    from sklearn.linear_model import LogisticRegression

    if len(set(right)) < 2:
        raise BadInput("calibration needs right and wrong predictions; predict more gold sentences")
    model = LogisticRegression(C=1e6).fit([[log_odds(score)] for score in scores], list(right))
    return Scaling(round(float(model.coef_[0][0]), 4), round(float(model.intercept_[0]), 4))


def scored_spans(
    rows: Sequence[Mapping[str, Any]], gold: Sequence[GoldSentence]
) -> dict[str, list[tuple[float, bool]]]:
    """By report the raw score of each predicted span, and whether gold has exactly this span and label."""
    answers = {one.sentence.id: {tuple(entity) for entity in one.entities} for one in gold}
    found: dict[str, list[tuple[float, bool]]] = {}
    for row in rows:
        pairs = zip(row["scores"], row["entities"], strict=True)
        known = [(score, tuple(span) in answers[row["id"]]) for score, span in pairs if score is not None]
        found.setdefault(row["id"].partition(":")[0], []).extend(known)
    return found


def fit_spans(spans: Sequence[tuple[float, bool]]) -> Scaling:
    """``fit`` on pairs."""
    return fit([score for score, _ in spans], [right for _, right in spans])


def calibrate_rows(rows: Sequence[dict[str, Any]], gold: Sequence[GoldSentence]) -> list[dict[str, Any]]:
    """Predictions with each report's scores scaled as the other reports ask for; without scores as they are."""
    spans = scored_spans(rows, gold)
    if not any(spans.values()):
        return list(rows)
    others = {name: [pair for other, pairs in spans.items() if other != name for pair in pairs] for name in spans}
    scalings = {name: fit_spans(pairs) for name, pairs in others.items()}
    return [
        {
            **row,
            "scores": [None if s is None else scalings[row["id"].partition(":")[0]].apply(s) for s in row["scores"]],
        }
        for row in rows
    ]


def write_scaling(path: Path, rows: Sequence[Mapping[str, Any]], gold: Sequence[GoldSentence]) -> Scaling:
    """Fit on the raw scores of all reports and keep the result for the final model."""
    scaling = fit_spans([pair for pairs in scored_spans(rows, gold).values() for pair in pairs])
    write_json(path, scaling._asdict())
    return scaling


def set_scaling(model: Path, scaling: Path) -> bool:
    """Put a kept scaling into a trained pipeline's recognizer; False where either has none."""
    settings = model / "ner" / "cfg"
    if not (scaling.is_file() and settings.is_file()):
        return False
    write_json(settings, {**read_json(settings), **Scaling(**read_json(scaling))._asdict()})
    return True
