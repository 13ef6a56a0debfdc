"""Gold: from two layers to a frozen, checked corpus."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from govreport.cli import gold_exchange, gold_store
from govreport.cli.gold_options import GOLD, SENTENCES, Gold, Output, Report, Sentences, Subset

app = typer.Typer(no_args_is_help=True, help=__doc__)


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
    output: Output,
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


@app.command()
def agreement(
    a: Path, b: Path, sentences: Sentences = SENTENCES, output: Output = Path("annotations/agreement.json")
) -> None:
    """Compare two layers: figures as JSON, and a page with all disagreements beside it (.html)."""
    from govreport.annotations.agreement import agreement as compare
    from govreport.annotations.marked import read_sentences
    from govreport.annotations.pages import agreement_page
    from govreport.annotations.records import read_annotations
    from govreport.jsonl import write_json, write_text

    found = compare(read_annotations(a), read_annotations(b), read_sentences(sentences), (a.stem, b.stem))
    write_json(output, found)
    write_text(output.with_suffix(".html"), agreement_page(found))
    f1 = ", ".join(f"{label} {row['f1']}" for label, row in found["strict"].items())
    typer.echo(f"strict F1: {f1}\n{found['disputed_sentences']} sentences in dispute; {output.with_suffix('.html')}")


@app.command()
def disputes(a: Path, b: Path, output: Output, sentences: Sentences = SENTENCES, report: Report = None) -> None:
    """Write the adjudicator's worksheet: every sentence that two layers read differently."""
    from govreport.annotations.layers import pair_layers
    from govreport.annotations.marked import read_sentences
    from govreport.annotations.records import read_annotations
    from govreport.annotations.worksheet import dispute_sheet
    from govreport.jsonl import write_text

    known = read_sentences(sentences)
    pairs = pair_layers(read_annotations(a), read_annotations(b), known)
    pairs = [pair for pair in pairs if pair.disputed and (not report or pair.sentence.report in report)]
    write_text(output, dispute_sheet(pairs, known))
    typer.echo(f"{output}: {len(pairs)} sentences in dispute; answer with lines “id<TAB>marked-up text<TAB>rule”")


@app.command()
def decide(
    files: list[Path],
    adjudicator: Annotated[str, typer.Option()],
    output: Output,
    sentences: Sentences = SENTENCES,
) -> None:
    """Turn an adjudicator's lines “id<TAB>marked-up text<TAB>rule” into decisions.jsonl."""
    from govreport.annotations.marked import read_sentences
    from govreport.annotations.worksheet import answers
    from govreport.jsonl import write_jsonl

    rows = answers(files, read_sentences(sentences), "rule")
    typer.echo(f"{output}: {write_jsonl(output, ({**row, 'adjudicator': adjudicator} for row in rows))} decisions")


@app.command()
def mend(files: list[Path], output: Output, sentences: Sentences = SENTENCES) -> None:
    """Turn a reader's lines “id<TAB>marked-up text<TAB>reason” into mends.jsonl."""
    from govreport.annotations.marked import read_sentences
    from govreport.annotations.worksheet import answers
    from govreport.jsonl import write_jsonl

    typer.echo(f"{output}: {write_jsonl(output, answers(files, read_sentences(sentences), 'reason'))} mends")


@app.command()
def adjudicate(
    a: Path,
    b: Path,
    decisions: Annotated[Path, typer.Option(help="The adjudicator's decisions.")],
    mends: Annotated[Path | None, typer.Option(help="Mends made after the sweep.")] = None,
    sentences: Sentences = SENTENCES,
    gold: Gold = GOLD,
) -> None:
    """Replay two layers, decisions and mends into the gold under work."""
    from govreport.annotations.adjudication import replay
    from govreport.annotations.gold import write_work
    from govreport.annotations.marked import read_sentences
    from govreport.annotations.records import read_annotations
    from govreport.jsonl import read_jsonl

    layers = read_annotations(a), read_annotations(b)
    rows = replay(*layers, read_sentences(sentences), read_jsonl(decisions), read_jsonl(mends) if mends else ())
    typer.echo(f"{gold / 'work'}: {write_work(gold, rows)} sentences")


app.command()(gold_store.freeze)
app.command()(gold_store.diff)
app.command()(gold_store.check)
app.command()(gold_store.accept)
app.command()(gold_store.card)
app.command()(gold_exchange.export)
app.command("import")(gold_exchange.import_)
app.command()(gold_exchange.compare)
