"""``govreport serve``: a local page to try the extraction."""

from typing import Annotated

import typer

from govreport.cli.extract import Model


def serve(
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free port.")] = 8765,
    seconds: Annotated[float, typer.Option(min=1, help="The longest that one text may take.")] = 60,
    model: Model = None,
) -> None:
    """Open a page on this machine: paste a text or drop a file, see highlights and the table, download the workbook.

    It listens on 127.0.0.1 only and keeps no text. Ctrl+C ends it.
    """
    from govreport.errors import GovreportError

    try:
        from govreport.extraction.server.run import serve as serve_page
    except ImportError as error:
        raise GovreportError(f"{error.name} is missing; install it: pip install 'govreport-ner[serve]'") from error
    serve_page(model, port, seconds, lambda address: typer.echo(f"open {address} · Ctrl+C ends"))
