"""The form of a span that the parser reads: full-width letters and digits folded, stray spaces gone."""

import re
import unicodedata

from govreport.extraction.footnotes import without_marks

KEPT = frozenset("（），：；！？～…")
SPACE = re.compile(r"\s+")
GROUPS = re.compile(r"(?<![\d.])\d{1,3}(?:\s\d{3})+(?!\d)")
BETWEEN_NUMBERS = re.compile(r"(?<=\d)\s+(?=\d)")
PER = re.compile(r"每立方米([\d.]+)([微毫]克)")
BROKEN_COMMA = re.compile(r"\?熏")
# NFKC makes two dots of the first
RATIO_SIGNS = str.maketrans("︰∶", "：：")


def fold(text: str) -> str:
    """NFKC for everything but Chinese punctuation; footnote marks and spaces are dropped, ``?熏`` becomes ``，``,
    每立方米23微克 becomes 23微克/立方米.

    A space stays only between two numbers that a thousands group cannot explain.

    >>> fold("增长１５．０％"), fold("增长14.5 %"), fold("1 137万美元"), fold("由20.6 ：41.8调整")
    ('增长15.0%', '增长14.5%', '1137万美元', '由20.6：41.8调整')
    """
    text = BROKEN_COMMA.sub("，", without_marks(text)).translate(RATIO_SIGNS)
    text = "".join(char if char in KEPT else unicodedata.normalize("NFKC", char) for char in text)
    text = GROUPS.sub(lambda match: SPACE.sub("", match[0]), text)
    text = SPACE.sub("", BETWEEN_NUMBERS.sub("\0", text)).replace("\0", " ")
    return PER.sub(r"\1\2/立方米", text)
