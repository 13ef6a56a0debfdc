"""Gold: from two layers to a frozen, checked corpus."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help=__doc__)

Sentences = Annotated[Path, typer.Option(help="The corpus's sentences.")]
SENTENCES = Path("corpus/sentences.jsonl")
Subset = Annotated[bool, typer.Option("--subset", help="The file may hold only some of the sentences.")]
Report = Annotated[list[str] | None, typer.Option("--report", help="Only this report's sentences (repeatable).")]


@app.command()
def verify(files: list[Path], sentences: Sentences = SENTENCES, subset: Subset = False, report: Report = None) -> None:
    """Check the form of an annotator's files of lines “id<TAB>marked-up text”."""
    from govreport.annotations.marked import read_marked, read_sentences

    known = {name: one for name, one in read_sentences(sentences).items() if not report or one.report in report}
    rows = read_marked(files, known, subset)
    counts = Counter(entity.label for row in rows for entity in row.entities)
    spans = ", ".join(f"{label} {count}" for label, count in counts.most_common())
    typer.echo(f"{len(rows)} sentences in good form; {spans or 'no spans'}")


@app.command("to-layer")
def to_layer(
    files: list[Path],
    annotator: Annotated[str, typer.Option()],
    round_: Annotated[str, typer.Option("--round")],
    output: Annotated[Path, typer.Option("-o", "--output")],
    sentences: Sentences = SENTENCES,
    guideline: Annotated[str, typer.Option(help="Version of the guidelines followed.")] = "1.2",
    subset: Subset = False,
) -> None:
    """Turn an annotator's files into one layer, sentences in corpus order."""
    from dataclasses import replace

    from govreport.annotations.marked import read_marked, read_sentences
    from govreport.annotations.records import write_annotations

    meta = {"annotator": annotator, "round": round_, "guideline": guideline}
    rows = read_marked(files, read_sentences(sentences), subset)
    count = write_annotations(output, (replace(row, meta=meta) for row in rows))
    typer.echo(f"{output}: {count} sentences")
