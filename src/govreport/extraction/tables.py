"""Tables of rows: CSV, JSON Lines, Parquet and Excel, written as they come, whole or not at all."""

import csv
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import Any

from govreport.errors import BadInput, GovreportError
from govreport.extraction.facts import COLUMNS, NUMBERS

Row = Mapping[str, Any]
Add = Callable[[Row], None]
# a cell that begins with one of these is a formula to a spreadsheet
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A partial file beside ``path`` that takes its place when the block ends well, and is removed when it does not."""
    partial = path.with_name(f".{path.name}.{token_hex(4)}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise BadInput(f"{path}: this is a folder; give -o the name of a file in it")
        yield partial
        partial.replace(path)
    except OSError as error:
        raise GovreportError(f"{path}: cannot be written ({error.strerror}); choose another place with -o") from error
    finally:
        with suppress(NotADirectoryError):  # a file stands where the folder should
            partial.unlink(missing_ok=True)


@contextmanager
def open_table(path: Path, columns: Sequence[str] = COLUMNS, numbers: Collection[str] = NUMBERS) -> Iterator[Add]:
    """Open a table in the format that the suffix names; call what it gives with one row after the other.

    ``numbers`` are the columns that hold decimals. Raises ``BadInput`` for a suffix other than .csv, .jsonl, .parquet
    and .xlsx, before anything is written.
    """
    opener = table_format(path)
    with whole_file(path) as partial, opener(partial, columns, numbers) as add:
        yield add


def write_table(
    path: Path, rows: Iterable[Row], columns: Sequence[str] = COLUMNS, numbers: Collection[str] = NUMBERS
) -> None:
    """Write all rows, in the format that the suffix names."""
    with open_table(path, columns, numbers) as add:
        for row in rows:
            add(row)


Opener = Callable[[Path, Sequence[str], Collection[str]], AbstractContextManager[Add]]


def table_format(path: Path) -> Opener:
    """What opens a table with the suffix of ``path``.

    >>> table_format(Path("facts.doc"))
    Traceback (most recent call last):
    ...
    govreport.errors.BadInput: facts.doc: tables are written as .csv, .jsonl, .parquet, .xlsx; give -o such a name
    """
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        known = ", ".join(FORMATS)
        raise BadInput(f"{path}: tables are written as {known}; give -o such a name") from None


@contextmanager
def _csv(path: Path, columns: Sequence[str], numbers: Collection[str]) -> Iterator[Add]:
    # the byte order mark is what makes Excel read UTF-8
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.DictWriter(handle, columns, extrasaction="ignore")
        writer.writeheader()
        yield lambda row: writer.writerow({name: safe_cell(value) for name, value in row.items()})


@contextmanager
def _jsonl(path: Path, columns: Sequence[str], numbers: Collection[str]) -> Iterator[Add]:
    with path.open("w", encoding="utf-8", newline="\n") as handle:

        def add(row: Row) -> None:
            handle.write(json.dumps({name: row.get(name) for name in columns}, ensure_ascii=False, default=str) + "\n")

        yield add


@contextmanager
def _parquet(path: Path, columns: Sequence[str], numbers: Collection[str]) -> Iterator[Add]:
    from govreport.extraction.parquet import open_parquet

    with open_parquet(path, columns, numbers) as add:
        yield add


@contextmanager
def _xlsx(path: Path, columns: Sequence[str], numbers: Collection[str]) -> Iterator[Add]:
    from govreport.extraction.workbook import open_workbook

    with open_workbook(path, {"facts": columns}) as add:
        yield lambda row: add("facts", row)


def safe_cell(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front; a lone sign is no formula.

    >>> safe_cell("=1+1"), safe_cell("="), safe_cell("——年初以来"), safe_cell(-3)
    ("'=1+1", '=', '——年初以来', -3)
    """
    return f"'{value}" if isinstance(value, str) and len(value) > 1 and value.startswith(FORMULA) else value


FORMATS: dict[str, Opener] = {".csv": _csv, ".jsonl": _jsonl, ".parquet": _parquet, ".xlsx": _xlsx}
