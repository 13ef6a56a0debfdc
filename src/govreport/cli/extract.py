"""``govreport extract``: report files in, one table of facts out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from govreport.corpus.documents import Document, Failure


def extract(
    files: Annotated[list[Path], typer.Argument(help="Reports: txt, md, html, docx, pdf, folders and zips of these.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The table: .csv, .jsonl, .xlsx, .parquet.")] = Path(
        "facts.csv"
    ),
    model: Annotated[str | None, typer.Option(help="A spaCy package or a folder with a trained pipeline.")] = None,
) -> None:
    """Write one row a fact, each with its citation; say what was read and what failed.

    Exit code 0 when every file was read, 1 when some failed (the table holds the others), 2 when nothing could be read.
    """
    from itertools import chain

    from govreport.corpus.documents import iter_documents
    from govreport.errors import BadInput
    from govreport.extraction.batch import Summary, extract_documents
    from govreport.extraction.extract import load_model
    from govreport.extraction.tables import table_writer, write_facts

    table_writer(output)
    nlp, summary = load_model(model), Summary()
    facts = extract_documents(_said(iter_documents(files)), nlp, summary)
    first = next(facts, None)
    if first is None and not summary.read:
        raise BadInput("no report could be read, so no table was written; the reasons stand above")
    write_facts(output, chain(() if first is None else (first,), facts))
    for note in summary.notes:
        typer.echo(f"note: {note}", err=True)
    typer.echo(f"{summary.read} reports read, {len(summary.failures)} failed, {summary.facts} facts: {output}")
    raise typer.Exit(1 if summary.failures else 0)


def _said(documents: "Iterable[Document | Failure]") -> "Iterator[Document | Failure]":
    """The same documents; a failure is told when it comes by, progress on a terminal."""
    from rich.console import Console

    from govreport.corpus.documents import Failure

    console = Console(stderr=True)
    for number, document in enumerate(documents, 1):
        if isinstance(document, Failure):
            typer.echo(f"failed: {document.name}: {document.reason}", err=True)
        elif console.is_terminal:
            console.print(f"{number}: {document.name}", end="\r", markup=False, overflow="ellipsis", no_wrap=True)
        yield document
