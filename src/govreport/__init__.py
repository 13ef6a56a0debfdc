"""Chinese government work reports in, tables of facts out."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govreport.extraction.facts import Fact

__all__ = ["extract"]


def extract(path_or_text: Path | str, model: str | Path | None = None, place: str | None = None) -> "Iterator[Fact]":
    """Yield the facts of a report: a file of any kind that ``govreport extract`` reads, or the text itself.

    A string that names a file (it exists, or ends in .txt, .docx, …) is read as that file, any other is the text.
    ``model`` is a spaCy package or a folder, by default ``zh_ent_govreport_sm`` where it is installed; it is loaded
    once. ``place`` is the reporting government, a name or six-digit code, found from the report where it is not given.
    ``start`` and ``end`` of a fact are code points of the text as decoded, half-open. Raises
    ``govreport.errors.BadInput`` for a file that cannot be read, a text without a sentence, and a missing model::

        import govreport

        for fact in govreport.extract("2024.txt", model="zh_ent_govreport_sm"):
            print(fact.indicator, fact.value, fact.unit, fact.sentence_id)
    """
    # spaCy takes seconds to import: only programs that extract pay for it
    from govreport.extraction.api import facts

    yield from facts(path_or_text, model, place)
