"""Extractions as spaCy Docs: one token a character, entities with their administrative codes, facts as user data."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import count, takewhile
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from govreport.extraction.extract import Extraction
from govreport.extraction.tables import whole_file

FACTS = "govreport.facts"
ATTRS = ("ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "SPACY")
# about 25 reports; they take some 90 MB until they are written
MOST_CHARACTERS = 500_000


def to_doc(found: Extraction, vocab: Vocab) -> Doc:
    """The report's text as a Doc whose token numbers are the text's offsets.

    ``ent.kb_id_`` is a place's administrative code; ``doc.user_data["govreport.facts"]`` holds the rows with decimals
    as text, ``doc.user_data["govreport.report"]`` the report's name.
    """
    doc = Doc(vocab, words=list(found.text), spaces=[False] * len(found.text))
    places = {(fact.start - found.offset, fact.end - found.offset): fact for fact in found.facts}
    doc.set_ents([Span(doc, *place, label=fact.label, kb_id=fact.admin_code or "") for place, fact in places.items()])
    doc.user_data[FACTS] = [plain(fact.to_row()) for fact in found.facts]
    doc.user_data["govreport.report"] = found.report
    return doc


@contextmanager
def open_docbins(path: Path, most: int = MOST_CHARACTERS) -> Iterator[Callable[[Extraction], None]]:
    """A ``.spacy`` file; call what it gives with one extraction after the other.

    A DocBin is held in memory until it is written: after ``most`` characters of reports the next ones go to
    ``NAME-0002.spacy``, ``NAME-0003.spacy``, … beside it. All files take their places at the end, those that a longer
    run left under these names are removed.
    """
    vocab, held, size, files = Vocab(), list[Doc](), 0, ExitStack()
    with files:
        partials = [files.enter_context(whole_file(path))]

        def add(found: Extraction) -> None:
            nonlocal size
            if held and size + len(found.text) > most:
                _write(held, partials[-1])
                partials.append(files.enter_context(whole_file(part_name(path, len(partials) + 1))))
                size = 0
            held.append(to_doc(found, vocab))
            size += len(found.text)

        yield add
        _write(held, partials[-1])
    for old in parts(path)[len(partials) :]:
        old.unlink()


def _write(held: list[Doc], partial: Path) -> None:
    DocBin(attrs=list(ATTRS), store_user_data=True, docs=held).to_disk(partial)
    held.clear()


def part_name(path: Path, number: int) -> Path:
    """The file of a part; the first has the name as given.

    >>> part_name(Path("facts.spacy"), 1).name, part_name(Path("facts.spacy"), 12).name
    ('facts.spacy', 'facts-0012.spacy')
    """
    return path if number == 1 else path.with_name(f"{path.stem}-{number:04d}{path.suffix}")


def parts(path: Path) -> list[Path]:
    """The files that a run has written under a ``.spacy`` name, in their order."""
    return list(takewhile(Path.exists, (part_name(path, number) for number in count(1))))


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row that JSON and msgpack can hold: decimals as text."""
    return {name: value if isinstance(value, str | int | float | None) else str(value) for name, value in row.items()}
