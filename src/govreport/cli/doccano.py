"""Doccano: one local server, up, looked at, and down."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help=__doc__)


@app.command()
def up(
    port: Annotated[int, typer.Option(help="Port on this machine; 0 takes any free one.")] = 8000,
    lock: Annotated[Path, typer.Option(help="Lock file of the server's environment.")] = Path(
        "requirements/doccano-server.lock"
    ),
) -> None:
    """Provision Doccano 1.8.4 where it is missing, start it, and print its address."""
    from govreport.annotations.doccano import server
    from govreport.annotations.doccano.home import Home

    home = Home.here()
    typer.echo(server.up(home, port, lock, typer.echo))
    typer.echo(f"log in as admin; the password is in {home.secrets} (readable by you only)")


@app.command()
def status() -> None:
    """Say whether web server and task worker answer; exit code 1 where one does not."""
    from govreport.annotations.doccano import server
    from govreport.annotations.doccano.home import Home

    state = server.status(Home.here())
    typer.echo(state)
    if not (state.web and state.worker):
        typer.echo("start it with: govreport doccano up", err=True)
        raise typer.Exit(1)


@app.command()
def down() -> None:
    """Stop the processes that `up` started, and only them; the data stays."""
    from govreport.annotations.doccano import server
    from govreport.annotations.doccano.home import Home

    count = server.down(Home.here())
    typer.echo(f"{count} processes stopped" if count else "no server of this folder was running")
