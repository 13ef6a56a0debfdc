"""Extractions as spaCy Docs: one token a character, entities with their administrative codes, facts as user data."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from govreport.extraction.extract import Extraction

FACTS = "govreport.facts"
ATTRS = ("ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "SPACY")


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
def open_docbin(path: Path) -> Iterator[Any]:
    """A ``.spacy`` file; call what it gives with one extraction after the other. It is held in memory until the end."""
    docs, vocab = DocBin(attrs=list(ATTRS), store_user_data=True), Vocab()
    yield lambda found: docs.add(to_doc(found, vocab))
    docs.to_disk(path)


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row that JSON and msgpack can hold: decimals as text."""
    return {name: value if isinstance(value, str | int | float | None) else str(value) for name, value in row.items()}
