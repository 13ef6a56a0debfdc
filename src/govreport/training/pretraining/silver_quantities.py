"""Silver METRIC and TARGET labels: the guideline's §2 by rules, clause by clause."""

import re
from collections.abc import Iterator

from govreport.schema import Period
from govreport.training.pretraining.sheet import Sheet

NUMERALS = "一二三四五六七八九十百千万亿两半"
BORDER = re.compile(r"[，；。！？]|(?<![0-9])：|：(?![0-9])|——|[（(][^（）()]{4,}[）)]")
UNIT = (
    "(?:亿美元|万美元|美元|亿元|万元|元|万千瓦时|亿千瓦时|亿立方米|千瓦时|千瓦|千米|亿|万|千|百|个百分点|百分点|％|%|‰|平方公里|平方千米|"
    "平方米|立方米|公里|米|公顷|亩|吨|公斤|斤|兆瓦|标准煤|标箱|人次|人|户|倍|岁|小时|天|分钟|微克|度|平米|GW|MW)"
)
COUNTER = (
    "(?:个|家|条|座|所|处|户|项|套|辆|眼|口|栋|幢|次|件|名|位|支|场|台|艘|架|对|只|头|例|株|棵|期|批|片|宗|起|段|间|张|份|类|种|届|人|村|镇|"
    "县|县市区|乡镇|城市|企业|学校|市|国|区)"
)
FIGURE = (
    rf"(?:(?<![第一二三四五六七八九十])[两三四五六七八九十百]+(?=个|家|户|所|座|条|名|处|支|套|栋|镇|村)"
    rf"|[0-9][0-9.,]*(?:[-—~～到至][0-9][0-9.,]*)?|百分之[{NUMERALS}点]+|(?<!第)[{NUMERALS}]+(?=成|倍|个百分点|万|亿))"
)
QUANTITY = re.compile(
    rf"(?:第[0-9{NUMERALS}]+位|前[0-9{NUMERALS}]+位|翻[一两二]番|翻番|(?:突破|超|过|破|近)?[百千万]?亿(?:元|斤)(?:级|大关)?|[百千]亿级?|"
    rf"过百万|首位|第一(?=$|[，。；])|前[十百](?=$|[，。；])|一半|"
    rf"{FIGURE}\s*(?:多|余)?(?:{UNIT}|{COUNTER})?(?:多|余)?(?:{UNIT}|{COUNTER})?(?:左右|以上|以下|以内|上下|之多)?)"
)
MEASURED = re.compile(rf"{UNIT}|{COUNTER}|番|位|一半|成|[0-9]$|：|亿|第一|前[十百]")
DATE = re.compile("[0-9]{4}[-—]?[0-9]*年|[0-9]+年|[0-9]{1,2}月|[0-9]{1,2}日")
AFTER_DATE = re.compile("年|月|日|届|次会|世纪")
GROUP = re.compile(rf"[0-9{NUMERALS}]+(?:大|项(?:重点|主要)?(?:工作|任务|举措|行动|改革|措施)|个方面|件(?:民生)?实事)")
LEAD = re.compile(
    r"(?:[0-9]+[、.．]|[一二三四五六七八九十]是|重点(?!项目|企业|工程)|共(?!同)|又有|又|多方|精心|从根本上|紧密|认真|"
    r"连续[0-9一二三四五六七八九十两]+年|[两三四五六七八九十]年累计|[两三四五六七八九十]年来?|计划|按[^，]{2,10}计算|总计|仅|均|也|还|再创|"
    r"促进|支持|帮助|引导|鼓励|今后|未来[0-9一二三四五]年|每年|当前|大幅|有效|基本(?=实现)|合计|率先|超额|提前|突出|不断|持续|稳步|有序|"
    r"科学|规范|广泛|深入|同比（下同）|[0-9]{4}年|“?十[一二三四五]五”?(?:期间|时期|末)?|一年来|过去一?[的五]?年|全年|今年|明年|去年|当年|"
    r"年内|年末|目前|现在|截至[^，]{0,8}|我市|我省|我县|我区|我们|本届政府|同时|其中的|预计|力争|确保|争取|累计|先后|已经|已|将|要|继续|"
    r"进一步|加快|推进|抓好|实现|完成|达到|达|为|使|并|成功|全面|大力|积极|努力|着力|顺利|圆满|切实|加大|坚持|预期目标是|主要预期目标是|"
    r"到[0-9]{4}年|到“?十[一二三四五]五”?末|经济社会发展的?主要预期目标|让|对|在|于|由|和|与|及|以及)+"
)
FOR_WHOM = re.compile("(?:为|与|给|向|对|在|让|从|以|把|用于)")
COUNTED = re.compile("[0-9]+(?:家|户|大|个|所|条|座)")
PRESENT = re.compile("目前|现有|现已|已[建完达有经]|去年|截至|过去[0-9一二三四五]")
FUTURE = re.compile("力争|确保|将(?:达到|实现|完成|新增|建成|突破|增加)|预期目标|规划目标")
LONGEST_TAIL, LONGEST_ADVERBIAL = 14, 16


