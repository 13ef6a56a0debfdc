"""The inline notation ``[LABEL|span]``: readable gold and fixtures.

Only ``[METRIC|``, ``[TARGET|``, ``[PROJECT|`` and ``[PLACE|`` open a span and the next ``]`` closes it, so a text that
holds such an opening itself cannot be written inline; every other bracket is plain text.
"""

import re
from collections.abc import Iterable

from govreport.errors import BadInput
from govreport.schema import LABELS, Entity, check_entities

OPENING = re.compile(rf"\[({'|'.join(LABELS)})\|")


def read_inline(marked: str, where: str = "inline text") -> tuple[str, tuple[Entity, ...]]:
    """Split marked-up text into plain text and entities; ``BadInput`` where a span is nested or never closed.

    >>> read_inline("预计[METRIC|投资79.5亿元]。")
    ('预计投资79.5亿元。', (Entity(start=2, end=10, label='METRIC'),))
    """
    plain, entities, position, length = [], [], 0, 0
    for match in OPENING.finditer(marked):
        if match.start() < position:
            raise BadInput(f"{where}: span opened inside another: {marked[match.start() : match.start() + 20]!r}")
        close = marked.find("]", match.end())
        if close < 0:
            raise BadInput(f"{where}: span never closed: {marked[match.start() : match.start() + 20]!r}")
        before, span = marked[position : match.start()], marked[match.end() : close]
        plain += [before, span]
        start = length + len(before)
        length = start + len(span)
        entities.append(Entity(start, length, match.group(1)))
        position = close + 1
    text = "".join(plain) + marked[position:]
    return text, check_entities(text, entities, where)


def write_inline(text: str, entities: Iterable[Entity], where: str = "inline text") -> str:
    """The marked-up text; ``BadInput`` where reading it back would not give the same text and entities.

    >>> write_inline("预计投资79.5亿元。", [Entity(2, 10, "METRIC")])
    '预计[METRIC|投资79.5亿元]。'
    """
    ordered = check_entities(text, entities, where)
    parts, position = [], 0
    for entity in ordered:
        parts += [text[position : entity.start], f"[{entity.label}|{entity.surface(text)}]"]
        position = entity.end
    marked = "".join(parts) + text[position:]
    if read_inline(marked, where) != (text, ordered):
        raise BadInput(f"{where}: brackets in the text cannot be told from inline mark-up: {text[:40]!r}")
    return marked
