"""What the guideline settles by the letter about PLACE (§4, §1.2): institutions, titles, masked and full names.

Texts are folded (``gazetteer.folded``), one character for one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from govreport.pipeline.conventions.projects import COMPANIES
from govreport.pipeline.gazetteer import folded, gazetteer, names_in
from govreport.schema import Entity

# §4: what stands for a masked name
MASKED = re.compile(r"(?:\*{2,}|X{2,}|x{2,}|×{2,})(?:[省市县区镇乡村](?![一-龥]{0,3}[委人政])|灌区|水库)?")
# §4: countries by one character, in a list of them
COUNTRY = "[日韩美德俄英法意加澳欧]"
COUNTRIES = re.compile(rf"{COUNTRY}(?:[、和与及]{COUNTRY})+(?=[、和与及等，。；”（(两三四五]|$)")
# §4: a title, a slogan or a document around a name
AROUND = re.compile(r"《[^》]*》|“[^”()（）]*”")
# §4: behind these a name belongs to an institution, a meeting or a title
INSTITUTION = re.compile(
    r"[市县区省州]?(?:委|政府|人大|政协|人民|法院|检察|公安|税务|海关|银行|信用|农商|商业|大学|学院|中学|小学|学校|医院|集团|公司|日报|电视|"
    r"晚报|军|部队|武警|代表团|常委|党|纪|监察|财政|发改|国资|总工会|红十字|精神|模式|经验|会议|论坛|峰会|博览|展|书市|商会|[一-龥]{0,4}艺术[节博]|科技周|网站|节|杯|赛|出产|珍|融媒|银山|"
    r"特色社会主义)"
)
# §4: the same with words between
BODY = re.compile(
    r"(?:[（(][^）)]{1,6}[）)]|[）)])?(?:第[一二三四五六七八九十0-9]+届|[^，,、。；;:：“”（）()的在和与及等]){0,10}?"
    r"(?:交流会|研讨会|博览会|洽谈会|运动会|世博会|奥运会|亚运会|交易会|推介会|对接会|峰会|论坛|旅游节|文化节|艺术节|书市|书展|车展|展览会|委员会|协会|合作组织|学院|"
    r"大学(?!城)|研究院|银行|管理局|周(?=[、等，,。]))"
)
# §4: the head of a company's name in a list of them
COMPANY = re.compile(f"[^，,、。；;：:和与及等]{{1,8}}{COMPANIES}")
# §4: numbers of places without their names, unless the name is one (九江)
COUNTED = re.compile("[一二两三四五六七八九十双多诸各]+[河山城湖江县区镇乡村市省岸地湾岛园]")
# §4: common nouns that look like names
COMMON = re.compile(
    "边[远境]县|[东西南北中]线|山塘|周边.*|两岸|[大强]国|高原|湾区|深水|海港|小广场|养牛|中西部|苏区|(?:革命)?老区|新城区|长河|蓝海|惠及|兴旺|"
    "重镇|护城河|美乡村|泉群|园中园|满园|德治|股改上市|科教兴国|(?<=科教)兴国|(?<=登高)怀远|(?<=蓝天)白云"
)
# §4: a city or province by its short character
SHORT = re.compile(r"(?<=在)[一-龥](?=工作的|投资|高校|创业|务工|院校|单位)")
NO_SHORT = "外家岗校职编籍建此中我本市县区全册乡港读企内谈大多该各"


def surroundings(text: str) -> list[tuple[int, int]]:
    """Ranges of documents' and other titles, and of slogans in quotes."""
    return [match.span() for match in AROUND.finditer(text)]


def is_place(text: str, start: int, end: int, around: Sequence[tuple[int, int]]) -> bool:
    """§4: a name inside a title, a document or a slogan, or at the head of an institution's name is no place."""
    titled = any(a < start and end < b and b - a > end - start + 2 for a, b in around)
    if titled or INSTITUTION.match(text, end) or BODY.match(text, end) or COMPANY.match(text, end):
        return False
    common, counted = (rule.fullmatch(text, start, end) for rule in (COMMON, COUNTED))
    return not common and (not counted or is_known(text[start:end]))


def is_known(name: str) -> bool:
    return any(end - start == len(name) for start, end, _ in names_in(name, gazetteer()[0]))


def places(text: str, taken: Iterable[Entity], around: Sequence[tuple[int, int]]) -> Iterator[Entity]:
    """§4: masked names, lists of countries, full names of provinces, cities and counties that the model left out, and
    names by one character behind 在."""
    free = _free(text, taken)
    masked = (match.span() for match in MASKED.finditer(text))
    short = (match.span() for match in SHORT.finditer(text) if match.group() not in NO_SHORT)
    for start, end in (*masked, *_countries(text), *_full_names(text), *short):
        if all(free[start:end]) and is_place(text, start, end, around):
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
    around, free = surroundings(seen), _free(text, taken)
    for start, end, _ in names_in(seen, gazetteer()[0]):
        if all(free[start:end]) and is_place(seen, start, end, around):
            yield Entity(start, end, "PLACE")
