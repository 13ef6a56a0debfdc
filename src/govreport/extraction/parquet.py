"""Parquet files of rows, written in batches."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from govreport.errors import GovreportError

BATCH = 10_000
PLACES = frozenset({"start", "end"})


@contextmanager
def open_parquet(
    path: Path, columns: Sequence[str], numbers: Collection[str]
) -> Iterator[Callable[[Mapping[str, Any]], None]]:
    """A Parquet file; call what it gives with one row after the other.

    Raises ``GovreportError`` where pyarrow is missing.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise GovreportError("Parquet needs pyarrow: pip install 'govreport-ner[documents]'") from error
    types = dict.fromkeys(numbers, pa.decimal128(38, 10)) | dict.fromkeys(PLACES, pa.int64())
    types |= {"score": pa.float64()}
    schema = pa.schema([(name, types.get(name, pa.string())) for name in columns])
    held: list[dict[str, Any]] = []
    with pq.ParquetWriter(path, schema) as writer:

        def flush() -> None:
            writer.write_table(pa.Table.from_pylist(held, schema=schema))
            held.clear()

        def add(row: Mapping[str, Any]) -> None:
            held.append({name: fit(value) for name, value in row.items()})
            if len(held) == BATCH:
                flush()

        yield add
        flush()


def fit(value: Any) -> Any:
    """Decimals rounded to the ten places that a Parquet column holds."""
    return round(value, 10) if isinstance(value, Decimal) else value
