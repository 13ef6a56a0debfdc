"""Any report file in, its text out."""

import io
import stat
from pathlib import Path

from govreport.corpus.documents.archive import office_kind, open_archive, too_large
from govreport.corpus.documents.detect import binary_kind, text_kind
from govreport.corpus.documents.encoding import decode
from govreport.corpus.documents.markdown import read_markdown
from govreport.corpus.documents.model import Document, Limits, MissingExtra, Unreadable, out_of_reach, printable
from govreport.corpus.documents.pdf import read_pdf
from govreport.corpus.documents.webpage import read_html
from govreport.corpus.documents.word import read_docx
from govreport.errors import BadInput, GovreportError

EMPTY = "the file has no text; check that it was saved or downloaded completely"
ZIP = "this is a zip archive; unpack it, or give it to govreport extract, which reads many files"
DEFAULT = Limits()


def read_document(path: Path, limits: Limits = DEFAULT) -> Document:
    """Return the text of one txt, md, html, docx or pdf file, told apart by content.

    Raises ``BadInput`` with the file's name, what is wrong and the next step for everything that gives no text, and
    ``GovreportError`` where a library of the extra ``documents`` is missing.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "报告.txt"
    >>> _ = path.write_bytes("各位代表：\\r\\n".encode("gb18030"))
    >>> document = read_document(path)
    >>> document.text, document.format, document.encoding
    ('各位代表：\\n', 'txt', 'gb18030')
    """
    name = printable(str(path))
    try:
        return parse(name, read_bytes(path, limits), limits)
    except Unreadable as error:
        raise BadInput(f"{name}: {error}") from error
    except MissingExtra as error:
        raise GovreportError(f"{name}: {error}") from error


def parse(name: str, data: bytes, limits: Limits = DEFAULT) -> Document:
    """Return the document in ``data``; raise ``Unreadable`` or ``MissingExtra``. The name only tells md from txt."""
    kind = binary_kind(data)
    if kind == "pdf":
        text, notes = read_pdf(data, limits)
        return _document(name, text, "pdf", None, notes)
    if kind == "zip":
        with open_archive(io.BytesIO(data), limits) as archive:
            if office_kind(archive) != "docx":
                raise Unreadable(ZIP)
        text, notes = read_docx(data, limits)
        return _document(name, text, "docx", None, notes)
    text, encoding, notes = decode(data)
    kind = text_kind(name, text)
    if kind != "txt" and len(data) > limits.markup_bytes:
        raise Unreadable(too_large(len(data), limits.markup_bytes))
    if kind == "html":
        text, more = read_html(text)
        notes = (*notes, *more)
    elif kind == "md":
        text = read_markdown(text)
    return _document(name, text, kind, encoding, notes)


def _document(name: str, text: str, kind: str, encoding: str | None, notes: tuple[str, ...]) -> Document:
    if not text.strip():
        raise Unreadable(EMPTY)
    return Document(name, text, kind, encoding, notes)


def read_bytes(path: Path, limits: Limits) -> bytes:
    """Return a regular file's bytes; its size is looked at before it is opened."""
    check_file(path, limits.file_bytes)
    try:
        with path.open("rb") as handle:
            data = handle.read(limits.file_bytes + 1)
    except OSError as error:
        raise Unreadable(out_of_reach(error)) from error
    if len(data) > limits.file_bytes:
        raise Unreadable(too_large(len(data), limits.file_bytes))
    return data


def check_file(path: Path, limit: int) -> None:
    """Raise ``Unreadable`` where a path is no regular file of at most ``limit`` bytes."""
    try:
        status = path.stat()
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise Unreadable(out_of_reach(error)) from error
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable("this is a folder; give a file, or a command that reads folders")
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("this is no regular file; give a file on disk")
    if status.st_size > limit:
        raise Unreadable(too_large(status.st_size, limit))
