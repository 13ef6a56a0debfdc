"""Silver PLACE labels: masked names, countries in lists, sites and natural features, administrative names."""

import re
from functools import cache

from govreport.pipeline.gazetteer import gazetteer, names_in
from govreport.training.pretraining.sheet import GENERIC, MISREAD, NO_PLACE, Sheet, any_of
from govreport.training.pretraining.words import NAMES, Word

MASKED = re.compile(r"(?:XXX|xxx|XX|\*\*|××)(?:市|县|区|镇|乡|村|州|灌区)?")
COUNTRY = re.compile("(?<=[赴与、和对欧])[日韩美德俄英法澳](?=[、和等，。及])")
COUNTRIES = re.compile("[日韩美德俄英法澳欧亚]、[日韩美德俄英法澳]$")
FEATURE = re.compile(f"{any_of('features')}$")
SITE = re.compile(f"{any_of('sites')}$")
BUILT = re.compile(f"{any_of('built')}$")  # a PROJECT where it is built, else a PLACE
BUILDING = re.compile(any_of("building"))
NO_NAME = re.compile("城市$|^小?城镇$")
ENDINGS = ("市", "县", "区", "镇", "乡", "新区", "高新区", "开发区", "经开区", "工业园", "工业园区")
OFFICE = re.compile(f"(?:市|县|省|区)?{any_of('offices')}")
BODY = re.compile(any_of("bodies"))
STOP = re.compile("[，。；：！？]")


def label_marked_places(sheet: Sheet) -> None:
    """What its form gives away: masked names, countries by one character."""
    for match in MASKED.finditer(sheet.folded):
        sheet.add(*match.span(), "PLACE")
    for match in COUNTRY.finditer(sheet.folded):
        before = sheet.folded[max(0, match.start() - 2) : match.end()]
        if sheet.folded[match.start() - 1] != "、" or COUNTRIES.search(before):
            sheet.add(*match.span(), "PLACE", shortest=1)


def label_places(sheet: Sheet) -> None:
    """Sites and natural features by their names' ends, then names of the gazetteer and what jieba knows as places.

    What belongs to an institution, an event or a document is left out.
    """
    for number, word in enumerate(sheet.words):
        if FEATURE.search(word.text) and (found := _feature(sheet, number)) and not _institution(sheet, number):
            sheet.add(*found, "PROJECT" if BUILT.search(word.text) and _is_built(sheet, *found) else "PLACE")
    for number, word in enumerate(sheet.words):
        if any(sheet.taken[word.start : word.end]) or word.text in NO_PLACE:
            continue
        by_flag = word.flag == "ns" or (word.text in _units() and word.flag in ("nr", "nz", "nt", "nrt"))
        if (by_flag or word.text in MISREAD) and len(word.text) >= 2 and not _institution(sheet, number):
            after = sheet.words[number + 1] if number + 1 < len(sheet.words) else word
            sheet.add(word.start, after.end if after.text in ENDINGS else word.end, "PLACE")
    _label_long_names(sheet)


def _label_long_names(sheet: Sheet) -> None:
    """Names of the gazetteer that jieba parts (粤港澳|大湾区); shorter ones are too often ordinary words."""
    starts = {word.start for word in sheet.words}
    ends = {word.end: number for number, word in enumerate(sheet.words)}
    for start, end, _ in names_in(sheet.folded, gazetteer()[0]):
        known = end - start >= 3 and start in starts and end in ends and sheet.folded[start:end] not in NO_PLACE
        if known and not _institution(sheet, ends[end]):
            sheet.add(start, end, "PLACE")


@cache
def _units() -> frozenset[str]:
    return frozenset(name for names in gazetteer()[0].by_head.values() for name, _ in names)


def _is_built(sheet: Sheet, start: int, end: int) -> bool:
    before, behind = STOP.split(sheet.folded[:start])[-1], STOP.split(sheet.folded[end:])[0][:16]
    return bool(BUILDING.search(before) or BUILDING.search(behind))


def _feature(sheet: Sheet, number: int) -> tuple[int, int] | None:
    """From a word such as 工业园 or 镇 back to where its own name begins; nothing where it has none."""
    words, first = sheet.words, number
    while first > 0 and number - first < 4 and (_names_a_place(words[first - 1]) or words[first - 1].text == "国家"):
        first -= 1
    if SITE.search(words[number].text):
        heads = [at for at in range(max(0, first - 3), first) if words[at].flag in ("ns", "nr")]
        between = words[heads[-1] + 1 : first] if heads else []
        first = heads[-1] if heads and all(word.flag[0] in "nbjl" for word in between) else first
    named = any(_names_a_place(word) for word in words[first:number])
    own = words[number].flag in (*NAMES, "nt") and len(words[number].text) >= 3
    if not (named or own) or NO_NAME.search(words[number].text) or (first == number and words[first].text in NO_PLACE):
        return None
    return words[first].start, words[number].end


def _names_a_place(word: Word) -> bool:
    ordinary = word.text in NO_PLACE or word.text in GENERIC
    return not ordinary and (word.flag in (*NAMES, "g", "zg") or word.text in _units())


def _institution(sheet: Sheet, number: int) -> bool:
    word, text = sheet.words[number], sheet.folded
    titled = text.rfind("《", 0, word.start) > text.rfind("》", 0, word.start)
    behind = re.split("[，。；、：！和与的及]", "".join(w.text for w in sheet.words[number + 1 : number + 4]))[0]
    return titled or bool(OFFICE.match(text, word.end, word.end + 4) or BODY.search(behind))
