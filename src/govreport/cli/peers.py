"""govreport train peer, pkuseg, package: the CRF to compare with, a segmenter, the installable model."""

from pathlib import Path
from typing import Annotated

import typer

from govreport.cli.train import GOLD, SENTENCES, GoldFolder, SentencesFile


def peer(
    gold: GoldFolder = GOLD,
    sentences: SentencesFile = SENTENCES,
    out: Annotated[Path, typer.Option(help="Folder for crf/seed0.jsonl.")] = Path("evaluation/predictions"),
    jobs: Annotated[int, typer.Option(help="Trainings at a time, one thread and about 1 GB each.", min=1)] = 1,
) -> None:
    """Leave each report out in turn with the CRF peer, through the splits of `govreport train loro`."""
    from govreport.training.gold import read_gold
    from govreport.training.loro import leave_one_report_out
    from govreport.training.peer_crf import crf_predictor

    for path in leave_one_report_out("crf", crf_predictor, read_gold(gold, sentences), [0], out, jobs, typer.echo):
        typer.echo(f"written: {path}")


def pkuseg(
    out: Annotated[Path, typer.Option(help="Folder for the segmenter.")] = Path("training/models/pkuseg"),
    gold: GoldFolder = GOLD,
    sentences: SentencesFile = SENTENCES,
    iterations: Annotated[int, typer.Option(help="Passes over the sentences, about 3 s each.")] = 8,
) -> None:
    """Train a spacy-pkuseg segmenter on all gold sentences, entity borders respected."""
    from govreport.training.gold import read_gold
    from govreport.training.pkuseg import train_pkuseg

    rows = [(one.sentence.text, tuple(span[:2] for span in one.entities)) for one in read_gold(gold, sentences)]
    folder = train_pkuseg(rows, out, iterations)
    typer.echo(f"{folder}: segmenter of {len(rows)} sentences; use --initialize.tokenizer.pkuseg_model.model {folder}")


def package(
    model: Annotated[Path, typer.Option(help="A trained pipeline.")] = Path("training/models/final/model-best"),
    version: Annotated[str, typer.Option(help="Version of the package.")] = "0.1.0",
    out: Annotated[Path, typer.Option(help="Folder for the package and its wheel.")] = Path("training/packages"),
    gold: GoldFolder = GOLD,
    summary: Annotated[Path, typer.Option(help="Scores of `govreport evaluate report`.")] = Path(
        "evaluation/scores/summary.json"
    ),
    licence: Annotated[Path, typer.Option(help="The licence's text.")] = Path("LICENSE"),
    reports: Annotated[Path, typer.Option(help="The reports' titles.")] = Path("corpus/reports.json"),
    config: Annotated[
        str, typer.Option(help="Config whose leave-one-report-out scores the package carries.")
    ] = "ner_context",
) -> None:
    """Build the wheel zh_ent_govreport_sm with licence, labels, sources and expected scores in its meta data."""
    from govreport.training.package import build_package, describe

    meta = describe(config, version, gold, summary, reports)
    typer.echo(f"built: {build_package(model, meta, licence, out)}")
