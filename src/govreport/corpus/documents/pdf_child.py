"""The process that parses one PDF: bytes on standard input, its lines as JSON on standard output."""

import io
import json
import sys
from contextlib import suppress
from typing import Any

LOCKED = "the PDF is locked with a password; save a copy without one"
NO_AES = "the PDF is encrypted with AES; install pypdf[crypto], or save a copy without encryption"
DAMAGED = "the PDF is damaged or unpacks to more than may be read; download it again or save it anew from a viewer"


def extract(data: bytes, max_pages: int, max_chars: int) -> dict[str, Any]:
    """Return ``{"pages": [[line, …], …]}`` or ``{"error": reason}`` of a PDF; runs in the child process."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):  # many are locked against printing only
            return {"error": LOCKED}
        if len(reader.pages) > max_pages:
            return {"error": f"the PDF has {len(reader.pages)} pages, more than {max_pages}; split it"}
        pages: list[list[str]] = []
        size = 0
        for page in reader.pages:
            lines = page.extract_text().splitlines()
            size += sum(map(len, lines))
            if size > max_chars:
                return {"error": f"the PDF's text is longer than {max_chars:,} characters; split it"}
            pages.append(lines)
    except DependencyError:
        return {"error": NO_AES}
    except Exception:  # pypdf raises whatever a damaged object leads it into
        return {"error": DAMAGED}
    return {"pages": pages}


def main() -> None:
    """Read a PDF from standard input within the limits given as arguments; write ``extract``'s answer as JSON."""
    max_pages, max_chars, memory, seconds = map(int, sys.argv[1:])
    try:
        import resource
    except ImportError:  # Windows: the caller's time limit and pypdf's own limits remain
        pass
    else:
        for kind, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
            with suppress(ValueError, OSError):  # a tighter limit is set already, or the system has none
                resource.setrlimit(kind, (value, value))
    sys.stdout.write(json.dumps(extract(sys.stdin.buffer.read(), max_pages, max_chars)))


if __name__ == "__main__":
    main()
