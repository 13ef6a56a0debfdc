"""Headings: which lines are one, how they nest, and what period of the report they announce."""

import re

from govreport.schema import Period

NUMERAL = "[一二三四五六七八九十百]+"
STYLES: dict[str, re.Pattern[str]] = {
    "part": re.compile(rf"第{NUMERAL}(?:部分|章|篇)[：:、\s]?"),
    "number": re.compile(rf"{NUMERAL}[、，．.]\s*(?!是)"),
    "bracket": re.compile(rf"[（(]{NUMERAL}[）)]"),
    "digit": re.compile(r"[0-9０-９]{1,2}[、．.](?![0-9０-９])|[（(][0-9０-９]{1,2}[）)]"),
    "dash": re.compile(r"(?:——|--)(?=[^—-])"),
}
GLOSSARY = re.compile(
    r"^[（(【]?(?:名词|有关用语|名词术语|部分名词|相关名词|《?政府工作报告》?.{0,6}名词)(?:解释|说明|注释).{0,6}$"
)
REVIEW = re.compile(
    r"回顾|总结|完成情况|完成.{0,24}(?:任务|目标)|(?:取得|实现|迈出|再上|呈现|彰显).{0,14}(?:成效|成就|成绩|进展|突破|台阶|步伐|跨越)"
    r"|(?:主要|工作|发展)?成(?:就|绩)|新成效$|过去(?:的)?(?:一|五|[0-9]).{0,2}年|(?:一|五|去)年来?(?:的)?(?:政府)?工作(?!目标|任务|安排|重点|思路|建议|总体|打算)"
)
PLAN = re.compile(
    r"安排|任务|打算|部署|建议|思路|总体要求|工作要求|(?:预期|奋斗|主要|工作|发展)目标|目标(?:任务|和|与)|工作重点|重点工作|战略重点|展望"
    r"|今后|未来|下一步|下步|今年(?:的)?(?:政府|主要|重点)?工作|指导思想|工作意见|工作举措|工作计划|主要考虑|开好局|起好步"
)
UNNUMBERED = re.compile(
    r"^(?=.{4,30}$)(?!.*[，。；！？：,;:!?])(?=.*(?:年|时期|期间|今后|工作|过去|未来|五年)).*"
    r"(?:回顾|总结|任务|安排|目标|重点|思路|打算|部署|建议|建设|要求|举措|成绩|成就)(?:建议|安排)?$"
)
# where a report has lost its line breaks, its main headings stand in front of a sentence
RUN_IN = re.compile(
    rf"^(?:{NUMERAL}、)?(?:[0-9０-９]{{4}}年|今后五年|过去五年|[^，。；]{{0,4}}“.{{2,4}}五”)[^，。；：]{{0,12}}?"
    r"(?:工作回顾|发展回顾|工作安排(?:建议)?|主要任务|重点工作|主要工作|工作重点|工作任务|目标任务)"
)
LONGEST_HEADING = 64


def heading_style(line: str) -> str | None:
    """The style of the mark that a line begins with, or ``None``.

    >>> heading_style("（一）统筹城乡发展"), heading_style("10、新建樊宛路"), heading_style("一是千方百计扩大就业")
    ('bracket', 'digit', None)
    """
    return next((style for style, pattern in STYLES.items() if pattern.match(line)), None)


def is_heading(line: str) -> bool:
    """Whether a whole line is a heading, not text: marked and unpunctuated at the end, or a known unmarked one.

    A numbered item with a figure in it is a promise or a result, with or without a full stop.

    >>> is_heading("二、2024年主要任务"), is_heading("2024年工作回顾"), is_heading("1、新增就业7.5万个")
    (True, True, False)
    """
    if len(line) > LONGEST_HEADING or "。" in line or line[-1:] in "；！？：，、":
        return False
    style = heading_style(line)
    if style == "digit":
        return not re.search(r"[0-9０-９]", STYLES[style].sub("", line, count=1))
    return bool(style or UNNUMBERED.match(line) or GLOSSARY.match(line))


def lead_heading(first_sentence: str) -> str | None:
    """The heading that a paragraph carries as its first sentence (“（一）……。预计……”), or ``None``.

    >>> lead_heading("（一）统筹城乡发展，努力增加农民收入。")
    '（一）统筹城乡发展，努力增加农民收入'
    """
    style = heading_style(first_sentence)
    if style in ("part", "number", "bracket", "dash") and len(first_sentence) <= LONGEST_HEADING:
        return first_sentence.rstrip("。！：；:")
    return None


def nest(path: list[tuple[str, str]], heading: str) -> list[tuple[str, str]]:
    """The section path after ``heading``: it replaces the heading of its own style and everything below that.

    A path is a list of (style, heading); a style not yet in the path goes one level deeper.

    A “——” paragraph is a list item: nothing nests below it.

    >>> path = nest(nest([], "一、工作回顾"), "（一）经济增长")
    >>> [heading for style, heading in nest(path, "二、主要任务")]
    ['二、主要任务']
    """
    if GLOSSARY.match(heading):
        return [("glossary", heading)]
    style = heading_style(heading) or "plain"
    path = [level for level in path if level[0] != "dash"]
    above = next((level for level, (other, _) in enumerate(path) if other in (style, "glossary")), len(path))
    return [*path[:above], (style, heading)]


def announced_period(heading: str) -> Period | None:
    """The period that a heading's own words announce; ``None`` where they announce none or both.

    >>> announced_period("一、“十五”及２００５年工作回顾"), announced_period("二、2024年主要任务")
    ('review', 'plan')
    """
    if GLOSSARY.match(heading):
        return "other"
    review, plan = REVIEW.search(heading), PLAN.search(heading)
    if bool(review) == bool(plan):
        return None
    return "review" if review else "plan"
