"""An Excel workbook: typed columns, frozen header, filters, several sheets filled side by side."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from govreport.errors import GovreportError

HEADER_FONT = Font(bold=True, color="FFFFFF")
HEADER_FILL = PatternFill("solid", fgColor="1F4E79")
WIDTHS = {"text": 40, "sentence": 60, "section": 40, "indicator": 24, "sentence_id": 20, "sentences": 40, "amounts": 30}
WIDTHS |= {"what": 30, "detail": 80, "name": 40, "admin_name": 30, "promise": 40, "result": 40}
# characters that XML 1.0 cannot hold
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576


Add = Callable[[str, Mapping[str, Any]], None]


@contextmanager
def open_workbook(path: Path, sheets: Mapping[str, Sequence[str]]) -> Iterator[Add]:
    """A workbook with ``sheets`` (name to columns); call what it gives with a sheet's name and a row.

    Text is always text, never a formula; rows go to disk as they come. Raises ``GovreportError`` where a sheet would
    have more rows than Excel opens.
    """
    book = Workbook(write_only=True)
    counts = {name: _start(book.create_sheet(name), columns) for name, columns in sheets.items()}

    def add(name: str, row: Mapping[str, Any]) -> None:
        counts[name] += 1
        if counts[name] > MOST_ROWS:
            raise GovreportError(f"more than {MOST_ROWS:,} rows, which Excel cannot open; write .csv or .parquet")
        book[name].append([_cell(book[name], row.get(column)) for column in sheets[name]])

    try:
        yield add
        for name, columns in sheets.items():
            book[name].auto_filter.ref = f"A1:{get_column_letter(len(columns))}{counts[name]}"
        book.save(path)
    except BaseException:
        _discard(book)
        raise


def _start(sheet: Any, columns: Sequence[str]) -> int:
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column, 14)
    sheet.append([_header(sheet, column) for column in columns])
    return 1


def _discard(book: Workbook) -> None:
    """Close the sheets, so that openpyxl removes its temporary files."""
    for sheet in book.worksheets:
        if not sheet.closed:
            sheet.close()
        sheet._writer.cleanup()


def _header(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font, cell.fill = HEADER_FONT, HEADER_FILL
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=ILLEGAL.sub("\ufffd", value)[:LONGEST_CELL])
        cell.data_type = "s"
        return cell
    return WriteOnlyCell(sheet, value=float(value) if isinstance(value, Decimal) else value)
