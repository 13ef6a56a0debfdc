"""Silver PROJECT and PLACE labels by the guideline's words: kinds of works, verbs of building, administrative names."""

import re
from functools import cache
from itertools import pairwise

from govreport.pipeline.gazetteer import gazetteer
from govreport.training.pretraining.sheet import CONSTRUCTION, GENERIC, NO_PLACE, Sheet
from govreport.training.pretraining.words import Word

KIND = re.compile(
    "(?:工程|项目|基地|机场|铁路|高铁|高速|高速公路|大桥|水库|枢纽|生产线|产业园|工业园|物流园|科技园|公园|水厂|电厂|电站|医院|学校|体育馆|"
    "图书馆|博物馆|隧道|立交桥|地铁.*线|号线|线|路|大道|广场|码头|港|中心|大厦|扩建|改造|二期|三期|一期|平台|计划|行动|改扩建|迁建|新城|"
    "新区|园区|产业城|小镇|综合体|客运站|火车站|变电站|管网|泵站|污水处理厂|发电厂)$"
)
PROGRAMME = ("工程", "行动", "计划", "项目")
SITE = re.compile("(?:工业园|产业园|园区|开发区|高新区|公园|路|街|大道|广场|机场|新区|新城|水库|港|码头|大桥)$")
NAMES = ("ns", "nz", "nr", "nrt", "eng", "j")  # jieba's flags of names
COUNTED = re.compile("[一二三四五六七八九十0-9]+[个条座家项批所]")
GROUPED = re.compile("[一二三四五六七八九十两][大项个]")
LIST = re.compile(
    "(?:新建|续建|建设|建成|改造|扩建|开工|竣工|投产|运营|实施|推进|加快|完成|抓好|规划|启动|引进|谋划|支持|[，。；：]|^)"
    "([^，。；：！？等0-9]{3,80})等(?=[^，。；：！？]{0,14}(?:工程|项目|行动|计划|基地|园区|建设|改造))"
)
NO_WORKS = re.compile("(?:公司|集团|厂|企业|产业|部门|单位|地区|行业|领域)$")
VERBS = re.compile(f"(?:{'|'.join(CONSTRUCTION)})+")
NUMBERED_ROAD = re.compile("(?:国道|省道|县道|[gsGS])[0-9]{2,4}(?:线|国道|省道)?")
MASKED = re.compile(r"(?:XXX|xxx|XX|\*\*|××)(?:市|县|区|镇|乡|村|州|灌区)?")
COUNTRY = re.compile("(?<=[赴与、和对欧])[日韩美德俄英法澳](?=[、和等，。及])")
COUNTRIES = re.compile("[日韩美德俄英法澳欧亚]、[日韩美德俄英法澳]$")
NATURAL = re.compile(
    "(?:镇|乡|村|湖|河|江|山|水库|路|街|大道|公园|景区|风景区|开发区|高新区|工业园区?|产业园区?|湿地|保护区|岛|湾|港|市|县|州|旗)$"
)
ENDINGS = ("市", "县", "区", "镇", "乡", "新区", "高新区", "开发区", "经开区", "工业园", "工业园区")
OFFICE = re.compile(
    "^(?:市|县|省|区)?(?:委|政府|人大|政协|银行|大学|学院|医院|公司|集团|机场|站|日报|电视台|高速|铁路|大桥|港|工程|项目|人民|海关|法院|股份|精神|代表|军|部队|杯)"
)
BODY = re.compile(
    "(?:大学|学院|银行|公司|商会|集团|学校|医院|日报|规划|运动?会|[书文艺美]节|艺术节|博览会|大会|论坛|中学|军|部队|精神|协会|中心|电视|研究院|实验室|会议|展)"
)


def label_projects(sheet: Sheet) -> None:
    """Names that end in a kind of works, and lists “甲、乙和丙等…项目”."""
    for number, word in enumerate(sheet.words):
        if KIND.search(word.text):
            _project_at(sheet, number)
    for match in LIST.finditer(sheet.folded):
        edges = [match.start(1), *(sign.end() + match.start(1) for sign in re.finditer("[、和]|及|与", match.group(1)))]
        parts = [(a, b - 1) for a, b in pairwise([*edges, match.end(1) + 1])]
        if all(3 <= b - a <= 22 and not NO_WORKS.search(sheet.folded[a:b]) for a, b in parts):
            for a, b in parts:
                verbs = VERBS.match(sheet.folded, a, b)
                sheet.add(verbs.end() if verbs else a, b, "PROJECT")


