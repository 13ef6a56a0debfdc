"""What reading a file gives, how large it may be, and how it fails."""

from dataclasses import dataclass

from govreport.errors import BadInput, GovreportError

MB = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Bounds in time and memory for files from outside; beyond one of them a file fails, it is never cut short.

    Sizes are bytes, ``pdf_seconds`` is wall-clock time. The defaults let pass every report seen so far by far:
    a work report has 10,000 to 40,000 characters.
    """

    file_bytes: int = 50 * MB
    markup_bytes: int = 5 * MB
    archive_bytes: int = 500 * MB
    archive_members: int = 5_000
    archive_ratio: int = 200
    pdf_pages: int = 500
    pdf_chars: int = 5_000_000
    pdf_seconds: float = 60.0
    pdf_memory: int = 2_000 * MB


@dataclass(frozen=True)
class Document:
    """The text of one file.

    ``text`` is decoded, freed of a byte order mark, and has ``\\n`` for ``\\r\\n`` and ``\\r``: **every offset of the
    project refers to this text**, in Unicode code points. ``format`` is txt, md, html, docx or pdf; ``encoding`` is
    the Python codec, or None where the format brings its own. ``notes`` say what was done or looks odd.
    """

    name: str
    text: str
    format: str
    encoding: str | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Failure:
    """A file that gave no text: its name, and the reason with the next step."""

    name: str
    reason: str


class Unreadable(BadInput):
    """Why a file gives no text, with the next step but without its name, which the reader adds."""


class MissingExtra(GovreportError):
    """A format needs a library that is not installed; the file itself may be fine."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"reading {kind} needs more libraries; install them: pip install 'govreport-ner[documents]'")


def normalise_newlines(text: str) -> str:
    r"""Return ``text`` with ``\n`` as its only line end.

    >>> normalise_newlines("一\r\n二\r三\n")
    '一\n二\n三\n'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def printable(name: str) -> str:
    r"""Return a name from outside safe to print: no control or surrogate characters.

    >>> printable("报告\x1b[31m.txt")
    '报告?[31m.txt'
    """
    return "".join(char if char.isprintable() else "?" for char in name)


def out_of_reach(error: OSError | ValueError) -> str:
    """The reason for a file that the system does not hand out.

    >>> out_of_reach(FileNotFoundError())
    'there is no such file; check the name'
    """
    if isinstance(error, FileNotFoundError):
        return "there is no such file; check the name"
    return f"it cannot be read ({getattr(error, 'strerror', None) or error}); check name and rights"
