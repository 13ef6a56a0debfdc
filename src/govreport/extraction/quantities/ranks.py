"""Ranks (居全国第75位, 全省县域前十) and ratios (15.2：51.9：32.9)."""

import re
from dataclasses import dataclass
from decimal import Decimal

from govreport.extraction.quantities.lexer import NUMERAL, lex
from govreport.extraction.quantities.numerals import parse_number

PLACE = rf"第(?P<nth>{NUMERAL})[位名]?|前(?P<top>{NUMERAL})[位名强]?|(?P<strong>{NUMERAL})强|(?P<first>首位|榜首|首席)"
RANK = re.compile(rf"(?P<scope>.*?)(?:{PLACE})(?:行列|位次|之列)?(?:[、和]|$)")
VERB = re.compile(
    r"(?:均|都|已|再次|稳步|成功|首次)*(?:排名位居|排名居|排名列|位列|位居|跻身|跃居|跃升至|跃升到|跃升为|上升到|上升至|升至|升到|前移到|前移至"
    r"|进入|挺进|稳居|名列|荣登|荣居|列居|高居|排名(?=[第全])|排在|居|列|为)(?:到|至|于)?"
)
RATIO = re.compile(r"\d+(?:\.\d+)?(?:[:：∶]\d+(?:\.\d+)?)+")


@dataclass(frozen=True, slots=True)
class Rank:
    """Place ``value`` (``top``: or better) within ``scope``."""

    indicator: str
    value: Decimal
    top: bool
    scope: str


def read_ranks(clause: str) -> list[Rank]:
    """The ranks a clause ends with; nothing where it also counts something (5家企业进入全国百强 is a count).

    >>> [(rank.indicator, str(rank.value), rank.scope) for rank in read_ranks("总量位列白城县市第一、全省县域前十")]
    [('总量', '1', '白城县市'), ('总量', '10', '全省县域')]
    """
    if lex(clause):
        return []
    verb = VERB.search(clause)
    indicator, rest = (clause[: verb.start()], clause[verb.end() :]) if verb else ("", clause)
    matches = list(RANK.finditer(rest))
    whole = sum(len(match[0]) for match in matches) == len(rest)
    return [_rank(indicator, match) for match in matches] if whole else []


def _rank(indicator: str, match: re.Match[str]) -> Rank:
    numeral = match["nth"] or match["top"] or match["strong"]
    value = parse_number(numeral) if numeral else Decimal(1)
    return Rank(indicator, value or Decimal(1), bool(match["top"] or match["strong"]), match["scope"])


def read_ratio(clause: str) -> tuple[str, list[Decimal]] | None:
    """The words in front of a ratio and its parts, or None.

    >>> read_ratio("三次产业结构调整为7.6：55：37.4")
    ('三次产业结构调整为', [Decimal('7.6'), Decimal('55'), Decimal('37.4')])
    """
    match = RATIO.search(clause)
    if match is None:
        return None
    return clause[: match.start()], [Decimal(part) for part in re.split("[:：∶]", match[0])]
