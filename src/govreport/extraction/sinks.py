"""Where extractions go: tables of facts, Excel workbooks, spaCy DocBins, HTML pages; several at once, each whole."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from govreport.errors import BadInput
from govreport.extraction.batch import Summary
from govreport.extraction.extract import Extraction
from govreport.extraction.facts import COLUMNS
from govreport.extraction.tables import FORMATS, open_table, whole_file

Add = Callable[[Extraction], None]
PROJECT_COLUMNS = (
    "report", "project", "stage", "aim", "cues", "periods", "admin_code", "admin_name", "amounts", "mentions",
    "sentence_id", "start", "end", "sentence",
)  # fmt: skip
PLACE_COLUMNS = ("report", "text", "admin_code", "admin_name", "admin_level", "flags", "mentions", "sentence_id")
SUMMARY_COLUMNS = ("what", "count", "detail")
KNOWN = (*FORMATS, ".spacy")


def check_outputs(paths: list[Path]) -> None:
    """Raise ``BadInput`` for a name that is no table's, or is given twice."""
    for path in paths:
        if path.suffix.lower() not in KNOWN:
            raise BadInput(f"{path}: facts are written as {', '.join(KNOWN)}; give -o such a name")
    if len(set(paths)) < len(paths):
        raise BadInput("the same output is given twice with -o")


def open_sink(path: Path, summary: Summary) -> AbstractContextManager[Add]:
    """Open an output; call what it gives with one extraction after the other.

    A workbook gets sheets for facts, projects, places and the summary, a ``.spacy`` file one Doc a report (several
    files where they are many), the other tables one row a fact.
    """
    return SINKS.get(path.suffix.lower(), _table)(path, summary)


@contextmanager
def _table(path: Path, summary: Summary) -> Iterator[Add]:
    with open_table(path) as add:

        def take(found: Extraction) -> None:
            for fact in found.facts:
                add(fact.to_row())

        yield take


@contextmanager
def _workbook(path: Path, summary: Summary) -> Iterator[Add]:
    from govreport.extraction.workbook import open_workbook

    sheets = {"facts": COLUMNS, "projects": PROJECT_COLUMNS, "places": PLACE_COLUMNS, "summary": SUMMARY_COLUMNS}
    with whole_file(path) as partial, open_workbook(partial, sheets) as add:

        def take(found: Extraction) -> None:
            for fact in found.facts:
                add("facts", fact.to_row())
            for project in found.projects:
                add("projects", project.to_row())
            for row in places(found):
                add("places", row)

        yield take
        for row in summary.rows():
            add("summary", row)


@contextmanager
def _docbin(path: Path, summary: Summary) -> Iterator[Add]:
    from govreport.extraction.docs import open_docbins

    with open_docbins(path) as add:
        yield add


def written(path: Path) -> list[Path]:
    """The files under the name of an output: one, but for a ``.spacy`` name as many as its parts."""
    from govreport.extraction.docs import parts

    return parts(path) if path.suffix.lower() == ".spacy" else [path]


def places(found: Extraction) -> list[dict[str, Any]]:
    """One row a place of a report: its link, how often it is named, and the sentence that names it first."""
    rows: dict[tuple[str, str | None], dict[str, Any]] = {}
    for fact in found.facts:
        if fact.label == "PLACE":
            row = rows.setdefault((fact.text, fact.admin_code), {**fact.to_row(), "mentions": 0})
            row["mentions"] += 1
    return list(rows.values())


SINKS: dict[str, Callable[[Path, Summary], AbstractContextManager[Add]]] = {".xlsx": _workbook, ".spacy": _docbin}
