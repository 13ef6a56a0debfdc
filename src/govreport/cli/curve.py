"""govreport train curve: how F1 grows with reports and with sentences."""

from pathlib import Path
from typing import Annotated

import typer

from govreport.cli.train import CONFIG, GOLD, SENTENCES, Config, GoldFolder, SentencesFile, Settings, overrides_of


def curve(
    config: Config = CONFIG,
    gold: GoldFolder = GOLD,
    sentences: SentencesFile = SENTENCES,
    out: Annotated[Path, typer.Option(help="File of counts; points in it are not trained again.")] = Path(
        "evaluation/scores/curve.jsonl"
    ),
    folds: Annotated[Path, typer.Option(help="Folder for the models.")] = Path("training/folds/curve"),
    predictions: Annotated[Path, typer.Option(help="Folder with NAME/seed<k>.jsonl of `govreport train loro`.")] = Path(
        "evaluation/predictions"
    ),
    reports: Annotated[list[int], typer.Option(help="Number of training reports; repeatable.")] = [1, 2, 3, 4],
    sizes: Annotated[list[int], typer.Option("--size", help="Number of training sentences; repeatable.", min=2)] = [
        150,
        300,
        600,
        1200,
    ],
    seeds: Annotated[list[int], typer.Option("--seed", help="A seed; repeatable.")] = [0],
    jobs: Annotated[int, typer.Option(help="Trainings at a time, one thread each.", min=1)] = 2,
    settings: Settings = [],
    name: Annotated[str | None, typer.Option(help="Name of the points (by default the config's).")] = None,
) -> None:
    """Measure the learning curve: each report left out, on fewer reports and on fewer sentences, equal steps for all.

    Training on all other reports is read from the leave-one-report-out predictions where they are there.
    """
    from govreport.training.curve import plan
    from govreport.training.curve_run import known_counts, measure, trained
    from govreport.training.gold import read_gold

    rows, title = read_gold(gold, sentences), name or config.stem
    train = trained(config, rows, folds / title, overrides_of(settings))
    points = [point for seed in seeds for point in plan(rows, reports, sizes, seed)]
    added = measure(
        title, points, lambda one: known_counts(one, rows, predictions / title) or train(one), out, jobs, typer.echo
    )
    typer.echo(f"written: {out}, {added} points added")
