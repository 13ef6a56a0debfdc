"""``govreport corpus``: raw reports to sentences and their datasheet."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Read raw reports into sentences with provenance.")


@app.command()
def build(
    folder: Annotated[Path, typer.Argument(help="The folder with reports.json and raw/.")] = Path("corpus"),
) -> None:
    """Write sentences.jsonl and DATASHEET.md from raw/ and reports.json."""
    from govreport.corpus.collection import read_corpus, read_sources
    from govreport.corpus.datasheet import describe, render
    from govreport.jsonl import write_jsonl, write_text

    sentences, rows = [], []
    for source, _, report in read_corpus(read_sources(folder / "reports.json"), folder / "raw"):
        sentences += [one.to_dict() for one in report.sentences]
        size = sum(end - start for one in report.sentences for start, end in one.source)
        rows.append(describe(source, report, size + sum(one.end - one.start for one in report.dropped)))
    written = write_jsonl(folder / "sentences.jsonl", sentences)
    write_text(folder / "DATASHEET.md", render(rows))
    typer.echo(f"{written} sentences of {len(rows)} reports: {folder / 'sentences.jsonl'}, {folder / 'DATASHEET.md'}")
