"""Append-only snapshots of a round: ``snapshots/0001``, ``0002`` …, each complete, hashed, and never touched again."""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from govreport.errors import BadInput, GovreportError
from govreport.jsonl import read_jsonl, write_json, write_jsonl

MANIFEST = "snapshot.json"
PARTIAL = ".partial-"
Row = dict[str, Any]


@dataclass(frozen=True)
class Snapshot:
    """One pull: its number, when it was made (UTC) and the hash of each file."""

    folder: Path
    number: int
    made: str
    files: Mapping[str, str]

    def rows(self, annotator: str) -> dict[str, Row]:
        """An annotator's sentences by id, empty where this snapshot has none of them."""
        path = self.folder / f"{annotator}.jsonl"
        return {row["id"]: row for row in read_jsonl(path)} if path.exists() else {}


def digest(path: Path) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_snapshots(folder: Path) -> list[Snapshot]:
    """All snapshots in order, verified; ``BadInput`` names the first that is not as it was written."""
    found = []
    for path in sorted(one for one in folder.glob("*") if one.is_dir() and not one.name.startswith(PARTIAL)):
        try:
            row = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
            one = Snapshot(path, int(row["number"]), str(row["made"]), dict(row["files"]))
            changed = [name for name, wanted in one.files.items() if digest(path / name) != wanted]
        except (OSError, ValueError, KeyError) as error:
            raise BadInput(f"{path}: damaged ({error}); restore it from version control or a backup") from error
        if changed:
            raise BadInput(f"{path / changed[0]}: changed after it was written; restore it from version control")
        found.append(one)
    return found


def add_snapshot(folder: Path, files: Mapping[str, Sequence[Row]], made: str) -> tuple[Snapshot, bool]:
    """Add a snapshot in one step, and whether one was needed: the same content as the last is not stored again.

    A killed call leaves a folder ``.partial-…`` that the next one removes; the caller holds the round's lock.
    ``GovreportError`` where the disk takes no more.
    """
    try:
        return _add(folder, files, made)
    except OSError as error:
        message = "no snapshot was added and nothing is lost; mend the disk, then pull again"
        raise GovreportError(f"{folder}: cannot be written ({error.strerror}); {message}") from error


def _add(folder: Path, files: Mapping[str, Sequence[Row]], made: str) -> tuple[Snapshot, bool]:
    for left in folder.glob(f"{PARTIAL}*"):
        shutil.rmtree(left)
    known = read_snapshots(folder)
    number = known[-1].number + 1 if known else 1
    partial = folder / f"{PARTIAL}{number:04}"
    for name, rows in files.items():
        write_jsonl(partial / name, rows)
    hashes = {name: digest(partial / name) for name in sorted(files)}
    if known and dict(known[-1].files) == hashes:
        shutil.rmtree(partial)
        return known[-1], False
    write_json(partial / MANIFEST, {"number": number, "made": made, "files": hashes})
    flush(partial)
    partial.rename(folder / f"{number:04}")
    return Snapshot(folder / f"{number:04}", number, made, hashes), True


def flush(folder: Path) -> None:
    """Have the disk hold every file of ``folder`` before its name says that it is complete."""
    for path in [*folder.iterdir(), folder]:
        handle = os.open(path, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
