"""Train on gold: DocBin, leave-one-report-out, the final model, its package, the peers."""

import os
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help=__doc__)
GoldFolder = Annotated[Path, typer.Option(help="A gold version's folder.")]
SentencesFile = Annotated[Path, typer.Option(help="The corpus as sentences.")]
Config = Annotated[Path, typer.Option(help="A spaCy config.")]
Settings = Annotated[list[str], typer.Option("--set", help="A setting of the config as section.key=value; repeatable.")]
GOLD, SENTENCES, CONFIG = Path("annotations/gold/v1"), Path("corpus/sentences.jsonl"), Path("configs/ner_context.cfg")
SCALING = Path("training/calibration.json")  # of the shipped config, from its leave-one-report-out run


def overrides_of(pairs: list[str]) -> dict[str, str]:
    from govreport.errors import BadInput

    if any("=" not in pair for pair in pairs):
        raise BadInput("--set needs section.key=value, for example --set training.max_steps=10")
    return {f"--{pair.partition('=')[0]}": pair.partition("=")[2] for pair in pairs}


def _is_shipped(config: Path, settings: list[str]) -> bool:
    """Whether the calibration of the shipped model is this model's."""
    return config.stem == CONFIG.stem and not settings


@app.command()
def convert(
    out: Annotated[Path, typer.Option(help="Folder for train.spacy and dev.spacy.")] = Path("training/corpus"),
    gold: GoldFolder = GOLD,
    sentences: SentencesFile = SENTENCES,
) -> None:
    """Write all gold as DocBin files for `python -m spacy train`, every tenth paragraph as dev.spacy."""
    from govreport.training.docbin import write_docbin
    from govreport.training.folds import make_fold
    from govreport.training.gold import read_gold

    fold = make_fold(read_gold(gold, sentences), "final")
    for name, part in (("train", fold.train), ("dev", fold.dev)):
        typer.echo(f"{out / name}.spacy: {write_docbin(out / f'{name}.spacy', part)} sentences")


@app.command()
def final(
    config: Config = CONFIG,
    gold: GoldFolder = GOLD,
    sentences: SentencesFile = SENTENCES,
    out: Annotated[Path, typer.Option(help="Folder of the run; the pipeline is OUT/model-best.")] = Path(
        "training/models/final"
    ),
    seed: int = 0,
    settings: Settings = [],
) -> None:
    """Train the pipeline on all reports."""
    from govreport.training.calibration import set_scaling
    from govreport.training.folds import make_fold
    from govreport.training.gold import read_gold
    from govreport.training.runner import train

    fold = make_fold(read_gold(gold, sentences), "final")
    model = train(config, fold, out, seed, overrides_of(settings))
    calibrated = _is_shipped(config, settings) and set_scaling(model, SCALING)
    typer.echo(f"trained: {model}, scores {'calibrated' if calibrated else 'as the model gives them'}")


@app.command()
def loro(
    config: Config = CONFIG,
    gold: GoldFolder = GOLD,
    sentences: SentencesFile = SENTENCES,
    out: Annotated[Path, typer.Option(help="Folder for <config>/seed<k>.jsonl.")] = Path("evaluation/predictions"),
    folds: Annotated[Path, typer.Option(help="Folder for the models of the folds.")] = Path("training/folds"),
    seeds: Annotated[list[int], typer.Option("--seed", help="A seed; repeatable.")] = [0],
    jobs: Annotated[int, typer.Option(help="Trainings at a time, one thread each.", min=1)] = 2,
    final: Annotated[Path | None, typer.Option(help="Train on all reports too, into this folder.")] = None,
    settings: Settings = [],
    name: Annotated[str | None, typer.Option(help="Name of the predictions (by default the config's).")] = None,
) -> None:
    """Leave each report out in turn: train on the others, predict it, write the predictions."""
    from govreport.training.calibration import set_scaling
    from govreport.training.folds import make_fold
    from govreport.training.gold import read_gold
    from govreport.training.loro import leave_one_report_out, spacy_predictor
    from govreport.training.runner import train

    overrides, rows, title = overrides_of(settings), read_gold(gold, sentences), name or config.stem
    predictor = spacy_predictor(config, folds, overrides, title)
    scaling = SCALING if _is_shipped(config, settings) and not name else None
    beside = (lambda: train(config, make_fold(rows, "final"), final, seeds[0], overrides)) if final else None
    for path in leave_one_report_out(title, predictor, rows, seeds, out, jobs, typer.echo, scaling, beside):
        typer.echo(f"written: {path}")
    if final:
        if scaling:
            set_scaling(final / "model-best", scaling)
        typer.echo(f"trained on all reports: {final / 'model-best'}")


@app.command()
def ablate(
    name: Annotated[str, typer.Argument(help="What is changed, in a few words.")],
    config: Config = CONFIG,
    gold: GoldFolder = GOLD,
    sentences: SentencesFile = SENTENCES,
    out: Annotated[Path, typer.Option(help="File of results.")] = Path("training/ablation.jsonl"),
    folds: Annotated[Path, typer.Option(help="Folder for the models.")] = Path("training/folds/ablation"),
    seed: int = 0,
    jobs: Annotated[int, typer.Option(help="Trainings at a time, one thread each.", min=1)] = 2,
    settings: Settings = [],
    code: Annotated[Path | None, typer.Option(help="A file that registers parts which the settings name.")] = None,
    teach: Annotated[
        Path | None, typer.Option(help="Unlabelled texts that each fold's model labels as a teacher.")
    ] = None,
    taught: Annotated[int, typer.Option(help="Sentences of TEACH for the student, which is scored.", min=1)] = 2000,
    against: Annotated[str | None, typer.Option(help="The row to compare with, else the shipped config.")] = None,
) -> None:
    """Measure one change inside the training folds; its row of the results is added, or replaced."""
    from govreport.jsonl import read_jsonl, write_jsonl
    from govreport.training.ablation import ablate as measure
    from govreport.training.gold import read_gold
    from govreport.training.self_training import draw_lines

    row = {"name": name, "config": config.stem, "settings": settings, "gold": gold.name, "seed": seed}
    row |= {"code": Path(os.path.relpath(code)).as_posix()} if code else {}
    keys, rows = ("name", "config", "gold", "seed"), read_gold(gold, sentences)
    lines = draw_lines(teach, rows, taught, seed) if teach else []
    row |= {"taught": len(lines)} if lines else {}
    row |= {"against": against} if against else {}
    row |= measure(config, rows, folds, overrides_of(settings), seed, jobs, typer.echo, code, lines)
    others = [one for one in (read_jsonl(out) if out.exists() else []) if any(one.get(key) != row[key] for key in keys)]
    write_jsonl(out, [*others, row])
    typer.echo(str(row["f1"]))


@app.command()
def table(
    rows: Annotated[Path, typer.Option(help="File of results.")] = Path("training/ablation.jsonl"),
    out: Annotated[Path, typer.Option(help="The page to write.")] = Path("training/ABLATION.md"),
) -> None:
    """Write the table of everything that was tried."""
    from govreport.jsonl import read_jsonl, write_text
    from govreport.training.table import ablation_table

    write_text(out, ablation_table(read_jsonl(rows), str(rows)))
    typer.echo(f"written: {out}")
