"""What the guideline settles by the letter, applied after the model: borders, quotes, masked and full names.

Each rule quotes its section of ``annotations/guidelines.md``; what needs judgement is left to the model.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from govreport.pipeline.gazetteer import folded, gazetteer, names_in
from govreport.schema import Entity

# §2.2: list marks, times, light verbs and adverbs in front of an indicator
LEADING = re.compile(
    r"(?:[0-9]{1,2}(?:、|\.(?![0-9]))|[一二三四五六七八九十]是|(?:到|至)?[0-9]{4}年(?:底|末)?(?![的来末])|今年|去年|全年|年内|明年|当年"
    r"|[一两三四五]年来|连续[一二两三四五六七八九十0-9]+年|预计|力争|确保|争取|累计|先后|已经?|将|继续|进一步|加快|推进|抓好|共计?|成功|多方"
    r"|积极|大力|努力|全面|顺利|同时|突出|按可比口径计算)+"
)
# §2.2: kept where the figure follows at once
LIGHT = re.compile(r"(?:实现|完成|达到|达(?!到)|为)(?![0-9一二三四五六七八九十百千万亿两])")
# §2.2: outside where the figure follows at once
BARE = re.compile(r"(?:达到|达|为|在|对|让|与|同)(?=[0-9])")
# §2.2: the adverbial that says for whom something was done
FOR_WHOM = re.compile(r"为[一-龥]{2,14}?(?=减免|减轻|减负|补贴|办理|提供|发放|筹集|解决|落实|节约|节省|降低|挽回|追回)")
BEFORE = (LEADING, FOR_WHOM, LIGHT, BARE)
# §2.3: the unit to its end, and the bound behind it
UNIT = re.compile(r"(?<=万千)瓦|(?<=个百分)点|(?<=平方)(?:公里|米)|(?<=立方)米|(?<=标准)煤")
BOUND = re.compile(r"左右|以上|以下|以内|上下|多|余")
# §4: what stands for a masked name
MASKED = re.compile(r"(?:\*{2,}|X{2,}|x{2,}|×{2,})(?:[省市县区镇乡村](?![一-龥]{0,3}[委人政])|灌区|水库)?")
# §4: countries by one character, in a list of them
COUNTRY = "[日韩美德俄英法意加澳欧]"
COUNTRIES = re.compile(rf"{COUNTRY}(?:[、和与及]{COUNTRY})+(?=[、和与及等，。；”（(两三四五]|$)")
# §4: what may stand between two places that are one
HYPHEN = re.compile("[-—–－]{0,2}")
# §4: a title, a slogan or a document around a name
AROUND = re.compile(r"《[^》]*》|“[^”()（）]*”")
# §4: behind these a name belongs to an institution, a meeting or a title
INSTITUTION = re.compile(
    r"[市县区省州]?(?:委|政府|人大|政协|人民|法院|检察|公安|税务|海关|银行|信用|农商|商业|大学|学院|中学|小学|学校|医院|集团|公司|日报|电视|"
    r"晚报|军|部队|武警|代表团|常委|党|纪|监察|财政|发改|国资|总工会|红十字|精神|模式|经验|会议|论坛|峰会|博览|展|书市|商会|[一-龥]{0,4}艺术[节博]|科技周|网站|节|杯|赛|出产|珍|融媒|"
    r"特色社会主义)"
)


def settle(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities of one sentence with the guideline's conventions applied, in order; offsets in code points.

    >>> text = "8、2025年完成投资5亿元左右，在白城市召开。"
    >>> [entity.surface(text) for entity in settle(text, [Entity(0, 14, "TARGET")])]
    ['投资5亿元左右', '白城市']
    """
    seen = folded(text)
    around = [match.span() for match in AROUND.finditer(seen)]
    entities = [one for one in entities if one.label != "PLACE" or _is_place(seen, one.start, one.end, around)]
    kept: list[Entity] = []
    for number, entity in enumerate(entities):
        limit = entities[number + 1].start if number + 1 < len(entities) else len(text)
        start, end = (_quantity if entity.label in ("METRIC", "TARGET") else _name)(seen, entity, limit)
        kept.append(Entity(start, end, entity.label))
    return _joined(seen, sorted([*kept, *_places(seen, kept, around)]))


