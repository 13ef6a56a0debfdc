"""Lines to paragraphs: dropped pieces taken out, torn paragraphs joined again, headings told from text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from govreport.corpus.headings import heading_style, is_heading

PRIVATE_USE = re.compile("[\ue000-\uf8ff\ufeff\u200b]")
ENDED = "。！？；：…!?;:”’』」）)》"
SHORTEST_TORN = 8
DIGITS = "零一二三四五六七八九"


class Line(NamedTuple):
    """Text without dropped pieces, and for each of its characters the place in the raw text."""

    text: str
    places: list[int]


def read_lines(text: str, dropped: dict[int, str]) -> Iterator[Line]:
    """Yield the lines that hold any text, stripped; ``dropped`` maps places to the kind of the piece taken out."""
    start = 0
    for raw in re.split(r"(\r\n|\r|\n)", text):
        kept = [start + i for i, char in enumerate(raw) if start + i not in dropped and not PRIVATE_USE.match(char)]
        while kept and text[kept[0]].isspace():
            kept.pop(0)
        while kept and text[kept[-1]].isspace():
            kept.pop()
        if kept:
            yield Line("".join(text[place] for place in kept), kept)
        start += len(raw)


def join_torn(lines: list[Line]) -> list[Line]:
    """Join a line that stops in the middle of a sentence with the next, unless that is the next heading in order.

    >>> torn = ["一、工作回顾", "（一）产业壮大。产值增长28%，三", "一、中联3家企业过300亿元。", "（二）城市"]
    >>> [line.text for line in join_torn([Line(text, []) for text in torn])]
    ['一、工作回顾', '（一）产业壮大。产值增长28%，三一、中联3家企业过300亿元。', '（二）城市']
    """
    outline: dict[str, tuple[int, bool]] = {}
    joined: list[Line] = []
    for line in lines:
        if joined and _stops_short(joined[-1].text) and not _next_in_order(line.text, outline):
            joined[-1] = Line(joined[-1].text + line.text, joined[-1].places + line.places)
        else:
            joined.append(line)
            _note(line.text, outline)
    return joined


def _stops_short(text: str) -> bool:
    return (
        len(text) >= SHORTEST_TORN
        and text[-1] not in ENDED
        and bool(re.search("[，。；、]", text))
        and not is_heading(text)
    )


def _next_in_order(text: str, outline: dict[str, tuple[int, bool]]) -> bool:
    """Whether a line continues the outline: the next number of its style, set like the others (alone or run in)."""
    style = heading_style(text)
    if style is None or style == "dash":
        return style == "dash" or is_heading(text)
    number, alone = outline.get(style, (0, is_heading(text)))
    return mark_number(text) == number + 1 and (style == "digit" or alone == is_heading(text))


def _note(text: str, outline: dict[str, tuple[int, bool]]) -> None:
    """Enter a heading into the outline; the styles below it start again."""
    style = heading_style(text)
    if style is None:
        return
    if style in outline:
        for below in list(outline)[list(outline).index(style) + 1 :]:
            del outline[below]
    outline[style] = (mark_number(text), is_heading(text))


def mark_number(text: str) -> int:
    """The number of a heading's mark, 0 where it has none.

    >>> [mark_number(text) for text in ("二十一、改革", "（三）城市", "10、道路", "——年初以来")]
    [21, 3, 10, 0]
    """
    mark = re.match(r"[（(第]?([一二三四五六七八九十]+|[0-9０-９]+)", text)
    if mark is None:
        return 0
    if mark.group(1).isdigit():
        return int(mark.group(1))
    tens, ten, ones = mark.group(1).rpartition("十")
    return (DIGITS.index(tens or "一") * 10 if ten else 0) + (DIGITS.index(ones[-1]) if ones else 0)
