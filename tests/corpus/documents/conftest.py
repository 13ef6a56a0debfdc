"""Report files of every kind, made by the tests."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject

REPORT = (
    "政府工作报告\n"
    "各位代表：\n"
    "一、过去一年工作回顾\n"
    "（一）国民经济持续快速增长。预计实现全市生产总值1535亿元，比上年增长13.5%。实现全口径财政收入154.2亿元，增长14.3%。\n"
    "二、今年的主要任务\n"
    "粮食产量达到160亿斤，新建乡村公路322公里，城镇居民人均可支配收入增长10%以上。\n"
)


@pytest.fixture
def report() -> str:
    return REPORT


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    """Write a file and return its path."""

    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def _font() -> DictionaryObject:
    """A font that every viewer has for Chinese, with two bytes a character: no font file is needed."""
    system = {
        "/Registry": TextStringObject("Adobe"),
        "/Ordering": TextStringObject("GB1"),
        "/Supplement": NumberObject(4),
    }
    descendant = {
        "/Type": NameObject("/Font"),
        "/Subtype": NameObject("/CIDFontType0"),
        "/BaseFont": NameObject("/STSong-Light"),
        "/CIDSystemInfo": DictionaryObject({NameObject(key): value for key, value in system.items()}),
    }
    font = {
        "/Type": NameObject("/Font"),
        "/Subtype": NameObject("/Type0"),
        "/BaseFont": NameObject("/STSong-Light"),
        "/Encoding": NameObject("/UniGB-UTF16-H"),
        "/DescendantFonts": ArrayObject([DictionaryObject({NameObject(k): v for k, v in descendant.items()})]),
    }
    return DictionaryObject({NameObject(key): value for key, value in font.items()})


def pdf_writer(pages: list[list[str]]) -> PdfWriter:
    """A PDF with one line of text below the other on each page; an empty page has no text layer."""
    writer = PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        fonts = DictionaryObject({NameObject("/F1"): _font()})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        shown = "".join(f"<{line.encode('utf-16-be').hex()}> Tj 0 -20 Td\n" for line in lines)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 14 Tf 60 780 Td\n{shown}ET".encode() if lines else b"0 0 500 800 re f")
        page[NameObject("/Contents")] = writer._add_object(stream)
    return writer


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    """Bytes of a PDF with these lines on its pages, encrypted where a password is given."""

    def build(*pages: list[str], user: str | None = None, algorithm: str = "RC4-128") -> bytes:
        writer = pdf_writer(list(pages))
        if user is not None:
            writer.encrypt(user, "owner", algorithm=algorithm)
        buffer = io.BytesIO()
        writer.write(buffer)
        return buffer.getvalue()

    return build
