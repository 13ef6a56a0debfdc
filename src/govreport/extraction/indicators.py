"""Whether two reports speak of the same indicator: names compared without what never tells indicators apart."""

import re
import unicodedata
from difflib import SequenceMatcher

TIME = re.compile(r"(?:19|20)[0-9xX*]{2}年|[“\"]?[一-十]+五[”\"]?(?:期间|时期|末)|全年|年内|今年|去年|年均|当年")
WHOSE = re.compile(r"^(?:(?:[全我本](?:国|省|市|县|区|州|旗|盟)|地区|实现|完成|预计|力争|确保|其中)的?)+")
SIGNS = re.compile(r"[\s“”\"'‘’（）()《》、·的]")
SYNONYMS = (
    ("国内生产总值", "生产总值"),
    ("GDP", "生产总值"),
    ("地区生产总值", "生产总值"),
    ("全口径", ""),
    ("总额", ""),
    ("总量", ""),
)
# words that make another indicator of an otherwise like name
TELLING = re.compile(
    r"城镇|农村|城市|农民|城乡|居民|职工|工业|农业|服务业|第[一二三]产业|进口|出口|进出口|外贸|新增|累计|人均|总产量|产量|产值|增加值|投资"
    r"|率|数|收入|支出|消费|存款|贷款|税收|地方|规模以上|民营|固定资产|房地产|高新|粮食|养老|医疗|失业|工伤|生育|女|男|大|中|小|新|老|公路|铁路"
)
CLOSE = 0.8
LEAST = 4


def plain_name(indicator: str) -> str:
    """An indicator's name as it is compared.

    >>> plain_name("2024年全市地区生产总值"), plain_name("城镇居民人均可支配收入")
    ('生产总值', '城镇居民人均可支配收入')
    """
    name = TIME.sub("", unicodedata.normalize("NFKC", indicator))
    name = WHOSE.sub("", SIGNS.sub("", name))
    for long, short in SYNONYMS:
        name = name.replace(long, short) or name
    return name


def likeness(one: str, other: str) -> float:
    """1.0 for the same plain name, 0 for names that may mean two things, else how much they share (0.8 to below 1).

    Conservative: every telling word (城镇, 出口, 人均, 率 …) must stand in both names, and both must end alike.

    >>> likeness("规模以上工业增加值", "全市规模以上工业增加值")
    1.0
    >>> likeness("城镇居民人均可支配收入", "农村居民人均可支配收入")
    0.0
    >>> round(likeness("社会消费品零售总额", "全社会消费品零售总额"), 2)
    0.93
    """
    first, second = plain_name(one), plain_name(other)
    if first == second:
        return 1.0
    if min(len(first), len(second)) < LEAST or first[-2:] != second[-2:]:
        return 0.0
    if sorted(TELLING.findall(first)) != sorted(TELLING.findall(second)):
        return 0.0
    ratio = SequenceMatcher(None, first, second, autojunk=False).ratio()
    return ratio if ratio >= CLOSE else 0.0
