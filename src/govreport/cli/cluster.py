"""``govreport cluster``: a folder or a Parquet table of reports over many processes or machines."""

from pathlib import Path
from typing import Annotated

import typer

from govreport.cli.extract import Model, Place, tell


def cluster(
    source: Annotated[Path, typer.Argument(help="A folder of reports, or a .parquet file with columns text and name.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="A folder for the parts: facts-000000.parquet, …")],
    workers: Annotated[int, typer.Option(min=1, help="Ray actors, each with its own model.")] = 2,
    size: Annotated[int, typer.Option(min=1, help="Files or rows in one part.")] = 100,
    address: Annotated[str | None, typer.Option(help="A Ray cluster; without it Ray runs on this machine.")] = None,
    model: Model = None,
    place: Place = None,
) -> None:
    """Extract with Ray Data. The same command again goes on where a run was stopped; no part is done twice.

    On a cluster the source, the model and the output lie on a file system that all machines share.
    Read the result with pandas.read_parquet(FOLDER) or any Parquet reader.
    """
    from govreport.extraction.cluster.plan import begin, make_plan, tidy_up
    from govreport.extraction.cluster.ray_run import run_partitions
    from govreport.extraction.cluster.work import gather
    from govreport.extraction.homes import home_from
    from govreport.extraction.models import load_model

    load_model(model)
    if place:
        home_from(place)
    chosen = str(Path(model).resolve()) if model and Path(model).exists() else model
    plan, out = make_plan(source, size), output.resolve()
    todo = begin(out, plan, {"model": chosen, "place": place, "size": size})
    typer.echo(f"{len(plan)} parts, {len(plan) - len(todo)} done before")
    for count, _ in enumerate(run_partitions(todo, out, chosen, place, workers, address) if todo else (), 1):
        typer.echo(f"{count} of {len(todo)} parts done")
    tidy_up(out)
    summary = gather(out, plan)
    tell(summary, [output])
    raise typer.Exit(1 if summary.failures else 0)
