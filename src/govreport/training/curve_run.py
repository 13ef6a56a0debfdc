"""Measure the points of a learning curve: resumable, a row of ``scores/curve.jsonl`` each."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from govreport.annotations.records import read_annotations
from govreport.jsonl import read_jsonl, write_jsonl
from govreport.schema import LABELS, Entity
from govreport.scoring import Score, score
from govreport.training.curve import Point
from govreport.training.folds import reports_of
from govreport.training.gold import GoldSentence
from govreport.training.predict import predict_fold
from govreport.training.runner import train

Spans = Sequence[Sequence[Entity]]
Counter = Callable[[Point], dict[str, list[int]]]


def trained(config: Path, gold: Sequence[GoldSentence], folder: Path, overrides: Mapping[str, str]) -> Counter:
    """Strict counts of a point by training ``config`` below ``folder``/<by>-<n>/seed<k>/<report>."""

    def run(point: Point) -> dict[str, list[int]]:
        fold = point.fold(gold)
        place = folder / f"{point.by}-{point.n}" / f"seed{point.seed}" / point.report
        rows = predict_fold(train(config, fold, place, point.seed, overrides), fold)
        found = [[Entity(*span) for span in row["entities"]] for row in rows]
        return counts([one.entities for one in fold.test], found)

    return run


def counts(gold: Spans, pred: Spans) -> dict[str, list[int]]:
    """Strict ``[tp, gold, pred]`` by label.

    >>> counts([[Entity(0, 2, "PLACE")]], [[]])["PLACE"]
    [0, 1, 0]
    """
    found = score(gold, pred)
    return {label: [found[label].tp, found[label].gold, found[label].pred] for label in LABELS}


def known_counts(point: Point, gold: Sequence[GoldSentence], predictions: Path) -> dict[str, list[int]] | None:
    """Counts from leave-one-report-out predictions ``predictions``/seed<k>.jsonl, where they answer the point.

    That is where all other reports train. None where the file is not there or lacks a sentence of the gold.
    """
    path = predictions / f"seed{point.seed}.jsonl"
    if (point.by, point.n) != ("reports", len(reports_of(gold)) - 1) or not path.is_file():
        return None
    found = {row.id: row for row in read_annotations(path)}
    test = [one for one in gold if one.sentence.report == point.report]
    rows = [found.get(one.sentence.id) for one in test]
    same = [row for row, one in zip(rows, test, strict=True) if row and row.text == one.sentence.text]
    return counts([one.entities for one in test], [row.entities for row in same]) if len(same) == len(test) else None


def measure(
    name: str, points: Sequence[Point], counter: Counter, out: Path, jobs: int, say: Callable[[str], None]
) -> int:
    """Add a row to ``out`` for every point that it lacks under the config ``name``; return how many were added.

    The file is written anew after each point, in order, so that a run that was broken off goes on where it was.
    """
    rows = list(read_jsonl(out)) if out.exists() else []
    done = {_key(row) for row in rows}
    todo = [point for point in points if (name, *point.key) not in done]
    say(f"{name}: {len(points) - len(todo)} of {len(points)} points are in {out} already")
    with ThreadPoolExecutor(jobs) as pool:
        running = {pool.submit(counter, point): point for point in todo}
        try:
            for number, finished in enumerate(as_completed(running), 1):
                rows.append(_row(name, running[finished], finished.result()))
                write_jsonl(out, sorted(rows, key=_key))
                say(f"{_line(rows[-1])} ({number} of {len(todo)})")
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    return len(todo)


def _key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["config"], row["by"], row["n"], row["seed"], row["report"]


def _row(name: str, point: Point, found: dict[str, list[int]]) -> dict[str, Any]:
    home = {"config": name, "by": point.by, "n": point.n, "sentences": len(point.train)}
    return {**home, "seed": point.seed, "report": point.report, "counts": found}


def _line(row: Mapping[str, Any]) -> str:
    total = sum((Score(*found) for found in row["counts"].values()), Score(0, 0, 0))
    size = f"{row['n']} reports" if row["by"] == "reports" else f"about {row['n']} sentences"
    return f"{row['config']} seed {row['seed']}: {size}, {row['report']} predicted, F1 {total.f1 or 0:.4f}"
