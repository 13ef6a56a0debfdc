"""The learning curve: points from counted trainings, and what more labels would bring."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from govreport.errors import BadInput
from govreport.evaluation.certainty import GROUPS, plain
from govreport.jsonl import read_jsonl
from govreport.schema import LABELS
from govreport.scoring import Score


def read_curve(path: Path) -> list[dict[str, Any]]:
    """Points of ``scores/curve.jsonl`` (form in evaluation/README.md); none where there is no such file."""
    return points(read_jsonl(path)) if path.exists() else []


def points(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """One point per config, ``by`` and ``n``: counts summed over held-out reports, F1 as mean and list over seeds.

    >>> counts = {"METRIC": [1, 2, 2], "PLACE": [1, 1, 1]}
    >>> row = {"config": "c", "by": "reports", "n": 1, "sentences": 9, "seed": 0, "report": "a", "counts": counts}
    >>> points([row])[0]["f1"]["METRIC"], points([row])[0]["f1"]["micro"]
    (0.5, 0.666667)
    """
    sums: dict[tuple[str, str, int], dict[int, dict[str, Score]]] = defaultdict(dict)
    sizes: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for row in rows:
        try:
            home = str(row["config"]), str(row["by"]), int(row["n"])
            found = {label: Score(*row["counts"].get(label, (0, 0, 0))) for label in LABELS}
            seed, size = int(row["seed"]), int(row["sentences"])
        except (KeyError, TypeError, ValueError) as error:
            raise BadInput(
                f"learning curve: bad record {row} ({error}); see evaluation/README.md for its form"
            ) from error
        found["micro"] = sum(found.values(), Score(0, 0, 0))
        before = sums[home].get(seed, dict.fromkeys(GROUPS, Score(0, 0, 0)))
        sums[home][seed] = {group: before[group] + found[group] for group in GROUPS}
        sizes[home].append(size)
    return [_point(home, sums[home], sizes[home]) for home in sorted(sums)]


def _point(home: tuple[str, str, int], by_seed: dict[int, dict[str, Score]], sizes: list[int]) -> dict[str, Any]:
    config, by, n = home
    values = {group: [by_seed[seed][group].f1 for seed in sorted(by_seed)] for group in GROUPS}
    defined = {group: [v for v in row if v is not None] for group, row in values.items()}
    return {
        "config": config,
        "by": by,
        "n": n,
        "sentences": round(sum(sizes) / len(sizes)),
        "f1": {group: plain(np.mean(row)) if row else None for group, row in defined.items()},
        "seeds": {group: [plain(v) for v in row] for group, row in values.items()},
    }


def fit(sizes: Sequence[float], f1: Sequence[float]) -> tuple[float, float] | None:
    """(a, b) of the power law 1 − F1 = a · n^−b by least squares on logarithms, or None with fewer than three points.

    >>> a, b = fit([100, 200, 400], [0.6, 0.8, 0.9])
    >>> round(a, 3), round(b, 3)
    (40.0, 1.0)
    """
    usable = [(n, 1 - v) for n, v in zip(sizes, f1, strict=True) if n > 0 and v < 1]
    if len(usable) < 3:
        return None
    slope, start = np.polyfit(np.log([n for n, _ in usable]), np.log([e for _, e in usable]), 1)
    return float(np.exp(start)), float(-slope)


def forecast(rows: Sequence[dict[str, Any]], config: str, by: str = "sentences") -> dict[str, dict[str, float]]:
    """Per group what twice as many training sentences would bring: F1 now, F1 expected, gain; only where a law fits.

    An extrapolation beyond what was measured: the page says so.

    >>> sizes = {100: 0.6, 200: 0.8, 400: 0.9}
    >>> row = {"config": "c", "by": "sentences"}
    >>> rows = [{**row, "sentences": n, "f1": dict.fromkeys(GROUPS, f1)} for n, f1 in sizes.items()]
    >>> forecast(rows, "c")["PLACE"]
    {'now': 0.9, 'doubled': 0.95, 'gain': 0.05}
    """
    mine = sorted((row for row in rows if (row["config"], row["by"]) == (config, by)), key=lambda row: row["sentences"])
    found = {}
    for group in GROUPS:
        known = [(row["sentences"], row["f1"][group]) for row in mine if row["f1"][group] is not None]
        law = fit([n for n, _ in known], [v for _, v in known])
        if law:
            size, now = known[-1]
            gain = (1 - law[0] * (2 * size) ** -law[1]) - (1 - law[0] * size ** -law[1])
            found[group] = {"now": now, "doubled": round(min(1.0, now + gain), 6), "gain": round(gain, 6)}
    return found
