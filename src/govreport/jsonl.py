"""JSON Lines in UTF-8: errors name file and line, a file is never half written."""

import gzip
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from govreport.errors import BadInput


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Yield one dict a line; blank lines are passed over, a name that ends in ``.gz`` is unpacked.

    Raises ``BadInput`` with file and line where a line is no JSON object in UTF-8, or the file is missing.
    """
    for number, line in enumerate(_lines(path), 1):
        try:
            text = line.decode("utf-8")
            row = json.loads(text) if text.strip() else None
        except UnicodeDecodeError as error:
            raise BadInput(f"{path}:{number}: no UTF-8 ({error.reason}); save the file as UTF-8") from error
        except ValueError as error:
            raise BadInput(f"{path}:{number}: no JSON ({error}); each line must be one JSON object") from error
        if not text.strip():
            continue
        if not isinstance(row, dict):
            raise BadInput(f"{path}:{number}: a JSON object is needed, not {type(row).__name__}")
        yield row


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as handle:
            yield from handle
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from error


def write_text(path: Path, text: str) -> None:
    """Write ``text`` as UTF-8 in one step: readers see the old file or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        partial.write_text(text, encoding="utf-8", newline="\n")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def write_jsonl(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    """Write one dict a line and return how many."""
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    write_text(path, "".join(f"{line}\n" for line in lines))
    return len(lines)


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, line ends as they are; ``BadInput`` names a file that cannot be read."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: cannot be read as UTF-8 text ({error})") from error


def read_json(path: Path) -> Any:
    """The value of a JSON file; ``BadInput`` names a file that is missing or no JSON."""
    try:
        return json.loads(read_text(path))
    except ValueError as error:
        raise BadInput(f"{path}: cannot be read as JSON ({error})") from error


def write_json(path: Path, value: Any) -> None:
    """Write ``value`` as indented JSON with a final line end."""
    write_text(path, json.dumps(value, ensure_ascii=False, indent=2) + "\n")
