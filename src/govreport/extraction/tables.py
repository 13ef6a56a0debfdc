"""Tables of facts: CSV, Excel, JSON Lines and Parquet, written whole or not at all."""

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from govreport.errors import BadInput, GovreportError
from govreport.extraction.facts import COLUMNS, NUMBERS, Fact

Rows = Iterable[dict[str, Any]]
# a cell that begins with one of these is a formula to a spreadsheet
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BATCH = 10_000


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A partial file beside ``path`` that takes its place when the block ends well, and is removed when it does not."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        partial.replace(path)
    except OSError as error:
        raise GovreportError(f"{path}: cannot be written ({error.strerror}); choose another place with -o") from error
    finally:
        partial.unlink(missing_ok=True)


def write_facts(path: Path, facts: Iterable[Fact]) -> int:
    """Write one row a fact in the format that the suffix names; return the number of rows.

    Raises ``BadInput`` for a suffix other than .csv, .jsonl, .xlsx and .parquet, before anything is written.
    """
    writer = table_writer(path)
    with whole_file(path) as partial:
        return writer(partial, (fact.to_row() for fact in facts))


def table_writer(path: Path) -> Callable[[Path, Rows], int]:
    """The function that writes rows in the format of a path's suffix.

    >>> table_writer(Path("facts.doc"))
    Traceback (most recent call last):
    ...
    govreport.errors.BadInput: facts.doc: tables are written as .csv, .jsonl, .xlsx, .parquet; give -o such a name
    """
    try:
        return WRITERS[path.suffix.lower()]
    except KeyError:
        known = ", ".join(WRITERS)
        raise BadInput(f"{path}: tables are written as {known}; give -o such a name") from None


def _write_csv(path: Path, rows: Rows) -> int:
    # the byte order mark is what makes Excel read UTF-8
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS)
        writer.writeheader()
        return _each(rows, lambda row: writer.writerow({name: safe_cell(value) for name, value in row.items()}))


def _write_jsonl(path: Path, rows: Rows) -> int:
    with path.open("w", encoding="utf-8", newline="\n") as handle:
        return _each(rows, lambda row: handle.write(json.dumps(row, ensure_ascii=False, default=str) + "\n"))


def _write_xlsx(path: Path, rows: Rows) -> int:
    from govreport.extraction.workbook import write_workbook

    listed = list(rows)
    write_workbook(path, {"facts": (COLUMNS, listed)})
    return len(listed)


def _write_parquet(path: Path, rows: Rows) -> int:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise GovreportError("Parquet needs pyarrow: pip install 'govreport-ner[documents]'") from error
    types = {name: pa.decimal128(38, 10) for name in NUMBERS - {"score"}} | {"score": pa.float64()}
    types |= {"start": pa.int64(), "end": pa.int64()}
    schema = pa.schema([(name, types.get(name, pa.string())) for name in COLUMNS])
    written = 0
    with pq.ParquetWriter(path, schema) as writer:
        for batch in _batches(rows):
            writer.write_table(pa.Table.from_pylist([_fit(row) for row in batch], schema=schema))
            written += len(batch)
    return written


def _fit(row: dict[str, Any]) -> dict[str, Any]:
    """Decimals rounded to the ten places that the Parquet column holds."""
    return {name: round(value, 10) if isinstance(value, Decimal) else value for name, value in row.items()}


def safe_cell(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front.

    >>> safe_cell("=1+1"), safe_cell("——年初以来"), safe_cell(Decimal("-3"))
    ("'=1+1", '——年初以来', Decimal('-3'))
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _each(rows: Rows, write: Callable[[dict[str, Any]], object]) -> int:
    count = 0
    for row in rows:
        write(row)
        count += 1
    return count


def _batches(rows: Rows) -> Iterator[Sequence[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


WRITERS: dict[str, Callable[[Path, Rows], int]] = {
    ".csv": _write_csv,
    ".jsonl": _write_jsonl,
    ".xlsx": _write_xlsx,
    ".parquet": _write_parquet,
}
