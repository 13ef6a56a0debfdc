"""Bytes to text: which encoding, judged by what the characters then look like."""

import codecs
from functools import cache

from govreport.corpus.documents.model import Unreadable, normalise_newlines

# UTF-32 before UTF-16: its little-endian mark begins with that of UTF-16
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CANDIDATES = ("utf-8", "gb18030", "cp950", "utf-16-le", "utf-16-be")
SAMPLE = 1_000_000
PLAUSIBLE = 0.9
DAMAGED = 0.005
SIGNS = "，。、；：？！“”‘’（）《》〈〉「」『』【】〔〕—…·•￥○〇℃㎡‰×％＋－＝／．～①②③④⑤⑥⑦⑧⑨⑩■●▲★\u3000\xa0\u200b\ufeff"


@cache
def _common() -> frozenset[str]:
    """The characters of Chinese prose: first levels of GB 2312 and Big5 (6,800 of Unicode's 90,000), signs, full width.

    A text read in the wrong encoding scatters over all of Unicode; in 287 reports at least 99 % are of these.
    """
    levels = (("gb2312", range(0xB0, 0xD8)), ("big5", range(0xA4, 0xC7)))
    chars = {
        char
        for codec, rows in levels
        for char in bytes(b for row in rows for cell in range(0x40, 0xFF) for b in (row, cell)).decode(codec, "ignore")
        if char >= "\u4e00"
    }
    return frozenset(chars | set(SIGNS) | {chr(code) for code in range(0xFF01, 0xFF5F)})


def plausibility(text: str) -> float:
    """Return the share of Chinese prose's own characters among those that are not plain ASCII (1.0 where all are).

    >>> plausibility("全市生产总值1535亿元，增长13.5%。")
    1.0
    >>> plausibility("ШЫЪР生产总值")  # half of it read in a wrong encoding
    0.5
    """
    other = [char for char in text if not (" " <= char <= "~" or char in "\t\n\r\f")]
    common = _common()
    return sum(char in common for char in other) / len(other) if other else 1.0


def decode(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    r"""Return text, codec and notes of a text file's bytes.

    A byte order mark decides; else valid UTF-8; else the most plausible of GB18030, Big5 and UTF-16; else what
    charset-normalizer proposes, if that is plausible. Single broken bytes become U+FFFD and are noted.
    Raises ``Unreadable`` for empty and binary files and encodings that cannot be told.

    >>> decode("各位代表：\r\n".encode("gb18030"))
    ('各位代表：\n', 'gb18030', ())
    """
    if not data.strip():
        raise Unreadable("the file is empty; check that it was saved or downloaded completely")
    codec, start = _codec(data)
    text = normalise_newlines(data[start:].decode(codec, "replace"))
    if not text.strip("\ufeff\x00 \n\t\u3000"):
        raise Unreadable("the file is empty; check that it was saved or downloaded completely")
    broken = text.count("\ufffd")
    if broken > max(1, DAMAGED * len(text)) or _controls(text) > DAMAGED * len(text):
        raise Unreadable("this is no text, or its encoding cannot be told; save the report as UTF-8 text")
    notes = (f"{broken} unreadable characters stand as U+FFFD",) if broken else ()
    return text, codec, notes


def _codec(data: bytes) -> tuple[str, int]:
    for mark, codec in MARKS:
        if data.startswith(mark):
            return codec, len(mark)
    if b"\x00" not in data and _valid(data, "utf-8"):
        return "utf-8", 0
    sample = data[:SAMPLE]
    shares = {codec: plausibility(sample.decode(codec, "replace")) for codec in CANDIDATES}
    best = max(CANDIDATES, key=lambda codec: shares[codec])
    return (best, 0) if shares[best] >= PLAUSIBLE else (_last_resort(sample), 0)


def _last_resort(sample: bytes) -> str:
    from charset_normalizer import from_bytes  # rarely needed, and every command starts through this module

    guess = from_bytes(sample[:100_000]).best()
    if guess is None or plausibility(str(guess)) < PLAUSIBLE:
        raise Unreadable("this is no text, or its encoding cannot be told; save the report as UTF-8 text")
    return guess.encoding


def _valid(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _controls(text: str) -> int:
    return sum(text.count(chr(code)) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\f")
