"""Ablations inside the training folds: one change, five trainings, a row of JSON.

For each report left out, one of the other four stops being trained on and is scored; the report left out plays no part.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from govreport.pipeline.encoder import Line
from govreport.schema import Entity
from govreport.scoring import Score, score
from govreport.training.folds import Fold, make_fold, reports_of
from govreport.training.gold import GoldSentence
from govreport.training.predict import predict_fold
from govreport.training.runner import load_code, train
from govreport.training.self_training import taught_fold


def inner_fold(gold: Sequence[GoldSentence], outer: str) -> Fold:
    """Without ``outer``: the report after it is scored, the other three train."""
    reports = reports_of(gold)
    scored = reports[(reports.index(outer) + 1) % len(reports)]
    return make_fold([one for one in gold if one.sentence.report != outer], scored)


def ablate(
    config: Path,
    gold: Sequence[GoldSentence],
    folder: Path,
    settings: Mapping[str, str],
    seed: int,
    jobs: int,
    say: Callable[[str], None],
    code: Path | None = None,
    lines: Sequence[Line] = (),
) -> dict[str, Any]:
    """Strict F1 by label over the scored reports of all inner folds, F1 of each report, seconds of training.

    ``code`` is a file that registers parts which the settings name. With ``lines``, the model of a fold labels them as
    a teacher, and what is scored is a student trained on the fold and on these labels.
    """
    began = time.monotonic()
    if code:
        load_code(code)  # once, before folds run side by side; a file with an error shows it here

    def one(outer: str) -> dict[str, Score]:
        fold = inner_fold(gold, outer)
        place = folder / config.stem / f"without-{outer}"
        model = train(config, fold, place, seed, settings, code)
        if lines:
            model = train(config, taught_fold(fold, model, lines), place / "student", seed, settings, code)
        rows = predict_fold(model, fold)
        found = score([o.entities for o in fold.test], [[Entity(*span) for span in row["entities"]] for row in rows])
        say(f"without {outer}, scored on {fold.name}: {found['micro'].f1 or 0:.4f}")
        return found

    reports = reports_of(gold)
    with ThreadPoolExecutor(jobs) as pool:
        parts = list(pool.map(one, reports))
    total = {label: sum((part[label] for part in parts), Score(0, 0, 0)) for label in parts[0]}
    return {
        "f1": {label: _round(found) for label, found in total.items()},
        "by_fold": {outer: _round(part["micro"]) for outer, part in zip(reports, parts, strict=True)},
        "seconds": round(time.monotonic() - began),
    }


def _round(found: Score) -> float | None:
    return None if found.f1 is None else round(found.f1, 4)
