"""Sentence borders: 。！？ end a sentence, closing quotes and brackets stay with it, ； does not end one."""

import re

PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】"}
CLOSERS = "".join(PAIRS.values())
END = re.compile(rf"[。！？!?]+[{re.escape(CLOSERS)}]*")
# a quoted sentence inside another one goes on with one of these: “……。”的要求
CONTINUES = "，、；：的等之和与及,;:"
MOJIBAKE_COMMA = "?熏"
# a longer quotation is a passage with sentences of its own
LONGEST_QUOTATION = 120


def quoted(text: str) -> list[bool]:
    """For each character, whether it stands inside a matched pair of quotes or brackets of at most 120 characters.

    >>> quoted("讲“好。”了")
    [False, False, True, True, False, False]
    """
    inside = [False] * len(text)
    stack: list[tuple[str, int]] = []
    for index, char in enumerate(text):
        if char in PAIRS:
            stack.append((PAIRS[char], index))
        elif char in CLOSERS:
            opened = next((i for i in range(len(stack) - 1, -1, -1) if stack[i][0] == char), None)
            if opened is None:
                continue
            start = stack[opened][1]
            del stack[opened:]
            if index - start <= LONGEST_QUOTATION:
                inside[start + 1 : index] = [True] * (index - start - 1)
    return inside


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Half-open ranges of the sentences of one paragraph; white space between them belongs to none.

    >>> text = "增长14.5 %；其中“一区三园。”的投资翻番。会议强调：“要快！” 好"
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['增长14.5 %；其中“一区三园。”的投资翻番。', '会议强调：“要快！”', '好']
    """
    inside, ranges, start = quoted(text), [], 0
    for match in END.finditer(text):
        after = text[match.end() : match.end() + 1]
        closed = match.end() - 1
        if text.startswith(MOJIBAKE_COMMA, match.start()) or inside[closed]:
            continue
        if inside[match.start()] and after and after in CONTINUES:
            continue
        ranges.append((start, match.end()))
        start = match.end()
    ranges.append((start, len(text)))
    return [trimmed for trimmed in (_trim(text, *one) for one in ranges) if trimmed[0] < trimmed[1]]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()) if piece.strip() else start
