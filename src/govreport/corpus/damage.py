"""What copying and masking did to the reports: pieces to drop, and marks to count and leave in place."""

import re
from collections import Counter
from collections.abc import Iterator

ADVERTISEMENT = re.compile(
    r"[（(【\[][^（）()【】\[\]]{0,60}(?:www\.|https?://|更多文章|本文来自|本文权属|版权所有|登陆)[^（）()【】\[\]]{0,80}[）)】\]]"
)
FOOTNOTE = re.compile(r"(?<=[^。；：！？，、（(\s])(?:[（(〔\[]([0-9０-９]{1,3})[）)〕\]])")
# kept in the text and counted: the model and the annotators see them as they are
MARKS: dict[str, re.Pattern[str]] = {
    "mojibake comma": re.compile(r"\?熏"),
    "full-width digit or letter": re.compile(r"[０-９Ａ-Ｚａ-ｚ]"),
    "space inside a number": re.compile(
        r"[0-9０-９]\s+(?:[%％‰]|[0-9０-９：:]|[\u4e00-\u9fff])|[\u4e00-\u9fff：]\s+[0-9０-９]"
    ),
    "masked name": re.compile(r"\*{2,}|[xX×]{2,}"),
    "year overwritten with 2024": re.compile(r"(?<![0-9０-９.])2024年"),
    "suspicious value 2024": re.compile(r"(?<![0-9０-９.])2024(?![0-9０-９.年])"),
    "paragraph without its beginning": re.compile(r"^(?:完成|实现|达到|建成|落实|推进|提高|增加|增长)，"),
}


def droppable(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, kind) of pasted advertisements, and of footnote marks where they count up from 1.

    >>> list(droppable("夯实“一带动”（1），落实“五防线”（2），修路（3）年。"))
    [(7, 10, 'footnote mark'), (18, 21, 'footnote mark'), (24, 27, 'footnote mark')]
    >>> list(droppable("坚决(更多文章请登陆www.example.com查看)纠正"))
    [(2, 28, 'advertisement')]
    """
    for match in ADVERTISEMENT.finditer(text):
        yield match.start(), match.end(), "advertisement"
    expected = 1
    series = []
    for match in FOOTNOTE.finditer(text):
        if int(match.group(1)) == expected:
            series.append((match.start(), match.end(), "footnote mark"))
            expected += 1
    if len(series) > 1:
        yield from series


def count_marks(text: str) -> Counter[str]:
    """How often each kind of damage that stays in the text occurs in one paragraph.

    >>> count_marks("**市新建乡村公路2024公里，增长14.5 %")["space inside a number"]
    1
    """
    return Counter({kind: len(pattern.findall(text)) for kind, pattern in MARKS.items()})
