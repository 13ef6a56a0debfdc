"""Finds the numbers of a clause together with their units and the bounds behind them."""

import re
from dataclasses import dataclass
from decimal import Decimal

from govreport.extraction.quantities.fractions import Found, special
from govreport.extraction.quantities.numerals import parse_number, scale_of
from govreport.extraction.quantities.units import UNIT

ARABIC = r"(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
CHINESE = r"(?:[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?)"
NUMERAL = rf"(?:{ARABIC}(?:[十百](?!分)|千(?![瓦克米伏]))?|{CHINESE})"
LATER = rf"(?:(?=[\d零〇一二两三四五六七八九]){NUMERAL})"
SCALE = "(?:万亿|[万亿])"
HIDDEN = re.compile(
    r"[“《‘](?![^”]*翻)[^”》’]*[”》’]"
    rf"|连续{NUMERAL}个?(?:季度|月|年|天)|第{NUMERAL}[位名]?|前{NUMERAL}[位名强]?|{NUMERAL}强"
    rf"|\d{{2,4}}年(?!均)|{NUMERAL}(?:月份?|日(?!元)|届)"
    rf"|每{NUMERAL}[万亿]?(?:名|人口|人|户|平方公里)?|[经纬]{NUMERAL}[街路]"
    rf"|{NUMERAL}岁(?:及?以[上下])?(?=[\u4e00-\u9fff])(?!左右|上下|及?以[上下])"
    r"|(?<![\dA-Za-z万亿])[A-Za-z]+\d+(?:\.\d+)?|\d+(?=[A-Za-z])(?!(?:km|kw|kW|kV|MW|GW|m2|m3|TEU|P(?![A-Za-z\d])))"
)
TOKEN = re.compile(
    rf"百分之(?P<percent>{NUMERAL})(?:(?:到|至|-|—)(?:百分之)?(?P<percent_high>{NUMERAL}))?"
    rf"|千分之(?P<permille>{NUMERAL})"
    rf"|(?P<parts>\d+|{CHINESE})分之(?P<of>\d+|{CHINESE})|(?<![\d/])(?P<over>\d+)/(?P<under>\d+)(?![\d/])"
    rf"|(?P<half>一半|半数)|翻(?:(?P<folds>{NUMERAL})番|番)(?P<folded>)"
    rf"|(?P<tenths>{NUMERAL})成(?=以上|以下|左右|多|的|[，、；和]|$)"
    rf"|(?:(?P<low>{NUMERAL})(?P<low_scale>{SCALE})?(?P<low_unit>[%‰])?(?:-|—{{1,2}}|[~～∽∼至到]))?"
    rf"(?P<minus>(?<=[\u4e00-\u9fff])[-−](?=\d))?(?P<number>{NUMERAL}(?:{SCALE}{LATER})*)?"
    rf"(?P<more>[多余几])?(?P<scale>{SCALE})?(?P<more_too>[多余几])?"
    rf"(?P<unit>{UNIT}(?:[（(]{UNIT}[）)]|/[百千万]?{UNIT})?)?(?P<more_last>多|余(?!额))?"
)
BEHIND = re.compile(r"(?P<bound>及?以上|以下|以内|之内|左右|上下)")
ENDS = re.compile(r"$|[，、；。和与及]|以及|以上|以下|以内|左右|上下|新?台阶|大关|关口")
NEEDED_BEFORE = re.compile(r"(?:超过?|突破|过|破|达到?|逾|成为|近|约|上|不足|低于)$")
BOUNDS = {"以上": "≥", "及以上": "≥", "以下": "≤", "以内": "≤", "之内": "≤", "左右": "≈", "上下": "≈"}
# behind a Chinese numeral these begin a word more often than they count: 二次供水, 一站式, 一本录取率
WORD_UNITS = frozenset("次路线面类场市县区镇乡村街对里本站字")


@dataclass(frozen=True, slots=True)
class Token:
    """A number at ``start``–``end`` of the folded clause; ``unit`` holds 万 and 亿, ``relation`` is "" if unbounded."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None
    unit: str
    relation: str
    part: bool = False  # written as a fraction: 四分之一, 一半, 三成
    rounded: bool = False

    @property
    def percent(self) -> bool:
        return self.unit in ("%", "‰", "个百分点", "倍")


def lex(clause: str) -> list[Token]:
    """The numbers of a folded clause that measure something; dates, ordinals, quoted and product numbers do not.

    >>> [(str(token.value), token.unit, token.relation) for token in lex("“4050”人员9000人、第3批2万余户")]
    [('9000', '人', ''), ('2', '万户', '>')]
    """
    visible = HIDDEN.sub(lambda match: "\0" * len(match[0]), clause)
    return [token for match in TOKEN.finditer(visible) if (token := _token(match, visible))]


def _token(match: re.Match[str], text: str) -> Token | None:
    if not match[0]:
        return None
    found = special(match) if match["number"] is None and match["scale"] is None else _plain(match, text)
    if found is None:
        return None
    value, high, unit, relation, part, rounded = found
    behind = BEHIND.match(text, match.end())
    end = behind.end() if behind else match.end()
    relation = BOUNDS[behind["bound"]] if behind else relation
    return Token(match.start(), end, value, high, unit, relation, part, rounded)


def _plain(match: re.Match[str], text: str) -> Found | None:
    number, scale, unit = match["number"], match["scale"] or "", match["unit"] or ""
    value = parse_number(number) if number else Decimal(1)
    if value is None or not _measures(match, text, unit):
        return None
    if number and re.search(SCALE, number):
        value = value * scale_of(scale) if not scale else parse_number(number + scale) or value
        value = value / scale_of(scale)
    low = _low(match, scale)
    value = -value if match["minus"] else value
    more = match["more"] or match["more_too"] or match["more_last"]
    relation = ">" if more else ""
    return (
        (low, value, scale + unit, relation, False, False)
        if low is not None
        else (value, None, scale + unit, relation, False, False)
    )


def _low(match: re.Match[str], scale: str) -> Decimal | None:
    """The lower end of a range, counted in the scale of the upper end: 8000万—1亿 is 0.8—1 亿."""
    low = parse_number(match["low"]) if match["low"] else None
    if low is None or not match["low_scale"]:
        return low
    return low * scale_of(match["low_scale"]) / scale_of(scale)


def _measures(match: re.Match[str], text: str, unit: str) -> bool:
    """Whether the number is one that counts: a unit, a scale or nothing behind it; not 二次供水, not 万元产值."""
    number, at_end = match["number"] or "", bool(ENDS.match(text, match.end()))
    chinese = bool(number) and not number[0].isdigit()
    if not number:
        return (at_end and bool(NEEDED_BEFORE.search(text, 0, match.start()))) or bool(BEHIND.match(text, match.end()))
    if chinese and unit in WORD_UNITS:
        return at_end
    if text.startswith("级", match.end()) and not NEEDED_BEFORE.search(text, 0, match.start()):
        return False  # 打造千亿级产业集群
    if unit:
        return True
    return bool(match["scale"]) or (at_end and not chinese)
