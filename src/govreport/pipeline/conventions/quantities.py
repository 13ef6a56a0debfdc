"""§1.3, §2: where a quantity's span begins and ends, and which of METRIC and TARGET its clause says it is."""

import re

from govreport.schema import Entity

# §2.2: list marks, times, light verbs and adverbs in front of an indicator
LEADING = re.compile(
    r"(?:[（(〔\[][0-9]{1,2}[）)〕\]]|[0-9]{1,2}(?:、|\.(?![0-9]))|[一二三四五六七八九十]是|(?:到|至)?[0-9]{4}年(?:底|末)?(?![的来末])|今年|去年|全年|年内|明年|当年"
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
PRESENT = re.compile(
    "目前|(?<!利用)现有|现已|已(?!经济|下达|落户|谋划|[建开签][成工约]的)|(?<![比较从])去年|截至|过去|(?<!为)了(?!解)"
)
FUTURE = re.compile(
    "力争|确保|预期目标|规划目标|今后|未来|明年|有望|[将要](?:达到|实现|完成|新增|建成|突破|增长|提高|增加|超过|新建)"
)
BEFORE = (LEADING, FOR_WHOM, LIGHT, BARE)
# §2.3: the unit to its end, and the bound behind it
UNIT = re.compile(
    r"(?<=万千)瓦|(?<=个百分)点|(?<=平方)(?:公里|米)|(?<=立方)米|(?<=标准)煤|(?<=克)/(?:立方米|升)|(?<=元)/(?:人|亩|吨|月|年|户|平方米)"
)
BOUND = re.compile(r"左右|以上|以下|以内|上下|多|余")

# §2.3: a note in brackets that the span's end cuts in two
ASIDE = re.compile("[（(](?![市区县院所户改])[^）)]*$")
# §2.4: what holds a figure; footnote and list marks; slogans
FIGURE = re.compile("[0-9零一二三四五六七八九十百千万亿两半倍首每]|翻番|x|\\*")
MARK = re.compile(r"[\[〔【（(〈]*[0-9]{1,3}[\]〕】）)〉、.]*")
SLOGAN = re.compile("“[^”]*”")


def settled_time(text: str, entity: Entity) -> str:
    """§1.3: the label, unless the clause up to the entity's end speaks of the other time alone.

    >>> settled_time("目前全市有园区12个", Entity(2, 10, "TARGET"))
    'METRIC'
    """
    clause = text[max((border.end() for border in CLAUSE.finditer(text, 0, entity.start)), default=0) : entity.end]
    present, future = bool(PRESENT.search(clause)), bool(FUTURE.search(clause))
    return entity.label if present == future else "METRIC" if present else "TARGET"


def quantity_borders(text: str, entity: Entity, limit: int) -> tuple[int, int]:
    """§2.2, §2.3: where a METRIC or TARGET begins and ends; ``limit`` is where the next entity starts.

    >>> quantity_borders("完成投资5亿元左右", Entity(0, 7, "METRIC"), 9)
    (2, 9)
    """
    start, end = entity.start, entity.end
    while True:
        match = next((m for m in (rule.match(text, start, end) for rule in BEFORE) if m), None)
        if match is None or match.end() >= end:
            break
        start = match.end()
    if text[start - 1 : start] == "为" and (whom := FOR_WHOM.match(text, start - 1, end)):
        start = whom.end()
    aside = ASIDE.search(text, start, end)
    if aside and FIGURE.search(text, start, aside.start()):
        return start, aside.start()
    for rule in (UNIT, BOUND):
        match = rule.match(text, end)
        end = match.end() if match and match.end() <= limit else end
    return start, end


def is_quantity(text: str, entity: Entity) -> bool:
    """§2.4: no footnote's or list's number, and no number that stands in a slogan only.

    >>> is_quantity("[5]十代", Entity(0, 3, "TARGET")), is_quantity("运用“千万工程”经验", Entity(0, 10, "TARGET"))
    (False, False)
    """
    bare = SLOGAN.sub("", entity.surface(text))
    return bool(FIGURE.search(bare)) and not MARK.fullmatch(bare)
