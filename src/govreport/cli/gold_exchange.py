"""Gold commands towards other tools and the first gold set."""

from pathlib import Path
from typing import Annotated

import typer

from govreport.cli.gold_options import GOLD, SENTENCES, Gold, Output, Sentences, Version

Format = Annotated[str, typer.Option("--format", help="doccano, conll or docbin.")]


def export(
    version: Version, format_: Format, output: Output, sentences: Sentences = SENTENCES, gold: Gold = GOLD
) -> None:
    """Write the gold as Doccano JSONL, CoNLL-2003 (BIO, one character a line) or spaCy's DocBin."""
    from govreport.annotations.exchange import format_named
    from govreport.annotations.gold import load_gold
    from govreport.annotations.marked import read_sentences

    known = read_sentences(sentences)
    rows = [row for report in load_gold(gold, version).values() for row in report]
    typer.echo(f"{output}: {format_named(format_).write(output, rows, known)} sentences")


def import_(
    file: Path,
    format_: Format,
    annotator: Annotated[str, typer.Option()],
    round_: Annotated[str, typer.Option("--round")],
    output: Output,
    sentences: Sentences = SENTENCES,
    guideline: Annotated[str, typer.Option(help="Version of the guidelines followed.")] = "1.2",
) -> None:
    """Read another tool's file into a layer; every text must be the corpus's."""
    from dataclasses import replace

    from govreport.annotations.exchange import format_named
    from govreport.annotations.layers import by_id
    from govreport.annotations.marked import read_sentences
    from govreport.annotations.records import write_annotations

    meta = {"annotator": annotator, "round": round_, "guideline": guideline}
    rows = by_id(format_named(format_).read(file), read_sentences(sentences), str(file))
    count = write_annotations(output, (replace(row, meta=meta) for row in rows.values()))
    typer.echo(f"{output}: {count} sentences")


def compare(
    reading: Annotated[str, typer.Argument(help="A folder beside the versions: first, audit.")],
    version: Version,
    output: Output,
    sentences: Sentences = SENTENCES,
    gold: Gold = GOLD,
) -> None:
    """Compare one more reading (GOLD/READING/<report>.txt) with a version: figures as JSON, differences as text."""
    from govreport.annotations.compare import compare_reading
    from govreport.annotations.diff import diff_text, span_counts
    from govreport.annotations.gold import load_gold
    from govreport.annotations.marked import read_sentences
    from govreport.jsonl import write_json

    figures, found = compare_reading(gold / reading, load_gold(gold, version), read_sentences(sentences))
    write_json(output, figures)
    added, removed = span_counts(found)
    f1 = figures["strict"]["micro"]["f1"]
    typer.echo(diff_text(found) + f"{figures['sentences']['both']} sentences, strict F1 {f1}")
    typer.echo(f"{len(found)} sentences differ: {added} spans added, {removed} removed")
