"""Checks of single spans: borders, clauses, and the section they stand in."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from govreport.annotations.marked import BORDER, crossings
from govreport.annotations.sweep import QUANTITATIVE, Hit, Row, hit, spans
from govreport.schema import LABELS, Entity

NUMERAL = r"[0-9０-９一二三四五六七八九十百千万亿两几半翻]"
# Guideline 2.2: time, pronoun, light verb and adverbial in front are cut off …
LIGHT = re.compile(
    r"全年|年内|今年|去年|当年|[0-9０-９]{4}年|[一二三四五六七八九十]年来|我[市省县区州们]|预计|力争|确保|争取|累计|先后|已|将|继续"
    rf"|进一步|加快|推进|抓好|达(?!标|产)|为|(?:实现|完成)(?!了?[约近超逾]?{NUMERAL})"
)
# … and stands alone between the border of the clause and the span; anything else may belong to the span
OUTSIDE = re.compile(rf"(?:{LIGHT.pattern}|完成|实现|共|又|五年|努力|突出|重点|等|和|与|及)*")
CLAUSE = re.compile(r"[，；。：！？、（）()“”《》,;—]|\?熏")
# Guidelines 3.3 and 4: stage verbs and ranks are no part of a name
NAME_FRONT = {
    "PROJECT": re.compile(r"建设|推进|启动|建成|实施|加快|开展|完成|续建|新建|新时代|新一轮|国家级|省级|市级"),
    "PLACE": re.compile(r"国家级|省级|市级|在|赴|到|与|和"),
}
NAME_BACK = {"PROJECT": re.compile(r"(?:建设|开工|竣工|投产|主体|等)$"), "PLACE": re.compile(r"等$")}
PAIRS = ("“”", "‘’", "（）", "()", "《》", "「」", "『』", "〔〕", "【】")
OPENING, CLOSING = {pair[0] for pair in PAIRS}, {pair[1] for pair in PAIRS}
HARMLESS = set("%％‰*＊")


def period(rows: Sequence[Row]) -> Iterator[Hit]:
    """METRIC in a plan section, TARGET in a review section (guideline 1.3)."""
    for row, entity in spans(rows, *QUANTITATIVE):
        if (entity.label, row.sentence.period) in (("METRIC", "plan"), ("TARGET", "review")):
            where = "任务" if row.sentence.period == "plan" else "回顾"
            yield hit(
                "period", row, entity.start, entity.end, f"在{where}部分标为 {entity.label}，内容是否与标题冲突？"
            )


def crossing(rows: Sequence[Row]) -> Iterator[Hit]:
    """METRIC and TARGET across a clause border (guideline 1.1)."""
    for row in rows:
        for entity, border in crossings(row.sentence.text, row.entities):
            yield hit("crossing", row, entity.start, entity.end, f"跨越“{border}”")


def punctuation(rows: Sequence[Row]) -> Iterator[Hit]:
    """Borders on punctuation, brackets without partner, a name marked with its quotation marks (guideline 3.4)."""
    for row, entity in spans(rows, *LABELS):
        fault = punctuation_fault(entity.surface(row.sentence.text))
        if fault:
            yield hit("punctuation", row, entity.start, entity.end, fault)


def punctuation_fault(surface: str) -> str:
    """What is wrong with the punctuation of a span, or nothing.

    >>> punctuation_fault("“双千双百”工程"), punctuation_fault("“双千双百”"), punctuation_fault("增长5%，")
    ('', '整个名字都在引号内，引号不标', '终点是标点')
    """
    if any(surface.count(pair[0]) != surface.count(pair[1]) for pair in PAIRS):
        return "括号或引号不成对"
    if surface[0] + surface[-1] in PAIRS and surface.count(surface[0]) == 1:
        return "整个名字都在引号内，引号不标"
    if _mark(surface[0]) and surface[0] not in OPENING:
        return "起点是标点"
    return "终点是标点" if _mark(surface[-1]) and surface[-1] not in CLOSING else ""


def _mark(character: str) -> bool:
    return unicodedata.category(character).startswith("P") and character not in HARMLESS


def light(rows: Sequence[Row]) -> Iterator[Hit]:
    """Spans that start with a light verb, a time, a stage verb or a rank, or end in a stage verb."""
    for row, entity in spans(rows, *LABELS):
        surface = entity.surface(row.sentence.text)
        front = LIGHT if entity.label in QUANTITATIVE else NAME_FRONT[entity.label]
        back = NAME_BACK.get(entity.label)
        found = front.match(surface) or (back and back.search(surface))
        if found:
            yield hit(
                "light", row, entity.start, entity.end, f"（{entity.label}）的边界有“{found.group()}”，是否去掉？"
            )


def rest(rows: Sequence[Row]) -> Iterator[Hit]:
    """METRIC and TARGET beside which words of their clause are left over (guidelines 2.2 and 2.3)."""
    for row, entity in spans(rows, *QUANTITATIVE):
        before, after = left_over(row, entity)
        words = [where for where in (before, after) if not OUTSIDE.fullmatch(where)]
        if words:
            yield hit("rest", row, entity.start, entity.end, f"旁边剩下“{'”和“'.join(words)}”，是否属于实体？")


def left_over(row: Row, entity: Entity) -> tuple[str, str]:
    """What stands between a span and the next clause border or span, before and after it."""
    text = row.sentence.text
    marks = [match.span() for match in CLAUSE.finditer(text)] + [(one.start, one.end) for one in row.entities]
    left = max((end for _, end in marks if end <= entity.start), default=0)
    right = min((start for start, _ in marks if start >= entity.end), default=len(text))
    return text[left : entity.start], text[entity.end : right]


def twice(rows: Sequence[Row]) -> Iterator[Hit]:
    """Two METRIC or TARGET in one clause with no name between them (guidelines 1.1 and 2.3)."""
    for row in rows:
        for one, other in zip(row.entities, row.entities[1:], strict=False):
            if _same_clause(row.sentence.text, one, other):
                yield hit("twice", row, one.start, other.end, "一个分句里有两个指标而无专名隔开，是否应为一个？")


def _same_clause(text: str, one: Entity, other: Entity) -> bool:
    between = text[one.end : other.start]
    numbers = one.label in QUANTITATIVE and other.label in QUANTITATIVE
    return numbers and not BORDER.search(between) and not re.search(r"[（）()“”,;]", between)
