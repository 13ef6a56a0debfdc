"""Checks across sentences: the same surface read in two ways, names and quantities left out."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from govreport.annotations.sweep import NAMES, QUANTITATIVE, Hit, Row, free, hit, quoted, spans
from govreport.schema import LABELS, Entity

UNIT = (
    r"个百分点|[%％‰]|万|亿|元|倍|成(?![立为果员功效就长片型本])|平方|立方|公里|千米|米|亩|公顷|吨|斤|千瓦|兆瓦|升|人|户"
    r"|个(?!方面|月|代表|文明|结合|确保|坚持|重点|专项|行动|原则|转变|不放松|小时)|家(?!园)|名(?!牌)|位|条(?!件)|座|所|栋|幢"
    r"|处|辆|台(?!阶)|套|株|棵|头|只|张|床|册|次(?!产业)|场|件(?!实事)|村|口|眼"
)
ARABIC = rf"(?<![第0-9０-９.．])[0-9０-９]+(?:[,.．][0-9０-９]+)*\s?[多余]?(?:{UNIT})"
DIGIT = "二两三四五六七八九十百千"
# 次 counts meetings (第十二次 is broken up as “市十二次党代会”), 台 stands in 九台
CHINESE = rf"(?<![第一万{DIGIT}])(?:[{DIGIT}][一万{DIGIT}]*|[一二][百千万])[多余]?(?!次|台)(?:{UNIT})"
QUANTITY = re.compile(rf"{ARABIC}|{CHINESE}|百分之|分之[一二三四五六七八九十]|翻[一二两]?番|一半|过半")
AFFIX = 4  # a name within a longer one by at most this much is probably the same thing


def quantity(rows: Sequence[Row]) -> Iterator[Hit]:
    """Numbers with a unit that no span covers, outside quotation marks (guidelines 2.1 and 2.4)."""
    for row in rows:
        outside = quoted(row.sentence.text)
        for match in QUANTITY.finditer(row.sentence.text):
            start, end = match.span()
            if free(row, start, end) and not any(left < end and start < right for left, right in outside):
                yield hit("quantity", row, start, end, "是数量，没有标")


def label(rows: Sequence[Row]) -> Iterator[Hit]:
    """The same surface with different labels: each span whose label is not the surface's most frequent one.

    METRIC against TARGET is left to ``period``, since the same words are a result here and a goal there.
    """
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for row, entity in spans(rows, *LABELS):
        labels[entity.surface(row.sentence.text)][_kind(entity)] += 1
    for row, entity in spans(rows, *LABELS):
        usual, _ = labels[entity.surface(row.sentence.text)].most_common(1)[0]
        if _kind(entity) != usual:
            yield hit("label", row, entity.start, entity.end, f"标为 {entity.label}，别处多标为 {usual}")


def _kind(entity: Entity) -> str:
    return "METRIC/TARGET" if entity.label in QUANTITATIVE else entity.label


def known_names(rows: Sequence[Row]) -> dict[str, Entity]:
    """Surfaces of PROJECT and PLACE, of two characters or more, with one of their spans."""
    found = {entity.surface(row.sentence.text): entity for row, entity in spans(rows, *NAMES)}
    return {name: entity for name, entity in found.items() if len(name) > 1}


def occurrences(text: str, names: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """Every place where a name stands in a text, also inside a longer name.

    >>> list(occurrences("湘江枢纽", ["湘江", "湘江枢纽"]))
    [('湘江', 0, 2), ('湘江枢纽', 0, 4)]
    """
    for name in names:
        start = text.find(name)
        while start >= 0:
            yield name, start, start + len(name)
            start = text.find(name, start + 1)


def missed(rows: Sequence[Row]) -> Iterator[Hit]:
    """Names labelled somewhere and left unlabelled here, outside 《…》; of names inside each other the longest."""
    names = known_names(rows)
    longest = sorted(names, key=lambda name: (-len(name), name))
    for row in rows:
        taken = [span for span in quoted(row.sentence.text) if row.sentence.text[span[0]] == "《"]
        for name, start, end in occurrences(row.sentence.text, longest):
            if free(row, start, end) and not any(left < end and start < right for left, right in taken):
                taken.append((start, end))
                yield hit("missed", row, start, end, f"别处标为 {names[name].label}，此处没有标")


def borders(rows: Sequence[Row]) -> Iterator[Hit]:
    """A known name cut by a border, or a PROJECT inside a slightly longer PROJECT."""
    names = known_names(rows)
    for row in rows:
        for name, start, end in occurrences(row.sentence.text, names):
            for entity in row.entities:
                if cuts(entity, start, end) or padded(entity, names[name], start, end):
                    surface = entity.surface(row.sentence.text)
                    yield hit("borders", row, start, end, f"别处单独标为 {names[name].label}，此处标的是「{surface}」")


def cuts(entity: Entity, start: int, end: int) -> bool:
    """Whether a span shares characters with start to end, and leaves some of them outside."""
    touches = entity.start < end and start < entity.end
    return touches and not (entity.start <= start and end <= entity.end)


def padded(entity: Entity, name: Entity, start: int, end: int) -> bool:
    """Whether a PROJECT holds another PROJECT's name and at most ``AFFIX`` characters more."""
    inside = entity.start <= start and end <= entity.end
    more = entity.end - entity.start - (end - start)
    return inside and entity.label == name.label == "PROJECT" and 0 < more <= AFFIX
