"""govreport evaluate send-errors: the sentences a model got wrong, back to the annotators."""

from pathlib import Path
from typing import Annotated

import typer

from govreport.cli import annotate
from govreport.cli.evaluate import EVALUATION, SENTENCES, Corpus, Folder, Gold, cases_of


def send_errors(
    out: Annotated[Path, typer.Option("--out", "-o", help="File for the sentence ids, one a line.")],
    round_: Annotated[
        str | None, typer.Option("--round", help="Make this round of them in Doccano, for --annotators.")
    ] = None,
    annotators: annotate.Annotators = None,
    kind: Annotated[
        list[str], typer.Option("--class", help="Error class, such as missed; repeatable (by default all).")
    ] = [],
    label: Annotated[list[str], typer.Option(help="Label taking part; repeatable (by default all).")] = [],
    predictions: Annotated[
        Path | None, typer.Option(help="Predictions (by default the first seed of the summary's main).")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most this many sentences.")] = None,
    gold: Gold = None,
    sentences: Corpus = SENTENCES,
    evaluation: Folder = EVALUATION,
) -> None:
    """Send sentences with errors, worst first, to annotators as a new round; without --round only list their ids."""
    from govreport.errors import BadInput
    from govreport.evaluation.data import read_run
    from govreport.evaluation.errors import KINDS
    from govreport.evaluation.evaluate import main_predictions, sentences_with_errors
    from govreport.jsonl import write_text
    from govreport.schema import LABELS

    for name, known in [*((one, KINDS) for one in kind), *((one, LABELS) for one in label)]:
        if name not in known:
            raise BadInput(f"{name!r} is none of {', '.join(known)}")
    if bool(round_) != bool(annotators):
        raise BadInput("a new round needs both --round NAME and --annotators NAME …")
    cases = cases_of(gold, sentences)
    ids = sentences_with_errors(cases, read_run(predictions or main_predictions(evaluation), cases), kind, label)
    if not ids:
        raise BadInput("no sentence has such an error; choose another --class or --label")
    write_text(out, "".join(f"{name}\n" for name in ids[:limit]))
    typer.echo(f"{out}: {len(ids[:limit])} of {len(ids)} sentences with such errors")
    if round_:
        annotate.push(round_, annotators, select=f"ids:{out}", corpus=sentences)
    else:
        typer.echo(f"next: govreport annotate push --round NAME --annotators NAME --select ids:{out}")
