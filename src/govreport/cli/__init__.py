"""The command line: a thin typer layer over the package's functions."""

import sys
from typing import Annotated

import typer

from govreport.cli import annotate, corpus, doccano, evaluate, gold, peers, suggest, train
from govreport.cli.cluster import cluster
from govreport.cli.compare import compare
from govreport.cli.curve import curve
from govreport.cli.extract import extract
from govreport.cli.pretrain import pretrain
from govreport.cli.send_errors import send_errors
from govreport.cli.serve import serve
from govreport.errors import GovreportError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
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
evaluate.app.command("send-errors", cls=annotate.Greedy)(send_errors)
app.add_typer(train.app, name="train")
for command in (curve, pretrain, peers.peer, peers.pkuseg, peers.package):
    train.app.command()(command)


def _say_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"govreport {version('govreport-ner')}")
        raise typer.Exit


@app.callback()
def about(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_say_version, is_eager=True)
    ] = False,
) -> None:
    """Turn Chinese government work reports (政府工作报告) into tables of facts.

    Start with `govreport extract REPORT -o facts.xlsx`: the figures, targets,
    projects and places of a report, one row each, with their sentence.
    The other commands make and judge the model behind it: read a corpus,
    label it in Doccano, freeze a gold version, train, evaluate.
    """


def main() -> None:
    """Run the command; errors for users become one message and an exit code (1 failure, 2 bad input)."""
    try:
        app()
    except GovreportError as error:
        typer.echo(f"govreport: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        typer.echo(f"govreport: {_refused(error)}", err=True)
        sys.exit(GovreportError.exit_code)


def _refused(error: OSError) -> str:
    name = f"{error.filename}: " if error.filename else ""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{name}a file stands where a folder is needed; choose another name"
    return f"{name}{error.strerror or error}; check the name, the rights and the space on the disk"
