"""A raw file may hold several reports; ``corpus/reports.json`` names them and tells what their masked titles hide."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from govreport.corpus.reader import Report, read_report
from govreport.errors import BadInput

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
    """The reports that ``reports.json`` lists; ``BadInput`` names a record that lacks a field."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [Source(**row) for row in rows]
    except (OSError, ValueError, TypeError) as error:
        raise BadInput(f"{path}: no list of reports ({error}); see corpus/README.md for its fields") from error


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
