"""The lines above a report's text: title, meeting, date, speaker and salutation become metadata."""

import re

SALUTATION = re.compile(r"^(?:各位|同志)[\u4e00-\u9fff、]{0,16}[：:！!，,]?$")
DATE = re.compile(r"^[（(—\-\s]*(?:二[〇○Ｏ零]|[0-9０-９*xX]{2,4}).{0,6}年.{1,4}月.{1,4}日")
SPEAKER = re.compile(
    r"^.{0,16}(?:代理?)?(?:市|县|省|区|州|旗|盟|乡|镇)长[\s\u3000\xa0]*[\u4e00-\u9fff·\s\u3000]{0,8}$|^(?:国务院)?总理\s*\S{2,4}$|^.{0,10}主席\s+\S{2,4}$"
)
TITLE = re.compile(
    r"政\s*府\s*工\s*作\s*报\s*告|人民代表大会|次会议上?|会议上|公布稿|(?:摘要|全文)|^第[一二三四五六七八九十]+篇"
)
MOST_LINES, LONGEST_LINE = 16, 60


def front_kind(line: str) -> str | None:
    """``salutation``, ``date``, ``speaker``, ``title`` or ``None`` for a line of text.

    >>> [front_kind(line) for line in ("各位代表：", "市长 张某某", "2024年1月16日在某市第十三届", "一、工作回顾")]
    ['salutation', 'speaker', 'date', None]
    """
    if len(line) > LONGEST_LINE or line.endswith("。"):
        return None
    kinds = {"salutation": SALUTATION, "date": DATE, "speaker": SPEAKER, "title": TITLE}
    return next((kind for kind, pattern in kinds.items() if pattern.search(line)), None)


def front_matter(lines: list[str]) -> list[tuple[int, str]]:
    """(line number, kind) of the lines above the text.

    Up to a salutation within the first 16 lines every short line counts; without one, the leading lines of known form.

    >>> front_matter(["政府工作报告", "某某人", "各位代表：", "现在，我报告工作。"])
    [(0, 'title'), (1, 'title'), (2, 'salutation')]
    """
    kinds = [front_kind(line) for line in lines[:MOST_LINES]]
    short = [len(line) <= LONGEST_LINE and not line.endswith("。") for line in lines[:MOST_LINES]]
    if "salutation" in kinds and all(short[: kinds.index("salutation")]):
        kinds = kinds[: kinds.index("salutation") + 1]
        return [(number, kind or "title") for number, kind in enumerate(kinds)]
    known = next((number for number, kind in enumerate(kinds) if kind is None), len(kinds))
    return [(number, kind) for number, kind in enumerate(kinds[:known]) if kind]
