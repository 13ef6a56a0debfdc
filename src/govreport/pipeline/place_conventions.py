"""What the guideline settles by the letter about PLACE (§4, §1.2): institutions, titles, masked and full names.

Texts are folded (``gazetteer.folded``), one character for one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from govreport.pipeline.gazetteer import folded, gazetteer, names_in
from govreport.schema import Entity

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
REACH = 8  # characters behind a span that may show its front to be an institution's name


def surroundings(text: str) -> list[tuple[int, int]]:
    """Ranges of documents' and other titles, and of slogans in quotes."""
    return [match.span() for match in AROUND.finditer(text)]


def is_place(text: str, start: int, end: int, around: Sequence[tuple[int, int]]) -> bool:
    """§4: a name inside a title, a document or a slogan, or at the head of an institution's name is no place."""
    titled = any(a < start and end < b and b - a > end - start + 2 for a, b in around)
    return not titled and not INSTITUTION.match(text, end)


def places(text: str, taken: Iterable[Entity], around: Sequence[tuple[int, int]]) -> Iterator[Entity]:
    """§4: masked names, lists of countries, full names of provinces, cities and counties that the model left out."""
    free = _free(text, taken)
    for start, end in [*(match.span() for match in MASKED.finditer(text)), *_countries(text), *_full_names(text)]:
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


def leading_name(text: str, entity: Entity) -> Entity | None:
    """§1.2: the name of the gazetteer that a quantity's span swallows at its front, for the model to judge.

    >>> leading_name("支持枣阳建成10个园区", Entity(2, 11, "TARGET"))
    Entity(start=2, end=4, label='PLACE')
    """
    if entity.label not in ("METRIC", "TARGET"):
        return None
    seen = folded(text[entity.start : entity.end + REACH])
    start = 3 * seen.startswith("国家级")
    size = entity.end - entity.start
    heads = (end for first, end, _ in names_in(seen[start:size], gazetteer()[0]) if first == 0)
    end = start + next(heads, 0)
    if start < end < size - 2 and not INSTITUTION.match(seen, end):
        return Entity(entity.start + start, entity.start + end, "PLACE")
    return None


def joined(text: str, entities: Iterable[Entity]) -> list[Entity]:
    """§4: places that follow each other at once, or by a hyphen, are one."""
    found: list[Entity] = []
    for entity in entities:
        last = found[-1] if found else None
        if last and last.label == entity.label == "PLACE" and HYPHEN.fullmatch(text, last.end, entity.start):
            found[-1] = Entity(last.start, entity.end, "PLACE")
        else:
            found.append(entity)
    return found
