"""Word files (.docx)."""

import io
from typing import Any

from govreport.corpus.documents.archive import open_archive
from govreport.corpus.documents.model import Limits, MissingExtra, Unreadable
from govreport.corpus.documents.numbering import Numbering, W

DAMAGED = "the Word file is damaged and cannot be read; open and save it in Word, WPS or LibreOffice"
LEFT_OUT = ("footnotes", "endnotes", "comments")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


def read_docx(data: bytes, limits: Limits) -> tuple[str, tuple[str, ...]]:
    """Return the text of a .docx, one paragraph a line in the order of the file, and notes.

    Table cells and text boxes count as paragraphs; inserted text counts, deleted text does not; numbers that Word
    counts itself are written out. Head and foot lines are left out, notes and comments are left out and noted.
    """
    try:
        import docx
    except ImportError as error:
        raise MissingExtra(".docx") from error
    open_archive(io.BytesIO(data), limits).close()
    try:
        document = docx.Document(io.BytesIO(data))
        numbering = Numbering(document)
        lines = [_line(paragraph, numbering) for paragraph in _paragraphs(document.element.body)]
        related = {rel.reltype.rsplit("/", 1)[-1] for rel in document.part.rels.values()}
    except Exception as error:  # python-docx raises whatever a damaged part leads it into
        raise Unreadable(DAMAGED) from error
    notes = tuple(f"{kind} of the Word file were left out" for kind in LEFT_OUT if kind in related)
    return "".join(f"{line}\n" for line in lines if line.strip()), notes


def _paragraphs(body: Any) -> list[Any]:
    """Every paragraph, also in tables, content controls and text boxes; a text box's second copy is passed over."""
    for fallback in list(body.iter(FALLBACK)):
        fallback.getparent().remove(fallback)
    return list(body.iter(W + "p"))


def _line(paragraph: Any, numbering: Numbering) -> str:
    pieces = [
        element.text or "" if element.tag == W + "t" else SIGNS.get(element.tag, "")
        for run in paragraph.iter(W + "r")
        if next(run.iterancestors(W + "p")) is paragraph  # a text box inside has paragraphs of its own
        for element in run
    ]
    text = "".join(pieces)
    return numbering.prefix(paragraph) + text if text.strip() else ""
