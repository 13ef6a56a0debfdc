"""Silver PROJECT labels by the guideline's words: kinds of works, verbs of building, lists of projects."""

import re
from itertools import pairwise

from govreport.training.pretraining.sheet import CONSTRUCTION, GENERIC, Sheet, any_of
from govreport.training.pretraining.words import NAMES, Word

KIND = re.compile(f"{any_of('kinds')}$")
FACILITY = re.compile(f"{any_of('facilities')}$")
BEFORE = re.compile(f"{any_of('before_works')}了?$")
BEHIND = re.compile(f"的?{any_of('behind_works')}")
LEADING = re.compile(f"{any_of('leading')}$")
COMMON = re.compile(any_of("common"))
PROGRAMME = ("工程", "行动", "计划", "项目")
COUNTED = re.compile("[一二三四五六七八九十0-9]+[个条座家项批所]")
NUMBER_BEHIND = re.compile("[0-9一二三四五六七八九十]+(?:[.][0-9]+)?万?(?:个|座|所|处|家|亩|公里|千米|米|条|平方)")
NO_NAME = re.compile("[一二三四五六七八九十两][大项个]|[0-9]{2,}|^“十[一二三四五]*五")
LIST = re.compile(
    "(?:新建|续建|建设|建成|改造|扩建|开工|竣工|投产|运营|实施|推进|加快|完成|抓好|规划|启动|引进|谋划|支持|[，。；：]|^)"
    "([^，。；：！？等]{3,80})等"
    "(?=[^，。；：！？]{0,14}(?:工程|项目|行动|计划|基地|建设|改造|公路|道路|街路|大桥|桥梁|干道))"
)
NAME = "(?:“[^“”，。；]{2,12}”|[^，。；：！？、0-9的和与及等“”《》（）()]){3,24}?"
PROGRAMME_NAME = re.compile(
    f"(?:{any_of('programmes_by')}(?:了|好)?|^|[，。；：！？、])"
    f"({NAME}(?:工程|行动|行动计划|计划)(?:[一二三四五]期)?)(?=[，。；：！？、”和与及]|建设|实施|步伐|成果|顺利|全面|成为|的|$)"
)
NO_WORKS = re.compile("(?:公司|集团|厂|企业|产业|部门|单位|地区|行业|领域)$")
VERBS = re.compile(f"(?:{'|'.join(CONSTRUCTION)})+")
NUMBERED_ROAD = re.compile("(?:国道|省道|县道|[gsGS])[0-9]{2,4}(?:线|国道|省道)?")


def label_projects(sheet: Sheet) -> None:
    """Names that end in a kind of works, lists “甲、乙和丙等…项目”, numbered roads under construction."""
    for number in reversed(range(len(sheet.words))):  # the last kind first: 长春公园污水处理工程 is one name
        if KIND.search(sheet.words[number].text):
            _label_from(sheet, number)
    _label_lists(sheet)
    _label_programmes(sheet)
    for match in NUMBERED_ROAD.finditer(sheet.folded):
        if sheet.near(*match.span(), 10, CONSTRUCTION):
            sheet.add(*match.span(), "PROJECT")


def _label_lists(sheet: Sheet) -> None:
    for match in LIST.finditer(sheet.folded):
        edges = [match.start(1), *(sign.end() + match.start(1) for sign in re.finditer("[、和]|及|与", match.group(1)))]
        parts = [(a, b - 1) for a, b in pairwise([*edges, match.end(1) + 1])]
        if all(3 <= b - a <= 22 and not NO_WORKS.search(sheet.folded[a:b]) for a, b in parts):
            for a, b in parts:
                verbs = VERBS.match(sheet.folded, a, b)
                sheet.add(verbs.end() if verbs else a, b, "PROJECT")


def _label_from(sheet: Sheet, number: int) -> None:
    """PROJECT for the name that ends with a word of works, where it has a name of its own or the sentence builds it."""
    first, last = _extent(sheet.words, number)
    words, (start, end) = sheet.words[first : last + 1], (sheet.words[first].start, sheet.words[last].end)
    name, kind = sheet.folded[start:end], sheet.words[last].text
    body = sum(len(w.text) for w in words if not KIND.fullmatch(w.text) and w.text not in GENERIC)
    named = any((w.flag in (*NAMES, "nt") and w.text not in GENERIC) or w.text in "“”" for w in words)
    if not (named or body >= 3) or _is_counted(sheet, start, end) or NO_NAME.search(name):
        return
    certain = any(w.flag in NAMES or "“" in w.text for w in words)
    built = sheet.near(start, end, 8, CONSTRUCTION)
    framed = BEFORE.search(sheet.folded, max(0, start - 4), start) or BEHIND.match(sheet.folded, end)
    works = built and kind in PROGRAMME and len(name) >= 6
    facility = framed and FACILITY.search(name) and body >= 2 and len(name) >= 5 and not COMMON.match(name)
    if (certain and (built or kind in PROGRAMME)) or works or facility:
        sheet.add(start, end, "PROJECT")


def _label_programmes(sheet: Sheet) -> None:
    for match in PROGRAMME_NAME.finditer(sheet.folded):
        start, end = match.span(1)
        while verb := VERBS.match(sheet.folded, start, end):
            start = verb.end()
        words = [word for word in sheet.words if start <= word.start and word.end <= end]
        own = [word for word in words if word.text not in (*GENERIC, *PROGRAMME) and not COMMON.match(word.text)]
        if sum(len(word.text) for word in own) >= 3 and not NO_NAME.search(sheet.folded[start:end]):
            sheet.add(start, end, "PROJECT")


def _is_counted(sheet: Sheet, start: int, end: int) -> bool:
    return bool(COUNTED.match(sheet.folded, start, end) or NUMBER_BEHIND.match(sheet.folded, end))


def _extent(words: list[Word], number: int) -> tuple[int, int]:
    """From the word that names a kind: on over further kinds (“改造工程二期”), back to where the name begins."""
    last = number
    while last + 1 < len(words) and KIND.search(words[last + 1].text):
        last += 1
    first = number
    while first > 0 and number - first < 7 and not _ends_name(words[first - 1]):
        first -= 1
    return first, last


def _ends_name(word: Word) -> bool:
    if (word.flag[0] in "xcpudrtf" and word.text not in "“”－-及") or word.text in ("等", "的", "和", "与", "、"):
        return True
    return word.text in CONSTRUCTION or bool(LEADING.search(word.text) or COUNTED.match(word.text))