def _project_at(sheet: Sheet, number: int) -> None:
    first, last = _extent(sheet.words, number)
    words, (start, end) = sheet.words[first : last + 1], (sheet.words[first].start, sheet.words[last].end)
    name, kind = sheet.text[start:end], sheet.words[last].text
    body = sum(len(w.text) for w in words if not KIND.fullmatch(w.text) and w.text not in GENERIC)
    named = any((w.flag in (*NAMES, "nt") and w.text not in GENERIC) or w.text in "“”" for w in words)
    if not (named or body >= 3) or GROUPED.search(name) or re.search("[0-9０-９]{2,}", name):
        return
    certain = any(w.flag in NAMES or "“" in w.text for w in words)
    around = sheet.text[max(0, start - 8) : start] + "|" + sheet.text[end : end + 8]
    built = any(verb in around for verb in CONSTRUCTION)
    if (certain and (built or kind in PROGRAMME)) or (built and kind in PROGRAMME and len(name) >= 6):
        sheet.add(start, end, "PROJECT")
    elif certain and SITE.search(name):
        sheet.add(start, end, "PLACE")


def _extent(words: list[Word], number: int) -> tuple[int, int]:
    """From the word that names a kind: on over further kinds (“改造工程二期”), back to where the name begins."""
    last = number
    while last + 1 < len(words) and KIND.search(words[last + 1].text):
        last += 1
    first = number
    while first > 0 and number - first < 7:
        word = words[first - 1]
        function = word.flag[0] in "xcpudrtf" and word.text not in "“”－-及"
        if (
            function
            or word.text in CONSTRUCTION
            or word.text in ("等", "的", "和", "与", "、")
            or COUNTED.match(word.text)
        ):
            break
        first -= 1
    return first, last


def label_marked_names(sheet: Sheet) -> None:
    """What its form gives away: numbered roads under construction, masked names, countries by one character."""
    for match in NUMBERED_ROAD.finditer(sheet.folded):
        around = sheet.folded[max(0, match.start() - 10) : match.start()] + sheet.folded[match.end() : match.end() + 10]
        if any(verb in around for verb in CONSTRUCTION):
            sheet.add(*match.span(), "PROJECT")
    for match in MASKED.finditer(sheet.folded):
        sheet.add(*match.span(), "PLACE")
    for match in COUNTRY.finditer(sheet.folded):
        before = sheet.folded[max(0, match.start() - 2) : match.end()]
        if sheet.folded[match.start() - 1] != "、" or COUNTRIES.search(before):
            sheet.add(*match.span(), "PLACE", shortest=1)


@cache
def _units() -> frozenset[str]:
    return frozenset(name for names in gazetteer()[0].by_head.values() for name, _ in names)


def label_places(sheet: Sheet) -> None:
    """Words that jieba or the gazetteer knows as places, unless they belong to an institution, event or document."""
    for number, word in enumerate(sheet.words):
        if any(sheet.taken[word.start : word.end]) or word.text in NO_PLACE:
            continue
        known = word.flag == "ns" or (word.text in _units() and word.flag in ("nr", "nz", "nt", "nrt"))
        if known and len(word.text) >= 2:
            if not _institution(sheet, number):
                after = sheet.words[number + 1] if number + 1 < len(sheet.words) else word
                sheet.add(word.start, after.end if after.text in ENDINGS else word.end, "PLACE")
        elif NATURAL.search(word.text) and word.flag in ("nr", "nz", "ns", "nrt") and len(word.text) >= 3:
            sheet.add(word.start, word.end, "PLACE")


def _institution(sheet: Sheet, number: int) -> bool:
    word, text = sheet.words[number], sheet.folded
    titled = text.rfind("《", 0, word.start) > text.rfind("》", 0, word.start)
    behind = re.split("[，。；、：！和与的及]", "".join(w.text for w in sheet.words[number + 1 : number + 4]))[0]
    return titled or bool(OFFICE.match(text[word.end : word.end + 4]) or BODY.search(behind))
