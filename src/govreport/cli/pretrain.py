"""govreport train pretrain: the weights that training starts from, of reports outside the corpus."""

from pathlib import Path
from typing import Annotated

import typer

from govreport.cli.train import CONFIG, Config

LABELLED_STEPS = 8000


def pretrain(
    texts: Annotated[Path, typer.Argument(help="Folder of .txt reports, or .jsonl(.gz) with a field text.")],
    out: Annotated[Path, typer.Option(help="File of weights.")] = Path("training/pretrained/tagger.bin"),
    config: Config = CONFIG,
    corpus: Annotated[Path, typer.Option(help="Raw gold texts to leave out.")] = Path("corpus/raw/reports.txt"),
    folder: Annotated[Path, typer.Option(help="Folder for what lies between.")] = Path("training/models/pretraining"),
    rounds: Annotated[int, typer.Option(help="Rounds of masked words, each going on from the one before.", min=1)] = 2,
    steps: Annotated[int, typer.Option(help="Steps of a round, 4096 characters each.", min=1)] = 6000,
    sentences: Annotated[int, typer.Option(help="Sentences that rules label for the second stage.", min=200)] = 80000,
    start: Annotated[Path | None, typer.Option(help="Weights of the first two stages, not to make them again.")] = None,
    labels: Annotated[Path | None, typer.Option(help="Labels of sentences of TEXTS, for a last stage.")] = None,
    labelled_steps: Annotated[int, typer.Option(help="Steps of that stage.", min=1)] = LABELLED_STEPS,
) -> None:
    """Make the weights that ner_context starts from, of other reports (extra pretrain; about two hours)."""
    from govreport.errors import BadInput
    from govreport.jsonl import read_text
    from govreport.training.pretraining import check_extra
    from govreport.training.pretraining.run import Effort, labelled_weights, silver_weights
    from govreport.training.pretraining.standoff import joined, read_standoff
    from govreport.training.pretraining.texts import unlabelled

    if not start:
        check_extra()
    elif not start.is_file():
        raise BadInput(f"{start}: no such file of weights; leave --start out to make the first two stages too")
    elif not labels:
        raise BadInput(f"{start}: --start goes on to the last stage, which needs --labels")
    lines = unlabelled(texts, read_text(corpus))
    typer.echo(f"{len(lines)} sentences, {sum(len(line.text) for line in lines)} characters")
    known = joined(lines, read_standoff(labels, "train")) if labels else []
    folder.mkdir(parents=True, exist_ok=True)
    made = start or silver_weights(lines, config, folder, Effort(rounds, steps, sentences), typer.echo)
    if labels:
        typer.echo(f"{len(known)} labelled sentences, {labelled_steps} steps")
        made = labelled_weights(made, known, config, folder, labelled_steps)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(made.read_bytes())
    typer.echo(f"written: {out} ({out.stat().st_size / 1e6:.1f} MB)")
