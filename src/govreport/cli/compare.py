"""``govreport compare``: what one report promised, what the next one delivered."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from govreport.cli.extract import Model, Place

if TYPE_CHECKING:
    from spacy.language import Language

    from govreport.extraction.comparison import Comparison
    from govreport.extraction.extract import Extraction
    from govreport.extraction.places_home import Home


def compare(
    first: Annotated[Path, typer.Argument(help="The earlier report: its targets count.")],
    second: Annotated[Path, typer.Argument(help="The report of the next year: its achievements count.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The table: .csv, .jsonl, .xlsx, .parquet.")] = Path(
        "comparison.csv"
    ),
    model: Model = None,
    place: Place = None,
) -> None:
    """Set the targets of one report against the achievements of the next, by indicator: promised, delivered, gap.

    The table also lists the targets without an answer and the results that no target had asked for.
    """
    from govreport.extraction.compare import compare as compare_facts
    from govreport.extraction.comparison import COMPARISON_COLUMNS, COMPARISON_NUMBERS
    from govreport.extraction.homes import home_from
    from govreport.extraction.models import load_model
    from govreport.extraction.tables import table_format, write_table

    table_format(output)
    home = home_from(place) if place else None
    nlp = load_model(model)
    earlier, later = (_one_report(path, nlp, home) for path in (first, second))
    rows = compare_facts(earlier.facts, later.facts)
    write_table(output, (row.to_row() for row in rows), COMPARISON_COLUMNS, COMPARISON_NUMBERS)
    _show(rows, earlier.report, later.report)
    typer.echo(f"written: {output}")


def _one_report(path: Path, nlp: "Language", home: "Home | None") -> "Extraction":
    from govreport.corpus.documents import read_document
    from govreport.errors import BadInput
    from govreport.extraction.extract import extract_text

    found = list(extract_text(read_document(path).text, nlp, path.stem.replace(":", "_"), home))
    if len(found) > 1:
        raise BadInput(f"{path}: holds {len(found)} reports; give a file with one")
    return found[0]


def _show(rows: "list[Comparison]", earlier: str, later: str) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from govreport.extraction.values import short_number

    answered = [row for row in rows if row.gap is not None]
    table = Table(title=escape(f"{earlier} → {later}"))
    for name in ("indicator", "promised", "delivered", "gap", "unit", "met"):
        table.add_column(name, overflow="fold")
    for row in answered:
        numbers = [short_number(value) for value in (row.promised, row.delivered, row.gap) if value is not None]
        relation = "" if row.relation in (None, "=") else f"{row.relation} "
        high = "" if row.promised_high is None else f"–{short_number(row.promised_high)}"
        similar = f" ≈ {row.result_indicator}" if row.match == "similar" else ""
        cells = [row.indicator + similar, relation + numbers[0] + high, *numbers[1:], row.unit or "", row.met or ""]
        table.add_row(*map(escape, cells))
    Console().print(table)
    unanswered = sum(row.match == "none" for row in rows)
    typer.echo(f"{len(answered)} targets answered, {unanswered} without an answer")
    typer.echo(f"{sum(row.match == 'result only' for row in rows)} results without a target")
