"""What a run has to do: partitions of a folder of files or of a Parquet table, and which of them are done."""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from govreport.errors import BadInput, GovreportError
from govreport.jsonl import read_json, write_json

# Parquet readers of a folder pass over names that begin with _
PLAN = "_plan.json"


@dataclass(frozen=True, slots=True)
class Partition:
    """Part of the input: files of a folder, or rows ``start`` to ``stop`` of a row group of a Parquet file."""

    number: int
    source: str
    files: tuple[str, ...] = ()
    group: int = 0
    start: int = 0
    stop: int = 0

    def to_json(self) -> str:
        """The partition as text, for another process."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what ``to_json`` wrote.

        >>> Partition.from_json(Partition(1, "reports", ("a.txt",)).to_json())
        Partition(number=1, source='reports', files=('a.txt',), group=0, start=0, stop=0)
        """
        row = json.loads(text)
        return cls(**{**row, "files": tuple(row["files"])})

    def table(self, out: Path) -> Path:
        """Where the partition's facts go; the file is there when the partition is done."""
        return out / f"facts-{self.number:06d}.parquet"

    def counts(self, out: Path) -> Path:
        """Where the partition's summary goes, written before its facts."""
        return out / f"_counts-{self.number:06d}.json"


def make_plan(source: Path, size: int) -> list[Partition]:
    """Cut a folder or a Parquet file into partitions of ``size`` files or rows.

    Raises ``BadInput`` where there is nothing to read.
    """
    if source.suffix == ".parquet":
        found = list(_of_table(source.resolve(), size))
    elif source.is_dir():
        found = list(_of_folder(source.resolve(), size))
    else:
        raise BadInput(f"{source}: a folder of reports or a .parquet file with a column “text” is needed")
    if not found:
        raise BadInput(f"{source}: holds nothing to read")
    return found


def _of_folder(source: Path, size: int) -> Iterator[Partition]:
    names = sorted(_files(source))
    for number, start in enumerate(range(0, len(names), size)):
        yield Partition(number, str(source), tuple(names[start : start + size]))


def _files(folder: Path) -> Iterator[str]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (str(Path(root, name).relative_to(folder)) for name in names if not name.startswith("."))


def _of_table(source: Path, size: int) -> Iterator[Partition]:
    try:
        import pyarrow.parquet as pq
    except ImportError as error:
        raise GovreportError("Parquet needs pyarrow: pip install 'govreport-ner[cluster]'") from error
    try:
        file = pq.ParquetFile(source)
    except (OSError, ValueError) as error:
        raise BadInput(f"{source}: cannot be read as Parquet ({error})") from error
    if "text" not in file.schema_arrow.names:
        raise BadInput(f"{source}: has no column “text” but {', '.join(file.schema_arrow.names)}")
    number = 0
    for group in range(file.num_row_groups):
        rows = file.metadata.row_group(group).num_rows
        for start in range(0, rows, size):
            yield Partition(number, str(source), (), group, start, min(start + size, rows))
            number += 1


def begin(out: Path, plan: Sequence[Partition], settings: dict[str, Any]) -> list[Partition]:
    """Note the plan in ``out`` and return the partitions that are not done.

    Raises ``BadInput`` where ``out`` holds another run: other files, another model, another size of partitions.
    """
    digest = hashlib.sha256("".join(one.to_json() for one in plan).encode()).hexdigest()
    noted = {**settings, "partitions": len(plan), "digest": digest}
    if (out / PLAN).exists():
        if read_json(out / PLAN) != noted:
            raise BadInput(f"{out}: holds a run with other input or settings; give another folder with -o")
    elif out.is_dir() and any(out.iterdir()):
        raise BadInput(f"{out}: is not empty and holds no run; give another folder with -o")
    else:
        write_json(out / PLAN, noted)
    return [one for one in plan if not one.table(out).exists()]


def tidy_up(out: Path) -> None:
    """Remove what killed workers left half written."""
    for path in out.glob(".*.partial"):
        path.unlink(missing_ok=True)
