"""§3.1, §3.4, §3.5: programmes by their words: in quotes, behind a verb, in a list with its kind at the end."""

import re
from collections.abc import Iterator, Sequence

from govreport.pipeline.conventions.projects import SHORTEST, STAGE
from govreport.schema import Entity

INNER = "[^，,。；;：:、！!？?“”和与及的等0-9]"
QUOTED = re.compile("“([^“”，,。；;]{2,12}(?:工程|行动|计划))”(?!经验|的?成功经验)")
# §3.1, §2.4: no name; what a report speaks against
NO_QUOTED = re.compile("[一二三四五六七八九十两0-9]+[大项个年]|新?(?:形象|政绩|面子)|晒太阳|一揽子")
PURSUED = re.compile(f"(?:实施|开展|启动|巩固)(?:好|了)?({INNER}{{2,9}}?工程)(?=[，,。；;]|成果)")
ADVERBS = re.compile("(?:深入|继续|全面|大力|积极|扎实|认真|组织|统筹|抓好|进一步|重点)+")
# §3.1: qualifiers that name nothing
GENERAL = re.compile(
    ".*惠民|.*重大|一批|(?:重点|民生|实事|基础设施|示范|水利|交通|城建|生态|[一二三四五六七八九十两百]+[大项个批件]|系列|各项|各类|配套|主体|"
    "附属|前期|后续|扫尾|主要|市政|公益|工业|建设|这些|上述|续建|新建|在建|多项|人才|系统|关键|骨干|大型|土建|收尾|绿化|国家|[省市县])*工程$"
)
PART = f"{INNER}{{3,14}}"
LISTED = re.compile(
    f"(?:实施|推进|开展|启动|抓好|完成|加快)(?:了|好)?((?:{PART}、)+{PART}(?:[和与及]{PART})?)"
    "(?:等[^，,。；;：:、的]{0,8}?|[0-9一二三四五六七八九十]+[大项个])(?:工程|行动|计划)"
)
# §3: numbered roads are names
ROAD = re.compile("(?:[新续改扩]建|改造|建设|建成)((?:国道|省道|县道|[gs])[0-9]{2,4}线?)(?![0-9一-龥])")
UNWANTED = re.compile("整治(?:工程|行动|计划)$")


def programmes(text: str, taken: Sequence[Entity]) -> list[Entity]:
    """PROJECT entities of ``text`` that overlap none of ``taken``.

    >>> text = "实施“环保工程”，实施能源转型、工业降碳等十大行动，巩固畅通工程成果，不搞“形象工程”。"
    >>> [entity.surface(text) for entity in programmes(text, [])]
    ['环保工程', '畅通工程', '能源转型', '工业降碳']
    """
    found: list[Entity] = []
    for start, end in (*_quoted(text), *_pursued(text), *_listed(text), *_roads(text)):
        if end - start >= SHORTEST and all(end <= one.start or one.end <= start for one in (*taken, *found)):
            found.append(Entity(start, end, "PROJECT"))
    return found


def _roads(text: str) -> Iterator[tuple[int, int]]:
    return (match.span(1) for match in ROAD.finditer(text))


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    return (match.span(1) for match in QUOTED.finditer(text) if not NO_QUOTED.match(match.group(1)))


def _pursued(text: str) -> Iterator[tuple[int, int]]:
    for match in PURSUED.finditer(text):
        start = _without(ADVERBS, text, *match.span(1))
        if not GENERAL.match(text[start : match.end(1)]):
            yield start, match.end(1)


def _listed(text: str) -> Iterator[tuple[int, int]]:
    for match in LISTED.finditer(text):
        if not UNWANTED.search(match.group()):
            for part in re.finditer("[^、和与及]+", match.group(1)):
                start, end = (match.start(1) + place for place in part.span())
                yield _without(STAGE, text, start, end), end


def _without(rule: re.Pattern[str], text: str, start: int, end: int) -> int:
    match = rule.match(text, start, end)
    return match.end() if match else start