def _joined(text: str, entities: Iterable[Entity]) -> list[Entity]:
    """§4: places that follow each other at once, or by a hyphen, are one."""
    found: list[Entity] = []
    for entity in entities:
        last = found[-1] if found else None
        if last and last.label == entity.label == "PLACE" and HYPHEN.fullmatch(text, last.end, entity.start):
            found[-1] = Entity(last.start, entity.end, "PLACE")
        else:
            found.append(entity)
    return found


def _quantity(text: str, entity: Entity, limit: int) -> tuple[int, int]:
    start, end = entity.start, entity.end
    while True:
        match = next((m for m in (rule.match(text, start, end) for rule in BEFORE) if m), None)
        if match is None or match.end() >= end:
            break
        start = match.end()
    for rule in (UNIT, BOUND):
        match = rule.match(text, end)
        end = match.end() if match and match.end() <= limit else end
    return start, end


def _name(text: str, entity: Entity, limit: int) -> tuple[int, int]:
    """§3.4: a name wholly in quotes stands without them; a quote that opens inside it closes inside it."""
    start, end = entity.start, entity.end
    mark = re.match(r"[一二三四五六七八九十]是", text[start:end])
    start += mark.end() if mark and mark.end() < end - start else 0
    opened = text[start:end].count("“") - text[start:end].count("”")
    if opened > 0 and text[end : end + 1] == "”" and end < limit:
        return (start + 1, end) if text[start] == "“" else (start, end + 1)
    return start, end


def _is_place(text: str, start: int, end: int, around: Sequence[tuple[int, int]]) -> bool:
    """§4: a name inside a title, a document or a slogan, or at the head of an institution's name is no place."""
    titled = any(a < start and end < b and b - a > end - start + 2 for a, b in around)
    return not titled and not INSTITUTION.match(text, end)


def _places(text: str, taken: Iterable[Entity], around: Sequence[tuple[int, int]]) -> Iterator[Entity]:
    """§4: masked names, lists of countries, full names of provinces, cities and counties that the model left out."""
    free = _free(text, taken)
    for start, end in [*(match.span() for match in MASKED.finditer(text)), *_countries(text), *_full_names(text)]:
        if all(free[start:end]) and _is_place(text, start, end, around):
            free[start:end] = [False] * (end - start)
            yield Entity(start, end, "PLACE")


def _free(text: str, taken: Iterable[Entity]) -> list[bool]:
    free = [True] * len(text)
    for start, end, _ in taken:
        free[start:end] = [False] * (end - start)
    return free


def _countries(text: str) -> Iterator[tuple[int, int]]:
    return ((place, place + 1) for match in COUNTRIES.finditer(text) for place in range(match.start(), match.end(), 2))


def _full_names(text: str) -> Iterator[tuple[int, int]]:
    for start, end, short in names_in(text, gazetteer()[0]):
        if not short and text[end - 1] in "省市县州旗盟" and end - start > 2:
            yield start, end


def known_names(text: str, taken: Sequence[Entity]) -> Iterator[Entity]:
    """Names of the gazetteer that nothing labels and nothing shows to be part of an institution, title or document.

    >>> sentence = "支持长春老工业基地发展，办好长春大学。"
    >>> [(entity.start, entity.surface(sentence)) for entity in known_names(sentence, [])]
    [(2, '长春')]
    """
    seen = folded(text)
    around, free = [match.span() for match in AROUND.finditer(seen)], _free(text, taken)
    for start, end, _ in names_in(seen, gazetteer()[0]):
        if all(free[start:end]) and _is_place(seen, start, end, around):
            yield Entity(start, end, "PLACE")
