"""Lines of PDF pages back to paragraphs."""

import re
import unicodedata
from collections import Counter

HEADING = re.compile(
    r"\s*(?:第?[一二三四五六七八九十百]+[、章节部]|[（(][一二三四五六七八九十]+[)）]|[0-9０-９]+[.．、](?![0-9０-９])|——|—)"
)
PAGE_NUMBER = re.compile(r"[\s—–\-·第页/共0-9]*[0-9][\s—–\-·第页/共0-9]*")
END = re.compile(r"[。！？：:!?][”’」』）)]*$")
CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’"
SPACE_IN_CJK = re.compile(f"(?<=[{CJK}]) (?=[{CJK}])")
INDENT = ("\u3000", "  ")
RADICALS = re.compile("[\u2e80-\u2fdf]")
# A justified line of Chinese is full but for a character or two that may not stand at its end or start
FULL = 0.85


def join_pages(pages: list[list[str]]) -> tuple[str, tuple[str, ...]]:
    """Return the text of pages of lines, one paragraph a line, and notes.

    Page numbers and running heads fall away. A line goes on in the next where it is full, as wide as most, and
    the next is not indented and does not begin a heading after the end of a sentence.

    >>> join_pages([["一、回顾", "全市生产总值一千五百", "三十五亿元，比上年增", "长。"], ["- 2 -", "二、安排"]])[0]
    '一、回顾\\n全市生产总值一千五百三十五亿元，比上年增长。\\n二、安排\\n'
    """
    heads = _running_heads(pages)
    kept = [[line for line in page if line.strip() and not _furniture(page, line, heads)] for page in pages]
    lines = [unify_radicals(line.rstrip()) for page in kept for line in page]
    dropped = sum(1 for page in pages for line in page if line.strip()) - len(lines)
    full = FULL * _usual_width(lines)
    paragraphs: list[str] = []
    previous = ""
    for line in lines:
        if paragraphs and _goes_on(previous, line, full):
            paragraphs[-1] = _joined(paragraphs[-1], line.strip())
        else:
            paragraphs.append(line.strip())
        previous = line
    text = "".join(f"{SPACE_IN_CJK.sub('', paragraph)}\n" for paragraph in paragraphs)
    return text, (f"left out {dropped} page numbers and running heads",) if dropped else ()


def unify_radicals(text: str) -> str:
    """Return ``text`` with Kangxi radicals, which some PDF fonts give, as the characters they stand for.

    >>> unify_radicals("⼯作") == "工作"
    True
    """
    return RADICALS.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)


def width(line: str) -> float:
    """Return the width of a line in Chinese characters.

    >>> width("增长13.5%")
    4.5
    """
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in line)


def _usual_width(lines: list[str]) -> float:
    """The width that a tenth of the lines exceed: one long line of a table must not make all others short."""
    widths = sorted(width(line) for line in lines)
    return widths[int(len(widths) * 0.9)] if widths else 0.0


def _running_heads(pages: list[list[str]]) -> frozenset[str]:
    """Lines that open or close at least half of the pages, from three pages on."""
    edges = Counter(line.strip() for page in pages for line in {*page[:1], *page[-1:]})
    return frozenset(line for line, count in edges.items() if count >= 3 and count * 2 >= len(pages))


def _furniture(page: list[str], line: str, heads: frozenset[str]) -> bool:
    at_edge = line in page[:2] or line in page[-2:]
    return at_edge and (line.strip() in heads or PAGE_NUMBER.fullmatch(line) is not None)


def _goes_on(line: str, following: str, full: float) -> bool:
    if width(line) < full or following.startswith(INDENT):
        return False
    return not (END.search(line) and HEADING.match(following))


def _joined(paragraph: str, line: str) -> str:
    latin = re.compile("[A-Za-z,.;]")
    space = " " if latin.match(paragraph[-1:]) and re.match("[A-Za-z]", line) else ""
    return paragraph + space + line
