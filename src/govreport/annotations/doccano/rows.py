"""A sentence as the annotator sees it in Doccano, and back.

The text keeps its length in every way of counting: Doccano's page counts UTF-16 units, the server and we code points.
So a character that needs two units (an emoji, a rare Chinese character) is shown as 〓, and a line break as a space.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from govreport.annotations.records import Annotation
from govreport.schema import Entity, Sentence

ID = "编号"  # two characters fit the narrow column beside the text
PERIOD_NAMES = {"review": "回顾（已实现）", "plan": "安排（要实现）", "other": "其他"}
TWO_UNITS = re.compile("[\U00010000-\U0010ffff]")
BREAKS = dict.fromkeys(map(ord, "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " ")


def shown(text: str) -> str:
    r"""The text that Doccano gets: as many code points, each of one UTF-16 unit, no line breaks.

    >>> shown("长春\r\n𠮷市")
    '长春  〓市'
    """
    return TWO_UNITS.sub("〓", text.translate(BREAKS))


def neighbours(sentences: Iterable[Sentence]) -> Iterator[tuple[str, Sentence, str]]:
    """Yield (text before, sentence, text after), empty at the borders of a report."""
    rows = list(sentences)
    for before, one, after in zip([None, *rows], rows, [*rows[1:], None], strict=False):
        same = [other.text if other and other.report == one.report else "" for other in (before, after)]
        yield same[0], one, same[1]


def metadata(sentence: Sentence, before: str, after: str, source: str) -> dict[str, str]:
    """What the annotator reads beside the sentence."""
    return {
        "时段": PERIOD_NAMES[sentence.period],
        "章节": " › ".join(sentence.section) or "（无）",
        "上句": shown(before) or "（无）",
        "下句": shown(after) or "（无）",
        "报告": sentence.report,
        ID: sentence.id,
        "预标": source,
    }


def import_rows(
    sentences: Mapping[str, Sentence],
    wanted: Sequence[str],
    suggested: Mapping[str, Annotation],
    source: str,
    notes: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, dict[str, Any]]:
    """Doccano's import records by sentence id; ``notes`` add metadata to single sentences."""
    around = {one.id: (before, after) for before, one, after in neighbours(sentences.values())}
    rows = {}
    for name in wanted:
        one, entities = sentences[name], suggested[name].entities if name in suggested else ()
        meta = metadata(one, *around[name], f"{source}，{len(entities)} 处" if entities else "无")
        label = [list(entity) for entity in entities]
        rows[name] = {"text": shown(one.text), "label": label, **meta, **(notes or {}).get(name, {})}
    return rows


def as_entities(spans: Iterable[Sequence[Any]]) -> tuple[Entity, ...]:
    """Spans of Doccano's export, in order."""
    return tuple(sorted(Entity(int(start), int(end), str(label)) for start, end, label in spans))
