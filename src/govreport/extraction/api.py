"""Extraction for Python programs: a path or a text in, facts out."""

from collections.abc import Iterator
from pathlib import Path

from govreport.corpus.documents import read_document
from govreport.extraction.batch import report_name
from govreport.extraction.extract import Extraction, extract_text
from govreport.extraction.facts import Fact
from govreport.extraction.homes import home_from
from govreport.extraction.models import cached_model

# no file system has longer names
LONGEST_PATH = 1024
NAMES_OF_FILES = (".txt", ".md", ".html", ".htm", ".docx", ".doc", ".pdf", ".zip")


def facts(path_or_text: Path | str, model: str | Path | None = None, place: str | None = None) -> Iterator[Fact]:
    """The facts of one file or text, as :func:`govreport.extract` documents them."""
    for found in extractions(path_or_text, model, place):
        yield from found.facts


def extractions(
    path_or_text: Path | str, model: str | Path | None = None, place: str | None = None
) -> Iterator[Extraction]:
    """The reports of one file or text, each with its sentences, facts and projects."""
    nlp = cached_model(None if model is None else str(model))
    home = home_from(place) if place else None
    if is_text(path_or_text):
        yield from extract_text(str(path_or_text), nlp, "report", home)
    else:
        document = read_document(Path(path_or_text))
        yield from extract_text(document.text, nlp, report_name(document.name, set()), home)


def is_text(path_or_text: Path | str) -> bool:
    """Whether a string is meant as a text: it names no file or folder, nor ends as the name of a missing one would.

    >>> is_text("全市生产总值1535亿元。"), is_text(Path("missing.txt")), is_text("missing.txt")
    (True, False, False)
    """
    if isinstance(path_or_text, Path):
        return False
    if not path_or_text.strip() or len(path_or_text) > LONGEST_PATH or "\n" in path_or_text or "\0" in path_or_text:
        return True
    if path_or_text.lower().endswith(NAMES_OF_FILES):
        return False
    try:
        return not Path(path_or_text).exists()
    except OSError:
        return True
