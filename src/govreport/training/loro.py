"""Leave-one-report-out: train a model a report and seed, predict the report it did not see."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from typing import Any

from govreport.jsonl import write_jsonl
from govreport.training.calibration import calibrate_rows, write_scaling
from govreport.training.folds import Fold, make_fold, reports_of
from govreport.training.gold import GoldSentence
from govreport.training.predict import predict_fold
from govreport.training.runner import train

Predictor = Callable[[Fold, int], list[dict[str, Any]]]


def spacy_predictor(config: Path, folder: Path, overrides: Mapping[str, str], name: str | None = None) -> Predictor:
    """A predictor that trains ``config`` with spaCy below ``folder``/<name, else config>/seed<k>/<report>."""

    def run(fold: Fold, seed: int) -> list[dict[str, Any]]:
        model = train(config, fold, folder / (name or config.stem) / f"seed{seed}" / fold.name, seed, overrides)
        return predict_fold(model, fold)

    return run


def leave_one_report_out(
    name: str,
    predictor: Predictor,
    gold: Sequence[GoldSentence],
    seeds: Sequence[int],
    out: Path,
    jobs: int,
    say: Callable[[str], None],
    scaling: Path | None = None,
    beside: Callable[[], object] | None = None,
) -> list[Path]:
    """Write ``out``/<name>/seed<k>.jsonl for each seed: every gold sentence, in gold order, and return the files.

    ``jobs`` trainings run at a time; the result does not depend on it. A report's scores are calibrated on the other
    reports; what calibrates the final model (from the first seed, all reports) is written to ``scaling``. ``beside`` is
    one more training that runs with the others.
    """
    order = {one.sentence.id: number for number, one in enumerate(gold)}

    def one(task: tuple[int, str]) -> list[dict[str, Any]]:
        seed, report = task
        rows = predictor(make_fold(gold, report), seed)
        say(f"{name} seed {seed}: {report} predicted ({len(rows)} sentences)")
        return [{**row, "config": name, "seed": seed} for row in rows]

    with ThreadPoolExecutor(jobs) as pool:
        predicted = pool.map(one, product(seeds, reports_of(gold)))
        last = pool.submit(beside) if beside else None
        found = [row for rows in predicted for row in rows]
        if last:
            last.result()
    paths = [out / name / f"seed{seed}.jsonl" for seed in seeds]
    for seed, path in zip(seeds, paths, strict=True):
        rows = sorted((row for row in found if row["seed"] == seed), key=lambda row: order[row["id"]])
        write_jsonl(path, calibrate_rows(rows, gold))
        if scaling is not None and seed == seeds[0]:
            write_scaling(scaling, rows, gold)
    return paths
