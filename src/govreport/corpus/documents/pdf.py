"""PDF with a text layer, read in a process of its own: a crafted file can neither hang nor exhaust the caller."""

import json
import subprocess
import sys
from importlib.util import find_spec

from govreport.corpus.documents.encoding import PLAUSIBLE, plausibility
from govreport.corpus.documents.model import Limits, MissingExtra, Unreadable
from govreport.corpus.documents.paragraphs import join_pages, unify_radicals

CHILD = "govreport.corpus.documents.pdf_child"
# Fewer characters a page than this are a scan's stamp, page number or watermark
SCAN = 10
NO_TEXT = "the PDF has no text layer (a scan); run text recognition first, for example ocrmypdf -l chi_sim"
BROKEN = "the PDF could not be read within the memory allowed, or is damaged; save it anew from a viewer"
NO_MEANING = "the PDF's text layer has no usable characters (fonts without a character map); run ocrmypdf --force-ocr"


def read_pdf(data: bytes, limits: Limits) -> tuple[str, tuple[str, ...]]:
    """Return the text, one paragraph a line, and notes; raise ``Unreadable`` where there is none or a limit is met."""
    if find_spec("pypdf") is None:
        raise MissingExtra(".pdf")
    pages = _pages_apart(data, limits)
    without = sum(len("".join(page).strip()) < SCAN for page in pages)
    text, notes = join_pages(pages)
    if len(text) < SCAN * len(pages):
        raise Unreadable(NO_TEXT)
    if plausibility(unify_radicals(text)) < PLAUSIBLE:
        raise Unreadable(NO_MEANING)
    return text, (*notes, *([f"{without} of {len(pages)} pages have no text layer (pictures?)"] if without else []))


def _pages_apart(data: bytes, limits: Limits) -> list[list[str]]:
    # -P: the folder govreport is called from must not offer its own modules to the child
    bounds = [limits.pdf_pages, limits.pdf_chars, limits.pdf_memory, int(limits.pdf_seconds) + 1]
    command = [sys.executable, "-P", "-m", CHILD, *map(str, bounds)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=limits.pdf_seconds, check=False)
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(f"the PDF took longer than {limits.pdf_seconds:g} s; save it anew from a viewer") from error
    except ValueError as error:  # killed for time or memory before it could answer
        raise Unreadable(BROKEN) from error
    if "error" in answer:
        raise Unreadable(answer["error"])
    pages: list[list[str]] = answer["pages"]
    return pages
