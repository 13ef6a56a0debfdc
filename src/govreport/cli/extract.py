"""``govreport extract``: report files in, tables of facts and pages out."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from govreport.corpus.documents import Document, Failure
    from govreport.extraction.batch import Summary
    from govreport.extraction.extract import Extraction

Model = Annotated[str | None, typer.Option(help="A spaCy package or a folder with a trained pipeline.")]
EVERY = 100
Place = Annotated[str | None, typer.Option(help="The reporting government: name or six-digit code; else found.")]


def extract(
    files: Annotated[list[Path], typer.Argument(help="Reports: txt, md, html, docx, pdf, folders and zips of these.")],
    output: Annotated[
        list[Path] | None,
        typer.Option("-o", "--output", help=".csv, .jsonl, .xlsx, .parquet, .spacy; repeatable."),
    ] = None,
    html: Annotated[Path | None, typer.Option(help="A folder for one HTML page a report.")] = None,
    model: Model = None,
    place: Place = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes, each with its own model.")] = 1,
) -> None:
    """Write one row a fact, each with its citation; say what was read and what failed.

    Without -o the table is facts.csv. Exit code 0 when every file was read,
    1 when some failed (the tables hold the others), 2 when nothing was read.
    """
    from contextlib import ExitStack

    from govreport.corpus.documents import iter_documents
    from govreport.errors import BadInput
    from govreport.extraction.batch import Summary
    from govreport.extraction.homes import home_from
    from govreport.extraction.sinks import check_outputs, open_sink, written
    from govreport.extraction.workers import extract_all

    outputs = output or ([] if html else [Path("facts.csv")])
    check_outputs(outputs)
    home, summary = home_from(place) if place else None, Summary()
    pages = [_pages(html)] if html else []
    found = extract_all(_said(iter_documents(files)), model, summary, home, workers)
    with ExitStack() as stack:
        takers = [stack.enter_context(open_sink(path, summary)) for path in outputs]
        for extraction in found:
            for take in [*takers, *pages]:
                take(extraction)
        if not summary.read:
            _tell_failures(summary)
            raise BadInput("no report could be read, so nothing was written; the reasons stand above")
    tell(summary, [*(file for path in outputs for file in written(path)), *([html] if html else [])])
    raise typer.Exit(1 if summary.failures else 0)


def _tell_failures(summary: "Summary") -> None:
    for failure in summary.failures:
        typer.echo(f"failed: {failure.name}: {failure.reason}", err=True)


def tell(summary: "Summary", written: list[Path]) -> None:
    """Say what was read, what failed and why, and where the tables are."""
    for note in summary.notes:
        typer.echo(f"note: {note}", err=True)
    _tell_failures(summary)
    flags = ", ".join(f"{name} {count}" for name, count in summary.flags.most_common())
    typer.echo(f"{summary.read} files read, {len(summary.failures)} failed")
    typer.echo(
        f"{summary.reports} reports, {summary.sentences} sentences, {summary.facts} facts, {summary.projects} projects"
    )
    typer.echo(f"flags: {flags or 'none'}")
    if summary.outside:
        typer.echo(f"{summary.outside} entities in titles or headings are no facts")
    for path in written:
        typer.echo(f"written: {path}")


def _pages(folder: Path) -> "Callable[[Extraction], None]":
    from govreport.extraction.pages import page_writer

    return page_writer(folder)


def _said(documents: "Iterable[Document | Failure]") -> "Iterator[Document | Failure]":
    """The same documents; a line that changes on a terminal, a line every so many files elsewhere."""
    if sys.stderr.isatty():
        yield from _shown(documents)
        return
    for number, document in enumerate(documents, 1):
        yield document
        if number % EVERY == 0:
            typer.echo(f"{number} files read", err=True)


def _shown(documents: "Iterable[Document | Failure]") -> "Iterator[Document | Failure]":
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:.0f} files"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        for number, document in enumerate(documents, 1):
            yield document
            progress.update(task, completed=number)
