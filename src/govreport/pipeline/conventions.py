"""What the guideline settles by the letter, applied after the model: borders, quotes, masked and full names.

Each rule quotes its section of ``annotations/guidelines.md``; what needs judgement is left to the model.
"""

import re
from collections.abc import Sequence

from govreport.pipeline.gazetteer import folded
from govreport.pipeline.place_conventions import is_place, joined, places, surroundings
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
# §1.3, §2.1: what a clause says of its own time, whatever its section
CLAUSE = re.compile("[，；。：！？,;:!?]")
PRESENT = re.compile("目前|现有|现已|已(?!经济)|去年|截至|过去|(?<!为)了(?!解)")
FUTURE = re.compile(
    "力争|确保|预期目标|规划目标|今后|未来|明年|有望|[将要](?:达到|实现|完成|新增|建成|突破|增长|提高|增加|超过|新建)"
)
BEFORE = (LEADING, FOR_WHOM, LIGHT, BARE)
# §2.3: the unit to its end, and the bound behind it
UNIT = re.compile(r"(?<=万千)瓦|(?<=个百分)点|(?<=平方)(?:公里|米)|(?<=立方)米|(?<=标准)煤")
BOUND = re.compile(r"左右|以上|以下|以内|上下|多|余")


def settle(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities of one sentence with the guideline's conventions applied, in order; offsets in code points.

    >>> text = "8、2025年完成投资5亿元左右，在白城市召开。"
    >>> [entity.surface(text) for entity in settle(text, [Entity(0, 14, "TARGET")])]
    ['投资5亿元左右', '白城市']
    """
    seen = folded(text)
    around = surroundings(seen)
    entities = [one for one in entities if one.label != "PLACE" or is_place(seen, one.start, one.end, around)]
    kept: list[Entity] = []
    for number, entity in enumerate(entities):
        limit = entities[number + 1].start if number + 1 < len(entities) else len(text)
        start, end = (_quantity if entity.label in ("METRIC", "TARGET") else _name)(seen, entity, limit)
        kept.append(Entity(start, end, _time(seen, entity)))
    return joined(seen, sorted([*kept, *places(seen, kept, around)]))


def _time(text: str, entity: Entity) -> str:
    """§1.3: the label, unless the clause up to the entity's end speaks of the other time alone."""
    if entity.label not in ("METRIC", "TARGET"):
        return entity.label
    clause = text[max((border.end() for border in CLAUSE.finditer(text, 0, entity.start)), default=0) : entity.end]
    present, future = bool(PRESENT.search(clause)), bool(FUTURE.search(clause))
    return entity.label if present == future else "METRIC" if present else "TARGET"


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