def label_quantities(sheet: Sheet, period: Period) -> None:
    """At most one entity a clause: METRIC, and TARGET in the plan, unless its own words say otherwise (§1.3)."""
    for start, end in _clauses(sheet.folded):
        found = [match for match in QUANTITY.finditer(sheet.folded, start, end) if _counts(sheet, match, start)]
        if found:
            last = _end(sheet, found[-1], end)
            first = _start(sheet, start, found, last)
            sheet.add(first, last, _label(sheet.folded[start:end], period))


def _label(clause: str, period: Period) -> str:
    if period == "plan":
        return "METRIC" if PRESENT.search(clause) else "TARGET"
    return "TARGET" if FUTURE.search(clause) else "METRIC"


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    place = 0
    for match in BORDER.finditer(text):
        yield place, match.start()
        place = match.end()
    yield place, len(text)


def _counts(sheet: Sheet, match: re.Match[str], start: int) -> bool:
    """Whether a match is a quantity: no date, ordinal, group (“六大行动”) or figure of a slogan in quotes."""
    text, at = sheet.folded, match.start()
    quoted = text.rfind("“", 0, at) > text.rfind("”", 0, at) and not re.search(UNIT, match.group())
    ordinal = at > start and text[at - 1] in "第G"
    dated = DATE.match(text, at) or AFTER_DATE.match(text, match.end())
    return bool(MEASURED.search(match.group())) and not (quoted or ordinal or dated or GROUP.match(text, at))


def _end(sheet: Sheet, last: re.Match[str], end: int) -> int:
    """§2.3: behind the unit, or on to the noun that the quantity belongs to."""
    tail = sheet.folded[last.end() : end]
    if not tail or len(tail) > LONGEST_TAIL:
        return last.end()
    counted = re.search(rf"{COUNTER}$", last.group()) and tail[0] != "、"
    noun = any(word.start == last.end() and word.flag[0] == "n" for word in sheet.words)
    bare = tail[0] not in "、和及与，以左" and (last.group()[-1] in "万亿" or noun)
    return end if tail[0] == "的" or counted or bare else last.end()


def _strip(text: str, start: int, end: int) -> int:
    """§2.2: behind times, light verbs and adverbs; 完成 and 实现 stay right before a figure."""
    match = LEAD.match(text, start, end)
    if not match or match.end() >= end:
        return start
    light = re.search("(完成|实现)$", match.group()) if text[match.end()].isdecimal() else None
    return start + light.start() if light else match.end()


def _start(sheet: Sheet, start: int, found: list[re.Match[str]], end: int) -> int:
    text, figure = sheet.folded, found[0].start()
    start = _strip(text, start, end)
    start = max((place + 1 for place in range(start, end) if sheet.taken[place]), default=start)
    start = _strip(text, start + (text[start : start + 1] == "等"), end)
    head = text[start:figure]
    if head.endswith("等") or _names_before(text, head, figure, len(found)):
        start = figure
    elif head and (match := FOR_WHOM.match(head)):
        verbs = [w.start for w in sheet.words if start < w.start and w.end <= figure and w.flag in ("v", "vn")]
        verbs = [place for place in verbs if len(_word_at(sheet, place)) >= 2]
        near = verbs and len(head) > 3 and figure - verbs[0] < LONGEST_ADVERBIAL
        start = verbs[0] if near else start + match.end()
    return _strip(text, start, end)


def _word_at(sheet: Sheet, start: int) -> str:
    return next(word.text for word in sheet.words if word.start == start)


def _names_before(text: str, head: str, figure: int, figures: int) -> bool:
    """“甲、乙、丙3家企业…”: the names before a count are no part of it."""
    listed = re.search("、[^、]{2,14}$", head) and not re.search("[增达为建造设到]", head)
    return bool(listed and figures == 1 and COUNTED.match(text, figure))
