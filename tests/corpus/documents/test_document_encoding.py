import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govreport.corpus.documents.encoding import decode, plausibility
from govreport.corpus.documents.model import Unreadable, normalise_newlines

TRADITIONAL = "各位代表：全市生產總值達到1535億元，比上年增長13.5%。農業結構調整取得新進展。\n"


@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("gb18030", b""),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
    ],
)
def test_each_encoding_gives_the_same_text(report: str, codec: str, mark: bytes) -> None:
    assert decode(mark + report.encode(codec)) == (report, codec, ())


def test_big5_is_not_taken_for_gb18030() -> None:
    assert decode(TRADITIONAL.encode("big5")) == (TRADITIONAL, "cp950", ())


@given(st.sampled_from(["gb18030", "utf-8", "utf-16-le", "utf-16-be"]), st.integers(0, 60), st.integers(12, 80))
def test_any_piece_of_prose_is_told_right(codec: str, start: int, length: int) -> None:
    text = ("预计实现全市生产总值1535亿元，比上年增长13.5%。实现全口径财政收入154.2亿元，增长14.3%。" * 3)[
        start : start + length
    ]
    assert decode(text.encode(codec))[:2] == (text, codec)


@given(st.text(alphabet="一二\r\n", max_size=30))
def test_only_one_kind_of_line_end_is_left(text: str) -> None:
    normal = normalise_newlines(text)
    assert "\r" not in normal
    assert normal.splitlines() == text.splitlines()


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends(end: str) -> None:
    assert decode(f"一、回顾{end}二、安排{end}".encode("gb18030"))[0] == "一、回顾\n二、安排\n"


def test_broken_bytes_are_replaced_and_noted(report: str) -> None:
    data = (report * 5).encode("gb18030").replace("粮食".encode("gb18030"), b"\xff\xff", 1)
    text, codec, notes = decode(data)
    assert codec == "gb18030"
    assert text.count("\ufffd") == 2
    assert notes == ("2 unreadable characters stand as U+FFFD",)


def test_utf8_text_cut_in_a_character_stays_utf8(report: str) -> None:
    text, codec, notes = decode((report * 3).encode()[:-2])
    assert (codec, len(notes)) == ("utf-8", 1)
    assert text.startswith("政府工作报告\n")


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, "\u3000\n".encode()])
def test_nothing_to_read(data: bytes) -> None:
    with pytest.raises(Unreadable, match="empty"):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        random.Random(7).randbytes(20_000),
        b"\x00" * 5_000,
        b"\x7fELF\x02\x01\x01" + random.Random(8).randbytes(300),
        b"\x01\x02\x03\x04" * 50,
        "Der Haushalt wächst über die Maßen".encode("latin-1"),
        "政府工作报告，各位代表".encode().decode("latin-1").encode(),  # converted twice by mistake
    ],
)
def test_no_text_or_an_unknown_encoding_is_refused_with_the_next_step(data: bytes) -> None:
    with pytest.raises(Unreadable, match="save the report as UTF-8"):
        decode(data)


def test_last_resort_guesses_what_is_not_tried_first(report: str) -> None:
    assert decode(report.encode("utf-32-le"))[0] == report


def test_a_wrong_encoding_looks_implausible(report: str) -> None:
    assert plausibility(report) == 1.0
    assert plausibility(report.encode("gb18030").decode("cp950", "replace")) < 0.6
    assert plausibility(TRADITIONAL.encode("big5").decode("gb18030", "replace")) < 0.6
