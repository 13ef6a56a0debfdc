"""What comes from Doccano and what goes there, as plain records and files."""

import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from govreport.errors import BadInput
from govreport.schema import Entity

Row = dict[str, Any]


@dataclass(frozen=True)
class Example:
    """One sentence on the server; ``file`` is the import that brought it."""

    id: int
    text: str
    meta: Row
    file: str
    confirmed: bool
    comments: int

    @classmethod
    def from_json(cls, row: Row) -> Self:
        """Read one of Doccano's example records."""
        return cls(row["id"], row["text"], row["meta"], row["upload_name"], row["is_confirmed"], row["comment_count"])


@dataclass(frozen=True, order=True)
class Span:
    """One span on the server: who made it and when (UTC, ISO 8601)."""

    entity: Entity
    by: str
    created: str
    updated: str

    @classmethod
    def from_json(cls, row: Row, users: Mapping[int, str], labels: Mapping[int, str]) -> Self:
        """Read one of Doccano's span records."""
        entity = Entity(row["start_offset"], row["end_offset"], labels.get(row["label"], f"label {row['label']}"))
        return cls(entity, users.get(row["user"], f"user {row['user']}"), row["created_at"], row["updated_at"])


@dataclass(frozen=True)
class Comment:
    """A remark on a sentence."""

    example: int
    by: str
    at: str
    text: str

    @classmethod
    def from_json(cls, row: Row) -> Self:
        """Read one of Doccano's comment records."""
        return cls(row["example"], row["username"], row["created_at"], row["text"])


def write_import(path: Path, rows: Iterable[Row]) -> Path:
    """Write one JSON object a line, in ASCII, so that no guess at encoding or line ends can go wrong; the path."""
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="ascii")
    return path


def read_export(path: Path) -> list[Row]:
    """The rows of Doccano's zip of a project that shares its spans; ``BadInput`` where it is another kind."""
    with zipfile.ZipFile(path) as archive:
        if "all.jsonl" not in archive.namelist():
            raise BadInput("the project was not made by `annotate push`: its members do not share spans")
        lines = archive.read("all.jsonl").decode("utf-8").split("\n")
    return [json.loads(line) for line in lines if line.strip()]
