"""The command line: a thin typer layer over the package's functions."""

import sys

import typer

from govreport.cli import annotate, corpus, doccano, evaluate, gold, peers, suggest, train
from govreport.cli.cluster import cluster
from govreport.cli.compare import compare
from govreport.cli.curve import curve
from govreport.cli.extract import extract
from govreport.cli.serve import serve
from govreport.errors import GovreportError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
app.command()(extract)
app.command()(compare)
app.command()(cluster)
app.command()(serve)
app.add_typer(corpus.app, name="corpus")
app.add_typer(doccano.app, name="doccano")
app.add_typer(annotate.app, name="annotate")
app.add_typer(suggest.app, name="suggest")
app.add_typer(gold.app, name="gold")
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(train.app, name="train")
for command in (curve, peers.peer, peers.pkuseg, peers.package):
    train.app.command()(command)


def main() -> None:
    """Run the command; errors for users become one message and an exit code (1 failure, 2 bad input)."""
    try:
        app()
    except GovreportError as error:
        typer.echo(f"govreport: {error}", err=True)
        sys.exit(error.exit_code)
