"""A raw file may hold several reports; ``corpus/reports.json`` names them and tells what their masked titles hide."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from govreport.corpus.reader import Report, read_report
from govreport.errors import BadInput
from govreport.jsonl import read_json

PART = re.compile(r"^[ \t\u3000]*第[一二三四五六七八九十]+篇[：:]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """One report of the corpus: its id, the raw file, which part of it (from 1), and the place it is about."""

    id: str
    file: str
    part: int
    place: str
    province: str
    admin_code: str
    years: str


def read_sources(path: Path) -> list[Source]:
    """The reports that ``reports.json`` lists; ``BadInput`` names a record with other fields than ``Source``."""
    rows = read_json(path)
    if not isinstance(rows, list):
        raise BadInput(f"{path}: a list of reports is needed, each an object with {_FIELDS}")
    return [_source(f"{path}: report {number}", row) for number, row in enumerate(rows, 1)]


_TYPES = {one.name: one.type for one in fields(Source)}
_FIELDS = "the fields " + ", ".join(f"{name} (a number)" if type_ is int else name for name, type_ in _TYPES.items())


def _source(name: str, row: Any) -> Source:
    if not isinstance(row, dict):
        raise BadInput(f"{name} is no object; it needs {_FIELDS}")
    wrong = [field for field in [*_TYPES, *row] if type(row.get(field)) is not _TYPES.get(field)]
    if wrong:
        raise BadInput(f"{name}: {', '.join(dict.fromkeys(wrong))}: missing, unknown or wrong type; needs {_FIELDS}")
    return Source(**row)


def split_parts(text: str) -> list[tuple[int, int]]:
    """Half-open ranges of the reports in a file; a file without “第…篇：” lines is one report.

    >>> split_parts("第一篇：甲市\\n一、回顾\\n第二篇：乙市\\n")
    [(0, 12), (12, 19)]
    """
    starts = [match.start() for match in PART.finditer(text)] or [0]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def read_corpus(sources: list[Source], raw: Path) -> Iterator[tuple[Source, str, Report]]:
    """Yield each source with its raw file's text and the report read; ranges refer to the whole file as decoded."""
    for source in sources:
        path = raw / source.file
        try:
            text = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(f"{path}: cannot be read as UTF-8 ({error}); put the file as received there") from error
        parts = split_parts(text)
        if not 1 <= source.part <= len(parts):
            raise BadInput(f"{path}: has {len(parts)} reports, {source.id} asks for part {source.part}")
        start, end = parts[source.part - 1]
        yield source, text, read_report(text[start:end], source.id, start)
