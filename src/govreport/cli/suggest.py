"""``govreport suggest``: labels from the rules, as a baseline and a pre-fill."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Suggest labels without a trained model.")


@app.callback()
def suggest() -> None:
    """Suggest labels without a trained model."""


@app.command()
def rules(
    output: Annotated[Path, typer.Option("-o", "--output", help="Predictions as JSON Lines.")],
    sentences: Annotated[Path, typer.Option(help="The corpus's sentences.")] = Path("corpus/sentences.jsonl"),
) -> None:
    """Predict every sentence with the patterns of spaCy's SpanRuler."""
    from govreport.annotations.suggest import suggest as by_rules
    from govreport.jsonl import read_jsonl, write_jsonl
    from govreport.schema import Sentence

    found = by_rules(Sentence.from_dict(row) for row in read_jsonl(sentences))
    rows = ({**one.to_dict(), "scores": [None] * len(one.entities), "config": "rules", "seed": 0} for one in found)
    typer.echo(f"{write_jsonl(output, rows)} sentences: {output}")
