"""Gold commands on the versions of the corpus: freeze, diff, sweep."""

from pathlib import Path
from typing import Annotated

import typer

from govreport.cli.gold_options import GOLD, SENTENCES, Gold, OptionalOutput, Output, Sentences, Version

Reviewed = Annotated[Path, typer.Option(help="Hits that a reader found to be right.")]
REVIEWED = Path("annotations/gold/reviewed.jsonl")


def freeze(version: str, sentences: Sentences = SENTENCES, gold: Gold = GOLD) -> None:
    """Make work a new frozen version that never changes again."""
    from govreport.annotations.gold import freeze as freeze_gold
    from govreport.annotations.marked import read_sentences

    counts = freeze_gold(gold, version, read_sentences(sentences), sentences)["counts"]["all"]
    typer.echo(f"{gold / version}: {counts['sentences']} sentences, {counts['spans']} spans, frozen")


def diff(old: str, new: str, gold: Gold = GOLD) -> None:
    """Show the sentences that two versions read differently, with the reasons of the new one."""
    from govreport.annotations.diff import changes, diff_text, span_counts
    from govreport.annotations.gold import load_gold

    before, after = ([row for rows in load_gold(gold, one).values() for row in rows] for one in (old, new))
    found = changes(before, after)
    added, removed = span_counts(found)
    typer.echo(diff_text(found) + f"{len(found)} sentences differ: {added} spans added, {removed} removed")


def check(
    version: Version = "work",
    sentences: Sentences = SENTENCES,
    gold: Gold = GOLD,
    reviewed: Reviewed = REVIEWED,
    output: OptionalOutput = None,
) -> None:
    """Sweep the gold for inconsistencies; exit code 1 while hits are left that no reader has reviewed."""
    from govreport.annotations.check import check as sweep
    from govreport.annotations.check import gold_rows, read_reviewed, summary, sweep_sheet
    from govreport.annotations.gold import load_gold
    from govreport.annotations.marked import read_sentences
    from govreport.jsonl import write_text

    rows = gold_rows(load_gold(gold, version), read_sentences(sentences))
    found = sweep(rows, read_reviewed(reviewed))
    typer.echo(summary(found))
    if output:
        write_text(output, sweep_sheet(found.open, rows))
        typer.echo(f"{output}: mend with `govreport gold mend`, or keep with `govreport gold accept`")
    raise typer.Exit(1 if found.open else 0)


def accept(files: list[Path], reviewed: Reviewed = REVIEWED) -> None:
    """Add a reader's lines “key<TAB>reason” to the allow-list of the sweep."""
    from govreport.annotations.check import accepted, read_reviewed
    from govreport.jsonl import write_jsonl

    known = {**read_reviewed(reviewed), **accepted(files)}
    count = write_jsonl(reviewed, ({"key": key, "reason": reason} for key, reason in sorted(known.items())))
    typer.echo(f"{reviewed}: {count} reviewed hits")


def card(
    version: Version,
    output: Output = Path("annotations/DATA_CARD.md"),
    sentences: Sentences = SENTENCES,
    gold: Gold = GOLD,
    reports: Annotated[Path, typer.Option(help="What the reports are.")] = Path("corpus/reports.json"),
    agreement: Annotated[Path, typer.Option(help="The passes' agreement.")] = Path("annotations/agreement.json"),
    reviewed: Reviewed = REVIEWED,
) -> None:
    """Write the data card of a frozen version."""
    from govreport.annotations.check import check as sweep
    from govreport.annotations.check import gold_rows, read_reviewed
    from govreport.annotations.datacard import data_card
    from govreport.annotations.gold import load_gold, manifest
    from govreport.annotations.marked import read_sentences
    from govreport.jsonl import read_json, write_text

    known, rows = read_sentences(sentences), load_gold(gold, version)
    hits = sweep(gold_rows(rows, known), read_reviewed(reviewed))
    figures = read_json(reports), read_json(agreement)
    readings = {path.parent.name: read_json(path) for path in sorted(gold.glob("*/comparison.json"))}
    write_text(output, data_card(manifest(gold / version), rows, known, *figures, hits, readings))
    typer.echo(f"{output}: written from {gold / version}")
