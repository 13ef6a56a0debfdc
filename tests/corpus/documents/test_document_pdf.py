import io
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.corpus.documents import Limits, read_document
from govreport.corpus.documents.paragraphs import join_pages
from govreport.errors import BadInput

Make = Callable[[str, bytes | str], Path]
Pdf = Callable[..., bytes]
BODY = "预计实现全市生产总值1535亿元，比上年增长13.5%。实现全口径财政收入154.2亿元，增长14.3%。" * 3
WRAPPED = [BODY[start : start + 24] for start in range(0, len(BODY), 24)]


def test_wrapped_lines_become_paragraphs_again(make: Make, pdf: Pdf) -> None:
    middle = len(WRAPPED) // 2
    first = ["一、过去一年工作回顾", *WRAPPED[:middle], "- 1 -"]
    second = [*WRAPPED[middle:], "（一）国民经济", "- 2 -"]
    document = read_document(make("report.pdf", pdf(first, second)))
    assert document.text.splitlines() == ["一、过去一年工作回顾", BODY, "（一）国民经济"]
    assert (document.format, document.encoding) == ("pdf", None)
    assert document.notes == ("left out 2 page numbers and running heads",)


def test_content_counts_not_the_suffix(make: Make, pdf: Pdf) -> None:
    assert read_document(make("report.txt", b"\n" + pdf(WRAPPED))).format == "pdf"


def test_a_page_without_text_is_noted(make: Make, pdf: Pdf) -> None:
    notes = read_document(make("report.pdf", pdf(WRAPPED, []))).notes
    assert notes == ("1 of 2 pages have no text layer (pictures?)",)


@pytest.mark.parametrize("pages", [[[], []], [["- 1 -"], ["- 2 -"]]])
def test_a_scan(make: Make, pdf: Pdf, pages: list[list[str]]) -> None:
    with pytest.raises(BadInput, match=r"scan.pdf: .*no text layer.*ocrmypdf"):
        read_document(make("scan.pdf", pdf(*pages)))


def test_fonts_without_a_character_map(make: Make, pdf: Pdf) -> None:
    with pytest.raises(BadInput, match="no usable characters"):
        read_document(make("a.pdf", pdf(["".join(chr(0xE000 + code) for code in range(60))])))


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_password_to_open(make: Make, pdf: Pdf, algorithm: str) -> None:
    with pytest.raises(BadInput, match=r"locked.pdf: .*password; save a copy without one"):
        read_document(make("locked.pdf", pdf(WRAPPED, user="secret", algorithm=algorithm)))


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_locked_only_against_changes(make: Make, pdf: Pdf, algorithm: str) -> None:
    assert read_document(make("a.pdf", pdf(WRAPPED, user="", algorithm=algorithm))).text == BODY + "\n"


@pytest.mark.parametrize("keep", [20, 400])
def test_a_damaged_file(make: Make, pdf: Pdf, keep: int) -> None:
    with pytest.raises(BadInput, match=r"bad.pdf: .*(damaged|no text layer)"):
        read_document(make("bad.pdf", pdf(WRAPPED)[:keep]))


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(pdf_pages=1), "2 pages, more than 1; split it"),
        (Limits(pdf_chars=100), "longer than 100 characters"),
        (Limits(pdf_seconds=0.01), "took longer than 0.01 s"),
    ],
)
def test_limits(make: Make, pdf: Pdf, limits: Limits, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        read_document(make("a.pdf", pdf(WRAPPED, WRAPPED)), limits)


def test_a_content_stream_that_unpacks_to_gigabytes_ends(make: Make) -> None:
    packer, packed = zlib.compressobj(9), io.BytesIO()
    for _ in range(300):
        packed.write(packer.compress(b"BT (x) Tj ET " * 80_000))
    packed.write(packer.flush())
    stream = packed.getvalue()
    data = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<>>>>endobj\n4 0 obj<</Length "
        + str(len(stream)).encode()
        + b"/Filter/FlateDecode>>stream\n"
        + stream
        + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n"
    )
    start = time.perf_counter()
    with pytest.raises(BadInput, match=r"bomb.pdf: .*(memory|longer|damaged|no text)"):
        read_document(make("bomb.pdf", data), Limits(pdf_seconds=5))
    assert time.perf_counter() - start < 10


def test_running_heads_and_radicals() -> None:
    pages = [["某市政府⼯作报告", f"第{number}页的正文，共三页。", str(number)] for number in "123"]
    text, notes = join_pages(pages)
    assert text.replace("\n", "") == "".join(f"第{number}页的正文，共三页。" for number in "123")
    assert notes == ("left out 6 page numbers and running heads",)
    assert join_pages([["⼀、⼯作回顾"]])[0] == "一、工作回顾\n"


@given(
    st.lists(st.text(alphabet="全市生产总值，。", min_size=1, max_size=90), min_size=1, max_size=8), st.integers(10, 40)
)
def test_no_character_is_lost_in_joining(paragraphs: list[str], size: int) -> None:
    lines = [text[start : start + size] for text in paragraphs for start in range(0, len(text), size)]
    joined, _ = join_pages([["标题", "副题", *lines, "署名", "谢谢"]])
    assert joined.replace("\n", "") == "标题副题" + "".join(paragraphs) + "署名谢谢"
