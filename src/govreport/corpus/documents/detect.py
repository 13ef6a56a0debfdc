"""What a file is, by its first bytes; the suffix only tells kinds of text apart."""

import re
from pathlib import PurePath

from govreport.corpus.documents.model import Unreadable

SIGNATURES = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (rb"{\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
)
REFUSED = {
    "rtf": "this is an .rtf file; save it as .docx or UTF-8 text",
    "picture": "this is a picture; run text recognition (OCR) first, for example tesseract -l chi_sim",
    "archive": "this kind of archive is not read; unpack it and give the folder, or pack it as .zip",
}
SUFFIXES = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html"}
HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.S)
MHTML = re.compile(r"(?:[\w-]+:.*\n)*?mime-version:", re.IGNORECASE)
OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def binary_kind(data: bytes) -> str | None:
    """Return "pdf", "zip" (also .docx) or None for text; raise ``Unreadable`` for kinds that are not read.

    >>> binary_kind(b"%PDF-1.7"), binary_kind("各位代表".encode())
    ('pdf', None)
    """
    if b"%PDF-" in data[:1024]:  # readers accept bytes before the header
        return "pdf"
    kind = next((kind for start, kind in SIGNATURES if data.startswith(start)), None)
    if kind == "ole":
        raise Unreadable(_ole(data))
    if kind in REFUSED:
        raise Unreadable(REFUSED[kind])
    return kind


def text_kind(name: str, text: str) -> str:
    """Return "html", "md" or "txt" for decoded text.

    >>> text_kind("a.txt", "<!DOCTYPE html><html>"), text_kind("a.md", "# 一、"), text_kind("a", "一、")
    ('html', 'md', 'txt')
    """
    if MHTML.match(text[:2000]):
        raise Unreadable("this is a saved web archive (.mht); save the page as .html or text")
    if "<?mso-application" in text[:500]:
        raise Unreadable("this is a Word XML file; save it as .docx")
    if HTML.match(text[:5000]):
        return "html"
    return SUFFIXES.get(PurePath(name).suffix.lower(), "txt")


def _ole(data: bytes) -> str:
    if OLE_ENCRYPTED in data:
        return "this Office file is locked with a password; save a copy without one"
    return "this is a legacy Office file (.doc, .wps or .xls); open it in Word, WPS or LibreOffice and save it as .docx"
